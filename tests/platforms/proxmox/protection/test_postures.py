"""How well guests are protected, as recovery works it out from what a cluster tells."""

import pytest

from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.platforms.proxmox.ve.privileges import holds
from pulse_desktop.platforms.proxmox.ve.protection.allowed import sees_all

SPACE, BACKUP = "Datastore.AllocateSpace", "VM.Backup"
BOTH = {ResourceType.VM, ResourceType.SYSTEM_CONTAINER}


@pytest.fixture
def vault(estate):
    """The storage of a backup server, which does not tell its size."""
    return next(each for each in estate.storages if each.name == "vault")


async def test_guests_are_protected_stale_or_never_backed_up(home, keep):
    """A-03."""
    keep("nas", 101, hours=10)
    keep("vault", 102, hours=90)
    await home.poll()
    assert home.postures() == {
        "web": "protected",
        "database": "stale",
        "sleeper": "never",
        "dns": "never",
    }


async def test_a_snapshot_protects_what_was_never_copied_elsewhere(home, estate):
    """A-03."""
    at_s = int(estate.now.timestamp()) - 3600
    estate.protection.snapshots[103] = [{"name": "before", "snaptime": at_s}]
    await home.poll()
    assert home.postures()["sleeper"] == "protected"


async def test_a_backup_that_was_found_broken_protects_nobody(home, keep):
    """A-03."""
    keep("vault", 101, verification="failed")
    await home.poll()
    assert home.postures()["web"] == "never"


async def test_without_the_privileges_nobody_knows_whether_there_are_backups(home, keep, allow):
    """A-03: the product leaves the rows out and says nothing of it (section 0.1)."""
    keep("nas", 101)
    allow()
    await home.poll()
    assert set(home.postures().values()) == {"unknown"}
    assert not any(path.endswith("/content") for path in home.asked)
    assert "backups" in [str(lack.title) for lack in home.snapshot.lacking]


async def test_what_is_seen_of_backups_counts_though_others_are_not(home, keep, allow):
    """A-03: guests whose backups are out of sight are unknown, not without."""
    keep("nas", 101)
    keep("nas", 102)
    allow(storage=[SPACE], vms_101=[BACKUP], vms_103=[BACKUP])
    await home.poll()
    assert home.postures() == {
        "web": "protected",
        "database": "unknown",
        "sleeper": "unknown",
        "dns": "unknown",
    }
    (issue,) = home.snapshot.issues
    assert "Backups of 2 guests: VM.Backup on /vms is missing" in str(issue.message)


async def test_a_privilege_that_lacks_for_one_guest_leaves_that_one_unknown(
    home, keep, allow, vault
):
    """A-03: not all that are of its kind."""
    vault.maxdisk = 1
    keep("nas", 101)
    allow(storage=[SPACE], vms_101=[BACKUP], vms_102=[BACKUP], vms_201=[BACKUP])
    await home.poll()
    assert home.postures() == {
        "web": "protected",
        "database": "never",
        "sleeper": "unknown",
        "dns": "never",
    }
    (issue,) = home.snapshot.issues
    assert "VM.Backup on /vms/103 is missing" in str(issue.message)


async def test_a_storage_whose_backups_are_out_of_sight_is_named(home, keep, allow):
    """A-03: section 0.2."""
    allow(storage_nas=[SPACE], storage_local=["Datastore.Allocate"], vms=[BACKUP])
    await home.poll()
    assert set(home.postures().values()) == {"unknown"}
    (issue,) = home.snapshot.issues
    expected = "Backups on vault: Datastore.AllocateSpace on /storage/vault is missing."
    assert str(issue.message).startswith(expected)


async def test_who_may_allocate_on_a_storage_sees_everybody_s_backups(home, keep, allow, estate):
    """Section 0.2: ``VM.Backup`` is not needed then."""
    estate.storages = [s for s in estate.storages if s.name == "nas"]
    keep("nas", 101)
    allow(storage=["Datastore.Allocate"])
    await home.poll()
    assert (home.postures()["web"], home.postures()["sleeper"]) == ("protected", "never")


async def test_a_guest_of_a_pool_is_seen_by_what_is_granted_on_the_pool(home, keep, allow, estate):
    for guest in estate.guests:
        guest.pool = "core"
    keep("nas", 101)
    allow(storage=[SPACE], pool_core=[BACKUP])
    await home.poll()
    assert home.postures()["web"] == "protected"
    assert home.snapshot.issues == ()


async def test_a_storage_that_never_answered_leaves_everybody_unknown(home, simulator):
    """X-14: nothing is concluded from what was not seen."""
    simulator.fault("/nodes/pve1/storage/nas/content", status=500, reason="mount error")
    await home.poll()
    assert set(home.postures().values()) == {"unknown"}


async def test_a_storage_that_is_silent_for_days_proves_nothing_any_more(home, simulator, vault):
    vault.maxdisk = 1
    await home.poll()
    assert home.snapshot.survey.complete_kinds == BOTH
    simulator.fault("/nodes/pve1/storage/nas/content", status=500, reason="mount error")
    for _ in range(3):
        await home.poll(9 * 3600)
    assert home.snapshot.survey.complete_kinds == frozenset()


async def test_a_backup_server_that_hides_its_size_may_hide_backups(home, vault):
    """Section 2.12: its user may see no more than it made itself."""
    assert vault.maxdisk == 0
    await home.poll()
    assert home.snapshot.survey.complete_kinds == frozenset()


async def test_guests_whose_snapshots_were_not_read_may_have_some(home, simulator, vault):
    """A-03: that of the others is known."""
    vault.maxdisk = 1
    simulator.fault("/nodes/pve2/qemu/103/snapshot", status=500, reason="got timeout")
    await home.poll()
    assert home.postures()["sleeper"] == "unknown"
    assert (home.postures()["database"], home.postures()["dns"]) == ("never", "never")


@pytest.mark.parametrize(
    ("granted", "expected"),
    [
        ({"/": {"A": 1}}, True),
        ({"/": {"A": 0}}, False),
        ({"/": {"A": 1}, "/vms": {"B": 1}}, False),
        ({"/vms": {"A": 1}}, True),
        ({"/vms/101": {"A": 0}}, True),
        ({"/vms/10": {"A": 1}}, False),
        ({"/vms/101": {}, "/": {"A": 1}}, False),
    ],
)
def test_a_privilege_holds_by_the_nearest_entry_above(granted, expected):
    assert holds(granted, "A", "/vms/101") is expected


def test_a_storage_is_opened_by_an_entry_of_its_own():
    assert sees_all({"/storage/nas": {"Datastore.Allocate": 1}}, "nas")
    assert not sees_all({"/storage/nas": {"Datastore.Allocate": 1}}, "nas2")


async def test_a_script_reads_the_posture_and_the_last_backup(home, keep):
    """A-03: ``state --json``."""
    keep("nas", 101, hours=10)
    await home.poll()
    found = home.document("web")
    assert (found["recovery"]["posture"], found["recovery"]["points"]) == ("protected", 1)
    assert found["recovery"]["lastSuccess"] == "2026-05-01T02:00:00.000Z"
    assert home.document("sleeper")["recovery"] == {"posture": "unknown"}
