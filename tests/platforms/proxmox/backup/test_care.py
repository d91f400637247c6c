"""Disks and upkeep of a backup server, from the simulator to the snapshot."""

import asyncio
import json

import pytest

from pulse_desktop.model.condition import FAILED, NEEDS_ATTENTION, ONLINE
from pulse_desktop.model.errors import Category
from pulse_desktop.model.facet import Smart
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.platforms.proxmox.backup.drives import wire
from pulse_desktop.platforms.proxmox.backup.drives.reading import counted, listed
from pulse_desktop.platforms.proxmox.envelope import Unreadable
from simulators.proxmox.backup.care import Drive

DISK = ResourceType.PHYSICAL_DISK
MINUTE, HALF_HOUR = 60, 1800
NVME = [
    {"name": "temperature", "value": "41", "raw": "41"},
    {"name": "percentage_used", "value": "3", "raw": "3"},
    {"name": "power_on_hours", "value": "2425", "raw": "2425"},
    {"name": "media_errors", "value": "0", "raw": "0"},
]
ATA = [
    {"id": 5, "name": "Reallocated_Sector_Ct", "raw": "8", "normalized": 100},
    {"id": 194, "name": "Temperature_Celsius", "raw": "33 (Min/Max 20/45)"},
]


@pytest.fixture
def estate(estate):
    """With two disks in the server."""
    estate.care.drives += [
        Drive("nvme0n1", "ssd", serial="SN-N", attributes=NVME),
        Drive("sda", "hdd", serial="SN-A", wwn="0x5000a", wearout=None, attributes=ATA),
    ]
    return estate


@pytest.fixture
def poll(session, estate):
    """Polls until all that is due has been answered; the snapshot after ``seconds`` more."""
    opened = []

    async def run(seconds=0, **fields):
        estate.pass_time(seconds)
        home = opened[0] if opened else await session(**fields)
        opened[:] = [home]
        await home.collect()
        if home._care._rounds._tasks:
            await asyncio.wait(home._care._rounds._tasks.values(), timeout=5)
        return await home.collect()

    return run


def disks(snapshot):
    return {o.facet.serial: o for o in snapshot.observations if o.type is DISK}


def server(snapshot):
    return snapshot.observations[0]


async def test_a_disk_of_the_server_tells_what_the_disks_of_nodes_tell(poll):
    disk = disks(await poll())["SN-N"]
    assert (disk.name, disk.condition, disk.parent) == ("/dev/nvme0n1", ONLINE, "conn-1")
    facet = disk.facet
    assert (facet.health, facet.wearout, facet.used) == ("PASSED", 97, "zfs")
    assert facet.smart == Smart(power_on_hours=2425, percentage_used=3, media_errors=0)
    assert disk.metrics[Metric.SMART_TEMPERATURE].value == 41


async def test_the_counters_of_an_ata_disk_go_by_their_numbers(poll):
    disk = disks(await poll())["SN-A"]
    assert (disk.facet.smart, disk.facet.wearout) == (Smart(reallocated_sectors=8), None)
    assert disk.metrics[Metric.SMART_TEMPERATURE].value == 33


async def test_a_disk_that_fails_between_two_polls_says_so(poll, estate):
    await poll()
    estate.care.drive("sda").status = "failed"
    assert disks(await poll(10 * MINUTE))["SN-A"].condition == FAILED


async def test_a_list_that_fails_neither_drops_nor_ages_a_disk(poll, estate):
    """X-13."""
    before = disks(await poll())
    estate.care.failing = "unable to query disks"
    snapshot = await poll(10 * MINUTE)
    assert disks(snapshot) == before
    assert [(i.stage, i.category) for i in snapshot.issues] == [("disks", Category.PROTOCOL)]


async def test_a_list_that_hangs_delays_no_poll(session, estate):
    """P-11."""
    home = await session()
    await home.collect()
    estate.care.hangs_s = 3.0
    estate.pass_time(10 * MINUTE)
    loop = asyncio.get_running_loop()
    began_s = loop.time()
    assert len(disks(await home.collect())) == 2
    assert loop.time() - began_s < 2.0


async def test_a_disk_that_was_pulled_is_gone_with_the_next_list(poll, estate):
    await poll()
    estate.care.drives.pop()
    snapshot = await poll(10 * MINUTE)
    assert set(disks(snapshot)) == {"SN-N"}
    assert DISK in snapshot.complete_kinds


async def test_who_sees_only_backups_is_told_of_no_disks_and_they_stay_in_doubt(poll, estate):
    granted = {"/datastore": {"Datastore.Audit": True}}
    estate.tokens["pulse@pbs!desktop"].granted = granted
    snapshot = await poll()
    assert disks(snapshot) == {}
    assert DISK not in snapshot.complete_kinds
    assert server(snapshot).facet.pending_updates is None


async def test_the_server_tells_its_updates_and_subscription(poll, estate):
    estate.care.packages = ["proxmox-backup-server"]
    seen = server(await poll())
    assert (seen.facet.pending_updates, seen.facet.pending_updates_checked_at) == (1, estate.now)
    assert [(str(fact.label), fact.value) for fact in seen.facts] == [("Subscription", "notfound")]


async def test_a_service_that_stops_is_an_incident_until_it_runs_again(poll, estate):
    await poll()
    estate.care.services["proxmox-backup"] = ("failed", "enabled")
    seen = server(await poll(MINUTE))
    assert [incident.code for incident in seen.incidents] == ["service_stopped"]
    assert seen.condition == NEEDS_ATTENTION
    estate.care.services["proxmox-backup"] = ("running", "enabled")
    assert server(await poll(MINUTE)).incidents == ()


async def test_a_backup_tells_who_made_it(poll):
    points = (await poll()).survey.points
    assert {point.owner for point in points} == {"backup@pbs"}


@pytest.mark.parametrize("wearout", ["N/A", None, [], {}, "NaN"])
def test_a_wear_that_is_no_number_is_unknown(wearout):
    """X-10."""
    body = json.dumps({"data": [{"name": "sda", "wearout": wearout}]}).encode()
    found = wire.disks(body)
    assert all(listed(row).wearout is None for row in found.rows)
    assert len(found.rows) + found.refused == 1


@pytest.mark.parametrize("told", [None, [], [{"name": "temperature", "raw": "1e99"}], [{}]])
def test_counters_that_make_no_sense_are_absent(told):
    """X-10."""
    read = counted(wire.health(json.dumps({"data": {"attributes": told}}).encode()))
    assert (read.smart, read.temperature) == (Smart(), None)


@pytest.mark.parametrize("body", [b"[]", b'{"data": null}', b'{"data": {"attributes": "x"}}'])
def test_what_is_no_answer_about_a_disk_is_refused(body):
    with pytest.raises(Unreadable):
        wire.health(body)
