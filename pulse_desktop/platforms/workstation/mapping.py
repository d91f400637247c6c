"""A sample as canonical observations: the computer, and its file systems as children. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pulse_desktop.model.condition import ONLINE, Condition, Shape, Status
from pulse_desktop.model.errors import Category
from pulse_desktop.model.facet import FileSystem, HostFacet, NetworkInterface, StorageFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Issue, Observation, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.workstation.choice import (
    is_virtual,
    physical_interfaces,
    plausible_sensors,
    processor_celsius,
    public_addresses,
)
from pulse_desktop.platforms.workstation.flow import Speeds, total
from pulse_desktop.platforms.workstation.sample import (
    FILE_SYSTEMS,
    Memory,
    Mount,
    Sample,
    Space,
    System,
)
from pulse_desktop.platforms.workstation.volumes import file_systems, main_file_system

_NOT_ANSWERING = Condition(Status.WARNING, Shape.WARNING, mark("Condition", "Not answering"))
_MEMORY_ORIGIN = mark("Workstation", "Total less what programs could still get")
_SPACE_ORIGIN = mark("Workstation", "Used of what is not reserved for root, as df counts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Everything one poll gathered."""

    sample: Sample
    speeds: Speeds
    spaces: Mapping[Mount, Space | None]
    """By mount; ``None`` for one that did not answer."""

    system: System

    @property
    def native_id(self) -> NativeId:
        """The machine id, which survives a new name; the name where there is none."""
        return NativeId(self.system.machine_id or self.sample.hostname)


def observations(look: Look, at: datetime) -> tuple[Observation, ...]:
    """The computer first, then each of its file systems."""
    answered = {mount: space for mount, space in look.spaces.items() if space is not None}
    volumes = file_systems(answered)
    silent = [mount for mount, space in look.spaces.items() if space is None]
    return (
        _host(look, volumes, at),
        *(_volume(look, volume) for volume in volumes),
        *(_silent_volume(look, mount) for mount in silent),
    )


def issues(look: Look) -> tuple[Issue, ...]:
    """What could not be read, in the user's words."""
    gaps = [Issue(gap.part, Category.PARTIAL, gap.message) for gap in look.sample.gaps]
    silent = [
        Issue(
            FILE_SYSTEMS,
            Category.TIMEOUT,
            mark(
                "Workstation",
                "The file system at {path} does not answer. Its last values are not shown.",
            ).given(path=mount.mount_point),
        )
        for mount, space in look.spaces.items()
        if space is None
    ]
    return (*gaps, *silent)


def _host(look: Look, volumes: tuple[FileSystem, ...], at: datetime) -> Observation:
    cards = physical_interfaces(look.sample.interfaces)
    return Observation(
        native_id=look.native_id,
        type=ResourceType.AGENT,
        name=look.sample.hostname,
        condition=ONLINE,
        technology=look.system.os_name,
        identity=Identity(
            machine_id=look.system.machine_id,
            hostnames=(look.sample.hostname,),
            ip_addresses=public_addresses(a for card in cards for a in card.addresses),
            mac_addresses=tuple(c.mac_address.lower() for c in cards if c.mac_address),
        ),
        metrics=_host_metrics(look, volumes),
        facet=_host_facet(look, volumes, at),
        started_at=_booted_at(look.sample),
    )


def _host_metrics(look: Look, volumes: tuple[FileSystem, ...]) -> Mapping[Metric, Measurement]:
    sample, speeds = look.sample, look.speeds
    cards = [speeds.of(card.name) for card in physical_interfaces(sample.interfaces)]
    disk = main_file_system(volumes)
    found = {
        Metric.CPU: _plain(speeds.cpu_ratio),
        Metric.MEMORY: _share(sample.memory),
        Metric.SWAP: _share(sample.swap),
        Metric.LOAD1: _plain(sample.load[0] if sample.load else None),
        Metric.TEMPERATURE: _plain(processor_celsius(plausible_sensors(sample.sensors))),
        Metric.NET_IN: _plain(total(one.received for one in cards)),
        Metric.NET_OUT: _plain(total(one.sent for one in cards)),
        Metric.DISK_READ: _plain(speeds.read),
        Metric.DISK_WRITE: _plain(speeds.written),
        Metric.DISK: _fullness(disk) if disk else None,
    }
    return {metric: value for metric, value in found.items() if value is not None}


def _plain(value: float | None) -> Measurement | None:
    return None if value is None else Measurement(value)


def _share(memory: Memory | None) -> Measurement | None:
    if memory is None or not 0 <= memory.used <= memory.total or memory.total == 0:
        return None
    return Measurement(memory.used / memory.total, memory.used, memory.total, origin=_MEMORY_ORIGIN)


def _fullness(volume: FileSystem) -> Measurement | None:
    usable = volume.used + volume.available
    if usable <= 0:
        return None
    return Measurement(volume.used / usable, volume.used, usable, origin=_SPACE_ORIGIN)


def _host_facet(look: Look, volumes: tuple[FileSystem, ...], at: datetime) -> HostFacet:
    booted_at = _booted_at(look.sample)
    return HostFacet(
        hostname=look.sample.hostname,
        machine_id=look.system.machine_id,
        os_name=look.system.os_name,
        os_version=look.system.os_version,
        kernel_version=look.system.kernel_version,
        architecture=look.system.architecture,
        cpu_count=look.system.cpu_count,
        load_average=look.sample.load,
        uptime_seconds=max(int((at - booted_at).total_seconds()), 0) if booted_at else None,
        file_systems=volumes,
        network_interfaces=_interfaces(look),
        temperatures=plausible_sensors(look.sample.sensors),
    )


def _interfaces(look: Look) -> tuple[NetworkInterface, ...]:
    return tuple(
        NetworkInterface(
            name=one.name,
            mac_address=one.mac_address,
            addresses=one.addresses,
            is_up=one.is_up,
            net_in=look.speeds.of(one.name).received,
            net_out=look.speeds.of(one.name).sent,
        )
        for one in look.sample.interfaces
        if one.addresses and not is_virtual(one.name)
    )


def _booted_at(sample: Sample) -> datetime | None:
    if sample.booted_at_s is None:
        return None
    return datetime.fromtimestamp(sample.booted_at_s, UTC)


def _volume(look: Look, volume: FileSystem) -> Observation:
    metrics = {
        Metric.USAGE: _fullness(volume),
        Metric.USED: Measurement(volume.used),
        Metric.TOTAL: Measurement(volume.total),
        Metric.AVAILABLE: Measurement(volume.available),
    }
    return Observation(
        native_id=_volume_id(look, volume.mount_point),
        type=ResourceType.STORAGE,
        name=volume.mount_point,
        condition=ONLINE,
        technology=volume.type,
        parent=look.native_id,
        metrics={metric: value for metric, value in metrics.items() if value is not None},
        facet=_storage_facet(look, volume.mount_point, volume.type, active=True),
    )


def _silent_volume(look: Look, mount: Mount) -> Observation:
    return Observation(
        native_id=_volume_id(look, mount.mount_point),
        type=ResourceType.STORAGE,
        name=mount.mount_point,
        condition=_NOT_ANSWERING,
        technology=mount.type,
        parent=look.native_id,
        facet=_storage_facet(look, mount.mount_point, mount.type, active=False),
    )


def _volume_id(look: Look, mount_point: str) -> NativeId:
    return NativeId(f"{look.native_id}/fs:{mount_point}")


def _storage_facet(look: Look, path: str, kind: str, *, active: bool) -> StorageFacet:
    return StorageFacet(type=kind, active=active, nodes=(look.sample.hostname,), path=path)
