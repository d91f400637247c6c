"""Storages as the resource list, the configuration and the nodes tell them together."""

from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.model.condition import DISABLED, ONLINE, UNKNOWN
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.platforms.proxmox.envelope import Rows
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.storage import wire
from pulse_desktop.platforms.proxmox.ve.storage.observed import INACTIVE, storages
from pulse_desktop.platforms.proxmox.ve.storage.places import Way, places
from pulse_desktop.platforms.proxmox.ve.storage.questions import DEFINITIONS, STANDINGS
from pulse_desktop.platforms.proxmox.ve.wire import Entry
from simulators.proxmox.estate import AUDITOR, GIB, Storage

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


async def test_where_a_storage_is_comes_from_its_configuration(home, estate):
    nas = estate.storages[1]
    nas.options = {"server": "10.0.0.5", "export": "/export/backup", "path": "/mnt/pve/nas"}
    await home.poll()
    seen = home.seen("nas")
    assert seen.facet.path == "/mnt/pve/nas"
    assert [(str(fact.label), fact.value) for fact in seen.facts] == [
        ("Server", "10.0.0.5"),
        ("Export", "/export/backup"),
    ]


async def test_an_inactive_storage_is_told_apart_from_one_without_figures(home, estate):
    estate.storages[1].is_active = False
    await home.poll()
    seen = home.seen("nas")
    assert (seen.condition, seen.facet.active, seen.facet.enabled) == (INACTIVE, False, True)
    assert dict(seen.metrics) == {}


async def test_a_disabled_storage_is_shown_as_such(home, estate):
    estate.storages.append(Storage("old", ("pve1", "pve2"), is_enabled=False))
    await home.poll()
    disabled = [each for each in home.snapshot.observations if each.name == "old"]
    assert sorted(each.native_id for each in disabled) == ["lab-pve1-old", "lab-pve2-old"]
    assert {each.condition for each in disabled} == {DISABLED}
    assert {each.facet.enabled for each in disabled} == {False}


async def test_a_storage_of_other_nodes_is_not_shown_as_disabled(home, estate):
    """A node lists what is restricted to others as disabled, too."""
    estate.storages.append(Storage("fast", ("pve2",)))
    await home.poll()
    seen = [each.native_id for each in home.snapshot.observations if each.name == "fast"]
    assert seen == ["lab-pve2-fast"]


async def test_a_disabled_shared_storage_is_shown_once(home, estate):
    estate.storages[1].is_enabled = False
    await home.poll()
    seen = [each for each in home.snapshot.observations if each.name == "nas"]
    assert [(each.native_id, each.condition) for each in seen] == [("lab-cluster-nas", DISABLED)]


async def test_a_backup_server_without_figures_is_not_empty(home):
    """0 of 0 says that its user may not see them."""
    await home.poll()
    assert (home.seen("vault").condition, home.usage("vault")) == (ONLINE, None)


async def test_a_node_that_cannot_tell_what_is_active_hides_nothing(home, simulator):
    simulator.fault("/nodes/pve1/storage", status=596, reason="Connection timed out")
    await home.poll()
    assert home.seen("nas").condition is ONLINE
    (said,) = home.issues("storage")
    assert "What is active of the storages of pve1 cannot be read" in said
    assert ResourceType.STORAGE not in home.snapshot.complete_kinds


async def test_a_storage_that_hangs_holds_up_no_poll_and_no_other_node(home, estate, simulator):
    estate.storages[0].is_active = False
    simulator.fault("/nodes/pve1/storage", hangs=True)
    await home.poll(is_awaited=False)
    local = {o.native_id: o.condition for o in home.snapshot.observations if o.name == "local"}
    assert local == {"lab-pve1-local": UNKNOWN, "lab-pve2-local": INACTIVE}


async def test_what_a_silent_node_told_last_stays(home, estate, simulator):
    """X-14: nothing is dropped because a slow listing did not come this time."""
    estate.storages.append(Storage("old", ("pve1",), is_enabled=False))
    await home.poll()
    simulator.fault("/nodes/pve1/storage", status=500, reason="got timeout")
    await home.poll(after_s=61)
    assert home.seen("old").condition is DISABLED


async def test_a_storage_that_was_removed_goes_even_while_its_node_is_silent(
    home, estate, simulator
):
    estate.storages.append(Storage("old", ("pve1",)))
    await home.poll()
    simulator.fault("/nodes/pve1/storage", status=500, reason="got timeout")
    estate.storages.pop()
    await home.poll(after_s=301)
    assert home.seen("old") is None


async def test_nodes_are_asked_once_a_minute(home):
    await home.poll()
    assert home.asked.count("nodes/pve1/storage") == 1
    await home.poll(after_s=30)
    assert "nodes/pve1/storage" not in home.asked
    await home.poll(after_s=31)
    assert home.asked.count("nodes/pve1/storage") == 1


@pytest.mark.parametrize(
    "path", ["/storage", "/nodes/pve1/storage", "/nodes/pve2/storage", "/nodes/pve1/disks/zfs"]
)
async def test_a_listing_that_can_be_read_in_part_leaves_nothing_gone(home, tank, simulator, path):
    """X-10: the row that was lost may be that of a storage which nobody else tells of."""
    await home.poll()
    assert ResourceType.STORAGE in home.snapshot.complete_kinds
    simulator.fault(path, body=b'{"data":[7]}')
    await home.poll(after_s=600)
    assert ResourceType.STORAGE not in home.snapshot.complete_kinds


async def test_storages_that_may_not_be_seen_are_doubted_not_gone(home, estate):
    await home.poll()
    assert ResourceType.STORAGE in home.snapshot.complete_kinds
    estate.tokens["pulse@pve!desktop"].granted = {"/": AUDITOR - {"Datastore.Audit"}}
    await home.poll(after_s=601)
    assert ResourceType.STORAGE not in home.snapshot.complete_kinds


def row(name, node="pve1", **fields):
    fields = {"plugintype": "dir", "status": "available", "disk": 1, "maxdisk": 4} | fields
    return Entry(type="storage", node=node, storage=name, **fields)


def rows(*found):
    return Rows(found)


@pytest.fixture
def joined(answers):
    """``joined(entries, definitions, standings, …)`` → places by storage and node."""

    def join(entries=(), configured=None, stood=(), *, ago=timedelta(0), problem=None):
        told = [(STANDINGS, "pve1", rows(*stood), NOON - ago, problem)] if stood else []
        if configured is not None:
            told.append((DEFINITIONS, "", rows(*configured), NOON))
        found = places(entries, answers(*told), NOON)
        return {place.storage: place for place in found}

    return join


def standing(name, **fields):
    return wire.Standing(name, **{"type": "dir", "enabled": 1, "active": 1} | fields)


def test_a_nodes_own_word_is_surer_than_what_others_have_of_it(joined):
    found = joined([row("nas")], stood=[standing("nas", active=0)])
    assert (found["nas"].way, found["nas"].used) == (Way.INACTIVE, None)


def test_an_old_word_says_nothing_of_now(joined):
    stood = [standing("nas", active=0)]
    assert joined([row("nas")], stood=stood, ago=timedelta(minutes=6))["nas"].way is Way.AVAILABLE


def test_a_word_after_which_nothing_came_says_nothing_of_now(joined, timed_out):
    found = joined([row("nas")], stood=[standing("nas", active=0)], problem=timed_out)
    assert found["nas"].way is Way.AVAILABLE


def test_a_storage_that_the_list_has_no_figures_of_may_have_some_from_its_node(joined):
    listed = [row("nas", status="unknown", disk=0, maxdisk=0)]
    found = joined(listed, stood=[standing("nas", used=3, total=9)])
    assert (found["nas"].way, found["nas"].used, found["nas"].total) == (Way.AVAILABLE, 3, 9)


def test_a_recorded_node_tells_how_full_its_storages_are(payload, joined):
    stood = wire.standings(payload("pve9/nodes/pve1/storage.json")).rows
    found = joined(stood=stood)
    assert (found["local"].used, found["local"].total) == (85734563840, 100861726720)
    assert (found["synology"].is_shared, found["synology"].key) == (True, ("", "synology"))


def test_storages_of_a_described_node(joined):
    """Proxmox conformance check 21."""
    off = {"enabled": 0, "active": 0, "used": 0, "total": 0}
    stood = [
        standing("local", used=136, total=10_000),
        standing("pool3", type="zfspool", used=3125, total=10_000),
        standing("pool1", type="zfspool", **off),
        standing("BKP01", type="pbs", used=0, total=0),
    ]
    found = joined(configured=[wire.Definition("pool1", disable=1)], stood=stood)
    assert found["local"].used / found["local"].total == 0.0136
    assert found["pool3"].used / found["pool3"].total == 0.3125
    assert found["pool1"].way is Way.DISABLED
    backup = found["BKP01"]
    assert (backup.way, backup.has_figures, backup.is_shared) == (Way.AVAILABLE, False, True)


def test_a_disabled_row_waits_for_the_configuration(joined):
    """It may only be restricted to other nodes."""
    stood = [standing("pool1", enabled=0)]
    assert joined(stood=stood) == {}
    elsewhere = wire.Definition("pool1", nodes="pve2")
    assert joined(configured=[elsewhere], stood=stood) == {}
    elsewhere = wire.Definition("pool1", nodes="pve2", disable=1)
    assert joined(configured=[elsewhere], stood=stood) == {}


def test_a_new_storage_does_not_wait_for_the_configuration(joined):
    stood = [standing("new")]
    assert set(joined(configured=[], stood=stood)) == {"new"}
    assert joined(configured=[], stood=stood, ago=timedelta(seconds=1)) == {}


def test_a_described_configuration_is_read(payload):
    found = {
        row.storage: row for row in wire.definitions(payload("mock-go-proxmox/storage.json")).rows
    }
    assert (found["local-lvm"].vgname, found["local-lvm"].thinpool) == ("pve", "data")
    assert found["nfs-storage"].nodes == "node1,node2"


async def test_a_shared_storage_that_no_node_lists_is_taken_from_the_configuration(home, estate):
    estate.storages.append(Storage("far", (), "nfs", shared=1, options={"nodes": "pve9"}))
    await home.poll()
    seen = home.seen("far")
    assert (seen.native_id, seen.condition) == ("lab-cluster-far", UNKNOWN)
    assert (seen.facet.shared, seen.facet.nodes) == (True, ("pve9",))


async def test_the_fullest_figure_of_a_shared_storage_counts(home, estate):
    estate.storages[1].disk = 30 * GIB
    await home.poll()
    assert home.usage("nas") == 30 / 2000
    assert home.seen("nas").facet.nodes == ("pve1", "pve2")


def test_a_shared_storage_is_as_the_node_that_reaches_it_best_sees_it(answers):
    seen = [row("vault", node, plugintype="pbs", disk=0, maxdisk=0) for node in ("pve1", "pve2")]
    told = (STANDINGS, "pve1", rows(standing("vault", active=0)), NOON)
    other = (STANDINGS, "pve2", rows(standing("vault")), NOON)
    found = Inventory(
        at=NOON,
        connection_name="home",
        web_url="",
        version="9.1.6",
        members=(),
        nodes=(),
        entries=tuple(seen),
        findings=answers(told, other),
    )
    (vault,) = storages(found)
    assert (vault.condition, vault.facet.nodes) == (ONLINE, ("pve1", "pve2"))


def test_places_tell_which_storages_hold_backups(joined):
    found = joined([row("vault", plugintype="pbs", content="backup"), row("vm", content="images")])
    assert found["vault"].holds_backups
    assert found["vault"].is_backup_server
    assert not found["vm"].holds_backups


async def test_a_storage_at_the_systems_path_stands_for_a_nodes_disk(home, estate):
    """X-07: of storages for guests, one below /var/lib/vz comes before a larger one elsewhere."""
    estate.storages = [
        Storage("big", ("pve1",), maxdisk=900 * GIB),
        Storage("main", ("pve1",), disk=50 * GIB, options={"path": "/var/lib/vz"}),
    ]
    node = estate.node("pve1")
    node.has_status, node.maxdisk = False, 0
    await home.poll()
    measured = home.seen("pve1").metrics[Metric.DISK]
    assert (measured.used, measured.total) == (50 * GIB, 200 * GIB)
