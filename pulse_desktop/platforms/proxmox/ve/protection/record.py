"""What is known of recovery points from poll to poll: what did not change stays the same."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.recovery import PointKind, PointOutcome, RecoveryPoint
from pulse_desktop.platforms.proxmox.envelope import Rows
from pulse_desktop.platforms.proxmox.rounds.findings import Told

Points = tuple[RecoveryPoint, ...]
Make = Callable[[Rows[Any], datetime], Iterable[RecoveryPoint]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one listing told the last time that it came."""

    value: Rows[Any]
    at: datetime
    points: Points
    is_changing: bool
    """Whether something in it goes on, and may so turn into something else by itself."""


class Record:
    """Used by one thread at a time. Outlives which node is asked about a storage or a guest."""

    def __init__(self) -> None:
        self._seen_by: object = None
        self._is_anew = False
        self._parts: dict[Hashable, Part] = {}
        self._kept: dict[Hashable, Part] = {}
        self._points: Points = ()
        self._newest: Mapping[NativeId, datetime] = {}
        self.told: frozenset[str] = frozenset()
        """Names of the tasks that the timeline has been told of."""

    def begin(self, seen_by: object) -> None:
        """A poll; what the one before kept and this one does not is forgotten.

        Points are made anew where what they are ``seen_by`` is another: guests that moved.
        """
        self._is_anew = seen_by != self._seen_by
        self._seen_by = seen_by
        self._kept, self._parts = self._parts, {}

    def keep(self, key: Hashable, told: Told[Any], make: Make) -> Part | None:
        """The points of a listing: of this answer, or of the last one that there was."""
        before = self._kept.get(key)
        part = _part(before, told, make, is_anew=self._is_anew)
        if part is not None:
            self._parts[key] = part
        return part

    def points(self, more: Iterable[RecoveryPoint]) -> Points:
        """All that was kept, and ``more``: the very same tuple while nothing in it changed."""
        points = tuple(chain(*(part.points for part in self._parts.values()), more))
        if points != self._points:
            self._points = points
            self._newest = _newest(points)
        return self._points

    @property
    def newest(self) -> Mapping[NativeId, datetime]:
        """When the newest good backup of a guest was made."""
        return self._newest


def _part(before: Part | None, told: Told[Any], make: Make, *, is_anew: bool) -> Part | None:
    value, at = told.value, told.at
    if value is None or at is None:
        if before is None:
            return None
        value, at = before.value, before.at
    if before is None:
        return _made(value, at, tuple(make(value, at)))
    if value == before.value and not is_anew and not before.is_changing:
        return Part(value, at, before.points, is_changing=False)
    return _made(value, at, tuple(make(value, at)))


def _made(value: Rows[Any], at: datetime, points: Points) -> Part:
    is_changing = any(point.outcome is PointOutcome.RUNNING for point in points)
    return Part(value, at, points, is_changing)


def _newest(points: Points) -> dict[NativeId, datetime]:
    newest: dict[NativeId, datetime] = {}
    for owner, at in _good(points):
        newest[owner] = max(at, newest.get(owner, at))
    return newest


def _good(points: Points) -> Iterator[tuple[NativeId, datetime]]:
    for point in points:
        owner, at = point.subject.native_id, point.at
        is_backup = point.kind is PointKind.BACKUP and point.is_good
        if owner is not None and at is not None and is_backup:
            yield owner, at
