"""What the backup servers do by themselves, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pulse_desktop.demo.estate.calendar import beginnings
from pulse_desktop.demo.estate.guests import GUESTS
from pulse_desktop.demo.estate.number import whole
from pulse_desktop.demo.estate.vault import OFFSITE, PRIMARY, REPLICA, Store
from pulse_desktop.demo.story import Recurring
from pulse_desktop.model.facet import BackupJob
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Activity, ResourceType
from pulse_desktop.model.text import Text, mark

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job of a backup server."""

    id: str
    kind: str
    """``prune``, ``verify``, ``sync`` or ``garbage_collection``."""

    store: Store
    schedule: str
    """As the server writes it (``systemd.time(7)``)."""

    runs: Recurring
    remote: str | None = None


def _daily(hour: int, minute: int, lasts: timedelta) -> Recurring:
    return Recurring(_MONDAY + timedelta(hours=hour, minutes=minute), _DAY, lasts)


def _weekly(day: int, hour: int, lasts: timedelta) -> Recurring:
    return Recurring(_MONDAY + timedelta(days=day, hours=hour), _WEEK, lasts)


JOBS = (
    Job(
        id="s-offsite",
        kind="sync",
        store=OFFSITE,
        schedule="03:00",
        runs=_daily(3, 0, timedelta(minutes=52)),
        remote="backup-vault/primary-vault",
    ),
    Job(
        id="s-replica",
        kind="sync",
        store=REPLICA,
        schedule="05:30",
        runs=_daily(5, 30, timedelta(minutes=24)),
        remote="backup-vault/primary-vault",
    ),
    Job(
        id="v-primary",
        kind="verify",
        store=PRIMARY,
        schedule="sat 08:00",
        runs=_weekly(5, 8, timedelta(hours=5, minutes=12)),
    ),
    Job(
        id="v-offsite",
        kind="verify",
        store=OFFSITE,
        schedule="sun 08:00",
        runs=_weekly(6, 8, timedelta(hours=7, minutes=40)),
    ),
    Job(
        id="p-primary",
        kind="prune",
        store=PRIMARY,
        schedule="12:00",
        runs=_daily(12, 0, timedelta(minutes=4)),
    ),
    Job(
        id="p-offsite",
        kind="prune",
        store=OFFSITE,
        schedule="12:30",
        runs=_daily(12, 30, timedelta(minutes=6)),
    ),
    Job(
        id="g-primary",
        kind="garbage_collection",
        store=PRIMARY,
        schedule="sun 13:00",
        runs=_weekly(6, 13, timedelta(hours=1, minutes=48)),
    ),
    Job(
        id="g-offsite",
        kind="garbage_collection",
        store=OFFSITE,
        schedule="sun 17:00",
        runs=_weekly(6, 17, timedelta(hours=2, minutes=20)),
    ),
)

_DONE: dict[str, Text] = {
    "sync": mark("Demo", "Synchronised {count} groups from {remote}"),
    "verify": mark("Demo", "Verified the newest backups of {count} groups"),
    "garbage_collection": mark("Demo", "Freed {size} GB by garbage collection"),
}
"""What is told when a job has run. Pruning each day is not told: it is no news."""


def job(configured: Job, at: datetime) -> BackupJob:
    """A job, as its server tells of it."""
    last = last_end(configured.runs, at) - configured.runs.lasts
    return BackupJob(
        id=configured.id,
        store=configured.store.name,
        remote=configured.remote,
        type=configured.kind,
        schedule=configured.schedule,
        status="OK",
        enabled=True,
        last_run_at=last,
        next_run_at=configured.runs.began(at) + configured.runs.every,
        removed_bytes=_freed(configured, last) * 10**9 if "garbage" in configured.kind else None,
    )


def tasks(server: str, start: datetime, end: datetime) -> tuple[Activity, ...]:
    """Jobs of a server that ended in [start, end), oldest first."""
    found = (
        _told(each, began)
        for each in JOBS
        if each.store.server == server and each.kind in _DONE
        for began in _beginnings(each.runs, start, end)
    )
    return tuple(sorted(found, key=lambda one: (one.at, one.native_event)))


def last_end(runs: Recurring, at: datetime) -> datetime:
    """When a run ended last by ``at``."""
    end = runs.began(at) + runs.lasts
    return end if end <= at else end - runs.every


def _beginnings(runs: Recurring, start: datetime, end: datetime) -> Iterator[datetime]:
    """Of the runs that ended in [start, end)."""
    yield from beginnings(runs, start - runs.lasts, end - runs.lasts)


def _told(each: Job, began: datetime) -> Activity:
    said = _DONE[each.kind].given(
        count=_groups(each.store), remote=each.remote or "", size=_freed(each, began)
    )
    return Activity(
        native_event=f"{each.id}:{int(began.timestamp())}",
        subject=NativeId(f"{each.store.server}/{each.store.name}"),
        type=ResourceType.STORAGE,
        at=began + each.runs.lasts,
        text=said,
        nature="pbs_task",
        state="OK",
        actor="root@pam",
    )


def _groups(store: Store) -> int:
    """How many guests have backups on it."""
    return sum(guest.is_backed_up and store.takes(guest.pool) for guest in GUESTS)


def _freed(each: Job, began: datetime) -> int:
    """Gigabytes that a run freed."""
    return 38 + whole(61, each.id, str(int(began.timestamp())))
