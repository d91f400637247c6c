"""How a standing is written. Pure: no Qt."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.recovery import PointKind, PointMode, PointOutcome, RecoveryPoint
from pulse_desktop.model.text import Text, mark
from pulse_desktop.recovery.history import History
from pulse_desktop.recovery.standing import Freshness, Look, Posture, Standing
from pulse_desktop.ui.formatting import MISSING, Formats
from pulse_desktop.ui.models.facts import TYPE_TITLES
from pulse_desktop.ui.presentation import Presentation

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
_MOST_STRAYS = 12
"""Lines of a tooltip."""


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
    looked = standing.evidence.looks
    if standing.posture is Posture.UNKNOWN and not looked:
        return mark("Recovery", "No connection that is polled knows where its copies would be.")
    is_partial = standing.last_good is None and not any(look.is_complete for look in looked)
    if standing.posture is Posture.UNKNOWN and is_partial:
        return mark("Recovery", "No good copy was found, and who looked need not know of all.")
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


def strays(found: Sequence[History], formats: Formats) -> str:
    """What copies that belong to nothing known say of themselves, a line each."""
    say = formats.say
    lines = [_stray(one, formats) for one in islice(found, _MOST_STRAYS)]
    more = len(found) - len(lines)
    if more:
        lines.append(say(mark("Recovery", "and {n} more").given(n=more)))
    return "\n".join(lines)


def _stray(history: History, formats: Formats) -> str:
    """``VM 999, lab, in primary-vault: 3``."""
    subject, newest = history.subject, history.last_try
    type_ = "" if subject.type is None else formats.say(TYPE_TITLES[subject.type])
    number = "" if subject.number is None else str(subject.number)
    called = " ".join(part for part in (type_, number) if part)
    name = subject.name or subject.native_id or ""
    store = where(newest)
    parts = (part for part in (called, name, "" if store == MISSING else store) if part)
    return f"{', '.join(parts)}: {formats.number(history.count)}"


def guarded(point: RecoveryPoint, formats: Formats) -> str:
    """Whether a copy is kept from pruning, and encrypted; nothing where neither is told."""
    words = []
    if point.is_protected:
        words.append(formats.say(mark("Recovery", "Kept from pruning")))
    if point.is_encrypted:
        words.append(formats.say(mark("Recovery", "Encrypted")))
    return ", ".join(words)


def looks(found: Sequence[Look], presentation: Presentation) -> str:
    """Who looked, when, and through what, a line each."""
    formats, now = presentation.formats, presentation.now()
    lines = []
    for look in sorted(found, key=lambda one: one.at, reverse=True):
        title, ago = presentation.title(look.source.platform), formats.ago(look.at, now)
        stores = ", ".join(look.stores)
        lines.append(f"{title}, {ago}: {stores}" if stores else f"{title}, {ago}")
    return "\n".join(lines)


def last_good(standing: Standing, presentation: Presentation) -> str:
    """When the last good copy was made, and how long ago that is."""
    at = None if standing.last_good is None else standing.last_good.at
    if at is None:
        return MISSING
    return (
        f"{presentation.formats.absolute(at)} · {presentation.formats.ago(at, presentation.now())}"
    )


def plan(standing: Standing, presentation: Presentation) -> str:
    """How often it is copied, and when next."""
    formats = presentation.formats
    rhythm = every(standing.every, formats)
    if standing.next_at is None:
        return rhythm
    at = next_run(standing.next_at, presentation.now(), formats)
    return formats.say(mark("Recovery", "{rhythm}, next {time}").given(rhythm=rhythm, time=at))
