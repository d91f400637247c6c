"""What an agent tells of the machine that it runs on, its file systems and its disks."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from pulse_desktop.demo.effects import is_down
from pulse_desktop.demo.estate import number
from pulse_desktop.demo.estate.core_disk import CoreDisk
from pulse_desktop.demo.estate.core_disks import described
from pulse_desktop.demo.estate.fullness import SPACE
from pulse_desktop.demo.estate.host import Host, Volume
from pulse_desktop.demo.estate.readings import with_readings, with_temperature
from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.demo.estate.uptime import seconds_since
from pulse_desktop.demo.thing import Thing
from pulse_desktop.model.condition import OFFLINE, ONLINE, UNKNOWN
from pulse_desktop.model.facet import DiskFacet, HostFacet, Memory, NetworkInterface, StorageFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Observation, ResourceType

_VERSION = "5.1.9"
_INTERVAL_S = 10

_MEASURED = (
    Metric.CPU,
    Metric.MEMORY,
    Metric.DISK,
    Metric.DISK_READ,
    Metric.DISK_WRITE,
    Metric.NET_IN,
    Metric.NET_OUT,
)
_DISK = (Metric.SMART_TEMPERATURE, Metric.DISK, Metric.DISK_READ, Metric.DISK_WRITE)


def machine(host: Host) -> Thing:
    """The machine itself."""
    facet = _facet(host)
    return Thing(
        still=Observation(
            native_id=host.native_id,
            type=ResourceType.AGENT,
            name=host.name,
            condition=ONLINE,
            technology=host.software.name,
            identity=number.machine(host.name, host.address),
            facet=facet,
            tags=host.tags,
        ),
        phase=partial(_at, host, facet),
        detail=partial(with_readings, host.root),
        subject=host.subject,
        role=host.role,
        metrics=_metrics(host),
        totals=_totals(host),
    )


def _metrics(host: Host) -> tuple[Metric, ...]:
    """Not every system knows a load."""
    load = () if host.software.platform == "windows" else (Metric.LOAD1,)
    sensors = (Metric.TEMPERATURE,) if host.has_sensors else ()
    return (*_MEASURED, *load, *sensors)


def _totals(host: Host) -> tuple[tuple[Metric, int], ...]:
    disk = (Metric.DISK, host.root.size_gib * GIB)
    size = host.subject.capacity
    return ((Metric.MEMORY, size), disk) if size is not None else (disk,)


def _facet(host: Host) -> HostFacet:
    software = host.software
    return HostFacet(
        agent_id=host.native_id,
        agent_version=_VERSION,
        interval_seconds=_INTERVAL_S,
        commands_enabled=False,
        hostname=host.name,
        machine_id=host.native_id,
        platform=software.platform,
        os_name=software.name,
        os_version=software.version,
        kernel_version=software.kernel,
        architecture=software.architecture,
        cpu_count=host.cpus,
        memory=Memory(total=host.subject.capacity),
        network_interfaces=(
            NetworkInterface(
                name=host.card,
                mac_address=number.mac_address(host.name),
                addresses=(f"{host.address}/16",),
                is_up=True,
            ),
        ),
        report_ip=host.address,
        linked_node_id=host.node,
        linked_vm_id=host.guest,
    )


def _at(host: Host, always: HostFacet, still: Observation, at: datetime) -> Observation:
    if is_down(host.subject, at):
        # Of a node it is known that it is off; whether a guest on it runs, nobody can say.
        return replace(still, condition=UNKNOWN if host.guest else OFFLINE)
    started = host.starts(at)
    facet = replace(always, uptime_seconds=seconds_since(started, at))
    return replace(still, started_at=started, facet=facet)


def volume(host: Host, each: Volume) -> Thing:
    """A file system of a machine."""
    return Thing(
        still=Observation(
            native_id=NativeId(f"{host.native_id}/fs:{each.mount_point}"),
            type=ResourceType.STORAGE,
            name=each.mount_point,
            condition=ONLINE,
            technology=each.type,
            parent=host.native_id,
            facet=StorageFacet(
                type=each.type, active=True, nodes=(host.name,), path=each.mount_point
            ),
        ),
        subject=each.subject(host.name),
        role=each.role,
        metrics=SPACE,
    )


def disk(each: CoreDisk, owner: NativeId) -> Thing:
    """A disk of a node, with what it counts of its own life."""
    facet = described(each)
    return Thing(
        still=Observation(
            native_id=NativeId(each.serial),
            type=ResourceType.PHYSICAL_DISK,
            name=each.device,
            condition=ONLINE,
            technology=each.part.model.type,
            identity=Identity(machine_id=each.serial),
            facet=facet,
            parent=owner,
        ),
        phase=partial(_disk_at, each, facet),
        detail=with_temperature,
        subject=each.subject,
        metrics=_DISK,
    )


def _disk_at(each: CoreDisk, always: DiskFacet, still: Observation, at: datetime) -> Observation:
    if is_down(each.subject, at):
        return replace(still, condition=UNKNOWN)
    return replace(still, facet=replace(always, smart=each.smart(at)))
