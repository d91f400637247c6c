"""The file systems that a guest agent lists, without those that hold nothing of the guest's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pulse_desktop.model.facet import FileSystem
from pulse_desktop.platforms.proxmox.ve.agent.reason import Reason
from pulse_desktop.provider.numbers import size

MOST_ENTRIES = 2000
LONGEST_TEXT = 500

# The three lists are Pulse's (pkg/fsfilters).
_PART_OF_TYPE = (
    *("erofs", "squashfs", "squash-fs", "iso9660", "cdfs", "udf", "cramfs", "romfs"),
    *("sshfs", "9p", "nfs", "cifs", "smb"),
)
_TYPES = frozenset(
    (
        *("tmpfs", "devtmpfs", "cgroup", "cgroup2", "sysfs", "proc", "devpts", "securityfs"),
        *("debugfs", "tracefs", "fusectl", "configfs", "pstore", "hugetlbfs", "mqueue", "bpf"),
        *("overlay", "overlayfs", "autofs", "fdescfs", "devfs", "linprocfs", "linsysfs"),
    )
)
_BELOW = (
    *("/dev", "/proc", "/sys", "/run", "/var/run", "/var/lib/docker", "/var/lib/containers"),
    *("/snap", "/boot/efi", "/mnt/.ix-apps/docker"),
)
_CONTAINER_ROOTS = ("/containers/", "/container_tmp/")
_CONTAINER_LAYERS = ("/overlay2/", "/overlay/", "/diff/", "/merged")

_DRIVE = re.compile(r"[A-Za-z]:\\?")
_VOLUME = "\\\\?\\Volume{"
_SUBVOLUMES = frozenset({"btrfs", "zfs"})
"""Several mounts of one pool report the same total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disks:
    """What is used of all file systems together. Bytes."""

    file_systems: tuple[FileSystem, ...] = ()
    used: int = 0
    total: int = 0
    problem: Reason | None = None


def disks(value: Any) -> Disks:
    """Those of ``guest-get-fsinfo``; what is malformed is passed over, entry by entry."""
    rows = value if isinstance(value, list) else [value]
    readable = [row for row in rows[:MOST_ENTRIES] if isinstance(row, dict) and row]
    kept = [row for row in readable if not _is_special(row)]
    found = dict(_distinct(kept))
    if not found:
        is_filtered = bool(readable) and not kept
        return Disks(problem=Reason.ONLY_SPECIAL if is_filtered else Reason.NO_FILE_SYSTEMS)
    systems = tuple(found.values())
    return Disks(
        file_systems=systems,
        used=sum(each.used for each in systems),
        total=sum(each.total for each in systems),
    )


def _distinct(rows: list[dict[str, Any]]) -> Iterator[tuple[str, FileSystem]]:
    """The first of each, under what tells one from another."""
    seen: set[str] = set()
    for row in rows:
        found = _file_system(row)
        if found is None:
            continue
        pooled = found.type.lower() in _SUBVOLUMES
        key = f"{found.type.lower()}::{found.total}" if pooled else f"{found.device}:{found.total}"
        if key not in seen:
            seen.add(key)
            yield key, found


def _file_system(row: dict[str, Any]) -> FileSystem | None:
    used = _bytes(row.get("used-bytes"))
    told = (_bytes(row.get("total-bytes")), _bytes(row.get("total-bytes-privileged")))
    total = next((each for each in told if each and used is not None and used <= each), None)
    if total is None or used is None:
        return None
    mount_point = _mount_point(row)
    return FileSystem(
        device=_device(row, mount_point),
        mount_point=mount_point,
        type=_text(row.get("type")),
        total=total,
        used=used,
        available=total - used,
    )


def _is_special(row: dict[str, Any]) -> bool:
    kind, place = _text(row.get("type")).lower(), _mount_point(row)
    if kind in _TYPES or any(part in kind for part in _PART_OF_TYPE):
        return True
    if any(place == root or place.startswith(f"{root}/") for root in _BELOW):
        return True
    in_container = any(part in place for part in _CONTAINER_ROOTS)
    in_layer = any(part in place for part in _CONTAINER_LAYERS)
    return "System Reserved" in place or (in_container and in_layer)


def _mount_point(row: dict[str, Any]) -> str:
    """Windows names volumes by GUID, or not at all; then the name may be a drive."""
    place, name = _text(row.get("mountpoint")), _text(row.get("name"))
    if (not place or place.startswith(_VOLUME)) and _DRIVE.fullmatch(name):
        return name
    return place


def _device(row: dict[str, Any], mount_point: str) -> str:
    disk = row.get("disk")
    first = disk[0] if isinstance(disk, list) and disk else disk
    known = first if isinstance(first, dict) else {}
    for key in ("dev", "serial"):
        if _text(known.get(key)):
            return _text(known.get(key))
    if _text(known.get("bus-type")):
        return f"{_text(known.get('bus-type'))}-{size(known.get('target'))}"
    return "root-filesystem" if mount_point == "/" else mount_point.rstrip("\\")


def _bytes(value: object) -> int | None:
    """Also as hexadecimal text."""
    if isinstance(value, str) and re.fullmatch(r"0[xX][0-9a-fA-F]{1,15}", value.strip()):
        return int(value, 16)
    return size(value)


def _text(value: object) -> str:
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""
