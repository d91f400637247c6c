"""A guest of the cluster: what the tables of guests consist of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pulse_desktop.demo.estate import uptime
from pulse_desktop.demo.estate.node import CLUSTER, DR_A, DR_B, guests_start
from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.model.ids import NativeId

CEPH_STORE, ZFS_STORE = "fabric-ceph", "local-zfs"
"""Storages that disks of guests lie on."""

_WITHOUT_CEPH = frozenset({DR_A, DR_B})


class Kind(StrEnum):
    """What a guest is, in the hypervisor's word."""

    QEMU = "qemu"
    LXC = "lxc"


@dataclass(frozen=True, slots=True)
class System:
    """An operating system in a guest."""

    name: str
    version: str
    template: str = ""
    """What a container of it is made from."""

    kernel: str = ""
    """What it runs on where it has one of its own: a container has its node's."""


DEBIAN = System(
    "Debian GNU/Linux",
    "12 (bookworm)",
    "debian-12-standard_12.7-1_amd64.tar.zst",
    kernel="6.1.0-40-amd64",
)
UBUNTU = System("Ubuntu", "24.04.3 LTS", kernel="6.8.0-87-generic")
ALPINE = System("Alpine Linux", "3.22", "alpine-3.22-default_20250617_amd64.tar.xz")
WINDOWS = System("Microsoft Windows Server", "2022")


@dataclass(frozen=True, slots=True)
class Size:
    """How big a guest is."""

    cores: int
    memory_gib: int
    disk_gib: int
    data_gib: int = 0
    """Of a second disk, where it has one."""


@dataclass(frozen=True, slots=True)
class Guest:
    """One guest: positional up to its pool, as its table is read."""

    kind: Kind
    vmid: int
    name: str
    node: str
    role: CurveRole
    size: Size
    system: System
    pool: str
    tags: tuple[str, ...] = ()
    storage: str = CEPH_STORE
    is_on: bool = True
    is_backed_up: bool = True
    own_address: str = ""
    """Where it is, unless its number tells."""

    copy_of: str = ""
    """The name of the authored guest that it is a copy of."""

    @property
    def authored(self) -> str:
        """The name of the authored guest: its own, unless it is a copy."""
        return self.copy_of or self.name

    @property
    def native_id(self) -> NativeId:
        """``Core Fabric:west-a:101``."""
        return NativeId(f"{CLUSTER}:{self.node}:{self.vmid}")

    @property
    def address(self) -> str:
        """Its IP address."""
        if self.own_address:
            return self.own_address
        return f"10.20.20.{self.vmid}" if self.kind is Kind.QEMU else f"10.20.21.{self.vmid - 190}"

    @property
    def memory(self) -> int:
        """Bytes."""
        return self.size.memory_gib * GIB

    @property
    def disk_store(self) -> str:
        """The storage that its disks lie on."""
        return ZFS_STORE if self.node in _WITHOUT_CEPH else self.storage

    @property
    def subject(self) -> Subject:
        """Whose numbers it has, also as seen from its inside."""
        curve = CurveClass.VM if self.kind is Kind.QEMU else CurveClass.CONTAINER
        return Subject(curve, self.name, self.memory, self.node, self.size.cores)

    def started(self, at: datetime) -> datetime:
        """When it was started last by ``at``: never before its node."""
        return max(uptime.started(self.name, at), guests_start(self.node, at))
