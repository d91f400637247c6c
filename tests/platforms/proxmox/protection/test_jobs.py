"""Backup jobs: when guests are backed up next, and which are in none."""

from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.platforms.proxmox.ve.protection.guests import Guest
from pulse_desktop.platforms.proxmox.ve.protection.plans import included
from pulse_desktop.platforms.proxmox.ve.protection.schedule import spacing
from pulse_desktop.platforms.proxmox.ve.protection.wire import Job, jobs

DAY = timedelta(days=1)
GUESTS = (
    Guest(101, "qemu", "pve1", "web", "core", "a"),
    Guest(102, "qemu", "pve2", "db", None, "b"),
    Guest(130, "lxc", "pve1", "scratch", "core", "c"),
)


def numbers(job):
    """Of the guests that a job includes."""
    return [guest.vmid for guest in included(job, GUESTS)]


async def test_a_job_is_a_plan_for_each_guest_in_it(home, estate):
    """A-03."""
    at = estate.now + timedelta(hours=8)
    job = {"id": "b1", "all": 1, "exclude": "102,103", "schedule": "20:00", "enabled": 1}
    estate.protection.jobs.append(job | {"next-run": int(at.timestamp())})
    await home.poll()
    plans = home.snapshot.survey.plans
    assert {(p.subject.number, p.next_at, p.every) for p in plans} == {
        (101, at, DAY),
        (201, at, DAY),
    }


async def test_a_job_that_is_switched_off_plans_nothing(home, estate):
    estate.protection.jobs.append({"id": "b1", "all": 1, "schedule": "20:00", "enabled": 0})
    await home.poll()
    assert home.snapshot.survey.plans == ()


async def test_a_weekly_job_leaves_a_backup_of_last_week_good(home, estate, keep):
    """A-03: the rhythm is that of the plan."""
    keep("nas", 101, hours=6 * 24)
    await home.poll()
    assert home.postures()["web"] == "stale"
    estate.protection.jobs.append({"id": "b1", "vmid": "101", "schedule": "sat 02:00"})
    await home.poll(600)
    assert home.postures()["web"] == "protected"


async def test_a_guest_that_is_in_no_job_says_so(home, estate):
    estate.protection.unplanned.append({"vmid": 103, "type": "qemu", "name": "sleeper"})
    await home.poll()
    assert home.seen("sleeper").facet.has_backup_job is False
    assert home.seen("web").facet.has_backup_job is True


async def test_before_version_7_nobody_tells_who_is_in_no_job(home, estate):
    """Section 2.4."""
    estate.version = "6.4-15"
    await home.poll()
    assert home.seen("web").facet.has_backup_job is None
    assert not any("not-backed-up" in path for path in home.asked)
    assert home.snapshot.issues == ()


async def test_jobs_are_not_asked_for_without_the_privilege(home, estate):
    estate.tokens["pulse@pve!desktop"].granted = {
        "/nodes": frozenset({"Sys.Audit"}),
        "/vms": frozenset({"VM.Audit"}),
    }
    await home.poll()
    assert not any(path.startswith(("cluster/backup", "cluster/ha")) for path in home.asked)
    assert home.seen("web").facet.has_backup_job is None


def test_the_recorded_job_backs_up_all_but_one(payload):
    """Check 27."""
    (job,) = jobs(payload("pve9/cluster/backup.json")).rows
    assert numbers(job) == [101, 102]
    assert job.next_run == 1790272800
    assert (job.enabled, spacing(job)) == (1, DAY)


def test_jobs_of_a_pool_of_a_list_and_of_a_node():
    assert numbers(Job(pool="core")) == [101, 130]
    assert numbers(Job(vmid="101,102")) == [101, 102]
    assert numbers(Job(vmid=102)) == [102]
    assert numbers(Job(all=1, node="pve1", exclude=130)) == [101]
    assert numbers(Job()) == []


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("20:00", DAY),
        ("sat 02:00", 7 * DAY),
        ("mon..fri 21:30", 3 * DAY),
        ("mon,wed,fri 1:00", 3 * DAY),
        ("fri..mon 1:00", 4 * DAY),
        ("Saturday 02:00", 7 * DAY),
        ("daily", DAY),
        ("monthly", 31 * DAY),
        ("*/30", None),
        ("*-*-01 03:00", None),
        ("sun..nonsense 02:00", None),
        ("", None),
        (None, None),
    ],
)
def test_how_far_apart_runs_are_is_told_by_a_plain_schedule(schedule, expected):
    assert spacing(Job(schedule=schedule)) == expected


@pytest.mark.parametrize(("dow", "expected"), [("mon,thu", 4 * DAY), (None, DAY), ("sat", 7 * DAY)])
def test_an_old_job_has_a_time_and_days(dow, expected):
    """Section 2.14: ``starttime`` and ``dow``."""
    assert spacing(Job(starttime="02:00", dow=dow)) == expected


def test_a_made_up_listing_of_jobs_is_read(payload):
    first, second = jobs(payload("mock-go-proxmox/cluster/backup.json")).rows
    assert (first.all, second.vmid, second.enabled) == (1, "101,102", 0)
    assert datetime.fromtimestamp(first.next_run, UTC).year == 2024
