"""Mounts and their space as a list of file systems, each counted once. Pure."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from pulse_desktop.model.facet import FileSystem
from pulse_desktop.platforms.workstation.sample import Mount, Space

_POOLED = "zfs"
"""A type whose mounts share the space of the pool that their device name begins with."""


def distinct(mounts: Iterable[Mount]) -> tuple[Mount, ...]:
    """One mount a device, the shallowest: a bind mount or subvolume repeats its device."""
    by_device: dict[str, Mount] = {}
    for mount in sorted(mounts, key=_depth):
        by_device.setdefault(mount.device, mount)
    return tuple(sorted(by_device.values(), key=_depth))


def file_systems(spaces: Mapping[Mount, Space]) -> tuple[FileSystem, ...]:
    """What is mounted, root first, the data sets of one pool folded into the pool."""
    plain = [_file_system(m, s) for m, s in spaces.items() if m.type != _POOLED and s.total > 0]
    pooled = sorted((m for m in spaces if m.type == _POOLED), key=_pool)
    pools = [
        _folded(pool, [(mount, spaces[mount]) for mount in members])
        for pool, members in groupby(pooled, key=_pool)
    ]
    return tuple(sorted(plain + pools, key=lambda one: one.mount_point))


def _file_system(mount: Mount, space: Space) -> FileSystem:
    return FileSystem(
        device=mount.device,
        mount_point=mount.mount_point,
        type=mount.type,
        total=space.total,
        used=space.used,
        available=space.available,
    )


def _folded(pool: str, members: list[tuple[Mount, Space]]) -> FileSystem:
    """Every data set sees the whole pool's free space, and only its own used space."""
    used = sum(space.used for _, space in members)
    available = max(space.available for _, space in members)
    top = min((mount for mount, _ in members), key=_depth)
    return _file_system(
        Mount(pool, top.mount_point, _POOLED), Space(used + available, used, available)
    )


def _depth(mount: Mount) -> tuple[int, str]:
    return mount.mount_point.rstrip("/").count("/"), mount.mount_point


def _pool(mount: Mount) -> str:
    return mount.device.split("/", 1)[0]


def main_file_system(found: Iterable[FileSystem]) -> FileSystem | None:
    """The one that stands for the computer: root, else the largest."""
    return max(found, key=lambda one: (one.mount_point == "/", one.total), default=None)
