"""The container engines: compose projects on single hosts, and a Swarm of three."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from pulse_desktop.demo.estate import engines, home_engines, loop, number, office_engines, stack
from pulse_desktop.demo.estate.container import container, engine_thing, facet_of, swarm_container
from pulse_desktop.demo.estate.engine import Engine, Project, Service
from pulse_desktop.demo.estate.swarm_service import services
from pulse_desktop.demo.thing import Site, Thing
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId

DOCKER = PlatformId("docker")

_SINGLE = (*engines.ENGINES, *home_engines.ENGINES, *office_engines.ENGINES)
"""Engines that are alone on their machine."""


def sites(scale: int) -> tuple[Site, ...]:
    """One connection an engine; ``scale`` times as many containers of compose projects."""
    return (
        *(_single(engine, scale) for engine in _SINGLE),
        *(_of_swarm(engine) for engine in stack.ENGINES),
    )


def _connection(engine: Engine) -> Connection:
    return Connection(
        id=ConnectionId(engine.connection),
        platform=DOCKER,
        name=engine.title,
        address=f"ssh://pulse@{engine.machine}.home.arpa",
        interval_s=15,
    )


def _single(engine: Engine, scale: int) -> Site:
    containers = tuple(
        _container(engine, project, service) for project, service in _copies(engine, scale)
    )
    site = Site(
        connection=_connection(engine), things=(engine_thing(engine, containers), *containers)
    )
    if engine is engines.OPS:
        return replace(site, happenings=partial(loop.happenings, engine))
    return site


def _copies(engine: Engine, scale: int) -> Iterator[tuple[Project, Service]]:
    for copy in range(scale):
        for project in engine.projects:
            for service in project.services:
                name = project.container(service)
                if copy == 0:
                    yield project, service
                else:
                    yield project, replace(service, given_name=number.numbered(name, copy))


def _container(engine: Engine, project: Project, service: Service) -> Thing:
    thing = container(engine, project, service)
    if project.container(service) != engines.RESTARTING:
        return thing
    return replace(thing, phase=partial(loop.phase, facet_of(engine, project, service)))


def _of_swarm(engine: Engine) -> Site:
    containers = tuple(
        swarm_container(task)
        for service in stack.SERVICES
        for task in stack.tasks(service)
        if task.engine is engine
    )
    told = services(engine) if engine is stack.MANAGER else ()
    things = (engine_thing(engine, containers), *containers, *told)
    return Site(connection=_connection(engine), things=things)
