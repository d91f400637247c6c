"""Physical disks of a cluster, from the simulator to the snapshot."""

import json
from datetime import UTC, datetime

from pulse_desktop.model.condition import FAILED, ONLINE, UNKNOWN
from pulse_desktop.model.errors import Category
from pulse_desktop.model.facet import HealthReading, Smart
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.platforms.proxmox.rounds.findings import Findings, Told
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.ve.disks import wire
from pulse_desktop.platforms.proxmox.ve.disks.errands import errands
from pulse_desktop.platforms.proxmox.ve.disks.questions import PRESENCE
from pulse_desktop.platforms.proxmox.ve.known import Known
from simulators.proxmox.drives import Drive
from simulators.proxmox.estate import TOKEN_VALUE, Account

DISK = ResourceType.PHYSICAL_DISK
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
MINUTE, HALF_HOUR = 60, 1800


def stages(snapshot):
    return [(issue.stage, issue.category) for issue in snapshot.issues]


def celsius(disk):
    measured = disk.metrics.get(Metric.SMART_TEMPERATURE)
    return None if measured is None else measured.value


async def test_a_disk_tells_its_health_wear_and_what_it_is_for(home):
    await home.poll()
    disk = home.disks["SN-A"]
    assert (disk.name, disk.technology, disk.condition) == ("/dev/sda", "ssd", ONLINE)
    facet = disk.facet
    assert (facet.health, facet.wearout, facet.used, facet.size_bytes) == (
        "PASSED",
        91,
        "LVM",
        10**12,
    )
    assert disk.parent == "lab-pve1"


async def test_the_counters_of_an_ata_disk_are_its_own(home):
    await home.poll()
    assert home.disks["SN-A"].facet.smart == Smart(
        reallocated_sectors=0,
        power_on_hours=12345,
        power_cycles=17,
        pending_sectors=0,
        udma_crc_errors=2,
    )
    assert celsius(home.disks["SN-A"]) == 32


async def test_the_counters_of_an_nvme_disk_are_its_own(home):
    await home.poll()
    assert home.disks["SN-N"].facet.smart == Smart(
        power_on_hours=2425,
        power_cycles=1024,
        percentage_used=3,
        available_spare=100,
        media_errors=0,
        unsafe_shutdowns=26,
    )
    assert celsius(home.disks["SN-N"]) == 45


async def test_what_a_disk_does_not_say_is_absent(home):
    await home.poll()
    disk = home.disks["SN-B"]
    assert (disk.facet.wearout, disk.facet.smart, disk.facet.temperature) == (None, None, None)
    assert celsius(disk) is None
    assert [(fact.label.template, fact.value) for fact in disk.facts][1:] == [("Ceph OSD", "3")]


async def test_a_disk_that_fails_between_two_polls_says_so(home, estate):
    await home.poll()
    estate.drives.of("/dev/nvme0n1").health = "FAILED!"
    await home.poll(10 * MINUTE)
    disk = home.disks["SN-N"]
    assert (disk.facet.health, disk.condition) == ("FAILED", FAILED)


async def test_a_disk_that_was_pulled_is_gone_with_the_next_list(home, estate):
    await home.poll()
    estate.drives.all.pop(0)
    await home.poll(10 * MINUTE)
    assert set(home.disks) == {"SN-N", "SN-B"}
    assert DISK in home.snapshot.complete_kinds


async def test_a_list_that_fails_neither_drops_nor_ages_a_disk(home, estate):
    """X-13."""
    before = dict((await home.poll()) and home.disks)
    estate.drives.failing["pve1"] = "got no answer from smartctl"
    await home.poll(10 * MINUTE)
    assert home.disks.keys() == before.keys()
    assert all(home.disks[name] == before[name] for name in ("SN-A", "SN-N"))
    assert ("disks", Category.SERVER) in stages(home.snapshot)


async def test_fresh_temperatures_reach_disks_whose_list_fails(home, estate):
    """X-13."""
    await home.poll()
    estate.drives.failing["pve1"] = "got no answer from smartctl"
    nvme = estate.drives.of("/dev/nvme0n1")
    nvme.smart = {"type": "text", "text": "Temperature: 51 Celsius\n"}
    await home.poll(HALF_HOUR)
    assert celsius(home.disks["SN-N"]) == 51


async def test_a_list_that_hangs_delays_no_poll(home, estate):
    """P-11: a poll is answered meanwhile, and other nodes' disks are there."""
    estate.drives.hanging["pve1"] = 0.6
    await home.poll(is_awaited=False)
    estate.drives.hanging["pve1"] = 5.0
    snapshot = await home.poll(10 * MINUTE, is_awaited=False)
    assert set(home.disks) == {"SN-A", "SN-N", "SN-B"}
    assert snapshot.collected_at == estate.now


async def test_a_node_that_never_listed_its_disks_leaves_those_known_before_in_doubt(home, estate):
    estate.drives.failing["pve1"] = "got no answer from smartctl"
    await home.poll()
    assert set(home.disks) == {"SN-B"}
    assert DISK not in home.snapshot.complete_kinds


async def test_a_temperature_that_was_not_read_again_for_an_hour_is_unknown(home, estate):
    await home.poll()
    estate.stop_node("pve1")
    await home.poll(70 * MINUTE)
    disk = home.disks["SN-A"]
    assert (celsius(disk), disk.facet.temperature, disk.condition) == (None, None, UNKNOWN)
    assert disk.facet.smart.power_on_hours == 12345


async def test_a_disk_that_two_nodes_share_is_one(home, estate):
    estate.drives.all.append(Drive(("pve1", "pve2"), "/dev/sdx", wwn="0x600shared"))
    await home.poll()
    shared = [o for o in home.disks.values() if o.facet.wwn == "0x600shared"]
    assert [o.parent for o in shared] == ["lab-pve1"]
    assert ("Seen in nodes", "pve1, pve2") in [(f.label.template, f.value) for f in shared[0].facts]


async def test_two_disks_of_one_node_that_bear_the_same_number_stay_two(home, estate):
    estate.drives.all += [
        Drive(("pve2",), path, serial="ENCLOSURE", wwn="0x1") for path in ("/dev/sdx", "/dev/sdy")
    ]
    await home.poll()
    ids = [o.native_id for o in home.snapshot.observations if o.name in {"/dev/sdx", "/dev/sdy"}]
    assert ids == ["lab-disk-pve2-/dev/sdx", "lab-disk-pve2-/dev/sdy"]


async def test_a_disk_that_changes_its_letter_stays_the_same(home, estate):
    before = (await home.poll()) and home.disks["SN-A"].native_id
    estate.drives.of("/dev/sda").devpath = "/dev/sdq"
    await home.poll(10 * MINUTE)
    assert home.disks["SN-A"].native_id == before


async def test_disks_of_virtual_nodes_with_the_same_slot_stay_apart(home, estate):
    """Check 23: QEMU gives the third disk of every machine the same serial number."""
    estate.drives.all[:] = [
        Drive((node,), "/dev/sdc", serial="drive-scsi2", osdid=0, wearout="N/A")
        for node in ("pve1", "pve2")
    ]
    snapshot = await home.poll()
    found = [o for o in snapshot.observations if o.type is DISK]
    assert [o.native_id for o in found] == ["lab-disk-pve1-/dev/sdc", "lab-disk-pve2-/dev/sdc"]
    assert [o.facts[1].value for o in found] == ["0", "0"]


def test_where_no_disk_may_be_woken_only_those_that_cannot_sleep_are_asked():
    body = {
        "data": [{"devpath": f"/dev/{n}", "type": t} for n, t in (("sda", "hdd"), ("sdb", "ssd"))]
    }
    told = Told(wire.disks(json.dumps(body).encode()), NOON)
    listing = Errand(PRESENCE, "pve1")
    known = Known(
        at=NOON,
        release=(9, 1),
        nodes=("pve1",),
        online=frozenset({"pve1"}),
        entries=(),
        granted=None,
        found=Findings({listing.key: (listing, told)}),
    )
    paths = [errand.path for errand in errands(known)]
    assert paths == [
        "nodes/pve1/disks/list?skipsmart=1",
        "nodes/pve1/disks/smart?disk=%2Fdev%2Fsdb",
    ]


async def test_without_the_privilege_disks_are_unknown_and_nobody_is_asked(home, estate):
    granted = {"/": frozenset({"VM.Audit"}), "/nodes/pve2": frozenset({"Sys.Audit"})}
    estate.tokens["pulse@pve!some"] = Account("pulse@pve!some", TOKEN_VALUE, granted)
    await home.poll(token_id="pulse@pve!some")
    assert (set(home.disks), estate.drives.woken) == ({"SN-B"}, ["/dev/sda"])
    assert DISK not in home.snapshot.complete_kinds
    assert ("disks", Category.FORBIDDEN) in stages(home.snapshot)


async def test_the_health_of_a_disk_says_whether_the_list_or_the_disk_told_it(home, estate):
    await home.poll(load="normal")
    reading = home.disks["SN-N"].facet.reading
    assert (reading.source, reading.read_at) == ("disk-counters", estate.now)
    assert home.disks["SN-B"].facet.reading == HealthReading(reason="not-woken")


async def test_the_list_tells_the_health_of_every_disk_where_they_may_be_woken(home):
    await home.poll()
    assert home.disks["SN-B"].facet.reading.source == "disk-list"


async def test_a_disk_that_may_not_be_asked_says_so(home, estate):
    granted = {"/nodes/pve2": frozenset({"Sys.Audit"}), "/": frozenset({"VM.Audit"})}
    estate.tokens["pulse@pve!some"] = Account("pulse@pve!some", TOKEN_VALUE, granted)
    await home.poll(token_id="pulse@pve!some", load="normal")
    assert home.disks["SN-B"].facet.reading == HealthReading(reason="permission-denied")


async def test_before_version_8_who_sees_storages_sees_disks(home, estate):
    estate.version = "7.4-16"
    granted = {"/": frozenset({"Datastore.Audit", "VM.Audit"})}
    estate.tokens["pulse@pve!some"] = Account("pulse@pve!some", TOKEN_VALUE, granted)
    await home.poll(token_id="pulse@pve!some")
    assert set(home.disks) == {"SN-A", "SN-N", "SN-B"}
