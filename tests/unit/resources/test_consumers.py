"""Who keeps data on a storage: by name, node and path, whatever came first."""

from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.facet import GuestDisk, GuestFacet, HostFacet, ManagedFacet, StorageFacet
from pulse_desktop.model.namespace import is_namespace_of
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.consumers import ConsumerIndex, backup_consumers
from simulators.canonical import resource

VM, LXC, STORAGE = ResourceType.VM, ResourceType.SYSTEM_CONTAINER, ResourceType.STORAGE


def disk(storage=None, path=None):
    return GuestDisk(device="scsi0", storage=storage, path=path)


def guest(name, *disks, node="pve1", instance="home", type_=VM, vmid=100):
    facet = GuestFacet(vmid=vmid, node_name=node, instance=instance, disks=disks)
    return resource(name, type_, facet)


def storage(name, *, called="local-zfs", nodes=("pve1",), shared=False, path=None, instance="home"):
    facet = StorageFacet(
        type="dir", name=called, instance=instance, nodes=nodes, shared=shared, path=path
    )
    return resource(name, STORAGE, facet)


def indexed(*resources):
    index = ConsumerIndex()
    for one in resources:
        index.update(one.id, None, one)
    return index


def named(consumers):
    return [] if consumers is None else [consumer.name for consumer in consumers.top]


def test_a_guest_keeps_data_on_the_storage_that_its_disk_names():
    index = indexed(storage("s"), guest("web", disk("local-zfs"), disk("local-zfs")))
    found = index.consumers("s")
    assert (found.count, found.types, found.top[0].disk_count) == (1, (VM,), 2)


def test_a_storage_of_the_same_name_on_another_node_gets_no_consumer():
    index = indexed(
        storage("here"), storage("there", nodes=("pve2",)), guest("web", disk("local-zfs"))
    )
    assert named(index.consumers("here")) == ["web"]
    assert index.consumers("there") is None


def test_a_storage_of_the_same_name_in_another_instance_gets_no_consumer():
    index = indexed(storage("s", instance="away"), guest("web", disk("local-zfs")))
    assert index.consumers("s") is None


def test_a_shared_storage_is_used_from_every_node():
    index = indexed(
        storage("s", called="nas", nodes=("cluster",), shared=True),
        guest("web", disk("nas"), node="pve1"),
        guest("db", disk("nas"), node="pve2"),
    )
    assert named(index.consumers("s")) == ["db", "web"]


def test_the_storage_on_the_guests_own_node_comes_before_a_shared_one():
    index = indexed(
        storage("a", nodes=("other",), shared=True), storage("b"), guest("web", disk("local-zfs"))
    )
    assert (named(index.consumers("a")), named(index.consumers("b"))) == ([], ["web"])


def test_a_disk_whose_storage_is_not_there_belongs_to_the_longest_path_that_holds_it():
    index = indexed(
        storage("root", called="local", path="/"),
        storage("tank", called="tank", path="/tank/"),
        storage("tan", called="tan", path="/tan"),
        guest("web", disk(path="/tank/vm/100.raw")),
    )
    assert [named(index.consumers(one)) for one in ("root", "tank", "tan")] == [[], ["web"], []]


def test_a_path_on_another_node_holds_nothing_of_this_one():
    index = indexed(
        storage("s", called="tank", path="/tank", nodes=("pve2",)),
        guest("web", disk(path="/tank/vm/100.raw")),
    )
    assert index.consumers("s") is None


def test_consumers_with_most_disks_come_first_then_by_type_name_and_id():
    index = indexed(
        storage("s"),
        guest("one", disk("local-zfs")),
        guest("ct", disk("local-zfs"), type_=LXC),
        guest("big", disk("local-zfs"), disk("local-zfs")),
        guest("all", disk("local-zfs")),
    )
    assert named(index.consumers("s")) == ["big", "ct", "all", "one"]
    assert index.consumers("s").types == (LXC, VM)


def test_five_consumers_are_named_and_all_are_counted():
    index = indexed(storage("s"), *(guest(f"web{n}", disk("local-zfs")) for n in range(8)))
    found = index.consumers("s")
    assert (found.count, len(found.top)) == (8, 5)


def test_an_update_names_the_storages_whose_consumers_changed():
    web, moved = guest("web", disk("local-zfs")), guest("web", disk("local-zfs"), node="pve2")
    index = indexed(storage("a"), storage("b", nodes=("pve2",)))
    assert index.update("web", None, web) == {"a"}
    assert index.update("web", web, moved) == {"a", "b"}
    assert index.update("web", moved, None) == {"b"}


def test_an_update_that_changes_no_disk_changes_no_storage():
    web = guest("web", disk("local-zfs"))
    index = indexed(storage("a"), web)
    assert index.update("web", web, web) == frozenset()


def test_a_renamed_guest_is_a_change_for_its_storages():
    index = indexed(storage("a"), guest("web", disk("local-zfs")))
    renamed = replace(guest("web", disk("local-zfs")), name="www")
    assert index.update("web", guest("web", disk("local-zfs")), renamed) == {"a"}
    assert named(index.consumers("a")) == ["www"]


def test_a_storage_that_comes_later_finds_its_consumers():
    index = indexed(guest("web", disk("local-zfs")))
    assert index.update("s", None, storage("s")) == {"s"}
    assert index.update("s", storage("s"), None) == {"s"}
    assert index.consumers("s") is None


def test_a_guest_whose_disks_nobody_read_is_no_consumer():
    facet = GuestFacet(vmid=1, node_name="pve1", instance="home", disks=None)
    assert indexed(storage("s"), resource("web", VM, facet)).consumers("s") is None


def test_a_storage_that_names_no_instance_is_found_by_no_disk():
    anywhere = storage("s", instance=None)
    assert indexed(anywhere, guest("web", disk("local-zfs"))).consumers("s") is None


def test_other_facts_of_a_guest_do_not_matter():
    web = guest("web", disk("local-zfs"))
    inside = replace(
        web, facets=(*resource("x", VM, HostFacet(hostname="web")).facets, *web.facets)
    )
    assert named(indexed(storage("s"), inside).consumers("s")) == ["web"]


def test_what_keeps_no_data_concerns_no_storage():
    assert ConsumerIndex().update("x", None, resource("x", ResourceType.POD)) == frozenset()


def test_a_guest_of_an_inventory_uses_the_datastores_that_it_lists():
    """V-05: storage consumers come from the inventory's placement."""

    def managed(kind, id_, *datastores):
        return ManagedFacet(
            connection_id="c", managed_object_id=id_, entity_type=kind, datastore_ids=datastores
        )

    web = resource("web", VM, managed("vm", "vm-1", "ds-1"))
    index = indexed(resource("fast", STORAGE, managed("datastore", "ds-1")), web)
    assert named(index.consumers("fast")) == ["web"]


NAMES, NODES = st.sampled_from(["", "a", "b"]), st.sampled_from(["n1", "n2"])
PATHS = st.sampled_from([None, "/", "/t", "/t/u", "/t/u/v", "odd"])
GUESTS = st.builds(
    lambda disks, node, type_, name: (type_, name, node, tuple(disks)),
    st.lists(st.builds(disk, NAMES, PATHS), max_size=3),
    NODES,
    st.sampled_from([VM, LXC]),
    st.sampled_from(["web", "db"]),
)
STORAGES = st.builds(
    lambda called, nodes, shared, path: (called, tuple(nodes), shared, path),
    NAMES,
    st.lists(NODES, max_size=2),
    st.booleans(),
    PATHS,
)
STEPS = st.lists(
    st.tuples(st.sampled_from("ghij"), st.none() | GUESTS)
    | st.tuples(st.sampled_from("stuv"), st.none() | STORAGES),
    max_size=25,
)


def built(id_, told):
    if told is None:
        return None
    if id_ in "stuv":
        called, nodes, shared, path = told
        return storage(id_, called=called, nodes=nodes, shared=shared, path=path)
    type_, name, node, disks = told
    facet = GuestFacet(vmid=1, node_name=node, instance="home", disks=disks)
    return replace(resource(id_, type_, facet), name=name)


def holds(path, directory):
    return path.startswith("/") and PurePosixPath(directory) in (
        PurePosixPath(path),
        *PurePosixPath(path).parents,
    )


def naive(state):
    """Consumers by storage id: every disk of every guest looked for on every storage."""
    stores = {k: v.facets[0].facet for k, v in state.items() if v.type is STORAGE}
    counts = Counter()
    for one in (v for v in state.values() if v.type is not STORAGE):
        node = one.facets[0].facet.node_name
        reached = {k: f for k, f in stores.items() if f.shared or node in f.nodes}
        for each in one.facets[0].facet.disks:
            named_so = [k for k, f in reached.items() if each.storage and f.name == each.storage]
            on = {
                k: f.path for k, f in reached.items() if f.path and holds(each.path or "", f.path)
            }
            longest = max(map(len, on.values()), default=0)
            found = named_so or [k for k, path in on.items() if len(path) == longest]
            if found:
                counts[min(found, key=lambda k: (node not in stores[k].nodes, k)), one.id] += 1
    return counts


@given(STEPS)
def test_the_index_agrees_with_looking_at_everything_after_every_update(steps):
    index, state = ConsumerIndex(), {}
    for id_, told in steps:
        new, before = built(id_, told), naive(state)
        changed = index.update(id_, state.pop(id_, None), new)
        state |= {id_: new} if new else {}
        after = naive(state)
        assert {
            key[0] for key in before.keys() | after.keys() if before[key] != after[key]
        } <= changed
    tops = {s: index.consumers(s) for s in "stuv"}
    assert {(s, c.id): c.disk_count for s, t in tops.items() if t for c in t.top} == naive(state)


@given(STEPS, st.randoms())
def test_the_order_of_updates_does_not_matter(steps, random):
    last = [one for id_, told in dict(steps).items() if (one := built(id_, told))]
    shuffled = indexed(*random.sample(last, len(last)))
    gathered = indexed(*last)
    assert all(gathered.consumers(one.id) == shuffled.consumers(one.id) for one in last)


def backed_up(name, vmid, instance):
    return guest(name, vmid=vmid, instance=instance)


def test_a_backup_is_of_the_only_guest_with_its_number():
    guests = [backed_up("web", 100, "home"), resource("no-number", VM)]
    found = backup_consumers([(100, ""), (100, "x"), (7, "")], guests)
    assert (found.count, named(found)) == (1, ["web"])


def test_of_several_guests_with_one_number_the_namespace_names_the_one():
    guests = [backed_up("web", 100, "pve-nat"), backed_up("db", 100, "home")]
    assert named(backup_consumers([(100, "nat")], guests)) == ["web"]


def test_a_backup_that_could_be_of_several_guests_is_of_none():
    guests = [backed_up("web", 100, "home"), backed_up("db", 100, "away")]
    assert backup_consumers([(100, ""), (100, "lab")], guests) is None
    alike = [backed_up("web", 100, "home-nat"), backed_up("db", 100, "away-nat")]
    assert backup_consumers([(100, "nat")], alike) is None


@pytest.mark.parametrize(
    ("namespace", "instance", "matches"),
    [
        ("nat", "pve-nat", True),
        ("pve-nat", "nat", True),
        ("backups/PVE", "pve", True),
        ("pve", "pve-nat", False),
        ("", "pve", False),
        ("-", "pve", False),
    ],
)
def test_a_namespace_is_of_an_instance_when_one_ends_like_the_other(namespace, instance, matches):
    assert is_namespace_of(namespace, instance) is matches
