"""What the nodes did: on the timeline, and as backups that failed."""

from datetime import timedelta

import pytest

from pulse_desktop.model.recovery import PointOutcome
from pulse_desktop.platforms.proxmox.ve.protection.attempts import failures
from pulse_desktop.platforms.proxmox.ve.protection.tasks import Ending, ending, is_unexplained
from pulse_desktop.platforms.proxmox.ve.protection.wire import Line, Task, tasks
from simulators.proxmox import protection

LOG = (
    "INFO: starting new backup job: vzdump --all 1 --storage nas",
    "INFO: Starting Backup of VM 101 (qemu)",
    "INFO: Finished Backup of VM 101 (00:12:34)",
    "INFO: Starting Backup of VM 102 (qemu)",
    "ERROR: Backup of VM 102 failed - job failed with err -28 - No space left on device",
    "INFO: Backup job finished with errors",
)


@pytest.fixture
def do(estate):
    """Lets a node do something: ``do("pve1", "qmstart", "101")`` began a minute ago."""

    def add(node, type_, id_="", *, took=30, ago=60, **fields):
        began_s = int(estate.now.timestamp()) - ago
        ended_s = None if took is None else began_s + took
        task = protection.Task(node, type_, id_, began_s, ended_s, **fields)
        estate.protection.tasks.append(task)
        return task

    return add


def said(home):
    """What the timeline was told."""
    return [str(one.text) for one in home.told]


@pytest.mark.parametrize(
    ("type_", "id_", "status", "text"),
    [
        ("qmstart", "101", "OK", "Start of web (101) ended well"),
        ("vzshutdown", "201", "OK", "Shutdown of dns (201) ended well"),
        ("qmigrate", "101", "migration aborted", "Migration of web (101) failed"),
        ("vzdump", "101", "WARNINGS: 2", "Backup of web (101) ended with warnings"),
        ("vzdump", "", "job errors", "Backup of several guests on pve1 failed"),
        ("qmsnapshot", "101", "unexpected status", "Snapshot of web (101) ended; how is not known"),
        ("startall", "", "OK", "Start of all guests of pve1 ended well"),
        ("srvreload", "networking", "command 'ifreload -a' failed: exit code 1",
         "Task srvreload on networking failed"),
    ],
)  # fmt: skip
async def test_a_task_that_ended_is_told_in_people_s_words(home, do, type_, id_, status, text):
    do("pve1", type_, id_, status=status)
    await home.poll()
    assert said(home) == [text]


async def test_a_task_is_told_once_with_who_did_what_and_when(home, do, estate):
    """By its name it is known again."""
    task = do("pve2", "qmshutdown", "102", status="VM is locked (backup)", user="anna@pam")
    for _ in range(3):
        await home.poll(300)
    (one,) = home.told
    assert (one.native_event, one.subject) == (task.upid, "lab:pve2:102")
    assert (one.actor, one.nature) == ("anna@pam", "pve_task")
    assert one.state == one.message == "VM is locked (backup)"
    assert one.at == estate.now - timedelta(seconds=930)


@pytest.mark.parametrize("type_", ["vncproxy", "termproxy", "aptupdate", "nobodyknows"])
async def test_what_is_no_news_is_not_told(home, do, type_):
    do("pve1", type_, "101", status="OK")
    do("pve1", "vncproxy", "101", status="connection timed out")
    await home.poll()
    assert said(home) == []


async def test_a_task_that_runs_is_told_once_it_has_ended(home, do):
    task = do("pve1", "qmstart", "101", took=None)
    await home.poll()
    assert said(home) == []
    task.end_s = task.start_s + 90
    await home.poll(60)
    assert said(home) == ["Start of web (101) ended well"]


async def test_a_task_of_a_guest_that_is_gone_is_its_node_s(home, do):
    do("pve2", "qmdestroy", "777")
    await home.poll()
    assert [(one.subject, str(one.text)) for one in home.told] == [
        ("lab-pve2", "Removal of 777 ended well")
    ]


async def test_a_backup_that_failed_is_an_attempt(home, do, keep):
    """A-03: the copy before it still counts."""
    keep("nas", 101)
    task = do("pve1", "vzdump", "101", status="VM is locked (snapshot)")
    await home.poll()
    kept, tried = home.points()
    assert (tried.id, tried.outcome) == (task.upid, PointOutcome.FAILED)
    assert tried.error == "VM is locked (snapshot)"
    assert home.seen("web").facet.last_backup == kept.at
    assert home.postures()["web"] == "protected"


async def test_a_backup_that_goes_on_is_an_attempt_too(home, do):
    do("pve1", "vzdump", "101", took=None)
    await home.poll()
    assert [point.outcome for point in home.points()] == [PointOutcome.RUNNING]


async def test_which_of_several_guests_failed_is_told_by_the_log(home, do):
    """Section 2.14: the name of a scheduled job's task names no guest."""
    do("pve1", "vzdump", status="job errors", log=LOG)
    await home.poll()
    (tried,) = home.points(102)
    assert tried.outcome is PointOutcome.FAILED
    assert tried.error == "job failed with err -28 - No space left on device"
    assert home.points(101) == []


async def test_the_log_of_a_task_is_read_once(home, do):
    do("pve1", "vzdump", status="job errors", log=LOG)
    await home.poll()
    assert sum(path.endswith("/log") for path in home.asked) == 1
    for _ in range(3):
        await home.poll(600)
        assert not any(path.endswith("/log") for path in home.asked)
    assert len(home.points(102)) == 1


async def test_logs_of_what_went_well_are_not_read(home, do):
    do("pve1", "vzdump", log=LOG)
    await home.poll()
    assert not any(path.endswith("/log") for path in home.asked)


async def test_no_more_than_25_logs_are_read(home, do):
    """Section 2.14."""
    for night in range(40):
        do("pve1", "vzdump", ago=86_400 * night + 60, status="job errors", log=LOG)
    for _ in range(4):
        await home.poll(60)
    assert len(home.points(102)) == 25


def test_recorded_tasks_are_read(payload):
    (task,) = tasks(payload("pve9/nodes/pve1/tasks.json")).rows
    assert (task.type, task.id, ending(task)) == ("vzdump", "", Ending.OK)
    assert not is_unexplained(task)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("OK", Ending.OK),
        ("WARNINGS: 1", Ending.WARNING),
        ("job errors", Ending.ERROR),
        ("command 'ifreload -a' failed: exit code 1", Ending.ERROR),
        ("unexpected status", Ending.UNKNOWN),
        ("", Ending.UNKNOWN),
        (None, Ending.UNKNOWN),
    ],
)
def test_how_a_task_ended_is_told_by_its_status(status, expected):
    """Check 25."""
    assert ending(Task("UPID", endtime=1, status=status)) is expected


def test_a_task_without_an_end_runs_whatever_its_status_says():
    """Section 2.3: ``RUNNING`` where all are listed."""
    assert ending(Task("UPID", status="RUNNING")) is Ending.RUNNING


def test_a_job_of_several_guests_that_failed_takes_its_log():
    """Check 25."""
    failed = {"upid": "u", "node": "n", "type": "vzdump", "endtime": 1, "status": "job errors"}
    assert is_unexplained(Task(**failed, id=""))
    assert not is_unexplained(Task(**failed, id="101"))


def test_a_log_tells_who_failed_and_why():
    found = failures([*map(Line, LOG), Line("ERROR: Backup of VM x failed - y"), Line("")])
    assert found == {102: "job failed with err -28 - No space left on device"}


async def test_a_backup_whose_task_goes_on_is_no_copy_yet(home, do, keep):
    """Section 2.14: made no more than 2 minutes before its task began."""
    keep("nas", 101, hours=10)
    keep("nas", 101, hours=0.03)
    task = do("pve1", "vzdump", "101", took=None)
    await home.poll()
    running = PointOutcome.RUNNING
    assert [one.outcome for one in home.points()] == [PointOutcome.SUCCESS, running, running]
    task.end_s = task.start_s + 100
    await home.poll(300)
    assert [one.outcome for one in home.points()] == [PointOutcome.SUCCESS] * 2
