"""How well one workload is protected, and what that was concluded from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from heapq import merge
from types import MappingProxyType

from pulse_desktop.model.recovery import (
    Plan,
    PointMode,
    PointOutcome,
    RecoveryPoint,
)
from pulse_desktop.model.source import Source
from pulse_desktop.recovery.history import History
from pulse_desktop.recovery.rhythm import patience, rhythm


class Posture(StrEnum):
    """What a standing comes down to (A-03)."""

    PROTECTED = "protected"
    STALE = "stale"
    """There is a good copy, and it is older than its rhythm allows."""

    NEVER = "never"
    """Somebody looked, and there is no good copy."""

    UNKNOWN = "unknown"
    """Nobody looked, or not for so long that nothing follows from it."""


class Freshness(StrEnum):
    """How the newest good point of one mode stands."""

    FRESH = "fresh"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Look:
    """A source that looked for copies, and when it did so last."""

    source: Source
    at: datetime
    stores: tuple[str, ...]
    is_complete: bool
    """Whether it would have found any copy that it is responsible for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that is known of the copies of one workload."""

    histories: tuple[History, ...] = ()
    looks: tuple[Look, ...] = ()
    """Of the sources that told a history, and of those that would have."""

    plans: tuple[Plan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How well one workload is protected."""

    posture: Posture
    evidence: Evidence
    last_good: RecoveryPoint | None = None
    """The newest copy that counts: one elsewhere, or a snapshot where there never was one."""

    last_try: RecoveryPoint | None = None
    chain: Mapping[PointMode, Freshness]
    """From the original outwards; a mode without a good point is absent."""

    count: int | None = None
    """Copies that there are, of any mode; ``None`` where nobody looked."""

    every: timedelta | None = None
    """The rhythm: of the plan, or else of the copies."""

    next_at: datetime | None = None

    @property
    def is_snapshot_only(self) -> bool:
        """Whether what counts would be lost with the original."""
        return self.last_good is not None and self.last_good.mode is PointMode.SNAPSHOT

    @property
    def has_failed(self) -> bool:
        """Whether the newest attempt gave no copy that is good."""
        tried = self.last_try
        if tried is None:
            return False
        return tried.outcome is PointOutcome.FAILED or tried.is_verified is False

    def points(self) -> tuple[tuple[Source, RecoveryPoint], ...]:
        """Every point with the source that tells it, newest first."""
        told = (
            [(history.source, point) for point in history.points]
            for history in self.evidence.histories
        )
        return tuple(merge(*told, key=_told_at, reverse=True))


def standing(evidence: Evidence, now: datetime) -> Standing:
    """What follows from ``evidence``.

    A copy's age is counted to when its source last looked: what happened since, nobody knows.
    """
    judge = _Judge(evidence, now)
    return Standing(
        posture=judge.posture(),
        evidence=evidence,
        last_good=_newest(evidence.histories, judge.modes),
        last_try=max(
            (tried for one in evidence.histories if (tried := one.last_try) is not None),
            key=_at,
            default=None,
        ),
        chain=judge.chain(),
        count=sum(told.count for told in evidence.histories) if evidence.looks else None,
        every=judge.every,
        next_at=min((p.next_at for p in evidence.plans if p.next_at is not None), default=None),
    )


class _Judge:
    """The steps of one conclusion."""

    def __init__(self, evidence: Evidence, now: datetime) -> None:
        self._evidence = evidence
        self._now = now
        self._looked = {look.source: look.at for look in evidence.looks}
        self.modes = _counting_modes(evidence.histories)
        planned = min((p.every for p in evidence.plans if p.every is not None), default=None)
        self.every = planned or _rhythm(evidence.histories, self.modes)
        self._patience = patience(self.every)

    def posture(self) -> Posture:
        told = [h for h in self._evidence.histories if any(m in h.good for m in self.modes)]
        if any(self._is_fresh(history, self.modes) for history in told):
            return Posture.PROTECTED
        if not told:
            return Posture.NEVER if self._was_seen_through() else Posture.UNKNOWN
        is_silent = any(self._is_long_ago(self._looked[one.source]) for one in told)
        return Posture.UNKNOWN if is_silent else Posture.STALE

    def chain(self) -> Mapping[PointMode, Freshness]:
        chain = {}
        for mode in PointMode:
            told = [history for history in self._evidence.histories if mode in history.good]
            if told:
                is_fresh = any(self._is_fresh(history, (mode,)) for history in told)
                chain[mode] = Freshness.FRESH if is_fresh else Freshness.OLD
        return MappingProxyType(chain)

    def _is_fresh(self, history: History, modes: Iterable[PointMode]) -> bool:
        looked = self._looked[history.source]
        if self._is_long_ago(looked):
            return False
        newest = (history.good[mode][0] for mode in modes if mode in history.good)
        return any(looked - _at(point) <= self._patience for point in newest)

    def _is_long_ago(self, looked: datetime) -> bool:
        return self._now - looked > self._patience

    def _was_seen_through(self) -> bool:
        return any(
            look.is_complete and not self._is_long_ago(look.at) for look in self._evidence.looks
        )


_COPIES = (PointMode.LOCAL, PointMode.REMOTE)


def _counting_modes(told: Sequence[History]) -> tuple[PointMode, ...]:
    """Copies elsewhere count; snapshots where there never was a copy elsewhere."""
    is_copied = any(mode in history.good for history in told for mode in _COPIES)
    return _COPIES if is_copied else (PointMode.SNAPSHOT,)


def _newest(told: Sequence[History], modes: Iterable[PointMode]) -> RecoveryPoint | None:
    """The newest good point of these modes."""
    newest = (one.good[mode][0] for mode in modes for one in told if mode in one.good)
    return max(newest, key=_at, default=None)


def _rhythm(told: Sequence[History], modes: Iterable[PointMode]) -> timedelta | None:
    """The shortest rhythm of these modes, of each source by itself.

    Who copies what another has copied already has a rhythm of its own, and may be hours later.
    """
    known = (
        rhythm([_at(point) for point in one.good[mode]])
        for mode in modes
        for one in told
        if mode in one.good
    )
    return min((every for every in known if every is not None), default=None)


def _told_at(told: tuple[Source, RecoveryPoint]) -> datetime:
    return _at(told[1])


def _at(point: RecoveryPoint) -> datetime:
    at = point.at
    assert at is not None  # noqa: S101 - a history holds no other
    return at
