"""A session to the simulated product, poll by poll."""

import json

import pytest

from pulse_desktop.model.condition import OFFLINE, UNKNOWN
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.platforms.proxmox.ve.session import CONNECTIONS
from simulators.proxmox.estate import AUDITOR, BACKER, Account

GUESTS = {ResourceType.VM, ResourceType.SYSTEM_CONTAINER}


def paths(simulator):
    """What was asked for the lists; the closer looks at nodes are apart."""
    asked = (request.path.removeprefix("/api2/json") for request in simulator.requests)
    return [path for path in asked if not path.startswith("/nodes/")]


def grant(estate, **granted):
    """Let the token see just this, paths spelt with ``_`` for ``/``."""
    account = estate.tokens["pulse@pve!desktop"]
    account.granted = {
        path.replace("_", "/") or "/": frozenset(each) for path, each in granted.items()
    }


async def failure_of(collecting):
    with pytest.raises(ProviderError) as caught:
        await collecting
    return caught.value


async def test_one_poll_sees_the_whole_cluster(session):
    snapshot = await (await session()).collect()
    assert snapshot.counts == {"nodes": 2, "vms": 3, "containers": 1, "storages": 4}
    assert snapshot.issues == ()
    assert snapshot.complete_kinds == frozenset(ResourceType)


async def test_a_second_poll_asks_only_what_is_due(session, simulator):
    home = await session()
    await home.collect()
    simulator.requests.clear()
    await home.collect()
    assert paths(simulator) == ["/cluster/resources", "/nodes"]


@pytest.mark.parametrize(
    ("seconds", "path"),
    [(60, "/cluster/status"), (300, "/version"), (600, "/access/permissions")],
)
async def test_slow_answers_are_asked_again_when_they_are_old(
    session, simulator, estate, seconds, path
):
    home = await session()
    await home.collect()
    simulator.requests.clear()
    estate.pass_time(seconds)
    await home.collect()
    assert path in paths(simulator)


async def test_all_polls_go_over_the_same_few_connections(session, simulator):
    home = await session()
    for _ in range(3):
        await home.collect()
    assert simulator.connections <= CONNECTIONS


async def test_rates_come_with_the_second_sample(session, estate, by_name):
    home = await session()
    first = by_name(await home.collect(), "web")
    estate.pass_time(20)
    second = by_name(await home.collect(), "web")
    assert Metric.NET_IN not in first.metrics
    assert second.metrics[Metric.NET_IN].value == 1000
    assert second.metrics[Metric.DISK_WRITE].value == 4000


async def test_a_guest_that_moved_keeps_its_name_and_changes_its_id(session, estate, by_name):
    home = await session()
    await home.collect()
    estate.migrate(101, "pve2")
    moved = by_name(await home.collect(), "web")
    assert (moved.native_id, moved.parent) == ("lab:pve2:101", "lab-pve2")


async def test_a_node_that_went_down_leaves_its_guests_unknown_under_their_names(
    session, estate, by_name
):
    home = await session()
    await home.collect()
    estate.stop_node("pve2")
    snapshot = await home.collect()
    assert by_name(snapshot, "pve2").condition is OFFLINE
    assert by_name(snapshot, "database").condition is UNKNOWN


async def test_a_template_is_no_workload(session):
    snapshot = await (await session()).collect()
    assert "golden" not in {seen.name for seen in snapshot.observations}


async def test_a_guest_that_is_gone_may_be_withdrawn(session, estate):
    home = await session()
    await home.collect()
    estate.guests.remove(estate.guest(101))
    assert (await home.collect()).complete_kinds >= GUESTS


async def test_guests_hidden_by_a_lost_permission_are_not_called_gone(session, estate):
    home = await session()
    await home.collect()
    grant(estate, _=["Sys.Audit", "Datastore.Audit"])
    snapshot = await home.collect()
    assert not snapshot.complete_kinds & GUESTS
    assert ResourceType.STORAGE in snapshot.complete_kinds
    assert "VM.Audit" in str(snapshot.issues[0].message)


async def test_a_permission_that_was_granted_meanwhile_is_noticed_at_once(session, estate):
    audited = ["Sys.Audit", "Datastore.Audit", *BACKER]
    grant(estate, _=audited)
    home = await session()
    await home.collect()
    grant(estate, _=[*audited, "VM.Audit"])
    snapshot = await home.collect()
    assert (snapshot.issues, snapshot.counts["vms"]) == ((), 3)


async def test_a_token_that_may_see_nothing_is_forbidden(session):
    home = await session(token_id="pulse@pve!bare")
    assert (await failure_of(home.collect())).category is Category.FORBIDDEN


async def test_an_answer_without_any_row_is_a_failure_not_an_empty_cluster(session, simulator):
    home = await session()
    await home.collect()
    simulator.fault("/cluster/resources", body=b'{"data":[]}')
    assert (await failure_of(home.collect())).category is Category.PARTIAL


async def test_without_sys_audit_nodes_are_seen_without_values(session, estate, by_name):
    grant(estate, _vms=["VM.Audit"], _storage=["Datastore.Audit"])
    snapshot = await (await session()).collect()
    assert by_name(snapshot, "pve1").metrics.keys() <= {Metric.DISK}, "a storage may tell it"
    assert by_name(snapshot, "web").native_id == "home:pve1:101"
    assert {issue.category for issue in snapshot.issues} == {"forbidden"}


async def test_the_cluster_keeps_its_name_when_it_can_no_longer_be_asked(
    session, estate, simulator, by_name
):
    home = await session()
    await home.collect()
    estate.pass_time(61)
    simulator.fault("/cluster/status", status=500, reason="got timeout")
    snapshot = await home.collect()
    assert by_name(snapshot, "web").native_id == "lab:pve1:101"
    assert [issue.category for issue in snapshot.issues] == ["server"]


async def test_a_cluster_that_cannot_tell_its_name_at_first_is_not_called_otherwise(
    session, simulator, by_name
):
    home = await session()
    simulator.fault("/cluster/status", status=500, reason="got timeout", times=1)
    assert (await failure_of(home.collect())).category is Category.SERVER
    assert by_name(await home.collect(), "web").native_id == "lab:pve1:101"


async def test_ids_made_without_the_clusters_name_stay_so_for_the_session(
    session, estate, simulator, by_name
):
    simulator.fault("/cluster/status", status=403, reason="Permission check failed", times=1)
    home = await session()
    ids = [by_name(await home.collect(), "web").native_id for _ in range(2)]
    estate.pass_time(61)
    simulator.fault("/cluster/status", status=500, reason="got timeout")
    ids.append(by_name(await home.collect(), "web").native_id)
    assert ids == ["home:pve1:101"] * 3


async def test_rows_that_cannot_be_read_keep_their_kinds_from_being_withdrawn(session, simulator):
    home = await session()
    row = b'{"type":"qemu","vmid":101,"node":"pve1","status":"running"}'
    simulator.fault("/cluster/resources", body=b'{"data":[' + row + b',{"type":7}]}')
    snapshot = await home.collect()
    assert not snapshot.complete_kinds & GUESTS
    assert snapshot.issues[0].category == "protocol"


@pytest.mark.parametrize("key", ["vmid", "node"])
async def test_guests_that_cannot_be_told_apart_are_not_called_gone(session, simulator, key):
    """X-10: neither gone nor none, and the gap is told."""
    home = await session()
    await home.collect()
    rows = [{"type": "node", "node": "pve1"}, {"type": "qemu", "node": "pve1", "vmid": 101}]
    body = json.dumps({"data": [rows[0], rows[1] | {key: None if key == "vmid" else ""}]})
    simulator.fault("/cluster/resources", body=body.encode())
    snapshot = await home.collect()
    assert not snapshot.complete_kinds & GUESTS
    assert "vms" not in snapshot.counts
    assert [str(issue.message) for issue in snapshot.issues if issue.stage == "inventory"] == [
        "Rows of the resource list that could not be read: 1."
    ]


@pytest.mark.parametrize(
    "rows", [[], [7], [{"type": "cluster"}], [{"type": "cluster", "name": ""}]]
)
async def test_a_status_without_the_clusters_name_renames_nothing(session, simulator, estate, rows):
    """X-10: all ids begin with it, so what was known stays."""
    home = await session()
    before = await home.collect()
    simulator.fault("/cluster/status", body=json.dumps({"data": rows}).encode())
    estate.pass_time(120)
    after = await home.collect()
    assert {o.native_id for o in after.observations} == {o.native_id for o in before.observations}
    assert Category.PROTOCOL in {issue.category for issue in after.issues}


async def test_a_node_that_cannot_be_reached_through_this_one_is_an_issue_only(session, simulator):
    """P-06: the base inventory stands, the gap is told."""
    simulator.fault("/nodes", status=595, reason="No route to host")
    snapshot = await (await session()).collect()
    assert [issue.category for issue in snapshot.issues] == ["partial"]
    assert snapshot.counts["nodes"] == 2


async def test_a_node_alone_is_named_after_its_connection(session, estate, by_name):
    estate.stand_alone()
    snapshot = await (await session()).collect()
    assert by_name(snapshot, "pve1").native_id == "home-pve1"
    assert by_name(snapshot, "web").native_id == "home:pve1:101"


async def test_pools_are_told_where_they_may_be_seen(session, estate, by_name):
    estate.tokens["pulse@pve!desktop"] = Account(
        "pulse@pve!desktop", estate.tokens["pulse@pve!desktop"].secret, {"/": AUDITOR}
    )
    snapshot = await (await session()).collect()
    assert by_name(snapshot, "dns").facet.pool == "core"


async def test_closing_twice_is_harmless(session, simulator):
    home = await session()
    await home.collect()
    await home.aclose()
    await home.aclose()
