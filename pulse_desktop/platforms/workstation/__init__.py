"""The computer that the program runs on, read through its own operating system."""

import asyncio
from collections.abc import AsyncIterator

from pulse_desktop.model.ids import PlatformId, SourceName
from pulse_desktop.model.source import Role
from pulse_desktop.platforms.workstation import examination, form
from pulse_desktop.platforms.workstation.provider import Machine, Workstation
from pulse_desktop.provider.platform import Platform, Surroundings, Target
from pulse_desktop.provider.stage import Stage


async def _connect(target: Target, surroundings: Surroundings) -> Workstation:
    loop = asyncio.get_running_loop()
    machine = await loop.run_in_executor(surroundings.workers, _this_machine)
    return Workstation(WORKSTATION.source(target.connection), surroundings, machine)


def _this_machine() -> Machine:
    """Loads psutil, in the worker, when it is first needed."""
    from pulse_desktop.platforms.workstation.kernel import Kernel

    return Kernel()


async def _examine(target: Target, surroundings: Surroundings) -> AsyncIterator[Stage]:
    async for stage in examination.examine(await _connect(target, surroundings)):
        yield stage


WORKSTATION = Platform(
    id=PlatformId("workstation"),
    title="This computer",
    source_name=SourceName("agent"),
    role=Role.AGENT,
    stale_after_s=60,
    default_interval_s=10,
    fields=(),
    normalise=form.normalise,
    check=form.check,
    needs_secret=form.needs_secret,
    connect=_connect,
    stages=examination.stages,
    examine=_examine,
    discover=form.discover,
    commands=form.commands,
)

PLATFORMS: tuple[Platform, ...] = (WORKSTATION,)
