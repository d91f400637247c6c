"""Docker and Podman engines and Swarm, read through the Engine API."""

import asyncio
from collections.abc import AsyncIterator, Callable

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import PlatformId, SourceName
from pulse_desktop.model.source import Role
from pulse_desktop.platforms.docker import form
from pulse_desktop.provider.platform import (
    Candidate,
    IngestionMode,
    Platform,
    Provider,
    Surroundings,
    Target,
)
from pulse_desktop.provider.stage import Stage, StageTitle

Examination = Callable[[Target, Surroundings], AsyncIterator[Stage]]


async def _connect(target: Target, surroundings: Surroundings) -> Provider:
    """Loads the HTTP client, in a worker, when it is first needed."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(surroundings.workers, _session, target, surroundings)


def _session(target: Target, surroundings: Surroundings) -> Provider:
    from pulse_desktop.platforms.docker.provider import session

    return session(target.connection, DOCKER.source(target.connection), surroundings)


async def _examine(target: Target, surroundings: Surroundings) -> AsyncIterator[Stage]:
    loop = asyncio.get_running_loop()
    examine = await loop.run_in_executor(surroundings.workers, _examination)
    async for stage in examine(target, surroundings):
        yield stage


def _examination() -> Examination:
    from pulse_desktop.platforms.docker.examination import examine

    return examine


def _stages(connection: Connection) -> tuple[StageTitle, ...]:
    from pulse_desktop.platforms.docker.steps import stages

    return stages(connection)


def _discover() -> tuple[Candidate, ...]:
    from pulse_desktop.platforms.docker.discovery import discover

    return discover()


DOCKER = Platform(
    id=PlatformId("docker"),
    title="Docker",
    source_name=SourceName("docker"),
    role=Role.RUNTIME,
    ingestion=IngestionMode.API,
    owns_source=False,
    stale_after_s=120,
    default_interval_s=15,
    fields=form.FIELDS,
    normalise=form.normalise,
    check=form.check,
    needs_secret=form.needs_secret,
    connect=_connect,
    stages=_stages,
    examine=_examine,
    discover=_discover,
    commands=form.commands,
)

PLATFORMS: tuple[Platform, ...] = (DOCKER,)
