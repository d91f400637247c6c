"""The whole estate as it is, was or will be at an instant, put through the registry."""

from datetime import datetime, timedelta

from pulse_desktop.demo.graph import FixtureGraph
from pulse_desktop.demo.grid import GRID, on_grid, past_begins
from pulse_desktop.demo.platforms import platforms
from pulse_desktop.demo.reader import Reader
from pulse_desktop.demo.readings import Readings
from pulse_desktop.demo.thing import Site
from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.operator import NOTHING_KEPT, Kept
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.source import Source
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.resources.registry import Registry


def state_at(graph: FixtureGraph, at: datetime, kept: Kept = NOTHING_KEPT) -> ReadState:
    """What the program shows at ``at``: what cannot be read then is stale. For a worker."""
    registry, readings = Registry(SeriesIndex(), kept), Readings(graph.curves)
    for site in graph.sites:
        source = source_of(site)
        seen_at = last_seen_at(site, on_grid(at))
        registry.apply(Reader(site, source, readings).snapshot(seen_at))
        if seen_at < on_grid(at):
            registry.expire(source, timedelta(0), at)
    return registry.state


def events_until(graph: FixtureGraph, at: datetime) -> tuple[Change, ...]:
    """What the sites have told of the past by ``at``, as the timeline has it. For a worker."""
    registry, told = Registry(SeriesIndex()), list[Change]()
    readings = Readings(graph.curves)
    for site in graph.sites:
        happened = site.happenings(past_begins(at), at)
        commit = registry.apply(
            Reader(site, source_of(site), readings).snapshot(on_grid(at), happened)
        )
        told += (change for change in commit.changes if change.kind is ChangeKind.ACTIVITY)
    return tuple(told)


def source_of(site: Site) -> Source:
    """Who speaks for a site."""
    platform = next(one for one in platforms() if one.id == site.connection.platform)
    return platform.source(site.connection)


def last_seen_at(site: Site, at: datetime) -> datetime:
    """The newest instant of the grid at which the site could be read."""
    began = [outage.began(at) for outage in site.outages if outage.is_on(at)]
    return min(began) - GRID if began else at
