"""Backups as recovery points."""

from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.model.recovery import PointKind, PointMode, PointOutcome, PointSubject
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.platforms.proxmox.backup import wire
from pulse_desktop.platforms.proxmox.backup.attempts import failed
from pulse_desktop.platforms.proxmox.backup.points import GroupKey, points
from pulse_desktop.platforms.proxmox.backup.wire import Backup, File, Verification

STORE = "pbs4.2/admin/datastore/store1"
NOW = datetime.fromtimestamp(1790587100, UTC)
WHOLE = {"size": 5, "files": (File("index.json.blob", "none"),)}


@pytest.fixture
def recorded(payload):
    """The points of a recorded group."""

    def read(name, kind, identifier, namespace=""):
        rows = wire.backups(payload(f"{STORE}/{name}")).rows
        own = [row for row in rows if (row.backup_type, row.backup_id) == (kind, identifier)]
        key = GroupKey(store="store1", namespace=namespace, type=kind, id=identifier)
        return points(key, own, "conn-1/store1", NOW)

    return read


@pytest.fixture
def one():
    """The point of one backup of VM 101."""

    def build(at=NOW, **fields):
        key = GroupKey(store="main", namespace="lab", type="vm", id="101")
        (point,) = points(key, [Backup("vm", "101", **fields)], "conn-1/main", at)
        return point

    return build


def test_a_guest_is_known_by_kind_number_and_namespace(recorded):
    """X-11, A-03: whose it is is found out from these, not here."""
    point = recorded("snapshots@ns=clusterA.json", "vm", "100", "clusterA")[0]
    assert point.subject == PointSubject(type=ResourceType.VM, number=100, namespace="clusterA")
    assert (point.kind, point.mode) == (PointKind.BACKUP, PointMode.REMOTE)
    assert (point.store, point.store_id) == ("store1", "conn-1/store1")
    assert point.size_bytes == 3000389


def test_a_backup_that_was_found_broken_is_no_good_one(recorded):
    """A-03: a copy that cannot be read does not protect."""
    point = recorded("snapshots@ns=clusterA.json", "vm", "100", "clusterA")[0]
    assert point.is_verified is False
    assert not point.is_good


def test_the_newest_backup_may_be_unverified_where_an_older_one_is_not(recorded):
    older, newest = recorded("snapshots@ns=clusterA.json", "vm", "101", "clusterA")
    assert int(newest.at.timestamp()) == 1790586948
    assert (newest.is_verified, newest.is_encrypted) == (None, False)
    assert (older.is_verified, older.is_encrypted) == (True, True)
    assert older.verified_at == datetime.fromtimestamp(0x6ABA2CB6, UTC)


def test_rows_come_in_any_order_and_points_in_that_of_time(recorded):
    times = [point.at for point in recorded("snapshots.json", "host", "web01")]
    assert times == sorted(times)
    assert len(times) == 4


def test_a_backup_that_is_being_made_is_running(recorded):
    newest = recorded("snapshots.json", "host", "web01")[-1]
    assert newest.outcome is PointOutcome.RUNNING
    assert newest.size_bytes is None


def test_what_has_been_unfinished_for_a_day_was_left_behind(one):
    made = int((NOW - timedelta(hours=25)).timestamp())
    assert one(backup_time=made, files=()).outcome is PointOutcome.FAILED


def test_a_synced_copy_does_not_inherit_what_its_origin_had_found(one):
    elsewhere = Verification("ok", "UPID:b:1:2:3:6ABA2CB6:verify:theirs:root@pam:")
    here = Verification("ok", r"UPID:a:1:2:3:6ABA2CB6:verificationjob:main\x3av1:root@pam:")
    assert one(backup_time=5, verification=elsewhere, **WHOLE).is_verified is None
    assert one(backup_time=5, verification=here, **WHOLE).is_verified is True


@pytest.mark.parametrize("told", ["ok", "failed", "none", ""])
def test_older_servers_give_verification_as_a_word(one, told):
    expected = {"ok": True, "failed": False}.get(told)
    assert one(backup_time=5, verification=told, **WHOLE).is_verified is expected


@pytest.mark.parametrize("wrong", [0, None, "", "N/A", -1, 2**63 - 1])
def test_a_backup_without_a_time_is_none(wrong):
    """X-10: 0 is no backup of 1970."""
    key = GroupKey(store="main", namespace="", type="vm", id="101")
    assert points(key, [Backup("vm", "101", backup_time=wrong)], "s", NOW) == ()


def test_a_guest_s_name_is_what_was_noted_beside_its_newest_backup():
    key = GroupKey(store="main", namespace="", type="ct", id="200")
    rows = [
        Backup("ct", "200", backup_time=20, comment="dns, pve1, 200"),
        Backup("ct", "200", backup_time=10, comment="old name"),
    ]
    assert {point.subject.name for point in points(key, rows, "s", NOW)} == {"dns"}


def test_a_computer_is_known_by_the_name_that_it_gave_itself(recorded):
    point = recorded("snapshots.json", "host", "db01")[0]
    assert (point.subject.name, point.subject.number) == ("db01", None)


def test_a_point_is_called_by_where_it_lies_and_when_it_was_made(one):
    assert one(backup_time=1790587100, **WHOLE).id == "main/lab/vm/101/2026-09-28T09:18:20Z"


def test_a_backup_that_failed_is_a_point_with_its_reason(payload):
    tasks = wire.tasks(payload("literal/nodes/localhost/tasks.json")).rows
    (point,) = failed(tasks, lambda key: None, "conn-1")
    assert point.outcome is PointOutcome.FAILED
    assert point.error == "backup failed: connection reset"
    assert (point.subject.number, point.store) == (101, "main")


def test_a_failure_joins_the_backups_that_there_are_of_the_same_guest():
    subject = PointSubject(type=ResourceType.VM, number=101, name="web", namespace="lab/old")
    task = wire.Task("UPID:x", "backup", "main:lab/old:vm/101", endtime=5, status="no space")
    asked = []
    (point,) = failed([task], lambda key: asked.append(key) or subject, "conn-1")
    assert point.subject == subject
    assert asked == [GroupKey(store="main", namespace="lab/old", type="vm", id="101")]


@pytest.mark.parametrize("worker", [None, "", "main", "main:vm", ":", "a:b:c", "main:lab:vm/"])
def test_a_backup_task_that_names_no_guest_is_no_point(worker):
    """X-10: whatever comes in its place."""
    task = wire.Task("UPID:x", "backup", worker, endtime=5, status="no space")
    assert failed([task], lambda key: None, "conn-1") == ()
