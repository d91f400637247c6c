"""The two backup servers, their datastores and their jobs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from pulse_desktop.demo.estate import uptime
from pulse_desktop.demo.estate.fullness import SPACE, used_bytes
from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.demo.estate.vault import (
    BACKUP_VAULT,
    DR_VAULT,
    OFFSITE,
    PRIMARY,
    REPLICA,
    Store,
)
from pulse_desktop.demo.estate.vault_jobs import JOBS, job, tasks
from pulse_desktop.demo.estate.vault_survey import NAMESPACE, survey
from pulse_desktop.demo.story import LINK_RESET, Recurring
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.demo.thing import Site, Thing
from pulse_desktop.model.condition import ONLINE
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.facet import BackupJob, BackupServerFacet, Datastore, StorageFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import ConnectionId, NativeId, PlatformId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Observation, ResourceType

_VERSION = "4.0.18"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Server:
    """One backup server."""

    name: str
    title: str
    """Of its connection."""

    address: str
    memory: int
    """Bytes."""

    root: int
    """Bytes of the file system that it starts from."""

    stores: tuple[Store, ...]
    outages: tuple[Recurring, ...] = ()

    @property
    def native_id(self) -> NativeId:
        return NativeId(self.name)

    @property
    def url(self) -> str:
        return f"https://{self.address}:8007"


_SERVERS = (
    _Server(
        name=BACKUP_VAULT,
        title="Backup vault",
        address="10.20.10.31",
        memory=64 * GIB,
        root=220 * GIB,
        stores=(PRIMARY,),
    ),
    _Server(
        name=DR_VAULT,
        title="DR vault",
        address="10.20.10.41",
        memory=64 * GIB,
        root=220 * GIB,
        stores=(OFFSITE, REPLICA),
        outages=(LINK_RESET,),
    ),
)


def sites(scale: int) -> tuple[Site, ...]:
    """One connection to each server; they keep ``scale`` times as many backups."""
    return tuple(_site(server, scale) for server in _SERVERS)


def _site(server: _Server, scale: int) -> Site:
    return Site(
        connection=Connection(
            id=ConnectionId(f"demo-{server.name}"),
            platform=PlatformId("proxmox_backup"),
            name=server.title,
            address=server.url,
            token_id="pulse@pbs!desktop",  # noqa: S106 - the name of a token, no secret
            interval_s=10,
        ),
        things=(_machine(server), *(_datastore(server, store) for store in server.stores)),
        happenings=partial(tasks, server.name),
        survey=partial(survey, server.name, scale),
        outages=server.outages,
    )


def _machine(server: _Server) -> Thing:
    return Thing(
        still=Observation(
            native_id=server.native_id,
            type=ResourceType.PBS,
            name=server.name,
            condition=ONLINE,
            technology="Proxmox Backup Server",
            identity=Identity(hostnames=(server.name,), ip_addresses=(server.address,)),
            facet=_facet(server),
            web_url=server.url,
        ),
        phase=partial(_at, server),
        subject=Subject(CurveClass.PBS, server.name, server.memory),
        role=CurveRole.BACKUP,
        metrics=(Metric.CPU, Metric.MEMORY, Metric.DISK, Metric.NET_IN, Metric.NET_OUT),
        totals=((Metric.MEMORY, server.memory), (Metric.DISK, server.root)),
    )


def _facet(server: _Server) -> BackupServerFacet:
    return BackupServerFacet(
        instance_id=server.name,
        hostname=server.name,
        host_url=server.url,
        version=_VERSION,
        connection_health="healthy",
    )


def _told(store: Store, at: datetime) -> Datastore:
    used = used_bytes(store.subject, store.role, at)
    return Datastore(
        name=store.name,
        total=store.size,
        used=used,
        available=None if used is None else store.size - used,
        status="available",
        deduplication_factor=store.deduplication,
        namespaces=(NAMESPACE,),
    )


def _at(server: _Server, still: Observation, at: datetime) -> Observation:
    started = uptime.started(server.name, at)
    facet = replace(
        _facet(server),
        uptime_seconds=uptime.seconds_since(started, at),
        datastores=tuple(_told(store, at) for store in server.stores),
        sync_jobs=_jobs(server, "sync", at),
        verify_jobs=_jobs(server, "verify", at),
        prune_jobs=_jobs(server, "prune", at),
        garbage_jobs=_jobs(server, "garbage_collection", at),
    )
    return replace(still, started_at=started, facet=facet)


def _jobs(server: _Server, kind: str, at: datetime) -> tuple[BackupJob, ...]:
    def found() -> Iterator[BackupJob]:
        for each in JOBS:
            if each.store.server == server.name and each.kind == kind:
                yield job(each, at)

    return tuple(found())


def _datastore(server: _Server, store: Store) -> Thing:
    return Thing(
        still=Observation(
            native_id=NativeId(f"{server.name}/{store.name}"),
            type=ResourceType.STORAGE,
            name=store.name,
            condition=ONLINE,
            technology="pbs-datastore",
            facet=StorageFacet(
                name=store.name,
                type="pbs-datastore",
                platform="pbs",
                topology="datastore",
                content_types=("backup",),
                active=True,
                path=f"/mnt/datastore/{store.name}",
            ),
            parent=server.native_id,
        ),
        subject=store.subject,
        role=store.role,
        metrics=SPACE,
    )
