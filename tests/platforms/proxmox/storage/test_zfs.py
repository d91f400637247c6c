"""The pools that storages lie on, as the simulator tells them and as a real one is described."""

import json

import pytest

from pulse_desktop.model.condition import FAILED
from pulse_desktop.model.facet import PoolDevice
from pulse_desktop.platforms.proxmox.ve.zfs import wire
from pulse_desktop.platforms.proxmox.ve.zfs.devices import MANY, count, lines
from pulse_desktop.platforms.proxmox.ve.zfs.match import pool_of
from pulse_desktop.platforms.proxmox.ve.zfs.observed import DEGRADED
from pulse_desktop.platforms.proxmox.ve.zfs.pools import Pool
from pulse_desktop.resources.risk.array import pool_reasons
from simulators.proxmox.estate import AUDITOR
from simulators.proxmox.zfs import Device, mirror


async def test_a_storage_says_how_its_pool_stands(home, tank):
    """X-01: matched by the pool that the storage reports."""
    await home.poll()
    facet = home.seen("fast").facet
    assert (facet.pool, facet.zfs_pool_state, facet.protection) == ("tank/vm", "ONLINE", "mirror")
    assert (facet.topology, facet.zfs_scan) == ("dataset", tank.scan)
    assert [device.name for device in facet.zfs_devices] == ["mirror-0", "/dev/sda", "/dev/sdb"]
    assert home.seen("tank") is None, "it is told where it is used, not twice"


async def test_a_pool_that_lost_a_disk_is_seen_at_the_storage(home, tank):
    await home.poll()
    tank.health, tank.device("mirror-0").state = "DEGRADED", "DEGRADED"
    tank.device("/dev/sdb").state, tank.device("/dev/sdb").msg = "FAULTED", "too many errors"
    await home.poll(after_s=301)
    seen = home.seen("fast")
    assert (seen.condition, seen.facet.zfs_pool_state) == (DEGRADED, "DEGRADED")
    lost = next(d for d in seen.facet.zfs_devices if d.name == "/dev/sdb")
    assert (lost.state, lost.message) == ("FAULTED", "too many errors")


async def test_a_degraded_pool_puts_its_storage_at_risk(home, tank):
    tank.health = "DEGRADED"
    await home.poll()
    facet = home.seen("fast").facet
    rated = pool_reasons(facet.zfs_pool_state, facet.zfs_devices)
    assert [reason.code for reason in rated] == ["zfs_pool_state"]


async def test_errors_that_a_pool_counted_are_reported(home, tank):
    tank.device("/dev/sda").read, tank.device("/dev/sda").cksum = 3, 1.2
    await home.poll()
    (incident,) = home.seen("fast").incidents
    assert incident.code == "zfs_pool_errors"
    assert "/dev/sda: 3 at reading, 0 at writing, more than 999 wrong" in incident.summary
    facet = home.seen("fast").facet
    assert (facet.zfs_read_errors, facet.zfs_write_errors) == (3, 0)
    assert facet.zfs_checksum_errors == MANY


async def test_errors_that_no_single_disk_made_are_the_groups_and_not_counted_twice(home, tank):
    tank.device("mirror-0").cksum, tank.device("/dev/sdb").cksum = 5, 2
    await home.poll()
    (incident,) = home.seen("fast").incidents
    assert "errors at 2 devices, among them /dev/sdb" in incident.summary
    assert home.seen("fast").facet.zfs_checksum_errors == 2


async def test_damaged_data_is_reported_in_the_pools_words(home, tank):
    tank.errors = "2 data errors, use '-v' for a list"
    await home.poll()
    (incident,) = home.seen("fast").incidents
    assert incident.code == "zfs_data_errors"
    assert tank.errors in incident.summary


async def test_a_pool_without_any_storage_is_shown_by_itself(home, tank, estate):
    estate.pools.append(mirror("attic", "pve2", "/dev/sdc", "/dev/sdd"))
    await home.poll()
    attic = home.seen("attic")
    assert (attic.native_id, attic.parent) == ("lab-pve2-zfs/attic", "lab-pve2")
    assert (attic.facet.topology, attic.facet.zfs_pool_state) == ("pool", "ONLINE")
    assert home.usage("attic") == 0.25


async def test_a_lost_pool_is_failed(home, estate, tank):
    estate.pools.append(mirror("attic", "pve2", "/dev/sdc", "/dev/sdd"))
    estate.pools[1].health = "SUSPENDED"
    await home.poll()
    assert (home.seen("attic").condition, home.seen("attic").facet.active) == (FAILED, False)


async def test_a_node_without_zfs_is_not_asked_again_for_an_hour(home):
    await home.poll()
    assert "nodes/pve1/disks/zfs" in home.asked
    assert home.issues("zfs") == []
    await home.poll(after_s=3500)
    assert "nodes/pve1/disks/zfs" not in home.asked
    await home.poll(after_s=200)
    assert "nodes/pve1/disks/zfs" in home.asked


async def test_pools_are_not_asked_for_without_the_privilege_on_the_whole(home, estate, tank):
    below = {"/nodes": AUDITOR, "/storage": AUDITOR, "/vms": AUDITOR}
    estate.tokens["pulse@pve!desktop"].granted = below
    await home.poll()
    assert not [path for path in home.asked if "disks/zfs" in path]
    assert home.seen("fast").facet.zfs_pool_state is None


async def test_a_pool_stays_while_its_node_is_off(home, estate, tank):
    """X-14: what did not answer this time is kept."""
    tank.node = "pve2"
    estate.storages[-1].nodes = ("pve2",)
    await home.poll()
    estate.stop_node("pve2")
    await home.poll(after_s=400)
    assert home.seen("fast").facet.zfs_pool_state == "ONLINE"


async def test_a_shared_storage_is_never_matched(home, estate, tank):
    estate.storages[-1].shared = 1
    await home.poll()
    assert home.seen("fast").facet.zfs_pool_state is None


def test_worked_examples_of_matching(payload):
    """X-01: `pool` first, names and paths only after it; the last pool that is left as a guess."""
    for example in json.loads(payload("worked-examples.json"))["zfs_match"]:
        row = example["storage"]
        found = pool_of(row.get("pool"), row["storage"], row.get("path"), example["pools"])
        assert found == example["out"], example


def test_a_described_pool_is_read_whole(payload):
    detail = wire.detail(payload("mock-go-proxmox/nodes/node1/disks/zfs/rpool.json"))
    found = Pool("node1", wire.Listed("rpool"), detail, lines("rpool", detail.children))
    assert (found.protection, found.state) == ("raidz2", "ONLINE")
    assert [line.device.name for line in found.lines] == ["raidz2-0", "/dev/sda", "/dev/sdb"]
    assert found.faulty() == ()


def test_a_list_row_alone_says_how_full_and_how_fragmented_a_pool_is():
    """The raw devices, so another share than the storage on it tells (30.88 %, not 31.25 %)."""
    row = wire.Listed("pool3", "ONLINE", size=1000, alloc=308.8, frag="7", dedup=1.0)
    found = Pool("node3", row, wire.Detail(), ())
    assert (found.used, found.total, found.fragmentation) == (308, 1000, 7)
    assert Pool("n", wire.Listed("p", frag="-"), wire.Detail(), ()).fragmentation is None


@pytest.mark.parametrize(
    ("told", "counted"), [(0, 0), (3, 3), ("3", 3), (1.2, MANY), ("1.2", MANY), (None, None)]
)
def test_a_counter_that_is_not_whole_has_lost_its_unit(told, counted):
    assert count(told) == counted


def layout(*devices):
    rows = [device.row() for device in devices]
    return Pool("n", wire.Listed("p"), wire.Detail(), lines("p", [{"name": "p", "children": rows}]))


def test_a_pool_survives_what_its_weakest_group_survives():
    pair = Device("mirror-0", children=[Device("/dev/a"), Device("/dev/b")])
    assert layout(pair, Device("/dev/c")).protection == "none"
    assert layout(Device("raidz2-0", children=[Device("/dev/d")]), pair).protection == "mirror"
    assert layout().protection is None


def test_a_disk_stands_within_its_group():
    pair = Device("mirror-0", children=[Device("/dev/a")])
    assert [line.device.depth for line in layout(pair, Device("/dev/c")).lines] == [0, 1, 0]


def test_a_cache_is_no_part_of_the_protection():
    pair = Device("mirror-0", children=[Device("/dev/a"), Device("/dev/b")])
    cache = Device("cache", state=None, children=[Device("/dev/nvme0n1")])
    found = layout(pair, cache)
    assert found.protection == "mirror"
    assert found.lines[-1].device == PoolDevice(
        name="/dev/nvme0n1",
        type="cache",
        state="ONLINE",
        read_errors=0,
        write_errors=0,
        checksum_errors=0,
        counts_to=999,
    )


@pytest.mark.parametrize(
    "children", [None, 7, "x", [7], [{"name": 7}], [{"name": "a", "state": []}]]
)
def test_odd_devices_are_passed_over(children):
    assert all(line.device.state is None for line in lines("p", children))


def test_a_tree_without_end_is_cut():
    deep = {"name": "d", "children": []}
    for _ in range(50):
        deep = {"name": "d", "children": [deep]}
    assert len(lines("p", [deep])) < 20
    assert len(lines("p", [{"name": "d"}] * 5000)) == 2000
