"""The backup server itself as a resource."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from pulse_desktop.model.condition import NEEDS_ATTENTION, ONLINE
from pulse_desktop.model.facet import BackupJob, BackupServerFacet
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Observation, ResourceType
from pulse_desktop.platforms.proxmox.backup import jobs
from pulse_desktop.platforms.proxmox.backup.answers import Answers
from pulse_desktop.platforms.proxmox.backup.care import telling
from pulse_desktop.platforms.proxmox.backup.store_path import server_id
from pulse_desktop.platforms.proxmox.backup.stores import held, part
from pulse_desktop.platforms.proxmox.backup.upid import parsed
from pulse_desktop.platforms.proxmox.backup.wire import NodeStatus
from pulse_desktop.platforms.proxmox.boot import Boot
from pulse_desktop.platforms.proxmox.machine import identity, measured
from pulse_desktop.provider.numbers import size


def observation(found: Answers, boot: Boot) -> Observation:
    """The server, with its stores and jobs."""
    uptime_s = size(found.status.uptime) if found.status else None
    facet = _facet(found, uptime_s)
    trouble = (*jobs.incidents(_all(facet), found.at), *telling.incidents(found.care))
    return Observation(
        native_id=server_id(found.connection.id),
        type=ResourceType.PBS,
        name=found.connection.name,
        condition=NEEDS_ATTENTION if trouble else ONLINE,
        technology="Proxmox Backup Server",
        identity=identity(found.connection.address, facet.hostname),
        metrics=MappingProxyType(dict(_measured(found.status)) if found.status else {}),
        facet=facet,
        web_url=found.url,
        started_at=boot.at(uptime_s, found.at),
        incidents=trouble,
        facts=telling.facts(found.care),
    )


def _facet(found: Answers, uptime_s: int | None) -> BackupServerFacet:
    facet = BackupServerFacet(
        instance_id=str(found.connection.id),
        hostname=_hostname(found),
        host_url=found.connection.address,
        guest_url=found.connection.web_url,
        version=found.release.spelled,
        uptime_seconds=uptime_s,
        connection_health="healthy",
        datastores=tuple(part(store, found) for store in held(found)),
    )
    return replace(
        facet,
        sync_jobs=tuple(jobs.job("sync", row) for row in found.sync),
        verify_jobs=tuple(jobs.job("verify", row) for row in found.verify),
        prune_jobs=tuple(jobs.job("prune", row) for row in found.prune),
        garbage_jobs=tuple(jobs.collection(row) for row in found.collections.values()),
        **telling.fields(found.care),
    )


def _all(facet: BackupServerFacet) -> tuple[BackupJob, ...]:
    return (*facet.sync_jobs, *facet.verify_jobs, *facet.prune_jobs, *facet.garbage_jobs)


def _hostname(found: Answers) -> str | None:
    """Told by nothing but the names of tasks, which begin with where they ran."""
    names = (*(row.upid for row in found.collections.values()), *(t.upid for t in found.tasks))
    return next((task.node for name in names if (task := parsed(name))), None)


def _measured(status: NodeStatus) -> Iterator[tuple[Metric, Measurement]]:
    spaces = {Metric.MEMORY: status.memory, Metric.SWAP: status.swap, Metric.DISK: status.root}
    return measured(status, spaces)
