"""The program on a scripted platform that reports the large estate, watched from inside.

What a poll sees is put together in a worker, as a vendor's answer is read in one.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

from benchmarks.large_estate import (
    CONTAINERS_EACH,
    ENGINES,
    Cluster,
    cluster_snapshot,
    engine_snapshot,
)
from pulse_desktop import platforms
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId, SourceName
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.source import Role, Source
from pulse_desktop.provider.platform import (
    IngestionMode,
    Platform,
    Provider,
    Surroundings,
    Target,
)
from pulse_desktop.provider.stage import Stage

CLUSTER = PlatformId("large-cluster")
ENGINE = PlatformId("large-engine")


class Scripted:
    """A session that sees other values at each poll."""

    def __init__(self, source: Source, surroundings: Surroundings) -> None:
        self._source = source
        self._surroundings = surroundings
        self._sweeps: Iterator[int] = count()

    async def collect(self) -> Snapshot:
        """What there is now."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._surroundings.workers, self._seen)

    async def aclose(self) -> None:
        """Nothing is open."""

    def _seen(self) -> Snapshot:
        sweep, now = next(self._sweeps), self._surroundings.now()
        if self._source.platform == CLUSTER:
            return cluster_snapshot(self._source, Cluster(), sweep, now)
        return engine_snapshot(self._source, CONTAINERS_EACH, sweep, now)


def _platform(name: PlatformId, role: Role, source: str) -> Platform:
    async def connect(target: Target, surroundings: Surroundings) -> Provider:
        return Scripted(platform.source(target.connection), surroundings)

    async def examine(_target: Target, _surroundings: Surroundings) -> AsyncIterator[Stage]:
        for stage in ():
            yield stage

    platform = Platform(
        id=name,
        title=name,
        source_name=SourceName(source),
        role=role,
        ingestion=IngestionMode.API,
        owns_source=False,
        stale_after_s=60,
        default_interval_s=10,
        fields=(),
        normalise=lambda connection: connection,
        check=lambda _: (),
        needs_secret=lambda _: False,
        connect=connect,
        stages=lambda _: (),
        examine=examine,
        discover=lambda: (),
        commands=lambda _: (),
    )
    return platform


def connections(interval_s: float) -> tuple[Connection, ...]:
    """One cluster, and the engines beside it."""
    names = [("cluster", CLUSTER), *((f"engine-{n}", ENGINE) for n in range(ENGINES))]
    return tuple(
        Connection(
            id=ConnectionId(name), platform=platform, name=name, address=name, interval_s=interval_s
        )
        for name, platform in names
    )


if __name__ == "__main__":
    platforms.PLATFORMS = (
        _platform(CLUSTER, Role.HYPERVISOR, "proxmox"),
        _platform(ENGINE, Role.RUNTIME, "docker"),
    )
    from benchmarks.children import program  # the program reads the list when it is imported

    profile, span = sys.argv[1:]
    program.run("beat", Path(profile), float(span))
