"""The typed views: which things each one shows, and how their values leave it."""

import inspect
from dataclasses import asdict
from functools import partial
from types import MappingProxyType

import pytest

from pulse_desktop.model.facet import (
    ApplianceFacet,
    BackupServerFacet,
    CephFacet,
    ClusterFacet,
    ClusterNodeFacet,
    ContainerFacet,
    DeploymentFacet,
    DiskFacet,
    EngineFacet,
    GuestFacet,
    HostFacet,
    MailGatewayFacet,
    ManagedFacet,
    NodeFacet,
    PodFacet,
    ServiceFacet,
    Smart,
    StorageFacet,
)
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.resources.views import (
    apps,
    clusters,
    engines,
    guests,
    hosts,
    nodes,
    servers,
    storage,
    workload,
)
from pulse_desktop.resources.views.storage import PhysicalDiskView, StoragePoolView
from pulse_desktop.resources.views.view import View
from simulators.read_states import resource, state_of
from simulators.scripted import AGENT, HYPERVISOR, RUNTIME, source

T = ResourceType
ORCHESTRATOR = source(Role.ORCHESTRATOR)
APPLIANCE = source(Role.APPLIANCE)

NODE = NodeFacet(node_name=" node-99 ", instance=" lab ", cluster_name=" home ", host=" 10.0.0.1 ")
HOST = HostFacet(hostname=" pve1 ", linked_node_id=" lab-pve1 ", linked_vm_id=" 7 ")
ENGINE = EngineFacet(host_source_id=" e1 ", hostname=" pve1 ", runtime=" engine ")
GUEST = GuestFacet(vmid=101, node_name=" pve1 ", instance=" lab ", pool=" prod ")
CONTAINER = ContainerFacet(container_id=" c1 ", host_source_id=" e1 ", container_state="running")
SERVICE = ServiceFacet(service_id=" s1 ", cluster_id=" swarm ", mode="replicated")
STORAGE = StorageFacet(type=" zfs ", instance=" lab ", nodes=(" pve1 ", " "), pool=" tank ")
CLUSTER = ClusterFacet(cluster_id=" k1 ", cluster_name=" lab ", context=" lab ")
CLUSTER_NODE = ClusterNodeFacet(cluster_id=" k1 ", node_uid=" u1 ", node_name=" n1 ")
POD = PodFacet(cluster_id=" k1 ", pod_uid=" p1 ", namespace=" prod ", node_name=" n1 ")
DEPLOYMENT = DeploymentFacet(cluster_id=" k1 ", deployment_uid=" d1 ", namespace=" prod ")
BACKUP = BackupServerFacet(instance_id=" pbs1 ", hostname=" pbs.lan ", version=" 4.0 ")
MAIL = MailGatewayFacet(instance_id=" pmg1 ", hostname=" pmg.lan ", queue_total=3)
CEPH = CephFacet(fsid=" f1 ", health_status=" HEALTH_OK ")
DISK = DiskFacet(serial=" S1 ", wwn=" W1 ", device_path=" /dev/sda ")

SHOWN = {
    "nodes": resource("a", facets=(NODE,)),
    "hosts": resource("b", facets=(HOST,), said_by=(AGENT,)),
    "engines": resource("c", facets=(ENGINE,), said_by=(RUNTIME,)),
    "vms": resource("d", T.VM, facets=(GUEST,)),
    "system_containers": resource("e", T.SYSTEM_CONTAINER, facets=(GUEST,)),
    "app_containers": resource("f", T.APP_CONTAINER, facets=(CONTAINER,), said_by=(RUNTIME,)),
    "services": resource("g", T.DOCKER_SERVICE, facets=(SERVICE,), said_by=(RUNTIME,)),
    "storage_pools": resource("h", T.STORAGE, facets=(STORAGE,)),
    "physical_disks": resource("i", T.PHYSICAL_DISK, facets=(DISK,)),
    "backup_servers": resource("j", T.PBS, facets=(BACKUP,), said_by=(APPLIANCE,)),
    "mail_gateways": resource("k", T.PMG, facets=(MAIL,), said_by=(APPLIANCE,)),
    "ceph": resource("l", T.CEPH, facets=(CEPH,)),
    "clusters": resource("m", T.K8S_CLUSTER, facets=(CLUSTER,), said_by=(ORCHESTRATOR,)),
    "cluster_nodes": resource("n", T.K8S_NODE, facets=(CLUSTER_NODE,), said_by=(ORCHESTRATOR,)),
    "pods": resource("o", T.POD, facets=(POD,), said_by=(ORCHESTRATOR,)),
    "deployments": resource("p", T.K8S_DEPLOYMENT, facets=(DEPLOYMENT,), said_by=(ORCHESTRATOR,)),
}
"""One thing for each accessor."""

PARTS = (apps, clusters, engines, guests, hosts, nodes, servers, storage, workload)

STATE = state_of(*SHOWN.values())
VIEWS = [
    kind
    for module in PARTS
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, View) and kind.__module__ == module.__name__
]


def values(view):
    """Every property of a view, by name."""
    names = [n for n, _ in inspect.getmembers(type(view), lambda v: isinstance(v, property))]
    return {name: getattr(view, name) for name in names if not name.startswith("_")}


@pytest.mark.parametrize("accessor", SHOWN)
def test_each_accessor_shows_its_own_kind_and_nothing_else(accessor):
    """T-02: the typed views."""
    assert [view.resource for view in getattr(STATE, accessor)()] == [SHOWN[accessor]]


def test_workloads_span_every_platform():
    """T-03: guests, containers and apps; services, deployments and pods join them."""
    expected = {
        T.VM,
        T.SYSTEM_CONTAINER,
        T.APP_CONTAINER,
        T.DOCKER_SERVICE,
        T.K8S_DEPLOYMENT,
        T.POD,
    }
    assert {r.type for r in STATE.workloads()} == expected
    assert [view.resource for view in STATE.workload_views()] == list(STATE.workloads())


def test_an_appliances_app_is_an_application_container():
    """T-03: also where no engine reports it."""
    app = resource("plex", T.APP_CONTAINER, said_by=(APPLIANCE,), native_id="app:plex")
    (view,) = state_of(app).app_containers()
    assert (view.container_id, view.image, view.container_state) == ("app:plex", None, None)


def test_infrastructure_says_what_reports_each_machine():
    facts = {v.name: (v.is_node, v.is_host, v.is_engine) for v in STATE.infrastructure_views()}
    assert facts["a"] == (True, False, False)
    assert facts["b"] == (False, True, False)
    assert facts["c"] == (False, False, True)


def test_one_machine_is_shown_by_each_view_that_it_has_facts_for():
    """T-01: views of one resource, not copies of it."""
    state = state_of(resource("pve1", facets=(NODE, HOST, ENGINE)))
    views = (*state.nodes(), *state.hosts(), *state.engines())
    assert {id(view.resource) for view in views} == {id(state.all()[0])}
    assert len(views) == 3


def test_a_node_folded_into_its_host_is_still_a_node_of_its_cluster():
    state = state_of(resource("pve1", said_by=(HYPERVISOR, ORCHESTRATOR)))
    assert [view.name for view in state.cluster_nodes()] == ["pve1"]


@pytest.mark.parametrize("kind", VIEWS, ids=lambda kind: kind.__name__)
def test_nothing_in_a_view_breaks_where_nothing_is_known(kind):
    """T-04: an empty view is empty."""
    bare = resource("", said_by={}, id="agent-0")
    found = values(kind(bare))
    numbers = {n: v for n, v in found.items() if type(v) in {int, float}}
    assert numbers == {"child_count": 0}


def test_every_view_has_a_test_for_emptiness():
    assert len(VIEWS) > len(SHOWN)


@pytest.mark.parametrize("accessor", SHOWN)
def test_texts_leave_every_view_without_outer_blanks(accessor):
    """T-04: source ids, linked ids, names of nodes, clusters and instances."""
    (view,) = getattr(STATE, accessor)()
    said = values(view)
    texts = {n: v for n, v in said.items() if isinstance(v, str)}
    texts |= {n: v for n, v in asdict(said["facts"]).items() if isinstance(v, str)}
    assert {name: text for name, text in texts.items() if text != text.strip()} == {}


def test_the_ids_of_a_machine_are_trimmed():
    """T-04: spelled out for those that the contract names."""
    machine = resource(" pve1 ", native_id=" id ", said_by=(HYPERVISOR, AGENT), facets=(NODE, HOST))
    state = state_of(machine)
    (node,), (host,) = state.nodes(), state.hosts()
    assert (node.source_id, node.node_name, node.cluster_name) == ("id", "node-99", "home")
    assert (host.linked_node_id, host.linked_vm_id, host.name) == ("lab-pve1", "7", "pve1")


def test_tags_are_trimmed_and_never_empty():
    (view,) = state_of(resource("web", T.VM, tags=(" prod ", " "))).vms()
    assert view.tags == ("prod",)


def test_measured_values_keep_their_bytes():
    memory = Measurement(0.5, used=512.0, total=1024.0)
    (view,) = state_of(resource("web", T.VM, cpu=0.25, memory=memory, netin=7.0)).vms()
    assert (view.cpu, view.memory, view.net_in) == (0.25, memory, 7.0)
    assert (view.disk, view.net_out) == (None, None)


def test_a_guest_without_facts_is_on_what_it_belongs_to():
    (view,) = state_of(resource("web", T.VM, parent_name=" esx1 ")).vms()
    assert (view.node, view.vmid) == ("esx1", None)


def test_a_managed_machine_and_an_appliance_are_hosts_too():
    """T-02: what is read through its manager or its own interface is seen like any other."""
    host = ManagedFacet(connection_id="v1", managed_object_id="host-1", entity_type="host")
    nas = ApplianceFacet(hostname=" nas.lan ", version="25.10")
    state = state_of(resource("a", facets=(host,)), resource("b", facets=(nas,)), resource("c"))
    assert [view.name for view in state.hosts()] == ["a", "b"]
    assert state.hosts()[1].hostname == "nas.lan"


def test_a_managed_guest_is_on_the_host_that_runs_it():
    facet = ManagedFacet(
        connection_id="v1",
        managed_object_id="vm-1",
        entity_type="vm",
        runtime_host_name=" esx1 ",
        folder_name="prod",
    )
    (view,) = state_of(resource("web", T.VM, facets=(facet,), parent_name="other")).vms()
    assert (view.node, view.pool) == ("esx1", None)


@pytest.mark.parametrize(("role", "node"), [(Role.HYPERVISOR, "pve1"), (Role.APPLIANCE, "nas")])
def test_a_disk_below_a_pool_is_in_the_machine_of_the_pool(role, node):
    made = resource(
        "sda",
        T.PHYSICAL_DISK,
        said_by=(source(role),),
        parent_name=" pve1 ",
        identity=Identity(hostnames=("nas",)),
    )
    assert PhysicalDiskView(made).node == node


def test_a_disk_is_as_warm_as_measured_else_as_it_told():
    told = DiskFacet(temperature=34.0, smart=Smart(percentage_used=7))
    view = PhysicalDiskView(resource("sda", T.PHYSICAL_DISK, facets=(told,)))
    warm = PhysicalDiskView(resource("sda", T.PHYSICAL_DISK, facets=(told,), temperature=37.0))
    assert (view.temperature, warm.temperature, view.life_left) == (34.0, 37.0, 93)


def test_what_a_disk_says_of_its_warmth_counts_where_nobody_else_measures_it():
    disk = partial(resource, "sda", T.PHYSICAL_DISK, facets=(DiskFacet(temperature=34.0),))
    assert PhysicalDiskView(disk(smart_temp=41.0)).temperature == 41.0
    assert PhysicalDiskView(disk(smart_temp=41.0, temperature=37.0)).temperature == 37.0


def test_an_engine_bears_the_users_name_for_it():
    facet = EngineFacet(
        host_source_id="e", hostname="e", runtime="engine", custom_display_name=" Rack 2 "
    )
    (view,) = state_of(resource("e", facets=(facet,))).engines()
    assert view.display_name == "Rack 2"


def series(identifier):
    return SeriesTarget(Family.STORAGE, identifier)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"series": series(" lab-tank ")}, "lab-tank"),
        ({"series": series(" ")}, "native"),
        ({}, "native"),
        ({"said_by": (AGENT,)}, "storage-tank"),
    ],
)
def test_a_pools_source_id_is_its_series_else_its_native_id_else_its_own(fields, expected):
    """H-05: the history of a pool is addressed by it."""
    made = resource("tank", T.STORAGE, native_id=" native ", **fields)
    assert StoragePoolView(made).source_id == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"facets": (STORAGE,), "parent_name": "other"}, "pve1"),
        ({"parent_name": " nas ", "identity": Identity(hostnames=("host",))}, "nas"),
        ({"identity": Identity(hostnames=(" ", " host "))}, "host"),
        ({}, None),
    ],
)
def test_a_pools_node_is_its_first_node_else_its_parent_else_its_host(fields, expected):
    assert StoragePoolView(resource("tank", T.STORAGE, **fields)).node == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"series": SeriesTarget(Family.DISK, " key ")}, "key"),
        ({"facets": (DISK,)}, "S1"),
        ({"facets": (DiskFacet(serial=" ", wwn=" W1 "),)}, "W1"),
        ({}, "physical_disk-sda"),
    ],
)
def test_a_disks_history_is_under_its_series_else_serial_else_wwn_else_id(fields, expected):
    """H-07: one disk, one history."""
    assert (
        PhysicalDiskView(resource("sda", T.PHYSICAL_DISK, **fields)).metric_resource_id == expected
    )


def test_a_pool_without_a_word_on_its_state_is_neither_active_nor_inactive():
    view = StoragePoolView(resource("tank", T.STORAGE))
    assert (view.is_active, view.is_enabled) == (None, None)


def test_space_is_the_same_whichever_metric_carries_it():
    used = MappingProxyType({Metric.USAGE: Measurement(0.4)})
    pool, host = resource("tank", T.STORAGE, usage=0.4), resource("h", disk=0.4)
    assert View(pool).disk == View(host).disk == used[Metric.USAGE]


def test_the_native_id_is_that_of_the_first_role_that_is_asked_for():
    made = View(resource("pve1", said_by=(AGENT, HYPERVISOR), native_id=" id "))
    assert made.native_id(Role.HYPERVISOR, Role.AGENT) == "id"
    assert made.native_id(Role.RUNTIME) is None


def test_a_view_holds_nothing_but_its_resource():
    """T-01: no second snapshot of a resource."""
    assert {tuple(kind.__dataclass_fields__) for kind in VIEWS} == {("resource",)}
    assert View.__dataclass_fields__["resource"].type is Resource
