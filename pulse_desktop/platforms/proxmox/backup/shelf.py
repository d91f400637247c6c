"""The backups that are known of, group by group, and which of them to read again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pulse_desktop.model.recovery import RecoveryPoint
from pulse_desktop.platforms.proxmox.backup.points import GroupKey
from pulse_desktop.platforms.proxmox.backup.wire import Group
from pulse_desktop.provider.numbers import integer

READ_AGAIN_AFTER = timedelta(minutes=10)
"""Verification and protection change without a new backup."""

_GONE_AFTER = 2
"""Complete listings without a group: one may miss it while its owner is being written."""

_Mark = tuple[int | None, int | None]
"""How many backups a group has, and when the last was made."""


@dataclass(slots=True)
class _Held:
    mark: _Mark
    points: tuple[RecoveryPoint, ...]
    read_at: datetime
    is_settled: bool
    """Whether none of its backups was being made."""

    missed: int = 0


class Shelf:
    """Changed by one thread at a time."""

    def __init__(self) -> None:
        self._held: dict[GroupKey, _Held] = {}
        self._points: tuple[RecoveryPoint, ...] = ()
        self._is_changed = False

    def due(self, listed: Iterable[tuple[GroupKey, Group]], at: datetime) -> list[GroupKey]:
        """The groups whose backups may have changed since they were read."""
        return [key for key, group in listed if self._is_due(key, group, at)]

    def put(
        self, key: GroupKey, group: Group, found: tuple[RecoveryPoint, ...], at: datetime
    ) -> None:
        """What a group consists of now."""
        before = self._held.get(key)
        self._is_changed |= before is None or before.points != found
        running = any(point.outcome.value == "running" for point in found)
        self._held[key] = _Held(_mark(group), found, at, not running)

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

    def _is_due(self, key: GroupKey, group: Group, at: datetime) -> bool:
        held = self._held.get(key)
        if held is None or not held.is_settled or held.mark != _mark(group):
            return True
        return at - held.read_at >= READ_AGAIN_AFTER

    def _count(self, key: GroupKey, held: _Held, *, is_listed: bool) -> None:
        held.missed = 0 if is_listed else held.missed + 1
        if held.missed >= _GONE_AFTER:
            del self._held[key]
            self._is_changed = True


def _mark(group: Group) -> _Mark:
    return integer(group.backup_count), integer(group.last_backup)


def _key(item: tuple[GroupKey, _Held]) -> GroupKey:
    return item[0]
