"""The storage appliances: the large one that everybody uses, and a small one at another site."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from pulse_desktop.demo.estate import number, upkeep, zfs_points
from pulse_desktop.demo.estate.appliance import APPLIANCES, ARCHIVE_NAS, TRUENAS, App, Appliance
from pulse_desktop.demo.estate.drive import drive
from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.demo.estate.uptime import seconds_since, started
from pulse_desktop.demo.estate.zfs_storage import dataset, pool
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.demo.thing import Phase, Site, Thing
from pulse_desktop.model.condition import ONLINE, RUNNING
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.facet import ApplianceFacet, ContainerFacet, PoolDevice, Port
from pulse_desktop.model.ids import ConnectionId, NativeId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.recovery import Survey
from pulse_desktop.model.snapshot import Observation, ResourceType

_SYSTEM_METRICS = (
    Metric.CPU,
    Metric.MEMORY,
    Metric.NET_IN,
    Metric.NET_OUT,
    Metric.DISK_READ,
    Metric.DISK_WRITE,
    Metric.TEMPERATURE,
)
_APP_METRICS = (
    Metric.CPU,
    Metric.MEMORY,
    Metric.NET_IN,
    Metric.NET_OUT,
    Metric.DISK_READ,
    Metric.DISK_WRITE,
)
_APP_MEMORY = 4 * GIB
"""What an app may use unless its user says otherwise (TrueNAS SCALE, app limits)."""


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
            *(pool(nas, one) for one in nas.pools),
            *(dataset(nas, one) for one in nas.datasets),
            *(drive(nas, one) for one in nas.drives),
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


def _apps(nas: Appliance, scale: int) -> Iterator[Thing]:
    for copy in range(scale):
        for app in nas.apps:
            one = replace(app, id=number.numbered(app.id, copy), port=app.port + copy)
            yield _app(nas, one)


def _app(nas: Appliance, app: App) -> Thing:
    facet = ContainerFacet(
        container_id=app.id,
        host_source_id=f"system:{nas.hostname}",
        image=app.image,
        container_state="running",
        ports=(Port(private_port=app.port, protocol="tcp", public_port=app.port),),
        memory_limit_bytes=_APP_MEMORY,
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
        subject=Subject(CurveClass.DOCKER_CONTAINER, app.id, _APP_MEMORY, nas.hostname),
        role=app.role,
        metrics=_APP_METRICS,
        totals=((Metric.MEMORY, _APP_MEMORY),),
    )


def _started_with(machine: str) -> Phase:
    return lambda still, at: replace(still, started_at=started(machine, at))
