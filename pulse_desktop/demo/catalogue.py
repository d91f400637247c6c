"""Which curve is behind which series: worked out by the registry, as for any estate (M-12)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.graph import FixtureGraph
from pulse_desktop.demo.moment import source_of, state_at
from pulse_desktop.demo.reader import curves_of
from pulse_desktop.demo.thing import Thing
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Source

_QUIET = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""An instant at which the story has nothing down."""

_Member = tuple[Source, NativeId, ResourceType]


def catalogue(graph: FixtureGraph) -> Mapping[SeriesKey, Curve]:
    """The curve of every series of the estate. Costs as much as a poll of all of it."""
    things = {
        (source_of(site), thing.still.native_id, thing.still.type): thing
        for site in graph.sites
        for thing in site.things
    }
    state = state_at(graph, _QUIET)
    return MappingProxyType(
        {key: curve for one in state.by_id.values() for key, curve in _series(one, things)}
    )


def _series(
    resource: Resource, things: Mapping[_Member, Thing]
) -> Iterator[tuple[SeriesKey, Curve]]:
    """Its series; of several who measure one thing, that of the one who is believed."""
    if resource.series is None:
        return
    believed = {metric: one.source for metric, one in resource.metrics.items()}
    members = reversed(resource.members)  # the most believed last, so that it stands
    told = [(one.source, things[one.source, one.native_id, one.type]) for one in members]
    for source, thing in told:
        for curve in curves_of(thing):
            if believed.get(curve.metric, source) == source:
                yield SeriesKey(resource.series, curve.metric), curve
