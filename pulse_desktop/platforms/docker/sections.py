"""Which sections of its API an engine opens to us, and what they show at a first look."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.docker.client import Engine
from pulse_desktop.platforms.docker.host import is_in_swarm
from pulse_desktop.platforms.docker.wire import ContainerRow, Info, SwarmInfo
from pulse_desktop.provider.numbers import size
from pulse_desktop.provider.stage import StageLine, StageState
from pulse_desktop.provider.step import Finding

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the API, and what is missing without it."""

    name: Text
    loss: Text


_CONTAINERS = mark("Docker", "containers")
_INFO = Section(
    mark("Docker", "engine facts"),
    mark("Docker", "engine facts are not permitted: CPU use and Swarm stay unknown"),
)
_EVENTS = Section(
    mark("Docker", "events"),
    mark("Docker", "events are not permitted: changes show at the next poll only"),
)
_STATISTICS = Section(
    mark("Docker", "statistics"),
    mark("Docker", "statistics are not permitted: CPU and memory stay unknown"),
)
_SERVICES = Section(
    mark("Docker", "services"),
    mark("Docker", "services are not permitted: Swarm services are not shown"),
)
_TASKS = Section(
    mark("Docker", "tasks"),
    mark("Docker", "tasks are not permitted: services are shown without theirs"),
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What the sections that answered showed."""

    containers: tuple[ContainerRow, ...]
    info: Info | None
    services: int | None

    @property
    def swarm(self) -> SwarmInfo | None:
        """The engine's place in a Swarm, when it is an active member of one."""
        swarm = self.info.swarm if self.info else None
        return swarm if is_in_swarm(swarm) else None


async def look(engine: Engine) -> Finding[Sight]:
    """Ask every section once. Containers have to answer; the lack of another only degrades.

    Raises:
        ProviderError: Containers may not be listed, or the engine failed.
    """
    containers = (await engine.containers()).found
    lines = [StageLine(StageState.PASSED, _CONTAINERS)]
    info = await _tried(engine.info(), _INFO, lines)
    await _tried(_heard(engine), _EVENTS, lines)
    if containers:
        await _tried(engine.stats(containers[0].id), _STATISTICS, lines)
    sight = Sight(containers, info, None)
    if sight.swarm is not None and sight.swarm.control_available:
        services = await _tried(engine.services(), _SERVICES, lines)
        await _tried(engine.tasks(), _TASKS, lines)
        sight = Sight(containers, info, len(services.found) if services else None)
    return _judged(sight, lines)


async def _tried(asked: Awaitable[T], section: Section, lines: list[StageLine]) -> T | None:
    try:
        answer = await asked
    except ProviderError as error:
        if error.category is not Category.FORBIDDEN:
            raise
        lines.append(StageLine(StageState.WARNING, section.loss))
        return None
    lines.append(StageLine(StageState.PASSED, section.name))
    return answer


async def _heard(engine: Engine) -> None:
    """Ask for the events of a moment long gone, so that the stream ends at once."""
    async for _ in engine.events((), since="1", until="2"):
        continue


def _judged(sight: Sight, lines: list[StageLine]) -> Finding[Sight]:
    granted = sum(line.state is StageState.PASSED for line in lines)
    return Finding(
        value=sight,
        detail=mark("Docker", "{granted} of {count}").given(granted=granted, count=len(lines)),
        lines=tuple(lines),
        state=StageState.PASSED if granted == len(lines) else StageState.WARNING,
    )


def preview(sight: Sight) -> Finding[bool]:
    """What a connection to this engine would show."""
    swarm = sight.swarm
    found: dict[str, int] = {
        "containers": len(sight.containers),
        "running": sum(row.state == "running" for row in sight.containers),
    }
    if swarm is None:
        text = mark("Docker", "containers: {containers} ({running} running)").given(**found)
        return Finding(value=True, detail=text)
    if not swarm.control_available:
        text = mark("Docker", "containers: {containers} ({running} running) · Swarm worker").given(
            **found
        )
        line = StageLine(
            StageState.WARNING,
            mark(
                "Docker", "This engine is a worker. Services are fully visible only on a manager."
            ),
        )
        return Finding(value=True, detail=text, lines=(line,))
    found |= {"nodes": size(swarm.nodes) or 1, "services": sight.services or 0}
    return Finding(
        value=True,
        detail=mark(
            "Docker",
            "containers: {containers} ({running} running) · "
            "Swarm manager, nodes: {nodes} · services: {services}",
        ).given(**found),
    )
