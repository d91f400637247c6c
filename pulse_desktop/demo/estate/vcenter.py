"""The virtualisation manager: its hosts, guests and datastores, and one read that fails."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from pulse_desktop.demo.estate import managed_snapshot, number
from pulse_desktop.demo.estate.inventory import (
    GUESTS,
    HOSTS,
    STORES,
    EsxiHost,
    ManagedGuest,
    ManagedStore,
)
from pulse_desktop.demo.estate.managed_task import happenings
from pulse_desktop.demo.estate.moref import CONNECTION, native_id
from pulse_desktop.demo.estate.size import MIB
from pulse_desktop.demo.estate.uptime import started
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.demo.thing import Phase, Site, Thing
from pulse_desktop.model.condition import ONLINE, RUNNING, STOPPED
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.facet import ManagedFacet, StorageFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Issue, Observation, ResourceType
from pulse_desktop.model.text import mark

VMWARE = PlatformId("vmware")

_SERVER = "vcenter.home.arpa"
_TITLE = "Warehouse vCenter"

_COMPUTE_METRICS = (
    Metric.CPU,
    Metric.MEMORY,
    Metric.NET_IN,
    Metric.NET_OUT,
    Metric.DISK_READ,
    Metric.DISK_WRITE,
)
_STORE_METRICS = (Metric.USAGE, Metric.USED, Metric.TOTAL, Metric.AVAILABLE)
_HOST_NUMBERS = {host.name: host.number for host in HOSTS}
_STORE_NUMBERS = {store.name: store.number for store in STORES}


def sites(scale: int) -> tuple[Site, ...]:
    """One manager; ``scale`` times as many guests."""
    site = Site(
        connection=Connection(
            id=ConnectionId(CONNECTION),
            platform=VMWARE,
            name=_TITLE,
            address=f"https://{_SERVER}",
            user="pulse@vsphere.local",
            interval_s=60,
        ),
        things=(*map(_host, HOSTS), *_guests(scale), *map(_store, STORES)),
        issues=_issues,
        happenings=happenings,
        survey=managed_snapshot.survey,
    )
    return (site,)


def _issues(at: datetime) -> tuple[Issue, ...]:
    """It has been so for long, and nobody has seen to it."""
    del at
    said = mark(
        "Demo",
        "The performance counters of {host} cannot be read, so nothing is charted for it. "
        "Give the user of this connection the right to read them.",
    )
    unmeasured = (host.name for host in HOSTS if not host.is_measured)
    return tuple(Issue("metrics", "permission", said.given(host=name)) for name in unmeasured)


def _host(host: EsxiHost) -> Thing:
    facet = ManagedFacet(
        connection_id=CONNECTION,
        connection_name=_TITLE,
        server_host=_SERVER,
        managed_object_id=f"host-{host.number}",
        entity_type="host",
        host_uuid=number.uuid("board", host.name),
        cluster_name=host.cluster,
        connection_state="CONNECTED",
        power_state="POWERED_ON",
        overall_status="green",
        cpu_count=host.cpus,
        memory_size_mib=host.memory // MIB,
        datacenter_name="Warehouse",
        active_alarm_count=0,
    )
    return Thing(
        still=Observation(
            native_id=native_id("host", host.number),
            type=ResourceType.AGENT,
            name=host.name,
            condition=ONLINE,
            technology="ESXi 8.0.3",
            identity=Identity(
                dmi_uuid=number.uuid("board", host.name),
                hostnames=(host.name,),
                ip_addresses=(host.address,),
                cluster_name=host.cluster,
            ),
            facet=facet,
            tags=_tags("host"),
            web_url=f"https://{_SERVER}/ui/",
        ),
        phase=_running_since(host.name),
        subject=Subject(CurveClass.AGENT, host.name, host.memory, None, host.cpus)
        if host.is_measured
        else None,
        role=CurveRole.GENERAL,
        metrics=_COMPUTE_METRICS if host.is_measured else (),
        totals=((Metric.MEMORY, host.memory),) if host.is_measured else (),
    )


def _guests(scale: int) -> Iterator[Thing]:
    most = len(GUESTS)
    for copy in range(scale):
        for guest in GUESTS:
            one = replace(
                guest,
                name=number.numbered(guest.name, copy),
                number=guest.number + copy * most,
            )
            yield _guest(one)


def _guest(guest: ManagedGuest) -> Thing:
    facet = _guest_facet(guest)
    identity = Identity(
        machine_id=facet.instance_uuid,
        hostnames=(guest.name,),
        ip_addresses=(guest.address,) if guest.is_on else (),
        mac_addresses=(number.mac_address(guest.name),),
    )
    return Thing(
        still=Observation(
            native_id=native_id("vm", guest.number),
            type=ResourceType.VM,
            name=guest.name,
            condition=RUNNING if guest.is_on else STOPPED,
            technology="vSphere",
            identity=identity,
            facet=facet,
            parent=native_id("host", _HOST_NUMBERS[guest.host]),
            tags=_tags("vm"),
            capabilities=("start", "stop", "restart"),
        ),
        phase=_guest_phase(guest, facet),
        subject=guest.subject,
        role=guest.role,
        metrics=_COMPUTE_METRICS if guest.is_on else (),
        totals=((Metric.MEMORY, guest.memory),) if guest.is_on else (),
    )


def _guest_facet(guest: ManagedGuest) -> ManagedFacet:
    return ManagedFacet(
        connection_id=CONNECTION,
        connection_name=_TITLE,
        server_host=_SERVER,
        managed_object_id=f"vm-{guest.number}",
        entity_type="vm",
        instance_uuid=number.uuid("instance", guest.name),
        bios_uuid=number.uuid("board", guest.name),
        datacenter_name="Warehouse",
        runtime_host_id=f"host-{_HOST_NUMBERS[guest.host]}",
        runtime_host_name=guest.host,
        power_state="POWERED_ON" if guest.is_on else "POWERED_OFF",
        overall_status="green",
        cpu_count=guest.cpus,
        memory_size_mib=guest.memory // MIB,
        datastore_ids=tuple(f"datastore-{_STORE_NUMBERS[name]}" for name in guest.datastores),
        datastore_names=guest.datastores,
        guest_os_family="WINDOWS" if guest.system.startswith("WINDOWS") else "LINUX",
        guest_hostname=guest.name if guest.is_on else None,
        guest_ip_addresses=(guest.address,) if guest.is_on else (),
    )


def _store(store: ManagedStore) -> Thing:
    managed = ManagedFacet(
        connection_id=CONNECTION,
        connection_name=_TITLE,
        server_host=_SERVER,
        managed_object_id=f"datastore-{store.number}",
        entity_type="datastore",
        datacenter_name="Warehouse",
        overall_status="green",
        datastore_type=store.type,
        datastore_url=f"ds:///vmfs/volumes/{number.uuid('store', store.name)}/",
        datastore_accessible=True,
        multiple_host_access=True,
        maintenance_mode="normal",
    )
    storage = StorageFacet(
        name=store.name,
        type=store.type,
        platform="vmware-vsphere",
        topology="datastore",
        shared=True,
        active=True,
        nodes=store.hosts,
    )
    return Thing(
        still=Observation(
            native_id=native_id("datastore", store.number),
            type=ResourceType.STORAGE,
            name=store.name,
            condition=ONLINE,
            technology=f"{store.type} datastore",
            facet=storage,
            more_facets=(managed,),
            tags=_tags("datastore"),
        ),
        subject=Subject(CurveClass.STORAGE, store.name, store.capacity, CONNECTION),
        role=store.role,
        metrics=_STORE_METRICS,
        totals=((Metric.USAGE, store.capacity),),
    )


def _tags(kind: str) -> tuple[str, ...]:
    return ("vmware", "vsphere", kind, "source:vcenter", f"connection:{_TITLE}")


def _running_since(machine: str) -> Phase:
    return lambda still, at: replace(still, started_at=started(machine, at))


def _guest_phase(guest: ManagedGuest, facet: ManagedFacet) -> Phase:
    """Since when it runs, and how many snapshots there are of it."""

    def at_that_time(still: Observation, at: datetime) -> Observation:
        told = replace(facet, snapshot_count=managed_snapshot.count(guest.name, at))
        since = started(guest.name, at) if guest.is_on else None
        return replace(still, facet=told, started_at=since)

    return at_that_time
