"""The backups that are known of, group by group, and which of them to read again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pulse_desktop.model.recovery import PointOutcome, PointSubject, RecoveryPoint
from pulse_desktop.platforms.proxmox.backup.points import GroupKey
from pulse_desktop.platforms.proxmox.backup.wire import Group
from pulse_desktop.provider.numbers import integer

READ_AGAIN_AFTER = timedelta(minutes=10)
"""Where nothing tells what else happened: verification changes without a new backup."""

READ_AGAIN_ANYWAY = timedelta(hours=6)
"""Where tasks tell of verification: notes and protection change without a task."""

_GONE_AFTER = 2
"""Complete listings without a group: one may miss it while its owner is being written."""

_Mark = tuple[int | None, int | None]
"""How many backups a group has, and when the last was made."""


@dataclass(slots=True)
class _Held:
    mark: _Mark
    points: tuple[RecoveryPoint, ...]
    read_at: datetime
    touch: str | None
    """The task that had changed its store last."""

    missed: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether none of its backups was being made."""
        return all(point.outcome is not PointOutcome.RUNNING for point in self.points)


@dataclass(frozen=True, slots=True)
class Turn:
    """When a store is looked through."""

    at: datetime
    touch: str | None = None
    """The name of the task that changed what is known of its backups last."""

    knows_tasks: bool = False
    """Whether all tasks are told of, so that no touch means that nothing changed."""


class Shelf:
    """Changed by one thread at a time."""

    def __init__(self) -> None:
        self._held: dict[GroupKey, _Held] = {}
        self._points: tuple[RecoveryPoint, ...] = ()
        self._is_changed = False

    def due(self, listed: Iterable[tuple[GroupKey, Group]], turn: Turn) -> list[GroupKey]:
        """The groups whose backups may have changed since they were read."""
        return [key for key, group in listed if self._is_due(key, group, turn)]

    def put(
        self, key: GroupKey, group: Group, found: tuple[RecoveryPoint, ...], turn: Turn
    ) -> None:
        """What a group consists of now."""
        before = self._held.get(key)
        self._is_changed |= before is None or before.points != found
        self._held[key] = _Held(_mark(group), found, turn.at, turn.touch)

    def subject(self, key: GroupKey) -> PointSubject | None:
        """What the backups of a group are of; ``None`` when none is known."""
        held = self._held.get(key)
        return held.points[0].subject if held and held.points else None

    def see(self, store: str, namespace: str, listed: Collection[GroupKey]) -> None:
        """A complete listing of one namespace: what it lacks for a second time is gone."""
        for key, held in list(self._held.items()):
            if (key.store, key.namespace) == (store, namespace):
                self._count(key, held, is_listed=key in listed)

    def see_namespaces(self, store: str, listed: Collection[str]) -> None:
        """A complete listing of a store's namespaces."""
        for key, held in list(self._held.items()):
            if key.store == store and key.namespace not in listed:
                self._count(key, held, is_listed=False)

    def see_stores(self, listed: Collection[str]) -> None:
        """A complete listing of the server's stores."""
        for key in [key for key in self._held if key.store not in listed]:
            del self._held[key]
            self._is_changed = True

    def points(self) -> tuple[RecoveryPoint, ...]:
        """All of them; the very same tuple until something changes."""
        if self._is_changed:
            self._is_changed = False
            self._points = tuple(
                p for _, held in sorted(self._held.items(), key=_key) for p in held.points
            )
        return self._points

    def _is_due(self, key: GroupKey, group: Group, turn: Turn) -> bool:
        held = self._held.get(key)
        if held is None or not held.is_settled or held.mark != _mark(group):
            return True
        patience = READ_AGAIN_ANYWAY if turn.knows_tasks else READ_AGAIN_AFTER
        return held.touch != turn.touch or turn.at - held.read_at >= patience

    def _count(self, key: GroupKey, held: _Held, *, is_listed: bool) -> None:
        held.missed = 0 if is_listed else held.missed + 1
        if held.missed >= _GONE_AFTER:
            del self._held[key]
            self._is_changed = True


def _mark(group: Group) -> _Mark:
    return integer(group.backup_count), integer(group.last_backup)


def _key(item: tuple[GroupKey, _Held]) -> GroupKey:
    return item[0]
