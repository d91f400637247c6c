"""The Ceph cluster, where there are signs of one."""

import json

import pytest

from pulse_desktop.model.condition import NEEDS_ATTENTION, ONLINE
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.model.snapshot import Severity
from pulse_desktop.platforms.proxmox.ve.ceph import counts, health, wire
from pulse_desktop.platforms.proxmox.ve.ceph.daemons import Daemon, daemons
from pulse_desktop.platforms.proxmox.ve.ceph.questions import STATUS
from simulators.proxmox.ceph import FSID, TIB, Ceph, Osd
from simulators.proxmox.estate import AUDITOR, Storage

CEPH = "lab Ceph"


@pytest.fixture
def ceph(estate):
    """Two daemons on each of two nodes, and a storage on them."""
    estate.storages.append(Storage("vm", ("pve1", "pve2"), "rbd", shared=1, options={"pool": "vm"}))
    estate.ceph = Ceph(osds=[Osd(n, f"pve{n % 2 + 1}") for n in range(4)])
    return estate.ceph


@pytest.fixture
def recorded(payload):
    """A recorded cluster of Ceph 18."""
    return wire.status(payload("pve8/cluster/ceph/status.trimmed.json"))


async def test_a_cluster_is_a_resource_of_its_own(home, ceph):
    await home.poll()
    seen = home.seen(CEPH)
    assert (seen.native_id, seen.type, seen.condition) == (FSID, ResourceType.CEPH, ONLINE)
    assert home.usage(CEPH) == 12 / 30
    facet = seen.facet
    assert (facet.num_osds, facet.num_osds_up, facet.num_osds_in, facet.num_pgs) == (4, 4, 4, 129)
    assert (facet.num_mons, facet.num_mgrs) == (2, 2)
    (pool,) = facet.pools
    assert (pool.id, pool.name, pool.size, pool.stored_bytes) == (1, "vm", 3, 4 * TIB)
    assert pool.available_bytes == pytest.approx(6 * TIB, rel=1e-6)


async def test_what_is_wrong_is_told_in_cephs_words(home, ceph):
    ceph.checks = {
        "OSD_DOWN": ("HEALTH_WARN", "1 osds down"),
        "PG_AVAILABILITY": ("HEALTH_ERR", "3 pgs inactive"),
        "OSDMAP_FLAGS": ("HEALTH_WARN", "noout flag(s) set"),
    }
    ceph.muted = frozenset({"OSDMAP_FLAGS"})
    await home.poll()
    seen = home.seen(CEPH)
    assert seen.facet.health_message == "3 pgs inactive; 1 osds down"
    assert seen.condition is health.FAILING
    assert [(i.code, i.severity) for i in seen.incidents] == [
        ("ceph_pg_availability", Severity.CRITICAL),
        ("ceph_osd_down", Severity.WARNING),
    ]


async def test_daemons_that_are_down_are_named_with_their_host(home, ceph):
    ceph.osds[0].is_up = ceph.osds[3].is_in = False
    ceph.flags = ("noout",)
    await home.poll()
    told = {str(fact.label): fact.value for fact in home.seen(CEPH).facts}
    assert told == {
        "Flags": "noout",
        "Daemons that are down": "osd.0 (pve1)",
        "Daemons that hold no data": "osd.3 (pve2)",
    }


async def test_without_any_sign_of_ceph_nobody_is_asked(home):
    await home.poll()
    assert not [path for path in home.asked if "ceph" in path]
    assert home.seen(CEPH) is None


async def test_ceph_that_is_not_installed_is_no_trouble_and_rests_half_an_hour(home, estate, ceph):
    """Proxmox conformance check 29: a storage may lie on the Ceph of others."""
    estate.ceph = None
    await home.poll()
    assert "cluster/ceph/status" in home.asked
    assert (home.seen(CEPH), home.issues("ceph")) == (None, [])
    await home.poll(after_s=1700)
    assert "cluster/ceph/status" not in home.asked
    await home.poll(after_s=200)
    assert "cluster/ceph/status" in home.asked


async def test_ceph_that_was_set_up_but_not_begun_is_none(home, ceph):
    ceph.is_initialized = False
    await home.poll()
    assert (home.seen(CEPH), home.issues("ceph")) == (None, [])


async def test_ceph_that_was_taken_away_is_gone(home, estate, ceph):
    await home.poll()
    estate.ceph = None
    await home.poll(after_s=31)
    assert home.seen(CEPH) is None
    assert ResourceType.CEPH in home.snapshot.complete_kinds


async def test_ceph_stays_while_it_does_not_answer(home, simulator, ceph):
    await home.poll()
    simulator.fault("/cluster/ceph/status", status=500, reason="got timeout")
    await home.poll(after_s=31)
    assert home.seen(CEPH).facet.num_osds == 4
    assert ResourceType.CEPH not in home.snapshot.complete_kinds
    assert "The state of Ceph" in home.issues("ceph")[0]


@pytest.mark.parametrize(
    ("version", "path"), [("6.4-15", "ceph/pools"), ("7.4-16", "ceph/pool"), ("9.1.2", "ceph/pool")]
)
async def test_pools_are_asked_for_as_the_release_calls_them(home, estate, ceph, version, path):
    estate.version = version
    await home.poll()
    assert [p for p in home.asked if "/ceph/pool" in p] == [f"nodes/pve1/{path}"]
    assert [pool.name for pool in home.seen(CEPH).facet.pools] == ["vm"]


async def test_one_node_is_asked_and_another_when_it_is_off(home, estate, ceph):
    await home.poll()
    assert "nodes/pve2/ceph/osd" not in home.asked
    estate.stop_node("pve1")
    await home.poll(after_s=61)
    assert "nodes/pve2/ceph/osd" in home.asked


async def test_a_node_with_a_monitor_is_asked_as_it_surely_has_the_tools(home, ceph):
    ceph.monitors = ("pve2",)
    await home.poll()
    assert [path for path in home.asked if path.endswith("ceph/osd")] == ["nodes/pve2/ceph/osd"]


async def test_ceph_is_not_asked_without_a_privilege_for_it(home, estate, ceph):
    below = {"/nodes": AUDITOR, "/storage": AUDITOR, "/vms": AUDITOR}
    estate.tokens["pulse@pve!desktop"].granted = below
    await home.poll()
    assert not [path for path in home.asked if "ceph" in path]


async def test_a_path_that_never_existed_is_not_asked(home, ceph):
    await home.poll()
    assert not [path for path in home.asked if path.endswith("ceph/df")]


def test_a_recorded_cluster_is_read_whole(recorded):
    """Proxmox conformance check 29."""
    found = health.checks(recorded.health)
    assert [c.message for c in found] == ["3 nearfull osd(s)", "4 pool(s) nearfull"]
    assert health.condition(health.status_word(recorded.health)) is NEEDS_ATTENTION
    numbers = [counts.daemons(recorded, n) for n in ("num_osds", "num_up_osds", "num_in_osds")]
    assert numbers == [21, 21, 21]
    assert (counts.monitors(recorded), counts.managers(recorded)) == (3, 3)
    usage = recorded.pgmap
    assert round(usage["bytes_used"] / usage["bytes_total"], 4) == 0.6107
    assert recorded.mgrmap["active_mgr_features"] == 4540138322906710015
    mds = next(s for s in counts.services(recorded) if s.type == "mds")
    assert (mds.running, mds.total, mds.message) == (3, 3, "1 up, 2 standby")


@pytest.mark.parametrize("ratio", [5e-324, 1e-308, -1, 2, "N/A", None])
async def test_what_is_free_in_a_pool_is_a_size_or_unknown(home, ceph, simulator, ratio):
    """X-10: the smallest of all numbers stands for more than there is."""
    row = {"pool": 1, "pool_name": "vm", "size": 3, "bytes_used": 10**12, "percent_used": ratio}
    simulator.fault("/nodes/pve1/ceph/pool", body=json.dumps({"data": [row]}).encode())
    await home.poll()
    (pool,) = home.seen(CEPH).facet.pools
    assert pool.available_bytes is None or 0 <= pool.available_bytes < 2**63


@pytest.mark.parametrize(
    "told", [{"available": "N/A", "standbys": []}, {"standbys": []}, {"available": True}]
)
def test_managers_that_are_not_told_are_not_none(told):
    """X-10."""
    assert counts.managers(wire.Status("f", mgrmap=told)) is None


def test_a_recorded_refusal_says_that_there_is_no_ceph(payload):
    """Proxmox conformance check 29."""
    said = json.loads(payload("errors/500-ceph-not-installed.body.json"))["message"]
    assert any(words in said for words in STATUS.absence)


def test_an_older_ceph_has_its_counts_one_level_deeper():
    told = wire.Status("f", osdmap={"osdmap": {"num_osds": 3}}, quorum_names=["a", "b"])
    assert (counts.daemons(told, "num_osds"), counts.monitors(told)) == (3, 2)


def test_gateways_are_counted():
    services = {"rgw": {"daemons": {"summary": "", "4711": {}, "4712": {}}}}
    (found,) = counts.services(wire.Status("f", servicemap={"services": services}))
    assert (found.type, found.running) == ("rgw", 2)


@pytest.mark.parametrize("odd", [None, 7, "x", [], [7], {"children": 7}, {"checks": [1]}])
def test_odd_sections_cost_only_themselves(odd):
    told = wire.Status("f", odd, odd, odd, odd, odd, odd, odd, odd)
    assert health.checks(told.health) == ()
    assert counts.monitors(told) in {None, 1}
    assert daemons(odd) == ()


def test_a_daemon_is_found_at_whatever_depth():
    osd = {"type": "osd", "name": "osd.7", "status": "up", "in": 1}
    rack = {
        "type": "rack",
        "name": "r1",
        "children": [{"type": "host", "name": "h", "children": [osd]}],
    }
    assert daemons({"children": [{"type": "root", "children": [rack]}]}) == (
        Daemon("osd.7", "h", is_up=True, is_in=True),
    )


async def test_usage_is_absent_where_ceph_does_not_tell_it(home, ceph):
    ceph.total = ceph.used = 0
    ceph.pools = ()
    await home.poll()
    assert Metric.USAGE not in home.seen(CEPH).metrics
