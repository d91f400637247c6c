"""Replication of guests to other nodes. A replica follows its original, so it is no backup."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from pulse_desktop.model.facet import Replica
from pulse_desktop.model.snapshot import Fact, Incident, Severity
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.instant import instant
from pulse_desktop.platforms.proxmox.ve.area import PROVIDER
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.protection.questions import REPLICATION, REPLICATION_JOBS
from pulse_desktop.platforms.proxmox.ve.protection.wire import Replication
from pulse_desktop.provider.numbers import flag, integer, size

OVERDUE_AFTER = timedelta(minutes=15)
"""A node runs its jobs one after the other, so one waits for those before it."""

_LABEL = mark("Proxmox", "Replication to {node}")
_FAILED = mark("Proxmox", "Replication to {node} failed {count} times in a row: {said}")
_OVERDUE = mark("Proxmox", "Replication to {node} should have run at {time}")


def replications(found: Inventory) -> Mapping[int, Sequence[Replication]]:
    """The jobs by the number of the guest, with their states where a node told them."""
    jobs: dict[str, Replication] = {}
    for question in (REPLICATION_JOBS, REPLICATION):
        for _, told in found.findings.all_of(question):
            jobs |= {row.id: row for row in (told.value.rows if told.value else ())}
    by_guest: defaultdict[int, list[Replication]] = defaultdict(list)
    for job in jobs.values():
        number = integer(job.guest)
        if number is not None:
            by_guest[number].append(job)
    return MappingProxyType(by_guest)


def replicas(jobs: Sequence[Replication]) -> Iterator[Replica]:
    """Where each job copies the guest to, and how that goes."""
    for job in jobs:
        yield Replica(
            node=job.target or "?",
            is_enabled=not flag(job.disable),
            is_running=bool(job.pid),
            last_at=instant(job.last_sync),
            next_at=instant(job.next_sync),
            failures=size(job.fail_count) or 0,
            error=first_line(job.error or "") or None,
        )


def facts(jobs: Sequence[Replication]) -> Iterator[Fact]:
    """Where to, and when it last went well; in the product's words where it does not go on."""
    for job in jobs:
        last = instant(job.last_sync)
        value = f"{last:%Y-%m-%d %H:%M} UTC" if last else "—"
        if flag(job.disable):
            value = "disabled"
        elif job.pid:
            value = "running"
        yield Fact(_LABEL.given(node=job.target or "?"), value)


def incidents(jobs: Sequence[Replication], now: datetime) -> Iterator[Incident]:
    """What failed, and what should have run and did not."""
    for job in jobs:
        failures, said = size(job.fail_count) or 0, first_line(job.error or "")
        next_at = instant(job.next_sync)
        if flag(job.disable):
            continue
        if failures or said:
            summary = _FAILED.given(node=job.target or "?", count=failures or 1, said=said or "—")
            yield _incident(job, "replication_failed", summary, instant(job.last_try))
        elif next_at and not job.pid and now - next_at > OVERDUE_AFTER:
            time = f"{next_at:%Y-%m-%d %H:%M} UTC"
            summary = _OVERDUE.given(node=job.target or "?", time=time)
            yield _incident(job, "replication_overdue", summary, next_at)


def _incident(job: Replication, code: str, summary: Text, since: datetime | None) -> Incident:
    return Incident(
        provider=PROVIDER,
        native_id=f"replication:{job.id}",
        code=code,
        severity=Severity.WARNING,
        summary=str(summary),
        started_at=since,
    )
