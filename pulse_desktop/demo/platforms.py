"""The platforms of the demo estate, under the ids and titles of the real ones."""

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from pulse_desktop.demo.graph import FixtureGraph, fixture_graph
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category
from pulse_desktop.model.ids import PlatformId, SourceName
from pulse_desktop.model.source import Role, Source
from pulse_desktop.model.text import Text, mark
from pulse_desktop.provider.platform import (
    Candidate,
    Commands,
    IngestionMode,
    Platform,
    Problem,
    Provider,
    Surroundings,
    Target,
)
from pulse_desktop.provider.stage import Stage, StageId, StageState, StageTitle

if TYPE_CHECKING:  # numpy
    from pulse_desktop.demo.readings import Readings

_NOTHING_THERE = mark(
    "Demo", "{name} belongs to the demo estate, so there is nothing to connect to."
)
_TITLES = (StageTitle(StageId.REACH, mark("Demo", "Reach the target")),)

_turn = threading.Lock()
"""All sites are opened at once, and the first makes the curves for all: each worker would make
them again, because a cache does not wait for what is under way."""


def nothing_there(connection: str) -> Text:
    """Why a connection of that name is neither tested nor changed."""
    return _NOTHING_THERE.given(name=connection)


@cache
def graph_of(scale: int) -> FixtureGraph:
    """The estate, put together once for everybody."""
    return fixture_graph(scale)


@cache
def platforms(scale: int = 1) -> tuple[Platform, ...]:
    """Every platform of which the estate has something, over the graph of that scale."""
    return tuple(_platform(one, scale) for one in _KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What the program knows of a platform, apart from how it is read."""

    id: str
    title: str
    source: str
    role: Role
    ingestion: IngestionMode = IngestionMode.API
    stale_after_s: float = 120
    interval_s: float = 15


_KINDS = (
    _Kind(
        id="proxmox_ve",
        title="Proxmox VE",
        source="proxmox",
        role=Role.HYPERVISOR,
        stale_after_s=60,
    ),
    _Kind(id="proxmox_backup", title="Proxmox Backup Server", source="pbs", role=Role.APPLIANCE),
    _Kind(id="proxmox_mail", title="Proxmox Mail Gateway", source="pmg", role=Role.APPLIANCE),
    _Kind(id="truenas", title="TrueNAS", source="truenas", role=Role.APPLIANCE),
    _Kind(id="vmware", title="VMware vSphere", source="vmware", role=Role.HYPERVISOR),
    _Kind(id="docker", title="Docker", source="docker", role=Role.RUNTIME),
    _Kind(id="kubernetes", title="Kubernetes", source="kubernetes", role=Role.ORCHESTRATOR),
    _Kind(
        id="agent",
        title="Agent",
        source="agent",
        role=Role.AGENT,
        ingestion=IngestionMode.AGENT,
        stale_after_s=60,
        interval_s=10,
    ),
)


def _platform(kind: _Kind, scale: int) -> Platform:
    async def connect(target: Target, surroundings: Surroundings) -> Provider:
        begin = partial(_session, scale, made.source(target.connection), surroundings)
        return await asyncio.get_running_loop().run_in_executor(surroundings.workers, begin)

    made = Platform(
        id=PlatformId(kind.id),
        title=kind.title,
        source_name=SourceName(kind.source),
        role=kind.role,
        ingestion=kind.ingestion,
        owns_source=False,
        stale_after_s=kind.stale_after_s,
        default_interval_s=kind.interval_s,
        fields=(),
        normalise=_as_it_is,
        check=_no_problem,
        needs_secret=_no_secret,
        connect=connect,
        stages=_stages,
        examine=_examine,
        discover=_nothing_found,
        commands=_no_commands,
    )
    return made


def _session(scale: int, source: Source, surroundings: Surroundings) -> Provider:
    """Loads numpy, in a worker, when it is first needed."""
    with _turn:
        return _session_alone(scale, source, surroundings)


def _session_alone(scale: int, source: Source, surroundings: Surroundings) -> Provider:
    from pulse_desktop.demo.provider import DemoProvider
    from pulse_desktop.demo.reader import Reader
    from pulse_desktop.demo.shelf import common_shelf

    site = graph_of(scale).site(source.connection)
    reader = Reader(site, source, _readings_of(scale))
    return DemoProvider(site, reader, surroundings, common_shelf())


@cache
def _readings_of(scale: int) -> "Readings":
    from pulse_desktop.demo.readings import Readings

    return Readings(graph_of(scale).curves)


async def _examine(target: Target, surroundings: Surroundings) -> AsyncIterator[Stage]:
    del surroundings
    yield Stage(
        id=StageId.REACH,
        state=StageState.FAILED,
        detail=nothing_there(target.connection.name),
        category=Category.REFUSED,
    )


def _as_it_is(connection: Connection) -> Connection:
    return connection


def _no_problem(connection: Connection) -> tuple[Problem, ...]:
    del connection
    return ()


def _no_secret(connection: Connection) -> bool:
    del connection
    return False


def _stages(connection: Connection) -> tuple[StageTitle, ...]:
    del connection
    return _TITLES


def _nothing_found() -> tuple[Candidate, ...]:
    return ()


def _no_commands(connection: Connection) -> tuple[Commands, ...]:
    del connection
    return ()
