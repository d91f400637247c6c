"""How a standing is written. Pure: no Qt."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.recovery import PointKind, PointMode, PointOutcome, RecoveryPoint
from pulse_desktop.model.text import Text, mark
from pulse_desktop.recovery.standing import Freshness, Posture, Standing
from pulse_desktop.ui.formatting import MISSING, Formats

_WORDS = {
    Posture.PROTECTED: mark("Recovery", "Protected"),
    Posture.STALE: mark("Recovery", "Stale"),
    Posture.NEVER: mark("Recovery", "Never protected"),
    Posture.UNKNOWN: mark("Recovery", "Not known"),
}
SHAPES = {
    Posture.PROTECTED: Shape.OK,
    Posture.STALE: Shape.WARNING,
    Posture.NEVER: Shape.CRITICAL,
    Posture.UNKNOWN: Shape.UNKNOWN,
}
_MODES = {
    PointMode.SNAPSHOT: mark("Recovery", "snapshot"),
    PointMode.LOCAL: mark("Recovery", "local copy"),
    PointMode.REMOTE: mark("Recovery", "remote copy"),
}
_KINDS = {
    PointKind.BACKUP: mark("Recovery", "Backup"),
    PointKind.SNAPSHOT: mark("Recovery", "Snapshot"),
    PointKind.OTHER: mark("Recovery", "Other copy"),
}
_OUTCOMES = {
    PointOutcome.SUCCESS: mark("Recovery", "Complete"),
    PointOutcome.WARNING: mark("Recovery", "With warnings"),
    PointOutcome.FAILED: mark("Recovery", "Failed"),
    PointOutcome.RUNNING: mark("Recovery", "Under way"),
    PointOutcome.UNKNOWN: mark("Recovery", "Not known"),
}
_OUTCOME_SHAPES = {
    PointOutcome.SUCCESS: Shape.OK,
    PointOutcome.WARNING: Shape.WARNING,
    PointOutcome.FAILED: Shape.CRITICAL,
    PointOutcome.RUNNING: Shape.CHANGING,
    PointOutcome.UNKNOWN: Shape.UNKNOWN,
}
_MARKS = {Freshness.FRESH: "●", Freshness.OLD: "◌"}
_NO_POINT = "○"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_DAILY = (20 * _HOUR, 28 * _HOUR)
_WEEKLY = (6 * _DAY, 8 * _DAY)
_SOON = timedelta(days=6)


def shape(standing: Standing | None) -> Shape:
    """The shape of a standing; of one that is not worked out, that of what is not known."""
    if standing is None:
        return Shape.UNKNOWN
    if standing.posture is Posture.PROTECTED and standing.has_failed:
        return Shape.WARNING
    return SHAPES[standing.posture]


def state(standing: Standing) -> Text:
    """``Stale, last run failed``."""
    word = _WORDS[standing.posture]
    if standing.posture is Posture.PROTECTED and standing.is_snapshot_only:
        word = mark("Recovery", "Snapshots only")
    tried = standing.last_try
    if not standing.has_failed or tried is None:
        return word
    if tried.outcome is PointOutcome.FAILED:
        return mark("Recovery", "{state}, last run failed").given(state=word)
    return mark("Recovery", "{state}, last copy broken").given(state=word)


def reason(standing: Standing) -> Text:
    """Why it is said to stand so, in a sentence."""
    if standing.posture is Posture.UNKNOWN and standing.looked_at is None:
        return mark("Recovery", "No connection that is polled knows where its copies would be.")
    return _REASONS[standing.posture]


_REASONS = {
    Posture.PROTECTED: mark("Recovery", "Its last good copy is as new as its rhythm asks for."),
    Posture.STALE: mark("Recovery", "Its last good copy is older than its rhythm allows."),
    Posture.NEVER: mark("Recovery", "Its copies were looked for, and there is no good one."),
    Posture.UNKNOWN: mark("Recovery", "Who knows of its copies has not looked for too long."),
}


def chain(found: Mapping[PointMode, Freshness]) -> str:
    """Snapshot, local and remote copy: fresh, old or none."""
    return " ─ ".join(_MARKS[found[mode]] if mode in found else _NO_POINT for mode in PointMode)


def spoken_chain(found: Mapping[PointMode, Freshness], formats: Formats) -> str:
    """The same in words."""
    words = {
        Freshness.FRESH: mark("Recovery", "{mode} fresh"),
        Freshness.OLD: mark("Recovery", "{mode} old"),
        None: mark("Recovery", "no {mode}"),
    }
    say = formats.say
    return ", ".join(say(words[found.get(mode)].given(mode=_MODES[mode])) for mode in PointMode)


def next_run(at: datetime | None, now: datetime, formats: Formats) -> str:
    """``02:00`` within a day, ``Tue 02:00`` within a week, else the date."""
    if at is None:
        return MISSING
    if at < now:
        return formats.say(mark("Recovery", "overdue"))
    if at - now < _DAY:
        return formats.time(at)
    return f"{formats.weekday(at)} {formats.time(at)}" if at - now < _SOON else formats.day(at)


def every(rhythm: timedelta | None, formats: Formats) -> str:
    """How often it is copied."""
    if rhythm is None:
        return MISSING
    if _DAILY[0] <= rhythm <= _DAILY[1]:
        return formats.say(mark("Recovery", "Daily"))
    if _WEEKLY[0] <= rhythm <= _WEEKLY[1]:
        return formats.say(mark("Recovery", "Weekly"))
    return formats.say(mark("Recovery", "Every {span}").given(span=formats.uptime(rhythm)))


def verified(point: RecoveryPoint | None, formats: Formats) -> str:
    """Whether a copy was read again, and when."""
    if point is None or point.is_verified is None:
        return MISSING
    if not point.is_verified:
        return formats.say(mark("Recovery", "✗ Broken"))
    if point.verified_at is None:
        return formats.say(mark("Recovery", "✓ Verified"))
    return f"✓ {formats.day(point.verified_at)}"


def kind(point: RecoveryPoint, formats: Formats) -> str:
    """What sort of copy a point is."""
    if point.kind is PointKind.BACKUP and point.mode is PointMode.LOCAL:
        return formats.say(mark("Recovery", "Backup, local"))
    return formats.say(_KINDS[point.kind])


def outcome(point: RecoveryPoint, formats: Formats) -> str:
    """How making it went."""
    if point.is_verified is False:
        return formats.say(mark("Recovery", "Broken"))
    return formats.say(_OUTCOMES[point.outcome])


def outcome_shape(point: RecoveryPoint) -> Shape:
    """The shape of that."""
    return Shape.CRITICAL if point.is_verified is False else _OUTCOME_SHAPES[point.outcome]


def where(point: RecoveryPoint | None) -> str:
    """The store it lies in, with the namespace where there is one."""
    if point is None or not point.store:
        return MISSING
    namespace = point.subject.namespace
    return f"{point.store} / {namespace}" if namespace else point.store
