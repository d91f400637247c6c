"""Estates in miniature for property tests: so few names and ids that they collide, as they do.

Every strategy draws observations that a real source could make; each source has native ids of its
own, and two connections of one platform share theirs.
"""

from dataclasses import replace
from itertools import product
from types import MappingProxyType

from hypothesis import strategies as st

from pulse_desktop.model.condition import RUNNING, STOPPED, UNKNOWN
from pulse_desktop.model.facet import DiskFacet, EngineFacet, HostFacet, NodeFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Continuity, Observation, Place, ResourceType, Snapshot
from pulse_desktop.model.source import Role
from simulators.scripted import source

CLUSTER = source(Role.HYPERVISOR, "cluster", "proxmox")
SECOND_VIEW = source(Role.HYPERVISOR, "second-view", "proxmox")
INSIDE = source(Role.AGENT, "inside", "agent")
INSIDE_TOO = source(Role.AGENT, "inside-too", "agent")
ENGINE = source(Role.RUNTIME, "engine", "docker")
ORCHESTRATOR = source(Role.ORCHESTRATOR, "orchestrator", "kubernetes")
APPLIANCE = source(Role.APPLIANCE, "appliance", "truenas")
SOURCES = (CLUSTER, SECOND_VIEW, INSIDE, INSIDE_TOO, ENGINE, ORCHESTRATOR, APPLIANCE)

HOSTNAMES = ("pve1", "PVE1.lan.", "nas")
NODES, AGENTS = ("lab-pve1", "pve1-pve1"), ("host-1", "host-2")

_VALUES = (None, 0.0, 0.25, 1.0)
METRICS = tuple(
    MappingProxyType({m: Measurement(v) for m, v in measured.items() if v is not None})
    for cpu, memory in product(_VALUES, _VALUES)
    if (measured := {Metric.CPU: cpu, Metric.MEMORY: memory})
)
_metrics = st.integers(0, len(METRICS) - 1).map(lambda at: METRICS[at])
_conditions = st.sampled_from([RUNNING, STOPPED, UNKNOWN])
_tags = st.sampled_from([(), ("a",), (" a ", "b")])


def optional(*values):
    """One of the values or ``None``."""
    return st.sampled_from([None, *values])


def _some(*values):
    return ((), *((value,) for value in values))


IDENTITIES = tuple(
    Identity(
        machine_id=machine,
        dmi_uuid=dmi,
        hostnames=hostnames,
        ip_addresses=("10.0.0.1/24",) if cluster else ("127.0.0.1",),
        mac_addresses=macs,
        cluster_name=cluster,
    )
    for machine, dmi, hostnames, macs, cluster in product(
        (None, "m-1", " M-1", "m-2", "Default string"),
        (None, "uuid-1"),
        _some("pve1", "PVE1.lan."),
        _some("00:11:22:33:44:55"),
        (None, "lab"),
    )
)
"""What a host may tell of itself; drawn by number, because that is one choice and not six."""

identities = st.integers(0, len(IDENTITIES) - 1).map(lambda at: IDENTITIES[at])


def observed(type_, native_ids, names=("web", " db "), **fields):
    """Strategy of observations of one type under one of the native ids."""
    fields.setdefault("metrics", _metrics)
    return st.builds(
        Observation,
        native_id=st.sampled_from(native_ids),
        type=st.just(type_),
        name=st.sampled_from(names),
        condition=_conditions,
        tags=_tags,
        **fields,
    )


def _node(linked_agent_id):
    return NodeFacet(
        node_name="pve1", instance="lab", cluster_name="lab", linked_agent_id=linked_agent_id
    )


def _host(linked_node_id):
    return HostFacet(hostname="pve1", linked_node_id=linked_node_id)


nodes = observed(
    ResourceType.AGENT,
    NODES,
    identity=identities,
    facet=optional(*AGENTS).map(_node),
)
agents = observed(
    ResourceType.AGENT,
    AGENTS,
    identity=identities,
    facet=optional(*NODES).map(_host),
)
engines = observed(
    ResourceType.AGENT,
    ("engine-1",),
    identity=identities,
    facet=st.just(EngineFacet(host_source_id="engine-1", hostname="pve1", runtime="docker")),
)
appliances = observed(ResourceType.AGENT, ("system:nas", " system:nas"), identity=identities)


@st.composite
def guests(draw):
    """A guest on one of two nodes; its number is its place, wherever it runs."""
    vmid, node = draw(st.sampled_from(["101", "102"])), draw(st.sampled_from(NODES))
    seen = draw(observed(ResourceType.VM, (f"lab:{node}:{vmid}",), parent=st.just(node)))
    return replace(seen, place=Place(f"lab:{vmid}", Continuity.SAME))


@st.composite
def containers(draw):
    """A container; its name on its engine is its place, whatever its id."""
    seen = draw(
        observed(
            ResourceType.APP_CONTAINER,
            ("c-1", "c-2", "c-3"),
            names=("app", "web"),
            parent=st.just("engine-1"),
        )
    )
    return replace(seen, place=Place(f"engine-1/{seen.name}", Continuity.SUCCESSOR))


DISKS = (
    (None, None),
    ("SN-1", DiskFacet(serial="SN-1")),
    ("SN-1", DiskFacet(serial=" SN-1 ", wwn="W-1")),
    ("W-1", DiskFacet(wwn="W-1")),
    ("SN-2", None),
    (None, DiskFacet(serial="SN-1")),
    ("None", DiskFacet(serial="None")),
)
"""What a disk may tell of itself: the number it is known by, and its facet."""


def disks(*native_ids):
    """Disks in a host or a pool, with or without a number of their own."""
    bare = observed(ResourceType.PHYSICAL_DISK, native_ids)
    return st.builds(_numbered, bare, st.sampled_from(DISKS))


def _numbered(seen, known):
    number, facet = known
    return replace(seen, identity=Identity(machine_id=number), facet=facet)


def _of(type_, native_ids, **fields):
    return observed(type_, native_ids, **fields)


THINGS = {
    CLUSTER: st.one_of(nodes, guests(), disks("pve1:sda")),
    SECOND_VIEW: nodes,
    INSIDE: st.one_of(agents, disks("host-1/sda", "host-1/sdb")),
    INSIDE_TOO: agents,
    ENGINE: st.one_of(engines, containers()),
    ORCHESTRATOR: st.one_of(
        _of(ResourceType.K8S_NODE, ("k:node:1", "k:node:2"), names=HOSTNAMES, parent=st.just("k")),
        _of(ResourceType.K8S_CLUSTER, ("k",)),
        _of(ResourceType.POD, ("k:pod:1",), parent=st.sampled_from(["k:node:1", "k"])),
    ),
    APPLIANCE: st.one_of(appliances, _of(ResourceType.STORAGE, ("pool:tank",)), disks("disk:sda")),
}
"""What each source may see."""


def _key(seen):
    """No listing shows a guest on two nodes."""
    lasts = seen.place is not None and seen.place.continuity is Continuity.SAME
    return seen.type, seen.place.key if lasts else seen.native_id.strip()


def observations(said_by, most=4):
    """What one poll of ``said_by`` may see; each thing once."""
    return st.lists(THINGS[said_by], max_size=most, unique_by=_key).map(tuple)


def snapshots(said_by, at, kinds):
    """One poll of ``said_by`` at an instant; ``kinds`` draws what it lists completely."""
    return st.builds(
        Snapshot,
        source=st.just(said_by),
        collected_at=st.just(at),
        observations=observations(said_by),
        complete_kinds=kinds,
    )
