"""The guests of the cluster, as its hypervisor tells of them."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from pulse_desktop.demo.effects import is_down
from pulse_desktop.demo.estate import backups, figures
from pulse_desktop.demo.estate.guest import WINDOWS, Guest, Kind
from pulse_desktop.demo.estate.guests import guests as all_guests
from pulse_desktop.demo.estate.node import CLUSTER, NODES, node
from pulse_desktop.demo.estate.number import mac_address
from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.demo.estate.uptime import seconds_since
from pulse_desktop.demo.thing import Thing
from pulse_desktop.model.condition import RUNNING, STOPPED, UNKNOWN
from pulse_desktop.model.facet import GuestDisk, GuestFacet, NetworkInterface
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Continuity, Observation, Place, ResourceType

_MEASURED = (
    Metric.CPU,
    Metric.MEMORY,
    Metric.DISK_READ,
    Metric.DISK_WRITE,
    Metric.NET_IN,
    Metric.NET_OUT,
)
TYPES = {Kind.QEMU: ResourceType.VM, Kind.LXC: ResourceType.SYSTEM_CONTAINER}
_AGENT_VERSION = "9.2.0"


def guests(scale: int) -> tuple[Thing, ...]:
    """Every guest, and ``scale`` less one copies of it."""
    return tuple(map(_thing, all_guests(scale)))


def _thing(guest: Guest) -> Thing:
    facet = _facet(guest)
    return Thing(
        still=_still(guest, facet),
        phase=partial(_at, guest, facet),
        subject=guest.subject if guest.is_on else None,
        role=guest.role,
        metrics=_metrics(guest),
        totals=_totals(guest),
    )


def _metrics(guest: Guest) -> tuple[Metric, ...]:
    """From the host no disk of a virtual machine can be looked into."""
    if not guest.is_on:
        return ()
    return _MEASURED if guest.kind is Kind.QEMU else (*_MEASURED, Metric.DISK)


def _totals(guest: Guest) -> tuple[tuple[Metric, int], ...]:
    memory = (Metric.MEMORY, guest.memory)
    if guest.kind is Kind.QEMU:
        return (memory,)
    return memory, (Metric.DISK, guest.size.disk_gib * GIB)


def _still(guest: Guest, facet: GuestFacet) -> Observation:
    return Observation(
        native_id=guest.native_id,
        type=TYPES[guest.kind],
        name=guest.name,
        condition=RUNNING if guest.is_on else STOPPED,
        technology=guest.kind.value,
        identity=Identity(
            hostnames=(guest.name,),
            ip_addresses=(guest.address,),
            mac_addresses=(mac_address(guest.name),),
        ),
        facet=facet,
        parent=node(guest.node).native_id,
        tags=guest.tags,
        web_url=f"https://{NODES[0].address}:8006/#v1:0:={guest.kind.value}%2F{guest.vmid}",
        place=Place(f"{CLUSTER}:{guest.vmid}", Continuity.SAME),
    )


def _facet(guest: Guest) -> GuestFacet:
    said = GuestFacet(
        vmid=guest.vmid,
        node_name=guest.node,
        instance=CLUSTER,
        pool=guest.pool,
        cpus=float(guest.size.cores),
        disks=_disks(guest),
        disk_status_reason=None if guest.is_on else "vm-stopped",
        os_name=guest.system.name if guest.is_on else None,
        os_version=guest.system.version if guest.is_on else None,
        network_interfaces=(_interface(guest),) if guest.is_on else (),
    )
    if guest.kind is Kind.QEMU:
        return replace(said, agent_version=_AGENT_VERSION) if guest.is_on else said
    return replace(
        said,
        container_type="lxc",
        is_oci=False,
        os_template=f"local:vztmpl/{guest.system.template}",
        has_container_engine=False,
    )


def _disks(guest: Guest) -> tuple[GuestDisk, ...]:
    first, second = ("scsi0", "scsi1") if guest.kind is Kind.QEMU else ("rootfs", "mp0")
    store, size = guest.disk_store, guest.size
    main = GuestDisk(device=first, storage=store, size=size.disk_gib * GIB)
    if not size.data_gib:
        return (main,)
    return main, GuestDisk(device=second, storage=store, size=size.data_gib * GIB)


def _interface(guest: Guest) -> NetworkInterface:
    name = "Ethernet" if guest.system is WINDOWS else "ens18"
    return NetworkInterface(
        name=name if guest.kind is Kind.QEMU else "eth0",
        mac_address=mac_address(guest.name),
        addresses=(f"{guest.address}/16",),
        is_up=True,
    )


def _at(guest: Guest, always: GuestFacet, still: Observation, at: datetime) -> Observation:
    facet = replace(always, last_backup=backups.last(guest, at))
    if not guest.is_on:
        return replace(still, facet=facet)
    if is_down(guest.subject, at):
        return replace(still, condition=UNKNOWN, facet=facet)
    started = guest.started(at)
    facet = replace(
        facet,
        uptime=seconds_since(started, at),
        memory=figures.guest_memory(guest, at),
        disk=figures.guest_disk(guest, at),
    )
    return replace(still, facet=facet, started_at=started)
