"""Snapshots of guests."""

from datetime import UTC, datetime

from pulse_desktop.model.recovery import PointKind, PointMode
from pulse_desktop.platforms.proxmox.ve.protection.checkpoints import checkpoints
from pulse_desktop.platforms.proxmox.ve.protection.guests import Guest
from pulse_desktop.platforms.proxmox.ve.protection.wire import Snapshot, snapshots


async def test_snapshots_are_points_beside_the_original(home, estate):
    at_s = int(estate.now.timestamp()) - 60
    row = {"name": "before-upgrade", "snaptime": at_s, "description": "Debian 12\nto 13"}
    estate.protection.snapshots[101] = [row]
    await home.poll()
    (point,) = home.points()
    assert (point.kind, point.mode) == (PointKind.SNAPSHOT, PointMode.SNAPSHOT)
    assert (point.comment, point.size_bytes) == ("before-upgrade: Debian 12", None)
    assert point.id == "lab/qemu/101/before-upgrade"


async def test_the_guest_as_it_is_is_no_snapshot(home):
    """Section 2.15: the row ``current``."""
    await home.poll()
    assert home.snapshot.survey.points == ()


async def test_templates_are_not_asked_for_snapshots(home):
    await home.poll()
    asked = {path for path in home.asked if path.endswith("/snapshot")}
    assert "nodes/pve1/lxc/201/snapshot" in asked
    assert "nodes/pve1/qemu/900/snapshot" not in asked


async def test_a_container_whose_storage_makes_none_has_none(home, estate):
    """Section 2.15."""
    estate.protection.unable[201] = "snapshot feature is not available"
    estate.storages = [each for each in estate.storages if each.name == "nas"]
    await home.poll()
    assert home.postures()["dns"] == "never"
    assert home.snapshot.issues == ()


async def test_a_refusal_for_a_machine_is_an_issue(home, estate):
    estate.protection.unable[101] = "unable to read snapshots"
    await home.poll()
    (issue,) = home.snapshot.issues
    assert "The list of snapshots of pve1/qemu/101 cannot be read" in str(issue.message)


async def test_snapshots_stay_while_a_guest_moves(home, estate, simulator):
    """X-11: the node that it comes to was not asked yet."""
    estate.protection.snapshots[101] = [{"name": "a", "snaptime": 1777600800}]
    await home.poll()
    simulator.fault("/nodes/pve2/qemu/101/snapshot", status=500, reason="got timeout")
    estate.migrate(101, "pve2")
    await home.poll(60)
    (point,) = home.points()
    assert point.subject.native_id == "lab:pve2:101"


async def test_snapshots_are_read_again_after_five_minutes(home):
    await home.poll()
    await home.poll(240)
    assert not any(path.endswith("/snapshot") for path in home.asked)
    await home.poll(60)
    assert sum(path.endswith("/snapshot") for path in home.asked) == 4


def test_the_guest_as_it_is_is_no_snapshot_even_with_a_time():
    """Section 2.15."""
    guest = Guest(101, "qemu", "pve1", "web", None, "lab:pve1:101")
    rows = [Snapshot("current", 1777600800), Snapshot("a", 1777600800), Snapshot("b", 0)]
    found = checkpoints(rows, guest, "lab", datetime(2026, 5, 2, tzinfo=UTC))
    assert [point.id for point in found] == ["lab/qemu/101/a"]


def test_recorded_snapshots_are_read(payload):
    found = snapshots(payload("pve7/nodes/node1/lxc/101/snapshot.json"))
    assert [row.name for row in found.rows] == ["snapshot1", "snapshot2", "current"]
    assert found.refused == 0
