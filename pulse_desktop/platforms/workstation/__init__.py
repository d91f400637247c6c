"""The computer that the program runs on, read through its own operating system."""

import asyncio
from collections.abc import AsyncIterator

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import PlatformId, SourceName
from pulse_desktop.model.source import Role
from pulse_desktop.platforms.workstation import form
from pulse_desktop.provider.platform import IngestionMode, Platform, Provider, Surroundings, Target
from pulse_desktop.provider.stage import Stage, StageTitle


async def _connect(target: Target, surroundings: Surroundings) -> Provider:
    """Loads psutil, in a worker, when it is first needed."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(surroundings.workers, _session, target, surroundings)


def _session(target: Target, surroundings: Surroundings) -> Provider:
    from pulse_desktop.platforms.workstation.kernel import Kernel
    from pulse_desktop.platforms.workstation.provider import Workstation

    return Workstation(WORKSTATION.source(target.connection), surroundings, Kernel())


async def _examine(target: Target, surroundings: Surroundings) -> AsyncIterator[Stage]:
    from pulse_desktop.platforms.workstation.examination import examine

    async for stage in examine(await _connect(target, surroundings)):
        yield stage


def _stages(connection: Connection) -> tuple[StageTitle, ...]:
    from pulse_desktop.platforms.workstation.examination import stages

    return stages(connection)


WORKSTATION = Platform(
    id=PlatformId("workstation"),
    title="This computer",
    source_name=SourceName("agent"),
    role=Role.AGENT,
    ingestion=IngestionMode.AGENT,
    owns_source=False,
    stale_after_s=60,
    default_interval_s=10,
    fields=(),
    normalise=form.normalise,
    check=form.check,
    needs_secret=form.needs_secret,
    connect=_connect,
    stages=_stages,
    examine=_examine,
    discover=form.discover,
    commands=form.commands,
)

PLATFORMS: tuple[Platform, ...] = (WORKSTATION,)
