"""Recorded answers of real servers, and what is made of them."""

import json
from datetime import UTC, datetime

import pytest

from pulse_desktop.model.condition import OFFLINE, ONLINE, RUNNING, STOPPED, UNKNOWN
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Continuity, Place, ResourceType
from pulse_desktop.platforms.proxmox.ve import wire
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.mapping import NO_QUORUM, guests, nodes
from pulse_desktop.platforms.proxmox.ve.past import Past
from pulse_desktop.platforms.proxmox.ve.storage.observed import storages
from pulse_desktop.platforms.proxmox.ve.wire import Entry, Member, Node

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
TRAFFIC = {Metric.NET_IN, Metric.NET_OUT, Metric.DISK_READ, Metric.DISK_WRITE}


def inventory(*entries, members=(), listed=(), at=NOON):
    return Inventory(
        at=at,
        connection_name="home",
        web_url="https://pve1:8006",
        version="9.1.6",
        members=members,
        nodes=listed,
        entries=entries,
    )


@pytest.fixture
def recorded(payload):
    """A recorded estate: ``recorded("pve9")``."""

    def read(release):
        return inventory(
            *wire.entries(payload(f"{release}/cluster/resources.json")).rows,
            members=wire.members(payload(f"{release}/cluster/status.json")).rows,
            listed=wire.nodes(payload(f"{release}/nodes.json")).rows,
        )

    return read


def named(observations):
    return {seen.name: seen for seen in observations}


def test_a_cluster_tells_its_name_its_members_and_which_one_answered(recorded):
    """Proxmox conformance check 1."""
    found = recorded("pve9")
    assert (found.instance, found.has_quorum) == ("homelab", True)
    assert {seen.name for seen in nodes(found, Past())} == {"node1", "node2", "node3"}
    versions = {seen.name: seen.facet.version for seen in nodes(found, Past())}
    assert versions == {"node1": "9.1.6", "node2": None, "node3": None}


def test_recorded_guests_nodes_and_storages_are_all_seen(recorded):
    """Proxmox conformance check 3."""
    found = recorded("pve9")
    seen = named(guests(found, Past()))
    assert {name: one.tags for name, one in seen.items()} == {
        "MAIL01": ("mail",),
        "WEB01": (),
        "LOG01": (),
        "FW02": ("fw",),
    }
    kept = named(storages(found))
    assert set(kept) == {"local", "pool2", "BKP01"}
    assert (dict(kept["BKP01"].metrics), kept["BKP01"].facet.shared) == ({}, True)


def test_a_guest_is_the_same_on_every_node(recorded):
    found = recorded("pve9")
    seen = named(guests(found, Past()))["WEB01"]
    assert seen.place == Place(f"homelab:{seen.facet.vmid}", Continuity.SAME)


def test_a_storage_says_what_guests_call_it_and_where(recorded):
    facet = named(storages(recorded("pve9")))["BKP01"].facet
    assert (facet.name, facet.instance) == ("BKP01", "homelab")


def test_vmids_may_be_text(payload):
    """Proxmox conformance check 5."""
    rows = json.loads(payload("pve7/nodes/node1/lxc.json"))["data"]
    body = json.dumps({"data": [row | {"type": "lxc", "node": "node1"} for row in rows]})
    seen = guests(inventory(*wire.entries(body.encode()).rows), Past())
    by_vmid = {one.facet.vmid: one for one in seen}
    assert {106, 105} <= set(by_vmid)
    assert 101 not in by_vmid, "a template is no workload"
    assert by_vmid[106].metrics[Metric.DISK].value == pytest.approx(0.0767, abs=1e-4)
    assert by_vmid[106].metrics[Metric.MEMORY].value == 34304000 / 536870912


def test_a_nodes_processor_is_read_from_the_list_of_nodes(recorded):
    """Proxmox conformance check 7, as far as these calls tell it."""
    node = named(nodes(recorded("pve9"), Past()))["node3"]
    assert node.metrics[Metric.CPU].value == 0.153261205564142
    assert node.metrics[Metric.MEMORY].used == 179920941056


def test_an_older_release_is_read_alike(recorded):
    found = recorded("pve7")
    assert len(nodes(found, Past())) == 4
    assert set(named(guests(found, Past()))) == {"server1", "machine-test", "VM 200"}
    assert len(storages(found)) == 12


def test_ids_are_made_of_instance_node_and_number():
    member = Member(type="cluster", name="lab", quorate=1)
    row = Entry(type="qemu", node="pve1", vmid=101, name="web", status="running")
    (seen,) = guests(inventory(row, members=(member,)), Past())
    assert (seen.native_id, seen.parent) == ("lab:pve1:101", "lab-pve1")


def test_a_node_alone_is_named_after_its_connection():
    (seen,) = nodes(inventory(listed=(Node(node="pve1", status="online"),)), Past())
    assert (seen.native_id, seen.identity.cluster_name) == ("home-pve1", None)


@pytest.mark.parametrize(
    ("status", "condition"),
    [("running", RUNNING), ("stopped", STOPPED), ("unknown", UNKNOWN), ("io-error", UNKNOWN)],
)
def test_a_guests_status_is_kept_even_when_it_is_not_known(status, condition):
    (seen,) = guests(inventory(Entry(type="qemu", node="n", vmid=1, status=status)), Past())
    assert seen.condition is condition


def test_a_stopped_guest_has_no_measured_values():
    row = Entry(type="lxc", node="n", vmid=1, status="stopped", cpu=0, mem=0, maxmem=9, maxdisk=9)
    assert dict(guests(inventory(row), Past())[0].metrics) == {}


def test_the_disk_of_a_virtual_machine_is_unknown_never_empty():
    row = Entry(type="qemu", node="n", vmid=1, status="running", disk=0, maxdisk=100)
    assert Metric.DISK not in guests(inventory(row), Past())[0].metrics


def test_memory_counted_on_the_host_says_so():
    row = Entry(type="qemu", node="n", vmid=1, status="running", mem=50, maxmem=100, memhost=50)
    memory = guests(inventory(row), Past())[0].metrics[Metric.MEMORY]
    assert (memory.value, memory.used, memory.total) == (0.5, 50, 100)
    assert "its host's memory" in str(memory.origin)


def test_memory_counted_on_the_host_never_stands_as_full():
    """X-15: a figure that says nothing of the inside is no 100 %."""
    row = Entry(type="qemu", node="n", vmid=1, status="running", mem=150, maxmem=100, memhost=150)
    (seen,) = guests(inventory(row), Past())
    assert Metric.MEMORY not in seen.metrics
    assert (seen.facet.memory.used, seen.facet.memory.source) == (None, "cluster-resources")


def test_an_offline_node_is_critical_and_measures_nothing():
    row = Node(node="pve2", status="offline", cpu=0, mem=0, maxmem=100, uptime=0)
    (seen,) = nodes(inventory(listed=(row,)), Past())
    assert seen.condition is OFFLINE
    assert (dict(seen.metrics), seen.started_at) == ({}, None)


def test_a_node_that_may_not_be_audited_has_no_values():
    """Without Sys.Audit only the status is told: unknown, not zero."""
    (seen,) = nodes(inventory(listed=(Node(node="pve1", status="online"),)), Past())
    assert dict(seen.metrics) == {}


def test_a_cluster_without_quorum_warns_at_its_nodes():
    member = Member(type="cluster", name="lab", quorate=0)
    row = Node(node="pve1", status="online")
    (seen,) = nodes(inventory(members=(member,), listed=(row,)), Past())
    assert seen.condition is NO_QUORUM


def storage(node, **fields):
    fields = {"storage": "nas", "plugintype": "nfs", "status": "available"} | fields
    return Entry(type="storage", node=node, **fields)


def test_a_shared_storage_is_seen_once_with_its_nodes():
    rows = (storage("pve2", disk=5, maxdisk=10), storage("pve1", disk=6, maxdisk=10))
    (seen,) = storages(inventory(*rows))
    assert (seen.native_id, seen.parent) == ("home-cluster-nas", None)
    assert seen.facet.nodes == ("pve1", "pve2")
    assert seen.metrics[Metric.USED].value == 6


def test_a_node_without_fresh_figures_does_not_hide_a_shared_storage():
    rows = (
        storage("pve1", status="unknown", disk=8, maxdisk=9),
        storage("pve2", disk=5, maxdisk=9),
    )
    (seen,) = storages(inventory(*rows))
    assert (seen.condition, seen.metrics[Metric.USED].value) == (ONLINE, 5)


def test_a_local_storage_belongs_to_its_node():
    row = storage("pve1", storage="local", plugintype="dir", disk=1, maxdisk=4)
    (seen,) = storages(inventory(row))
    assert (seen.native_id, seen.parent) == ("home-pve1-local", "home-pve1")
    assert {m.value: v.value for m, v in seen.metrics.items()} == {
        "usage": 0.25,
        "used": 1,
        "total": 4,
        "avail": 3,
    }


def test_an_instance_named_like_its_node_is_not_named_twice():
    row = storage("home", storage="local", plugintype="dir")
    assert storages(inventory(row))[0].native_id == "home-local"


def test_rows_of_other_types_are_passed_over():
    rows = (Entry(type="pool", pool="p"), Entry(type="sdn", node="n"), Entry(type="network"))
    found = inventory(*rows)
    assert (nodes(found, Past()), guests(found, Past()), storages(found)) == ((), (), ())


def test_every_observation_has_its_page():
    row = Entry(type="qemu", node="pve1", vmid=101, status="running")
    assert guests(inventory(row), Past())[0].web_url == "https://pve1:8006/#v1:0:=qemu%2F101"


def test_guests_are_virtual_machines_or_system_containers():
    rows = [Entry(type=kind, node="n", vmid=i) for i, kind in enumerate(("qemu", "lxc"))]
    types = [seen.type for seen in guests(inventory(*rows), Past())]
    assert types == [ResourceType.VM, ResourceType.SYSTEM_CONTAINER]


def test_the_root_of_a_container_says_where_its_figure_is_from():
    """X-06."""
    row = Entry(type="lxc", node="n", vmid=201, status="running", disk=1, maxdisk=4)
    seen = guests(inventory(row), Past())[0].metrics[Metric.DISK]
    assert (seen.value, "cluster-resources" in str(seen.origin)) == (0.25, True)
