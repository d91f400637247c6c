"""The inventory of the virtualisation manager, as tables: hosts, guests and datastores."""

from dataclasses import dataclass

from pulse_desktop.demo.estate.size import GIB, TIB
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject


@dataclass(frozen=True, slots=True)
class EsxiHost:
    """A host of the inventory."""

    name: str
    number: int
    address: str
    cpus: int
    memory: int
    """Bytes."""

    cluster: str
    is_measured: bool = True


@dataclass(frozen=True, slots=True)
class ManagedGuest:
    """A virtual machine of the inventory."""

    name: str
    number: int
    host: str
    address: str
    cpus: int
    memory: int
    """Bytes."""

    role: CurveRole
    datastores: tuple[str, ...]
    system: str = "UBUNTU_64"
    is_on: bool = True

    @property
    def subject(self) -> Subject:
        """Whose numbers it has, also as seen from its inside."""
        return Subject(CurveClass.VM, self.name, self.memory, self.host, self.cpus)


@dataclass(frozen=True, slots=True)
class ManagedStore:
    """A datastore of the inventory."""

    name: str
    number: int
    capacity: int
    """Bytes."""

    type: str
    """``VMFS``, ``NFS``, ``vsan``."""

    role: CurveRole
    hosts: tuple[str, ...]


_MAIN, _EDGE = "warehouse-cluster", "office-cluster"

HOSTS = (
    EsxiHost("esxi-01", 1001, "10.20.70.11", 32, 256 * GIB, _MAIN),
    EsxiHost("esxi-02", 1002, "10.20.70.12", 32, 256 * GIB, _MAIN),
    EsxiHost("esxi-03", 1003, "10.20.70.13", 32, 256 * GIB, _MAIN),
    EsxiHost("esxi-04", 1004, "10.20.70.14", 16, 128 * GIB, _EDGE, is_measured=False),
)

_ALL = tuple(host.name for host in HOSTS)

STORES = (
    ManagedStore("nvme-primary", 2011, 8 * TIB, "VMFS", CurveRole.DATABASE, _ALL[:3]),
    ManagedStore("archive-tier", 2012, 16 * TIB, "VMFS", CurveRole.STORAGE, _ALL),
    ManagedStore("analytics-vsan", 2013, 12 * TIB, "vsan", CurveRole.BATCH, _ALL[:3]),
    ManagedStore("backup-nfs", 2014, 24 * TIB, "NFS", CurveRole.BACKUP, _ALL),
)

_FAST, _WIDE, _VSAN = ("nvme-primary",), ("archive-tier",), ("analytics-vsan",)

GUESTS = (
    ManagedGuest(
        "warehouse-api-01", 3201, "esxi-01", "10.20.71.11", 4, 16 * GIB, CurveRole.API, _FAST
    ),
    ManagedGuest(
        "warehouse-api-02", 3202, "esxi-02", "10.20.71.12", 4, 16 * GIB, CurveRole.API, _FAST
    ),
    ManagedGuest(
        "warehouse-db-01",
        3203,
        "esxi-01",
        "10.20.71.13",
        8,
        64 * GIB,
        CurveRole.DATABASE,
        ("nvme-primary", "archive-tier"),
    ),
    ManagedGuest(
        "warehouse-db-02", 3204, "esxi-02", "10.20.71.14", 8, 64 * GIB, CurveRole.DATABASE, _FAST
    ),
    ManagedGuest(
        "client-portal-01", 3205, "esxi-03", "10.20.71.15", 4, 12 * GIB, CurveRole.WEB, _FAST
    ),
    ManagedGuest(
        "scanner-gateway-01", 3206, "esxi-03", "10.20.71.16", 2, 4 * GIB, CurveRole.QUEUE, _FAST
    ),
    ManagedGuest(
        "ops-observability-01",
        3207,
        "esxi-02",
        "10.20.71.17",
        4,
        24 * GIB,
        CurveRole.MONITORING,
        _VSAN,
    ),
    ManagedGuest(
        "etl-batch-01", 3208, "esxi-03", "10.20.71.18", 12, 48 * GIB, CurveRole.BATCH, _VSAN
    ),
    ManagedGuest(
        "report-builder-01", 3209, "esxi-03", "10.20.71.19", 4, 16 * GIB, CurveRole.BATCH, _VSAN
    ),
    ManagedGuest(
        "finance-jump-01",
        3210,
        "esxi-04",
        "10.20.71.20",
        2,
        8 * GIB,
        CurveRole.SECURITY,
        _WIDE,
        "WINDOWS_SERVER_2022",
    ),
    ManagedGuest(
        "file-share-01",
        3211,
        "esxi-04",
        "10.20.71.21",
        4,
        16 * GIB,
        CurveRole.STORAGE,
        ("archive-tier", "backup-nfs"),
        "WINDOWS_SERVER_2022",
    ),
    ManagedGuest(
        "badge-reader-01", 3212, "esxi-04", "10.20.71.22", 2, 4 * GIB, CurveRole.SECURITY, _WIDE
    ),
    ManagedGuest(
        "swarm-manager-01", 3213, "esxi-01", "10.20.72.11", 4, 16 * GIB, CurveRole.INGRESS, _FAST
    ),
    ManagedGuest(
        "swarm-worker-01", 3214, "esxi-02", "10.20.72.12", 8, 32 * GIB, CurveRole.WEB, _FAST
    ),
    ManagedGuest(
        "swarm-worker-02", 3215, "esxi-03", "10.20.72.13", 8, 32 * GIB, CurveRole.WEB, _FAST
    ),
    ManagedGuest(
        "old-intranet-01",
        3216,
        "esxi-04",
        "10.20.71.26",
        2,
        8 * GIB,
        CurveRole.WEB,
        _WIDE,
        "WINDOWS_SERVER_2016",
        is_on=False,
    ),
)
