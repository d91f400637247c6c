"""High availability and replication."""

from datetime import UTC, datetime

import pytest

from pulse_desktop.model.snapshot import Severity
from pulse_desktop.platforms.proxmox.ve.protection.wire import replications, standings


@pytest.fixture
def manage(estate):
    """Puts a guest under the manager."""

    def add(sid, state, node="pve1"):
        row = {"id": f"service:{sid}", "sid": sid, "type": "service", "node": node, "state": state}
        estate.protection.standings = [row]

    return add


@pytest.fixture
def replicate(estate):
    """Replicates guest 101 from pve1 to pve2; the last time 10 minutes ago."""

    def add(**fields):
        now_s = int(estate.now.timestamp())
        row = {"id": "101-0", "type": "local", "guest": 101, "jobnum": 0, "source": "pve1"}
        row |= {"target": "pve2", "last_sync": now_s - 600, "next_sync": now_s + 300}
        estate.protection.replications = [row | {"fail_count": 0} | fields]

    return add


def codes(home, name="web"):
    """What is in trouble."""
    return [(each.code, each.severity) for each in home.seen(name).incidents]


async def test_the_manager_tells_the_state_of_a_guest(home, manage):
    manage("vm:101", "started")
    await home.poll()
    assert home.seen("web").facet.ha_state == "started"
    assert codes(home) == []


@pytest.mark.parametrize(
    ("state", "severity"),
    [
        ("error", Severity.CRITICAL),
        ("fence", Severity.CRITICAL),
        ("recovery", Severity.WARNING),
        ("unknown", Severity.WARNING),
    ],
)
async def test_a_service_in_trouble_is_an_incident_of_its_guest(home, manage, state, severity):
    """Section 2.15."""
    manage("ct:201", state)
    await home.poll()
    assert codes(home, "dns") == [(f"ha_{state}", severity)]
    manage("ct:201", "started")
    await home.poll(60)
    assert codes(home, "dns") == []


async def test_a_node_that_the_manager_lost_is_an_incident(home, estate):
    """Section 2.15."""
    status = "pve2 (old timestamp - dead?, Fri May  1 10:00:00 2026)"
    row = {"id": "lrm:pve2", "type": "lrm", "node": "pve2", "status": status}
    estate.protection.standings = [row, row | {"node": "pve1", "status": "pve1 (active, Fri)"}]
    await home.poll()
    assert codes(home, "pve2") == [("ha_lrm_dead", Severity.CRITICAL)]
    assert codes(home, "pve1") == []


async def test_no_quorum_is_an_incident_of_the_node_that_says_so(home, estate):
    """Section 2.15."""
    estate.protection.has_ha_quorum = False
    await home.poll()
    assert codes(home, "pve1") == [("ha_no_quorum", Severity.CRITICAL)]


async def test_a_guest_tells_where_it_is_replicated_to_and_how_that_goes(home, replicate):
    replicate(fail_count=2, error="no route to host\nat all")
    await home.poll()
    (replica,) = home.seen("web").facet.replicas
    assert (replica.node, replica.failures, replica.error) == ("pve2", 2, "no route to host")
    assert replica.last_at == datetime(2026, 5, 1, 11, 50, tzinfo=UTC)
    assert replica.is_enabled
    assert not replica.is_running


async def test_a_replication_that_goes_well_is_a_detail(home, replicate):
    replicate()
    await home.poll()
    told = [(str(fact.label), fact.value) for fact in home.seen("web").facts]
    assert ("Replication to pve2", "2026-05-01 11:50 UTC") in told
    assert codes(home) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"fail_count": 3, "error": "no route to host"}, "replication_failed"),
        ({"fail_count": "2"}, "replication_failed"),
        ({"next_sync": 1777630000}, "replication_overdue"),
    ],
)
async def test_a_replication_in_trouble_is_an_incident(home, replicate, fields, code):
    """Section 2.15."""
    replicate(**fields)
    await home.poll()
    assert codes(home) == [(code, Severity.WARNING)]


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"pid": 4711, "next_sync": 1777630000}, "running"),
        ({"disable": 1, "fail_count": 3}, "disabled"),
        ({"last_sync": 0, "next_sync": "pending"}, "—"),
    ],
)
async def test_a_replication_that_is_not_due_is_no_trouble(home, replicate, fields, value):
    """Section 2.15."""
    replicate(**fields)
    await home.poll()
    assert [fact.value for fact in home.seen("web").facts if "Repl" in str(fact.label)] == [value]
    assert codes(home) == []


async def test_a_replica_is_no_backup(home, replicate):
    """A-03: it follows its original, also into ruin."""
    replicate()
    await home.poll()
    assert home.points() == []


async def test_nodes_without_replicated_guests_are_not_asked(home, replicate):
    replicate()
    await home.poll()
    assert "nodes/pve1/replication" in home.asked
    assert "nodes/pve2/replication" not in home.asked


def test_recorded_standings_are_read(payload):
    quorum, fencing = standings(payload("pve9/cluster/ha/status/current.json")).rows
    assert (quorum.status, quorum.quorate, fencing.type) == ("OK", 1, "fencing")
    other = standings(payload("mock-go-proxmox/cluster/ha/status/current.json"))
    assert [row.state for row in other.rows] == [None, "started"]


def test_made_up_replications_are_read(payload):
    (row,) = replications(payload("mock-go-proxmox/nodes/node1/replication.json")).rows
    assert (row.guest, row.target, row.last_sync) == (100, "node2", 1715500000)
    (row,) = replications(payload("mock-go-proxmox/cluster/replication.json")).rows
    assert row.schedule == "*/15"
