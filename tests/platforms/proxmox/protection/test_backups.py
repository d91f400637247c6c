"""Backups on the storages of a cluster, and whose they are."""

from datetime import timedelta

import pytest

from pulse_desktop.model.recovery import PointMode, PointOutcome
from pulse_desktop.platforms.proxmox.ve.protection.copies import guest_type
from pulse_desktop.platforms.proxmox.ve.protection.errands import deadline_s
from pulse_desktop.platforms.proxmox.ve.protection.wire import Volume, volumes
from simulators.proxmox.protection import Backup


async def test_a_backup_is_a_point_of_its_guest(home, keep):
    """A-03, X-11: whose it is comes from what the cluster lists."""
    kept = keep("nas", 101, notes="web\nnightly", protected=1)
    await home.poll()
    (point,) = home.points()
    assert (point.subject.native_id, point.mode) == ("lab:pve1:101", PointMode.LOCAL)
    assert (point.outcome, point.size_bytes) == (PointOutcome.SUCCESS, kept.size)
    assert (point.comment, point.is_protected, point.store) == ("web", True, "nas")
    assert point.store_id == home.seen("nas").native_id


async def test_a_shared_storage_is_listed_once_and_a_local_one_on_each_node(home):
    await home.poll()
    listed = sorted(path for path in home.asked if path.endswith("/content"))
    assert listed == [
        "nodes/pve1/storage/local/content",
        "nodes/pve1/storage/nas/content",
        "nodes/pve1/storage/vault/content",
        "nodes/pve2/storage/local/content",
    ]


async def test_local_backups_of_two_nodes_are_two_points(home, keep):
    keep("local", 101, node="pve1")
    keep("local", 101, node="pve2")
    await home.poll()
    assert {point.store_id for point in home.points()} == {"lab-pve1-local", "lab-pve2-local"}
    assert len({point.id for point in home.points()}) == 2


async def test_a_backup_that_is_listed_twice_is_one(home, keep):
    keep("nas", 101)
    keep("nas", 101)
    await home.poll()
    assert len(home.points()) == 1


async def test_what_a_backup_server_keeps_is_remote_and_told_with_its_verification(home, keep):
    keep("vault", 101, verification="ok", encrypted="aa:bb")
    keep("vault", 101, hours=34, verification="failed")
    await home.poll()
    found = [(point.mode, point.is_verified, point.is_encrypted) for point in home.points()]
    assert found == [(PointMode.REMOTE, True, True), (PointMode.REMOTE, False, False)]


@pytest.mark.parametrize("size", [0, 1])
async def test_a_backup_without_a_size_is_in_progress_and_no_copy_yet(home, keep, size):
    """Section 2.14: a server that has no size is told as 1."""
    keep("vault", 101, hours=1, size=size)
    await home.poll()
    (point,) = home.points()
    assert (point.outcome, point.size_bytes) == (PointOutcome.RUNNING, None)
    assert home.seen("web").facet.last_backup is None


async def test_an_upload_that_never_ended_has_failed(home, keep):
    keep("vault", 101, hours=23, size=1)
    await home.poll()
    await home.poll(2 * 3600)
    assert [point.outcome for point in home.points()] == [PointOutcome.FAILED]


async def test_a_listing_that_leaves_out_the_size_is_no_sign_of_progress(home, keep):
    """Section 2.4: from version 9 on."""
    keep("nas", 101, size=None)
    await home.poll()
    assert [point.outcome for point in home.points()] == [PointOutcome.SUCCESS]


async def test_a_time_in_the_future_counts_as_now(home, keep, estate):
    keep("nas", 101, hours=-3)
    await home.poll()
    assert home.points()[0].started_at == estate.now


async def test_the_last_backup_is_the_newest_good_one(home, keep, estate):
    keep("nas", 101, hours=30)
    keep("vault", 101, hours=9, verification="failed")
    keep("vault", 101, hours=2, size=1)
    await home.poll()
    assert home.seen("web").facet.last_backup == estate.now - timedelta(hours=30)


async def test_a_backup_of_what_is_no_longer_there_is_nobodys(home, keep):
    """X-11: a guest elsewhere may bear the same number."""
    keep("nas", 777, notes="old-web")
    await home.poll()
    (point,) = home.snapshot.survey.points
    assert (point.subject.number, point.subject.name) == (None, "old-web")


async def test_a_container_s_backup_is_not_of_the_machine_that_bears_its_number_now(home, keep):
    """X-11."""
    keep("nas", 101, type="lxc")
    await home.poll()
    (point,) = home.snapshot.survey.points
    assert point.subject.native_id is None
    assert home.seen("web").facet.last_backup is None


async def test_backups_follow_a_guest_to_another_node(home, keep, estate):
    """X-11."""
    keep("nas", 101)
    await home.poll()
    estate.migrate(101, "pve2")
    await home.poll(15)
    assert home.points()[0].subject.native_id == "lab:pve2:101"


async def test_backups_of_a_storage_that_does_not_answer_are_kept(home, keep, simulator):
    """X-14."""
    keep("nas", 101)
    await home.poll()
    simulator.fault("/nodes/pve1/storage/nas/content", status=500, reason="mount error: timed out")
    await home.poll(600)
    assert [point.store for point in home.points()] == ["nas"]
    (issue,) = home.snapshot.issues
    assert "The list of backups of pve1/nas cannot be read" in str(issue.message)


async def test_backups_of_a_node_that_is_off_are_kept(home, keep, estate):
    """X-14."""
    keep("local", 102, node="pve2")
    keep("nas", 101)
    await home.poll()
    estate.stop_node("pve2")
    await home.poll(600)
    assert len(home.points(102)) == len(home.points(101)) == 1


async def test_a_shared_storage_is_read_through_another_node_when_one_is_off(home, keep, estate):
    """X-14: the answer of the node before stays until then."""
    keep("nas", 101)
    await home.poll()
    estate.stop_node("pve1")
    await home.poll(600)
    assert "nodes/pve2/storage/nas/content" in home.asked
    assert len(home.points()) == 1


async def test_the_very_same_points_are_told_while_nothing_changed(home, keep):
    keep("nas", 101)
    before = (await home.poll()).survey
    after = (await home.poll(600)).survey
    assert after.points is before.points
    assert after.at > before.at
    keep("nas", 101, hours=1)
    assert (await home.poll(600)).survey.points is not before.points


async def test_a_backup_that_was_pruned_is_gone(home, keep, estate):
    keep("nas", 101)
    await home.poll()
    estate.protection.backups.clear()
    await home.poll(600)
    assert home.points() == []


@pytest.mark.parametrize(
    ("volume", "expected"),
    [
        (Volume("s:backup/x", subtype="lxc", vmid=1), "lxc"),
        (Volume("s:backup/vzdump-qemu-100-2023_08_28-12_00_00.vma.zst", vmid="100"), "qemu"),
        (Volume("s:backup/ct/7/2026-05-01T00:00:00Z", vmid=7), "lxc"),
        (Volume("s:backup/x", format="pbs-vm", vmid=7), "qemu"),
        (Volume("s:backup/host/desk/2026-05-01T00:00:00Z"), None),
        (Volume("s:backup/vzdump-qemu-0-x", vmid=0), None),
    ],
)
def test_what_a_backup_is_of_is_told_by_its_row(volume, expected):
    """Section 2.14."""
    assert guest_type(volume) == expected


def test_a_recorded_listing_is_read(payload):
    found = volumes(payload("mock-go-proxmox/nodes/node1/storage/local/content.json"))
    assert [(row.volid.rpartition("/")[2], row.vmid) for row in found.rows if row.vmid] == [
        ("vzdump-qemu-100-2023_08_28-12_00_00.vma.zst", 100)
    ]


async def test_rows_that_cannot_be_read_leave_it_open_what_there_is(home, simulator):
    """X-10."""
    body = b'{"data":[{"volid":7},{"volid":"nas:backup/x","ctime":{}},{"volid":"","ctime":1e99}]}'
    simulator.fault("/nodes/pve1/storage/nas/content", body=body)
    await home.poll()
    assert home.snapshot.survey.points == ()
    assert home.snapshot.survey.complete_kinds == frozenset()


async def test_what_is_no_listing_takes_nothing_away(home, keep, simulator):
    """X-10, X-14."""
    keep("nas", 101)
    await home.poll()
    simulator.fault("/nodes/pve1/storage/nas/content", body=b'{"data":{}}')
    await home.poll(600)
    assert len(home.points()) == 1


def test_a_storage_names_its_backups_as_the_product_does():
    """The simulator's own names are those of section 2.14."""
    at_s = 1777600800
    assert Backup("nas", 101, at_s).volid("nfs") == (
        "nas:backup/vzdump-qemu-101-2026_05_01-02_00_00.vma.zst"
    )
    assert Backup("vault", 7, at_s, type="lxc").volid("pbs") == (
        "vault:backup/ct/7/2026-05-01T02:00:00Z"
    )


async def test_a_storage_out_of_reach_is_not_looked_into_and_keeps_its_backups(home, keep, estate):
    """X-14."""
    keep("nas", 101)
    await home.poll()
    next(each for each in estate.storages if each.name == "nas").is_active = False
    asked = []
    for _ in range(12):
        await home.poll(60)
        asked += home.asked
    assert "nodes/pve1/storage/vault/content" in asked
    assert "nodes/pve1/storage/nas/content" not in asked
    assert len(home.points()) == 1


@pytest.mark.parametrize(
    ("is_remote", "guests", "seconds"),
    [(True, 3, 120), (True, 100, 200), (True, 800, 300), (False, 3, 60), (False, 800, 150)],
)
def test_a_listing_may_take_two_seconds_a_guest_within_limits(is_remote, guests, seconds):
    """X-11."""
    assert deadline_s(guests, is_remote=is_remote) == seconds
