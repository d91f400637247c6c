"""One disk of a configuration: ``local-lvm:vm-101-disk-0,size=32G`` taken apart."""

import re
from dataclasses import dataclass

from pulse_desktop.model.facet import GuestDisk
from pulse_desktop.provider.numbers import flag

LONGEST_TEXT = 2_000
"""Characters of an option; paths are the longest part of one, and far shorter in practice."""

_SIZE = re.compile(r"(\d{1,19}(?:\.\d{1,9})?)([KMGT])?")
_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
"""Powers of 1024 (pve-common `PVE/JSONSchema.pm`, ``parse_size``)."""

_LARGEST = 2**63 - 1
_CLOUD_INIT = re.compile(r"(?:^|[/:])vm-\d+-cloudinit(?:\.|$)")


@dataclass(frozen=True, slots=True)
class Volume:
    """Where a disk is kept, and what else its option says."""

    device: str
    storage: str | None
    """``None`` for a device or directory of the node, which is given by its path."""

    path: str
    """Within its storage, or on the node."""

    options: dict[str, str]

    @property
    def is_medium(self) -> bool:
        """Whether it is a CD, or made of the guest's own configuration to set it up."""
        return self.options.get("media") == "cdrom" or bool(_CLOUD_INIT.search(self.path))

    @property
    def is_backed_up(self) -> bool:
        """Whether it is part of its guest's backups.

        Disks and a container's root are unless they are switched off, mount points only once
        they are switched on, and those of the node's own paths never (vzdump(1)).
        """
        is_mount_point = self.device.startswith("mp")
        if is_mount_point and self.storage is None:
            return False
        return flag(self.options.get("backup", "0" if is_mount_point else "1"))

    def disk(self) -> GuestDisk:
        """As part of a guest."""
        return GuestDisk(
            device=self.device,
            storage=self.storage,
            path=self.path,
            size=size_of(self.options.get("size")),
        )


def volume(device: str, text: object) -> Volume | None:
    """The volume that an option names; ``None`` where there is none, as in an empty drive."""
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        return None
    parts = [part.partition("=") for part in text.split(",")]
    options = {key.strip(): value.strip() for key, sign, value in parts if sign}
    bare = next((key.strip() for key, sign, _ in parts if not sign), "")
    named = bare or options.get("file") or options.get("volume") or ""
    if named in {"", "none", "cdrom"}:
        return None
    if named.startswith("/"):
        return Volume(device, None, named, options)
    storage, colon, path = named.partition(":")
    return Volume(device, storage, path, options) if colon and storage and path else None


def size_of(text: str | None) -> int | None:
    """Bytes of ``32G``; ``None`` for what is no size."""
    found = _SIZE.fullmatch(text or "")
    if found is None:
        return None
    amount, unit = found[1], _UNITS[found[2] or ""]
    size = int(amount) * unit if "." not in amount else int(float(amount) * unit)
    return min(size, _LARGEST)
