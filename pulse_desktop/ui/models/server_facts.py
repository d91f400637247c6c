"""Facts of backup servers and mail gateways that columns and the inspector share. Pure: no Qt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from pulse_desktop.model.facet import (
    BackupJob,
    BackupServerFacet,
    Datastore,
    MailGatewayFacet,
)
from pulse_desktop.model.resource import Resource

_GOOD, _RUNNING = "OK", "RUNNING"
_UP = frozenset({"online", "active", "running"})
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class JobCount:
    """How many jobs of a server went well the last time, and how many did not."""

    good: int
    bad: int


def stores(resource: Resource) -> tuple[Datastore, ...]:
    """The stores of a backup server; none where they are not known."""
    facet = resource.facet(BackupServerFacet)
    return () if facet is None else facet.datastores


def room(resource: Resource) -> tuple[int, int] | None:
    """Bytes used and in all, of the stores that tell both."""
    known = [
        (store.used, store.total)
        for store in stores(resource)
        if store.used is not None and store.total
    ]
    if not known:
        return None
    return sum(used for used, _ in known), sum(total for _, total in known)


def fullness(resource: Resource) -> float | None:
    """How full its stores are together, 0 to 1."""
    known = room(resource)
    return None if known is None else known[0] / known[1]


def jobs(facet: BackupServerFacet) -> Iterator[BackupJob]:
    """Every job that is not switched off."""
    kinds = (
        facet.backup_jobs,
        facet.sync_jobs,
        facet.verify_jobs,
        facet.prune_jobs,
        facet.garbage_jobs,
    )
    return (job for kind in kinds for job in kind if job.enabled is not False)


def went_well(job: BackupJob) -> bool | None:
    """How it ended the last time; ``None`` for one that never ran, or runs for the first time."""
    word = (job.status or "").strip().upper()
    if word in ("", _RUNNING):
        return False if job.error else None
    return word == _GOOD and not job.error


def job_count(resource: Resource) -> JobCount | None:
    """Of all jobs that have ended before; ``None`` where none is known."""
    facet = resource.facet(BackupServerFacet)
    ends = [] if facet is None else [went_well(job) for job in jobs(facet)]
    if not ends:
        return None
    return JobCount(good=ends.count(True), bad=ends.count(False))


def collection(resource: Resource) -> BackupJob | None:
    """The clearing of unused data that is worth a look: see ``_telling``."""
    facet = resource.facet(BackupServerFacet)
    return None if facet is None else _telling(facet.garbage_jobs)


def verification(resource: Resource) -> BackupJob | None:
    """The check of what is kept that is worth a look: see ``_telling``."""
    facet = resource.facet(BackupServerFacet)
    return None if facet is None else _telling(facet.verify_jobs)


def deduplication(resource: Resource) -> float | None:
    """The least of its stores' factors: the one that has most to gain."""
    known = [s.deduplication_factor for s in stores(resource) if s.deduplication_factor is not None]
    return min(known, default=None)


def mail(resource: Resource) -> MailGatewayFacet | None:
    """What a mail gateway says of itself."""
    return resource.facet(MailGatewayFacet)


def held_back(facet: MailGatewayFacet) -> int | None:
    """Messages in quarantine, whatever for."""
    if facet.quarantine is None:
        return None
    found = facet.quarantine
    known = [n for n in (found.spam, found.virus, found.attachment) if n is not None]
    return sum(known) if known else None


def spam_share(facet: MailGatewayFacet) -> float | None:
    """The part of what came in that was spam, 0 to 1."""
    counted = facet.mail_stats
    if counted is None or counted.spam_in is None or not counted.count_in:
        return None
    return counted.spam_in / counted.count_in


def nodes_up(facet: MailGatewayFacet) -> tuple[int, int] | None:
    """How many of the gateway's nodes work, and of how many."""
    if not facet.nodes:
        return None
    up = sum((node.status or "").lower() in _UP for node in facet.nodes)
    return up, facet.node_count or len(facet.nodes)


def _telling(found: Iterable[BackupJob]) -> BackupJob | None:
    """One that failed, or else the one whose last run is longest ago; none that is off."""
    switched_on = [job for job in found if job.enabled is not False]
    return min(switched_on, key=_urgency, default=None)


def _urgency(job: BackupJob) -> tuple[bool, datetime]:
    return went_well(job) is not False, job.last_run_at or _EARLIEST
