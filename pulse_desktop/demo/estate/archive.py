"""The storage appliances: the large one that everybody uses, and a small one at another site."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from pulse_desktop.demo.estate import alarm, number, upkeep, zfs_points
from pulse_desktop.demo.estate.appliance import (
    APPLIANCES,
    ARCHIVE_NAS,
    App,
    Appliance,
    Dataset,
    Drive,
    Pool,
)
from pulse_desktop.demo.estate.uptime import seconds_since, started
from pulse_desktop.demo.story import EPOCH
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.demo.thing import Phase, Site, Thing
from pulse_desktop.model.condition import ONLINE, RUNNING
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.facet import (
    ApplianceFacet,
    ContainerFacet,
    DiskFacet,
    PoolDevice,
    Port,
    Smart,
    StorageFacet,
)
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import ConnectionId, NativeId, PlatformId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.recovery import Survey
from pulse_desktop.model.snapshot import Incident, Observation, ResourceType

TRUENAS = PlatformId("truenas")

_SYSTEM_METRICS = (
    Metric.CPU,
    Metric.MEMORY,
    Metric.NET_IN,
    Metric.NET_OUT,
    Metric.DISK_READ,
    Metric.DISK_WRITE,
    Metric.TEMPERATURE,
)
_STORE_METRICS = (Metric.USAGE, Metric.USED, Metric.TOTAL, Metric.AVAILABLE)
_DRIVE_METRICS = (Metric.SMART_TEMPERATURE, Metric.DISK, Metric.DISK_READ, Metric.DISK_WRITE)
_APP_METRICS = (
    Metric.CPU,
    Metric.MEMORY,
    Metric.NET_IN,
    Metric.NET_OUT,
    Metric.DISK_READ,
    Metric.DISK_WRITE,
)
_HOUR_S = 3600


def sites(scale: int) -> tuple[Site, ...]:
    """One connection an appliance; ``scale`` times as many apps."""
    return tuple(_site(nas, scale) for nas in APPLIANCES)


def _site(nas: Appliance, scale: int) -> Site:
    return Site(
        connection=Connection(
            id=ConnectionId(nas.connection),
            platform=TRUENAS,
            name=nas.title,
            address=f"https://{nas.hostname}.home.arpa",
            interval_s=30,
        ),
        things=(
            _system(nas),
            *(_pool(nas, pool) for pool in nas.pools),
            *(_dataset(nas, dataset) for dataset in nas.datasets),
            *(_drive(nas, drive) for drive in nas.drives),
            *_apps(nas, scale),
        ),
        happenings=partial(upkeep.happenings, nas),
        survey=zfs_points.survey if nas is ARCHIVE_NAS else _nothing_known,
    )


def _nothing_known(at: datetime) -> Survey:
    """Nobody makes snapshots there: it is the place that copies go to."""
    return Survey(at=at)


def _system(nas: Appliance) -> Thing:
    facet = ApplianceFacet(
        hostname=nas.hostname,
        version=nas.version,
        model=nas.model,
        serial=nas.serial,
        cpu_model=nas.cpu_model,
        cpu_count=nas.cpus,
        pools=tuple(PoolDevice(name=p.name, type=p.layout, state="ONLINE") for p in nas.pools),
    )
    return Thing(
        still=Observation(
            native_id=NativeId(f"system:{nas.hostname}"),
            type=ResourceType.AGENT,
            name=nas.hostname,
            condition=ONLINE,
            technology="TrueNAS",
            identity=number.machine(nas.hostname, nas.address),
            facet=facet,
            web_url=f"https://{nas.hostname}.home.arpa/ui/",
        ),
        phase=_uptime(facet),
        subject=Subject(CurveClass.AGENT, nas.hostname, nas.memory),
        role=CurveRole.STORAGE,
        metrics=_SYSTEM_METRICS,
        totals=((Metric.MEMORY, nas.memory),),
    )


def _uptime(facet: ApplianceFacet) -> Phase:
    def at_that_time(still: Observation, at: datetime) -> Observation:
        since = started(facet.hostname, at)
        told = replace(facet, uptime_seconds=seconds_since(since, at))
        return replace(still, started_at=since, facet=told)

    return at_that_time


def _pool(nas: Appliance, pool: Pool) -> Thing:
    facet = StorageFacet(
        name=pool.name,
        instance=nas.hostname,
        type="zfs-pool",
        platform=TRUENAS,
        topology="pool",
        protection=pool.layout,
        active=True,
        nodes=(nas.hostname,),
        pool=pool.name,
        path=f"/mnt/{pool.name}",
        is_zfs=True,
        zfs_pool_state="ONLINE",
        zfs_read_errors=0,
        zfs_write_errors=0,
        zfs_checksum_errors=0,
        zfs_devices=tuple(
            PoolDevice(name=one.name, type="disk", state="ONLINE")
            for one in nas.drives
            if one.pool == pool.name
        ),
    )
    return Thing(
        still=Observation(
            native_id=NativeId(f"pool:{pool.name}"),
            type=ResourceType.STORAGE,
            name=pool.name,
            condition=ONLINE,
            technology="ZFS pool",
            facet=facet,
            parent=NativeId(f"system:{nas.hostname}"),
        ),
        phase=_pool_phase(nas, pool, facet),
        subject=Subject(CurveClass.STORAGE, pool.name, pool.capacity, nas.hostname),
        role=pool.role,
        metrics=_STORE_METRICS,
        totals=((Metric.USAGE, pool.capacity),),
    )


def _pool_phase(nas: Appliance, pool: Pool, facet: StorageFacet) -> Phase:
    """When it was last scrubbed, and what the appliance warns of."""

    def at_that_time(still: Observation, at: datetime) -> Observation:
        ended = upkeep.scrubs(pool).began(at - upkeep.SCRUB_LASTS) + upkeep.SCRUB_LASTS
        scan = f"scrub repaired 0B with 0 errors on {ended:%d %b %Y %H:%M} UTC"
        return replace(
            still, facet=replace(facet, zfs_scan=scan), incidents=alarm.of_pool(nas, pool, at)
        )

    return at_that_time


def _dataset(nas: Appliance, dataset: Dataset) -> Thing:
    pool = dataset.id.partition("/")[0]
    facet = StorageFacet(
        name=dataset.id,
        instance=nas.hostname,
        type="zfs-dataset",
        platform=TRUENAS,
        topology="dataset",
        active=True,
        nodes=(nas.hostname,),
        pool=pool,
        path=f"/mnt/{dataset.id}",
        is_zfs=True,
        zfs_pool_state="ONLINE",
        is_mounted=True,
        is_read_only=False,
    )
    return Thing(
        still=Observation(
            native_id=NativeId(f"dataset:{dataset.id}"),
            type=ResourceType.STORAGE,
            name=dataset.id,
            condition=ONLINE,
            technology="ZFS dataset",
            facet=facet,
            parent=NativeId(f"pool:{pool}"),
            tags=("state:mounted", "health:online"),
        ),
        subject=Subject(CurveClass.STORAGE, dataset.id, dataset.quota, nas.hostname),
        role=dataset.role,
        metrics=_STORE_METRICS,
        totals=((Metric.USAGE, dataset.quota),),
    )


def _drive(nas: Appliance, drive: Drive) -> Thing:
    facet = DiskFacet(
        device_path=f"/dev/{drive.name}",
        model=drive.model,
        serial=drive.serial,
        type=_kind(drive),
        size_bytes=drive.size,
        health="PASSED",
        rpm=drive.turns,
        used="ZFS",
        storage_role="data",
        storage_group=drive.pool,
        storage_state="ONLINE",
    )
    return Thing(
        still=Observation(
            native_id=NativeId(f"disk:{drive.name}"),
            type=ResourceType.PHYSICAL_DISK,
            name=drive.name,
            condition=ONLINE,
            technology=drive.model,
            identity=Identity(machine_id=drive.serial, hostnames=(nas.hostname,)),
            facet=facet,
            parent=NativeId(f"pool:{drive.pool}"),
        ),
        phase=_life(drive, facet),
        subject=Subject(CurveClass.DISK, drive.serial, drive.size, nas.hostname),
        role=CurveRole.STORAGE,
        metrics=_DRIVE_METRICS,
    )


def _kind(drive: Drive) -> str:
    if drive.turns:
        return "hdd"
    return "nvme" if drive.name.startswith("nvme") else "ssd"


def _life(drive: Drive, facet: DiskFacet) -> Phase:
    """What it counts of its own life, and what is reported of it."""

    def at_that_time(still: Observation, at: datetime) -> Observation:
        told = replace(facet, smart=_smart(drive, at))
        incidents: tuple[Incident, ...] = alarm.of_drive(drive, at)
        return replace(still, facet=told, incidents=incidents)

    return at_that_time


def _smart(drive: Drive, at: datetime) -> Smart:
    hours = max(0, drive.hours + int((at - EPOCH).total_seconds() // _HOUR_S))
    if not drive.turns:
        spent = number.whole(9, "wear", drive.serial) + 2
        return Smart(
            power_on_hours=hours, percentage_used=spent, available_spare=100, media_errors=0
        )
    return Smart(
        power_on_hours=hours,
        power_cycles=24 + number.whole(40, "cycles", drive.serial),
        reallocated_sectors=upkeep.reallocated(drive, at),
        pending_sectors=0,
        offline_uncorrectable=0,
        udma_crc_errors=0,
    )


def _apps(nas: Appliance, scale: int) -> Iterator[Thing]:
    for copy in range(scale):
        for app in nas.apps:
            one = replace(
                app,
                id=number.numbered(app.id, copy),
                title=number.numbered(app.title, copy),
                port=app.port + copy,
            )
            yield _app(nas, one)


def _app(nas: Appliance, app: App) -> Thing:
    facet = ContainerFacet(
        container_id=app.id,
        host_source_id=f"system:{nas.hostname}",
        image=app.image,
        container_state="running",
        ports=(Port(private_port=app.port, protocol="tcp", public_port=app.port),),
        mounts=(),
        project=app.id,
    )
    return Thing(
        still=Observation(
            native_id=NativeId(f"app:{app.id}"),
            type=ResourceType.APP_CONTAINER,
            name=app.id,
            condition=RUNNING,
            technology="TrueNAS app",
            facet=facet,
            parent=NativeId(f"system:{nas.hostname}"),
            web_url=f"http://{nas.hostname}.home.arpa:{app.port}/",
            capabilities=("start", "stop", "restart"),
        ),
        phase=_started_with(nas.hostname),
        subject=Subject(CurveClass.DOCKER_CONTAINER, app.id, nas.memory, nas.hostname),
        role=app.role,
        metrics=_APP_METRICS,
        totals=((Metric.MEMORY, nas.memory),),
    )


def _started_with(machine: str) -> Phase:
    return lambda still, at: replace(still, started_at=started(machine, at))
