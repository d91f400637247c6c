"""The storage appliances of the estate, as tables: pools, datasets, drives and apps."""

from dataclasses import dataclass

from pulse_desktop.demo.estate.size import GIB, TIB
from pulse_desktop.demo.subject import CurveRole
from pulse_desktop.model.ids import PlatformId

TRUENAS = PlatformId("truenas")


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool: what can be kept in it, and how it survives the loss of a drive."""

    name: str
    capacity: int
    """Bytes."""

    layout: str
    """``raidz2``, ``mirror``."""

    role: CurveRole
    scrub_weekday: int = 6
    """When it is scrubbed, from Monday at 0 on."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset with the most that it may grow to."""

    id: str
    quota: int
    """Bytes."""

    role: CurveRole = CurveRole.STORAGE


@dataclass(frozen=True, slots=True)
class Drive:
    """A physical drive in its pool."""

    name: str
    model: str
    serial: str
    size: int
    """Bytes."""

    pool: str
    hours: int
    """That it had run for when the story began."""

    turns: int = 7200
    """Revolutions a minute; 0 of one that does not turn."""

    reallocated: int = 0


@dataclass(frozen=True, slots=True)
class App:
    """An application that the appliance keeps."""

    id: str
    image: str
    role: CurveRole
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Appliance:
    """One storage appliance and the connection to it."""

    connection: str
    title: str
    hostname: str
    address: str
    version: str
    model: str
    serial: str
    cpu_model: str
    cpus: int
    memory: int
    """Bytes."""

    pools: tuple[Pool, ...]
    datasets: tuple[Dataset, ...]
    drives: tuple[Drive, ...]
    apps: tuple[App, ...] = ()


_RED = "WDC WD80EFZZ-68BTXN0"
_IRON = "ST8000VN004-3CP101"
_EXOS = "ST18000NM000J-2TV103"
_P5 = "CT4000P5PSSD8"
_BULK, _BIG, _FLASH = 8001563222016, 18000207937536, 4000787030016
"""Sizes as the drives tell them, in bytes."""

ARCHIVE_NAS = Appliance(
    connection="demo-archive",
    title="Archive NAS",
    hostname="archive-nas",
    address="10.20.50.10",
    version="TrueNAS-SCALE-24.10.2",
    model="Supermicro SSG-540P-E1CTR36L",
    serial="S417203X2B09812",
    cpu_model="Intel(R) Xeon(R) Silver 4310 CPU @ 2.10GHz",
    cpus=24,
    memory=128 * GIB,
    pools=(
        Pool("tank", 30 * TIB, "raidz2", CurveRole.STORAGE),
        Pool("fast", 8 * TIB, "mirror", CurveRole.DATABASE, scrub_weekday=5),
        Pool("archive", 18 * TIB, "mirror", CurveRole.BACKUP, scrub_weekday=5),
        Pool("vault", 12 * TIB, "raidz1", CurveRole.BACKUP, scrub_weekday=4),
    ),
    datasets=(
        Dataset("tank/media", 14 * TIB, CurveRole.MEDIA),
        Dataset("tank/photos", 4 * TIB, CurveRole.MEDIA),
        Dataset("tank/home-folders", 3 * TIB),
        Dataset("tank/projects", 4 * TIB),
        Dataset("tank/scans", 1 * TIB),
        Dataset("fast/virtual-machines", 4 * TIB, CurveRole.DATABASE),
        Dataset("fast/databases", 2 * TIB, CurveRole.DATABASE),
        Dataset("fast/apps", 1 * TIB),
        Dataset("archive/finance-2019-2024", 4 * TIB),
        Dataset("archive/camera-footage", 13 * TIB, CurveRole.BACKUP),
        Dataset("archive/old-laptops", 3 * TIB, CurveRole.BACKUP),
        Dataset("vault/workstations", 5 * TIB, CurveRole.BACKUP),
        Dataset("vault/phones", 2 * TIB, CurveRole.BACKUP),
        Dataset("vault/replicas", 4 * TIB, CurveRole.BACKUP),
    ),
    drives=(
        Drive("sda", _RED, "WD-CA1K4ZXP", _BULK, "tank", 21_400),
        Drive("sdb", _RED, "WD-CA1K4ZY3", _BULK, "tank", 21_400),
        Drive("sdc", _IRON, "ZR51K3QD", _BULK, "tank", 33_900, reallocated=16),
        Drive("sdd", _IRON, "ZR51K3S8", _BULK, "tank", 33_900),
        Drive("sde", _IRON, "ZR51KW0H", _BULK, "tank", 30_200),
        Drive("sdf", _RED, "WD-CA1KB7TM", _BULK, "tank", 12_700),
        Drive("sdg", _EXOS, "ZR90A1TF", _BIG, "archive", 9_800),
        Drive("sdh", _EXOS, "ZR90A2KP", _BIG, "archive", 9_800),
        Drive("nvme0n1", _P5, "2317E6CE41B7", _FLASH, "fast", 15_300, turns=0),
        Drive("nvme1n1", _P5, "2317E6CE41D2", _FLASH, "fast", 15_300, turns=0),
    ),
    apps=(
        App("client-files", "nextcloud:30.0.4", CurveRole.WEB, 30027),
        App("photo-archive", "immich-server:v1.123.0", CurveRole.MEDIA, 30041),
        App("document-hub", "paperless-ngx:2.13.5", CurveRole.WEB, 30070),
        App("ops-dashboards", "grafana:11.4.0", CurveRole.MONITORING, 30037),
        App("edge-dns", "adguardhome:v0.107.55", CurveRole.SECURITY, 30004),
        App("media-server", "jellyfin:10.10.3", CurveRole.MEDIA, 30013),
    ),
)

ATTIC_NAS = Appliance(
    connection="demo-attic",
    title="Attic NAS",
    hostname="attic-nas",
    address="10.20.60.10",
    version="TrueNAS-13.0-U6.7",
    model="HPE ProLiant MicroServer Gen10 Plus",
    serial="CZJ14007QL",
    cpu_model="Intel(R) Xeon(R) E-2224 CPU @ 3.40GHz",
    cpus=4,
    memory=32 * GIB,
    pools=(
        Pool("attic", 16 * TIB, "raidz1", CurveRole.BACKUP),
        Pool("cupboard", 4 * TIB, "mirror", CurveRole.STORAGE, scrub_weekday=5),
    ),
    datasets=(
        Dataset("attic/from-archive-nas", 9 * TIB, CurveRole.BACKUP),
        Dataset("attic/family", 4 * TIB, CurveRole.MEDIA),
        Dataset("cupboard/office", 2 * TIB),
    ),
    drives=(
        Drive("ada0", _IRON, "WKD0C4RA", _BULK, "attic", 41_000),
        Drive("ada1", _IRON, "WKD0C5LM", _BULK, "attic", 41_000),
        Drive("ada2", _IRON, "WKD0C5VX", _BULK, "attic", 38_600),
        Drive("ada3", "Samsung SSD 870 EVO 4TB", "S6BCNX0T902417K", _FLASH, "cupboard", 8_100, 0),
        Drive("ada4", "Samsung SSD 870 EVO 4TB", "S6BCNX0T902522F", _FLASH, "cupboard", 8_100, 0),
    ),
)

APPLIANCES = (ARCHIVE_NAS, ATTIC_NAS)
