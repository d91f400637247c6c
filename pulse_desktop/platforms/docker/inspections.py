"""What was last inspected of each container, and which have to be inspected again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from pulse_desktop.platforms.docker.condition import listed_health
from pulse_desktop.platforms.docker.wire import ContainerRow, Inspection

LONGEST = timedelta(minutes=5)
"""How long an inspection counts although nothing seems to have changed."""

_MOST_OUTDATED = 25
"""Outdated ones renewed in one poll, so that they do not all fall due together again."""


@dataclass(frozen=True, slots=True)
class _Kept:
    inspection: Inspection
    signature: tuple[str | None, ...]
    at: datetime


class Inspections:
    """Inspections by container id. Used by one poll at a time."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._stirred: set[str] = set()

    @property
    def known(self) -> Mapping[str, Inspection]:
        """The last inspection of each container."""
        return MappingProxyType({one: kept.inspection for one, kept in self._kept.items()})

    def stir(self, containers: Iterable[str]) -> None:
        """Something happened to these: what is known of them no longer counts."""
        self._stirred.update(containers)

    def due(self, rows: Iterable[ContainerRow], now: datetime) -> tuple[str, ...]:
        """The containers to inspect now: all that changed, and a few that are outdated."""
        rows = tuple(rows)
        changed = [row.id for row in rows if self._has_changed(row)]
        old = [
            (self._kept[row.id].at, row.id)
            for row in rows
            if row.id in self._kept and now - self._kept[row.id].at >= LONGEST
        ]
        outdated = [container for _, container in sorted(old)[:_MOST_OUTDATED]]
        return tuple(dict.fromkeys([*changed, *outdated]))

    def keep(
        self, found: Mapping[str, Inspection], rows: Iterable[ContainerRow], now: datetime
    ) -> None:
        """Take over what was inspected, and forget containers that are no longer listed."""
        listed = {row.id: row for row in rows}
        for container, inspection in found.items():
            self._kept[container] = _Kept(inspection, _signature(listed[container]), now)
        self._stirred.difference_update(found)
        self._stirred &= listed.keys()
        self._kept = {one: kept for one, kept in self._kept.items() if one in listed}

    def _has_changed(self, row: ContainerRow) -> bool:
        kept = self._kept.get(row.id)
        if kept is None or row.id in self._stirred:
            return True
        return kept.signature != _signature(row) or _is_fresh(row.status)


def _signature(row: ContainerRow) -> tuple[str | None, ...]:
    return (row.state, listed_health(row.status), row.image_id, *(row.names or ()))


def _is_fresh(status: str) -> bool:
    """``Up 3 seconds``: it may have been started again between two polls without a trace."""
    return "second" in status
