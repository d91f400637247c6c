"""The disks of a guest by its configuration."""

import re
from collections.abc import Iterator

from pulse_desktop.model.facet import GuestDisk
from pulse_desktop.platforms.proxmox.ve.guests.questions import Config
from pulse_desktop.platforms.proxmox.ve.guests.volume import Volume, volume
from pulse_desktop.platforms.proxmox.ve.wire import LXC

MOST_DISKS = 300
"""A container has at most 256 mount points, a machine fewer disks."""

_OF_MACHINE = re.compile(r"(?:ide|sata|scsi|virtio)\d{1,2}|efidisk0|tpmstate0")
_OF_CONTAINER = re.compile(r"rootfs|mp\d{1,3}")
_UNUSED = re.compile(r"unused\d{1,3}")


def disks(kind: str, config: Config) -> tuple[GuestDisk, ...]:
    """Those in use. CDs, and volumes made to set a guest up, are none."""
    return tuple(each.disk() for each in _own(kind, config))


def left_out(kind: str, config: Config) -> tuple[str, ...]:
    """Disks in use that no backup of the guest has in it, by their devices."""
    return tuple(each.device for each in _own(kind, config) if not each.is_backed_up)


def unused(config: Config) -> tuple[str, ...]:
    """Volumes that a guest has and does not use: ``local-lvm:vm-101-disk-1``."""
    found = _volumes(_UNUSED, config)
    return tuple(f"{each.storage}:{each.path}" if each.storage else each.path for each in found)


def _own(kind: str, config: Config) -> Iterator[Volume]:
    names = _OF_CONTAINER if kind == LXC else _OF_MACHINE
    return (each for each in _volumes(names, config) if not each.is_medium)


def _volumes(names: re.Pattern[str], config: Config) -> Iterator[Volume]:
    chosen = sorted((key for key in config if names.fullmatch(key)), key=_order)
    for key in chosen[:MOST_DISKS]:
        found = volume(key, config[key])
        if found is not None:
            yield found


def _order(name: str) -> tuple[bool, str, int]:
    """A container's root first, then by kind and number."""
    kind = name.rstrip("0123456789")
    return name != "rootfs", kind, int(name[len(kind) :] or 0)
