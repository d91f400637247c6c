"""Jobs of a backup server: how they last went, and when they run next."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from pulse_desktop.model.facet import BackupJob
from pulse_desktop.model.snapshot import Incident, Severity
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.backup.upid import parsed
from pulse_desktop.platforms.proxmox.backup.wire import Collection, Job
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.instant import instant
from pulse_desktop.provider.numbers import flag, size

OK, WARNING, ERROR, RUNNING = "ok", "warning", "error", "running"

_JOB = mark("Proxmox", "Job {id} of {store}")
_TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "sync": mark("Proxmox", "Sync job {id} of {store}"),
        "sync_push": mark("Proxmox", "Push job {id} of {store}"),
        "verify": mark("Proxmox", "Verify job {id} of {store}"),
        "prune": mark("Proxmox", "Prune job {id} of {store}"),
        "garbage_collection": mark("Proxmox", "Garbage collection of {store}"),
    }
)
_LEVELS: Mapping[str, Severity] = MappingProxyType(
    {ERROR: Severity.CRITICAL, WARNING: Severity.WARNING}
)
_SAID = mark("Proxmox", "{job}: {error}")
_OVERDUE = mark("Proxmox", "{job} should have run at {time}")

OVERDUE_AFTER = timedelta(hours=1)
"""The server begins a job within a minute of its time, one after the other."""


def job(kind: str, row: Job) -> BackupJob:
    """A sync, verify or prune job."""
    status = _status(row.last_run_state, row.last_run_upid)
    return BackupJob(
        id=row.id,
        store=row.store or None,
        remote=_remote(row),
        type=_type(kind, row),
        schedule=row.schedule or None,
        status=status,
        error=_error(row.last_run_state, status),
        enabled=not flag(row.disable),
        last_run_at=_last_run(row.last_run_endtime, row.last_run_upid),
        next_run_at=None if flag(row.disable) else instant(row.next_run),
    )


def collection(row: Collection) -> BackupJob:
    """Garbage collection of one store. What it removed is of the last run that went well."""
    status = _status(row.last_run_state, None)
    return BackupJob(
        id=row.store,
        store=row.store,
        type="garbage_collection",
        schedule=row.schedule or None,
        status=status,
        error=_error(row.last_run_state, status),
        enabled=bool(row.schedule),
        last_run_at=_last_run(row.last_run_endtime, row.upid),
        next_run_at=instant(row.next_run),
        removed_bytes=size(row.removed_bytes) if row.upid else None,
    )


def incidents(jobs: Iterable[BackupJob], at: datetime) -> Iterator[Incident]:
    """What went wrong, and what should have run and did not."""
    for each in jobs:
        if each.status is not None and each.status in _LEVELS:
            said = _SAID.given(job=_named(each), error=each.error or "")
            yield _incident(each, each.status, _LEVELS[each.status], said, each.last_run_at)
        elif each.enabled and each.next_run_at and at - each.next_run_at > OVERDUE_AFTER:
            said = _OVERDUE.given(job=_named(each), time=f"{each.next_run_at:%Y-%m-%d %H:%M} UTC")
            yield _incident(each, "overdue", Severity.WARNING, said, each.next_run_at)


def _incident(
    each: BackupJob, what: str, severity: Severity, said: Text, since: datetime | None
) -> Incident:
    return Incident(
        provider="pbs",
        native_id=f"{each.type}:{each.store}:{each.id}",
        code=f"backup_job_{what}",
        severity=severity,
        summary=str(said),
        started_at=since,
    )


def _named(each: BackupJob) -> Text:
    title = _TITLES.get(each.type or "", _JOB)
    return title.given(id=each.id, store=each.store or "?")


def state_of(text: str | None) -> str | None:
    """The class of the server's own words for how a task ended; ``None`` where it says nothing."""
    said = (text or "").strip()
    if not said or said.lower() == "unknown":
        return None
    if said == "OK":
        return OK
    return WARNING if said.startswith("WARNINGS") else ERROR


def _status(state: str | None, upid: str | None) -> str | None:
    """A job that has a task and no outcome is running."""
    return state_of(state) or (RUNNING if upid and not state else None)


def _error(state: str | None, status: str | None) -> str | None:
    return first_line(state) if state and status in {ERROR, WARNING} else None


def _last_run(ended: object, upid: str | None) -> datetime | None:
    """When it ended, or else when the task of that name began."""
    at = instant(ended) if isinstance(ended, int | float | str) else None
    task = parsed(upid)
    return at or (task.started_at if task else None)


def _remote(row: Job) -> str | None:
    if not row.remote_store:
        return row.remote or None
    return f"{row.remote}/{row.remote_store}" if row.remote else row.remote_store


def _type(kind: str, row: Job) -> str:
    return f"{kind}_push" if row.sync_direction == "push" else kind
