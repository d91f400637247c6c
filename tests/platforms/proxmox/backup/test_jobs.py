"""Jobs and garbage collection as recorded servers tell of them."""

from datetime import UTC, datetime

import pytest

from pulse_desktop.model.snapshot import Severity
from pulse_desktop.platforms.proxmox.backup import jobs, wire
from pulse_desktop.platforms.proxmox.backup.upid import parsed
from pulse_desktop.platforms.proxmox.backup.wire import Job


@pytest.fixture
def read(payload):
    """The jobs of a recorded listing, by id."""

    def build(kind, name):
        return {row.id: jobs.job(kind, row) for row in wire.jobs(payload(name)).rows}

    return build


@pytest.fixture
def sync(read):
    return read("sync", "pbs4.2/admin/sync@sync-direction=all.json")


def at(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def test_a_job_that_pushes_and_never_ran_has_no_outcome(sync):
    job = sync["pushjob"]
    assert (job.type, job.status, job.error, job.last_run_at) == ("sync_push", None, None, None)
    assert job.next_run_at == at(1790640000)


def test_a_failed_job_says_why_in_the_server_s_words(sync):
    assert sync["sjob1"].status == "error"
    assert sync["sjob1"].error == "sync failed with some errors."
    assert sync["sjob-dead"].error == "client error (Connect)"
    assert sync["sjob-dead"].remote == "deadremote/store1"


def test_the_name_of_a_task_tells_what_it_worked_on(payload):
    rows = wire.jobs(payload("pbs4.2/admin/sync@sync-direction=all.json")).rows
    dead = next(row for row in rows if row.id == "sjob-dead")
    assert parsed(dead.last_run_upid).worker_id == "deadremote:store1:store2::sjob-dead"


def test_warnings_are_no_failure_and_a_disabled_job_runs_never(read):
    job = read("sync", "literal/admin/sync.json")["s-local"]
    assert (job.status, job.error) == ("warning", "WARNINGS: 2")
    assert job.enabled is False
    assert job.next_run_at is None


def test_a_job_with_a_task_and_no_outcome_is_running():
    row = Job("v1", "main", last_run_upid="UPID:pbs:1:2:3:6553F1A0:verify:main:root@pam:")
    job = jobs.job("verify", row)
    assert job.status == "running"
    assert job.last_run_at == at(0x6553F1A0)


def test_garbage_collection_that_never_ran_removed_nothing_known(payload):
    row = wire.collection(payload("pbs4.2/admin/datastore/store2/gc.json"))
    job = jobs.collection(row)
    assert (job.status, job.last_run_at, job.removed_bytes) == (None, None, None)


def test_garbage_collection_ended_when_its_server_says(payload):
    job = jobs.collection(wire.collection(payload("pbs4.2/admin/datastore/store1/gc.json")))
    assert (job.status, job.last_run_at) == ("warning", at(1790586060))


def test_before_release_3_2_the_task_s_name_tells_when_garbage_was_collected(payload):
    upid = "UPID:pbs:00000025:000023D8:0000000A:6ABA2CCA:garbage_collection:store1:root@pam:"
    row = wire.Collection(store="store1", upid=upid)
    assert jobs.collection(row).last_run_at == at(1790586058)


def test_a_failure_is_critical_and_warnings_are_a_warning(sync, read, estate):
    local = read("sync", "literal/admin/sync.json")["s-local"]
    found = jobs.incidents((sync["sjob1"], local, sync["pushjob"]), at(1790586100))
    told = [(incident.code, incident.severity) for incident in found]
    assert told == [
        ("backup_job_error", Severity.CRITICAL),
        ("backup_job_warning", Severity.WARNING),
    ]


def test_a_job_that_should_have_run_long_ago_is_overdue(read):
    job = read("prune", "pbs4.2/admin/prune.json")["pjob1"]
    assert not list(jobs.incidents((job,), at(1790640000 + 3000)))
    (late,) = jobs.incidents((job,), at(1790640000 + 4000))
    assert late.code == "backup_job_overdue"
    assert "2026-09-29 00:00 UTC" in late.summary


@pytest.mark.parametrize(
    "text", [None, "", "UPID:", "UPID:a:b", "x" * 5000, "UPID:a:z:z:z:z:a::b:"]
)
def test_what_is_no_task_s_name_tells_nothing(text):
    """X-10: whatever comes in its place."""
    assert parsed(text) is None


@pytest.mark.parametrize("wrong", ["soon", -5, 2**63 - 1, float("nan"), True])
def test_a_time_that_no_calendar_has_is_absent(wrong):
    """X-10: a time is absent rather than wrong."""
    job = jobs.job("prune", Job("p", "main", next_run=wrong, last_run_endtime=wrong))
    assert job.next_run_at is None or job.next_run_at == at(1)
