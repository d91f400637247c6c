"""Which guests are backed up by a schedule, and which by none."""

import re
from collections.abc import Iterable, Iterator

from pulse_desktop.model.recovery import Plan
from pulse_desktop.platforms.proxmox.instant import instant
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.protection.guests import Guest, Guests
from pulse_desktop.platforms.proxmox.ve.protection.questions import JOBS, NOT_BACKED_UP
from pulse_desktop.platforms.proxmox.ve.protection.schedule import spacing
from pulse_desktop.platforms.proxmox.ve.protection.wire import Job
from pulse_desktop.provider.numbers import Loose, flag, integer

_NUMBER = re.compile(r"\d{1,9}")


def plans(found: Inventory, listed: Guests) -> tuple[Plan, ...]:
    """One for each guest and job that includes it."""
    told = found.findings.of(JOBS).value
    jobs = told.rows if told else ()
    return tuple(plan for job in jobs if flag(job.enabled) for plan in _plans(job, listed))


def without_job(found: Inventory) -> frozenset[int] | None:
    """Numbers of the guests that no job includes; ``None`` while nobody told."""
    told = found.findings.of(NOT_BACKED_UP).value
    if told is None:
        return None
    return frozenset(number for row in told.rows if (number := integer(row.vmid)) is not None)


def _plans(job: Job, listed: Guests) -> Iterator[Plan]:
    next_at, every = instant(job.next_run), spacing(job)
    for guest in included(job, listed.by_number.values()):
        yield Plan(subject=guest.subject, next_at=next_at, every=every)


def included(job: Job, all_: Iterable[Guest]) -> Iterator[Guest]:
    """All but some, those of a pool, or some; of one node where the job names one."""
    named, excluded = numbers(job.vmid), numbers(job.exclude)
    for guest in all_:
        if job.node and guest.node != job.node:
            continue
        if flag(job.all):
            is_in = guest.vmid not in excluded
        elif job.pool:
            is_in = guest.pool == job.pool
        else:
            is_in = guest.vmid in named
        if is_in:
            yield guest


def numbers(listed: Loose) -> frozenset[int]:
    """Of ``101,102``, or of a single number."""
    return frozenset(int(number) for number in _NUMBER.findall(str(listed or "")))
