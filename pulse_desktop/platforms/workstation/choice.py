"""Which mounts, interfaces, disks and sensors count, and which would count something twice."""

import ipaddress
import re
from collections.abc import Iterable

from pulse_desktop.model.facet import Sensor
from pulse_desktop.platforms.workstation.sample import Disk, Interface, Mount

# fmt: off
_NETWORK_TYPES = frozenset((
    "9p", "afs", "autofs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse", "gfs", "gfs2",
    "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "nfsd", "ocfs2", "orangefs", "smb2",
    "smb3", "smbfs", "virtiofs",
))
_IMAGE_TYPES = frozenset((
    "aufs", "cramfs", "devtmpfs", "erofs", "iso9660", "nsfs", "overlay", "romfs",
    "squashfs", "tmpfs", "udf",
))
# fmt: on
_HIDDEN_ROOTS = (
    "/dev",
    "/proc",
    "/sys",
    "/run",
    "/var/lib/docker",
    "/var/lib/containers",
    "/snap",
    "/var/snap",
    "/boot/efi",
    "/boot/firmware",
    "/etc/pve",
    "/System/Volumes",
)
_VIRTUAL_INTERFACE = re.compile(
    r"(lo\d*$|veth|docker|br-|virbr|vnet|tap|cni|flannel|cali|podman|vmbr|fwbr|fwpr|fwln|ifb)"
)
_NOT_A_DISK = re.compile(r"(loop|ram|zram|dm-|zd|md|sr|fd)\d|nvme\d+c\d+n")
_PARTITION = re.compile(r"(?P<whole>(?:[shv]|xv)d[a-z]+|(?:nvme\d+n|mmcblk)\d+(?=p))p?\d+$")
_CPU_CHIP = re.compile(r"coretemp|k8temp|k10temp|zenpower|cpu", re.IGNORECASE)
_CPU_PACKAGE = re.compile(r"Package id 0|Tctl|Tdie", re.IGNORECASE)

_MILLIDEGREES_FROM = 1000.0
_COLDEST, _HOTTEST = -50.0, 150.0
"""Degrees Celsius outside of which a sensor is not connected or not calibrated; NaN is, too."""


def local_mounts(mounts: Iterable[Mount]) -> tuple[Mount, ...]:
    """Those that hold files of this computer, in the order of the mount table.

    Decided from the mount table alone, since looking at a dead network mount never returns.
    """
    return tuple(mount for mount in mounts if _is_local(mount))


def _is_local(mount: Mount) -> bool:
    if mount.type in _NETWORK_TYPES | _IMAGE_TYPES or mount.type.startswith("fuse."):
        return False
    if mount.device.startswith("//") or ":/" in mount.device:
        return False
    point = mount.mount_point
    return not any(point == root or point.startswith(f"{root}/") for root in _HIDDEN_ROOTS)


def physical_interfaces(interfaces: Iterable[Interface]) -> tuple[Interface, ...]:
    """Those whose traffic leaves this computer, each counted once.

    Bridges and containers' ends repeat what a card carries, as does a VLAN of a listed card.
    """
    found = [one for one in interfaces if one.addresses and not is_virtual(one.name)]
    names = {one.name for one in found}
    return tuple(
        one for one in found if "." not in one.name or one.name.split(".", 1)[0] not in names
    )


def is_virtual(name: str) -> bool:
    """Whether an interface by that name is a loopback, a bridge or a container's end."""
    return _VIRTUAL_INTERFACE.match(name) is not None


def public_addresses(addresses: Iterable[str]) -> tuple[str, ...]:
    """Those by which others may know this computer: neither loopback nor link-local."""
    return tuple(address for address in addresses if _identifies(address))


def _identifies(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    return not (parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified)


def whole_disks(disks: Iterable[Disk]) -> tuple[Disk, ...]:
    """Devices that are no part or layer of another one."""
    found = [disk for disk in disks if not _NOT_A_DISK.match(disk.name)]
    names = {disk.name for disk in found}
    return tuple(disk for disk in found if _whole(disk.name) not in names - {disk.name})


def _whole(name: str) -> str:
    found = _PARTITION.match(name)
    return found["whole"] if found else name


def plausible_sensors(sensors: Iterable[Sensor]) -> tuple[Sensor, ...]:
    """Sensors in degrees Celsius, without those that read what nothing here can be."""
    scaled = (
        Sensor(one.label, one.celsius / 1000 if one.celsius >= _MILLIDEGREES_FROM else one.celsius)
        for one in sensors
    )
    return tuple(one for one in scaled if _COLDEST <= one.celsius <= _HOTTEST)


def processor_celsius(sensors: Iterable[Sensor]) -> float | None:
    """The processor package, else the hottest of the processor's sensors, else ``None``."""
    chips = [one for one in sensors if _CPU_CHIP.match(one.label)]
    packages = [one for one in chips if _CPU_PACKAGE.search(one.label)]
    return max((one.celsius for one in packages or chips), default=None)
