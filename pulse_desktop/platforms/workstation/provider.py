"""This computer as a provider: sampled and mapped in a worker, published whole."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol

from pulse_desktop.model.snapshot import ResourceType, Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.platforms.workstation.choice import local_mounts
from pulse_desktop.platforms.workstation.flow import Flow
from pulse_desktop.platforms.workstation.mapping import Look, issues, observations
from pulse_desktop.platforms.workstation.sample import FILE_SYSTEMS, CpuTimes, Sample, System
from pulse_desktop.platforms.workstation.spaces import Spaces
from pulse_desktop.platforms.workstation.volumes import distinct
from pulse_desktop.provider.platform import Surroundings

SPOT_S = 1.0
"""How long the first poll watches the processors, so that it has a value at once."""

_SAME_BOOT_S = 60.0
"""The boot time that kernels work out moves with each correction of the clock; less than this
is the same boot (a computer does not start twice in a minute)."""


class Machine(Protocol):
    """Whoever answers questions about this computer. Every method blocks."""

    def system(self) -> System:
        """What stays the same while it runs."""
        ...

    def cpu(self) -> CpuTimes | None:
        """Processor time alone."""
        ...

    def sample(self) -> Sample:
        """Everything once."""
        ...


class Workstation:
    """A live session to this computer."""

    def __init__(
        self,
        source: Source,
        surroundings: Surroundings,
        machine: Machine,
        *,
        spaces: Spaces | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._source = source
        self._surroundings = surroundings
        self._machine = machine
        self._spaces = spaces or Spaces()
        self._pause = pause
        self._past = _Past()

    async def collect(self) -> Snapshot:
        """Read this computer once. The first time takes ``SPOT_S`` longer."""
        loop, workers = asyncio.get_running_loop(), self._surroundings.workers
        if self._past.system is None:
            self._past.flow.begin(await loop.run_in_executor(workers, self._machine.cpu))
            await self._pause(SPOT_S)
        return await loop.run_in_executor(workers, self._snapshot)

    async def aclose(self) -> None:
        """Nothing is held open between polls."""

    def _snapshot(self) -> Snapshot:
        look, at = self._look(), self._surroundings.now()
        found = observations(look, at)
        unlisted = {ResourceType.STORAGE} if look.sample.has_gap(FILE_SYSTEMS) else set()
        return Snapshot(
            source=self._source,
            collected_at=at,
            observations=found,
            issues=issues(look),
            complete_kinds=frozenset(ResourceType) - unlisted,
            counts={"hosts": 1, "file_systems": len(found) - 1},
        )

    def _look(self) -> Look:
        sample = self._past.settled(self._machine.sample())
        system = self._past.system = self._past.system or self._machine.system()
        return Look(
            sample=sample,
            speeds=self._past.flow.advance(sample),
            spaces=self._spaces.read(distinct(local_mounts(sample.mounts))),
            system=system,
        )


class _Past:
    """What one poll leaves for the next."""

    def __init__(self) -> None:
        self.system: System | None = None
        self.flow = Flow()
        self._booted_at_s: float | None = None

    def settled(self, sample: Sample) -> Sample:
        """``sample`` with the boot time that was given first, unless it is another boot's."""
        before, now = self._booted_at_s, sample.booted_at_s
        if before is None or now is None or abs(now - before) > _SAME_BOOT_S:
            self._booted_at_s = now
            return sample
        return replace(sample, booted_at_s=before)
