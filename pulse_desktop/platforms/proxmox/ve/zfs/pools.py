"""One pool of one node, from its row in the list and its own answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pulse_desktop.model.facet import PoolDevice
from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.ve.zfs.devices import Line, lines, total
from pulse_desktop.platforms.proxmox.ve.zfs.questions import POOL, POOLS
from pulse_desktop.platforms.proxmox.ve.zfs.wire import Detail, Listed
from pulse_desktop.provider.numbers import number, size

_NO_DETAIL = Detail()
_DEGRADED = "DEGRADED"
NOT_AT_ALL = "none"
"""The protection of a pool that one lost disk ends."""

LONGEST = 300
"""Characters of a sentence of ``zpool status``."""

_LOST = frozenset({"FAULTED", "UNAVAIL", "SUSPENDED", "REMOVED", "OFFLINE"})


@dataclass(frozen=True, slots=True)
class Pool:
    """Its list row is the newer, its devices may be some minutes old."""

    node: str
    row: Listed
    detail: Detail
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """Within its node."""
        return self.row.name

    @property
    def state(self) -> str | None:
        """``ONLINE``, ``DEGRADED``, ``FAULTED``."""
        return (self.row.health or self.detail.state or "").strip().upper() or None

    @property
    def is_degraded(self) -> bool:
        """Whether it works and has lost a part."""
        return self.state == _DEGRADED

    @property
    def is_lost(self) -> bool:
        """Whether it no longer works."""
        return self.state in _LOST

    @property
    def used(self) -> int | None:
        """Bytes of the raw devices."""
        return size(self.row.alloc)

    @property
    def total(self) -> int | None:
        """Bytes of the raw devices."""
        return size(self.row.size)

    @property
    def fragmentation(self) -> int | None:
        """Percent of the free space."""
        return size(self.row.frag)

    @property
    def deduplication(self) -> float | None:
        """How often a block is used on average; 1 where nothing is shared."""
        found = number(self.row.dedup)
        return float(found) if found is not None and found > 0 else None

    @property
    def protection(self) -> str | None:
        """What all its data survives by: the weakest of its groups."""
        groups = [line.device.type for line in self.lines if _holds_data(line)]
        weakest = min(groups, key=_survived, default=None)
        return weakest if not groups or _survived(weakest) else NOT_AT_ALL

    def fields(self) -> dict[str, Any]:
        """Of a ``StorageFacet``."""
        leaves = [line.device for line in self.lines if line.is_leaf]
        return {
            "is_zfs": True,
            "protection": self.protection,
            "zfs_pool_state": self.state,
            "zfs_read_errors": total(each.read_errors for each in leaves),
            "zfs_write_errors": total(each.write_errors for each in leaves),
            "zfs_checksum_errors": total(each.checksum_errors for each in leaves),
            "zfs_scan": (self.detail.scan or "")[:LONGEST] or None,
            "zfs_devices": tuple(line.device for line in self.lines),
        }

    def faulty(self) -> tuple[PoolDevice, ...]:
        """Devices at which the pool counted errors, disks before the groups that they are in."""
        counted = (line for line in self.lines if _has_errors(line.device))
        return tuple(line.device for line in sorted(counted, key=lambda line: not line.is_leaf))


def pools(found: Findings) -> Mapping[str, tuple[Pool, ...]]:
    """Node → its pools, by what it told last. A node without ZFS has none."""
    return {
        errand.node: tuple(_pool(errand.node, row, found) for row in told.value.rows if row.name)
        for errand, told in found.all_of(POOLS)
        if told.value is not None and not (told.problem and POOLS.tells_absence(told.problem))
    }


def _pool(node: str, row: Listed, found: Findings) -> Pool:
    detail = found.of(POOL, node, row.name).value or _NO_DETAIL
    return Pool(node, row, detail, lines(row.name, detail.children))


def _holds_data(line: Line) -> bool:
    return line.depth == 0 and not line.section


def _has_errors(device: PoolDevice) -> bool:
    return any((device.read_errors, device.write_errors, device.checksum_errors))


def _survived(group: str | None) -> int:
    """How many disks a group may lose, as far as its name tells: ``raidz2`` → 2."""
    if group == "mirror":
        return 1
    return int(group[-1]) if group and group[:-1] in {"raidz", "draid"} else 0
