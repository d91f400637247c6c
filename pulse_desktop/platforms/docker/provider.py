"""An engine as a provider: listed and measured at each poll, inspected when something changed."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import ProviderError
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import ResourceType, Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.platforms.docker.client import Engine
from pulse_desktop.platforms.docker.container import network_mode
from pulse_desktop.platforms.docker.gaps import Gaps
from pulse_desktop.platforms.docker.happening import (
    CONTAINER,
    NODE,
    SERVICE,
    UserStops,
    activity,
    subject,
)
from pulse_desktop.platforms.docker.host import PODMAN, Host, is_in_swarm
from pulse_desktop.platforms.docker.inspections import Inspections
from pulse_desktop.platforms.docker.introduction import Introduction
from pulse_desktop.platforms.docker.mapping import Look, counts, observations
from pulse_desktop.platforms.docker.meter import Capacity, Meter
from pulse_desktop.platforms.docker.route import route
from pulse_desktop.platforms.docker.session import way
from pulse_desktop.platforms.docker.swarm import (
    Service,
    services_of_manager,
    services_of_worker,
    without_past_tasks,
)
from pulse_desktop.platforms.docker.sweep import Answers, ask_each
from pulse_desktop.platforms.docker.watch import Watch
from pulse_desktop.platforms.docker.wire import (
    ContainerRow,
    Event,
    Inspection,
    Stats,
    TaskRow,
    instant,
)
from pulse_desktop.provider.decoding import Rows
from pulse_desktop.provider.numbers import size
from pulse_desktop.provider.platform import Surroundings

_UNSETTLED = frozenset({"pending", "error", "locked"})
"""Memberships that list nothing now and may again soon."""


class DockerProvider:
    """A live session to one engine."""

    def __init__(
        self, engine: Engine, source: Source, surroundings: Surroundings, *, is_local: bool
    ) -> None:
        self._engine = engine
        self._source = source
        self._surroundings = surroundings
        self._introduction = Introduction(engine, source.connection, is_local=is_local)
        self._watch: Watch | None = None
        self._past = Past()

    async def collect(self) -> Snapshot:
        """Read the engine once."""
        at, gaps = self._surroundings.now(), Gaps()
        host = await self._introduction.host(at, gaps)
        watch = await self._watching(host, at)
        listing = await self._engine.containers()
        gaps.note_refused("/containers", listing, ResourceType.APP_CONTAINER)
        events = watch.take()
        self._past.learn(events, listing)
        if watch.problem is not None:
            gaps.note("/events", watch.problem)
        services = await self._services(host, listing.found, gaps)
        containers = without_past_tasks(listing.found, services)
        look = Look(
            host=host,
            containers=containers,
            inspections=await self._inspections(containers, at, gaps),
            services=services,
            stopped_by_user=self._past.stops,
        )
        stats = await self._stats(containers, gaps)
        loop, workers = asyncio.get_running_loop(), self._surroundings.workers
        look = await loop.run_in_executor(workers, self._past.measured, look, stats)
        return await loop.run_in_executor(workers, snapshot, self._source, at, look, gaps, events)

    async def aclose(self) -> None:
        """End the event stream and close every connection. Safe to call twice."""
        if self._watch is not None:
            await self._watch.aclose()
        await self._engine.aclose()

    async def _watching(self, host: Host, at: datetime) -> Watch:
        if self._watch is None:
            # Podman refuses the whole stream for a type that it does not know.
            types = (CONTAINER,) if host.runtime == PODMAN else (CONTAINER, SERVICE, NODE)
            watch = Watch(self._engine, types, self._surroundings.wake)
            await watch.start(_clock_ns(host, at))
            self._watch = watch
        return self._watch

    async def _services(
        self, host: Host, containers: tuple[ContainerRow, ...], gaps: Gaps
    ) -> tuple[Service, ...]:
        swarm = host.info.swarm if host.info else None
        if swarm is None or not is_in_swarm(swarm):
            if swarm is not None and swarm.local_node_state in _UNSETTLED:
                gaps.unlisted.add(ResourceType.DOCKER_SERVICE)
            return ()
        if not swarm.control_available:
            return services_of_worker(containers)
        try:
            services = await self._engine.services()
        except ProviderError as error:
            gaps.note("/services", error)
            gaps.unlisted.add(ResourceType.DOCKER_SERVICE)
            return ()
        gaps.note_refused("/services", services, ResourceType.DOCKER_SERVICE)
        return services_of_manager(host.cluster_id, services.found, await self._tasks(gaps))

    async def _tasks(self, gaps: Gaps) -> tuple[TaskRow, ...] | None:
        try:
            return (await self._engine.tasks()).found
        except ProviderError as error:
            gaps.note("/tasks", error)
            return None

    async def _inspections(
        self, containers: tuple[ContainerRow, ...], at: datetime, gaps: Gaps
    ) -> Mapping[str, Inspection]:
        kept = self._past.inspections
        answers = await ask_each(kept.due(containers, at), self._engine.inspection)
        kept.keep(answers.found, containers, at)
        gaps.note_missing("/containers/{id}/json", answers)
        return kept.known

    async def _stats(self, containers: tuple[ContainerRow, ...], gaps: Gaps) -> Answers[Stats]:
        running = [row.id for row in containers if row.state == "running"]
        answers = await ask_each(running, self._engine.stats)
        gaps.note_missing("/containers/{id}/stats", answers)
        return answers


def session(connection: Connection, source: Source, surroundings: Surroundings) -> DockerProvider:
    """A session that has sent nothing yet. Reads context and certificate files: for a worker.

    Raises:
        ProviderError: There is no way to the engine that may be used.
    """
    found = route(connection)
    engine = Engine(way(found), surroundings.workers)
    return DockerProvider(engine, source, surroundings, is_local=found.is_socket)


class Past:
    """What one poll leaves for the next."""

    def __init__(self) -> None:
        self.stops = UserStops()
        self.inspections = Inspections()
        self._meter = Meter()

    def learn(self, events: tuple[Event, ...], listing: Rows[ContainerRow]) -> None:
        """Take in what happened since the last poll."""
        self.stops.learn(events)
        if listing.are_complete:
            self.stops.keep_only({row.id for row in listing.found})
        self.inspections.stir(subject(event) for event in events if event.type == CONTAINER)

    def measured(self, look: Look, stats: Answers[Stats]) -> Look:
        """``look`` with the use of each running container; for a worker."""
        info = look.host.info
        capacity = Capacity(
            cpus=size(info.ncpu) or None if info else None,
            memory_bytes=size(info.mem_total) or None if info else None,
            is_podman=look.host.runtime == PODMAN,
        )
        modes = {row.id: network_mode(row) for row in look.containers}
        found: dict[str, Mapping[Metric, Measurement]] = {
            container: self._meter.measure(container, one, modes[container], capacity)
            for container, one in stats.found.items()
        }
        self._meter.keep_only(found.keys())
        return replace(look, metrics=found)


def snapshot(
    source: Source, at: datetime, look: Look, gaps: Gaps, events: tuple[Event, ...]
) -> Snapshot:
    """Everything that one poll saw, in canonical words; for a worker."""
    told = (activity(event, look.host.cluster_id) for event in events)
    return Snapshot(
        source=source,
        collected_at=at,
        observations=observations(look),
        issues=tuple(gaps.issues),
        complete_kinds=frozenset(ResourceType) - gaps.unlisted,
        counts=counts(look),
        activities=tuple(one for one in told if one is not None),
    )


def _clock_ns(host: Host, at: datetime) -> int:
    """The engine's own clock: events are asked for in its time."""
    told = instant(host.info.system_time) if host.info else None
    return int((told or at).timestamp() * 1e9)
