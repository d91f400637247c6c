"""The read model of an earlier instant: things as they were replayed, with their figures then."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from pulse_desktop.model.condition import stale
from pulse_desktop.model.identity import NO_IDENTITY
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Measured, Resource, SourceState, SourceStatus
from pulse_desktop.model.series import Figure, SeriesTarget
from pulse_desktop.model.snapshot import Severity
from pulse_desktop.model.source import Source
from pulse_desktop.resources.past.replay import Thing
from pulse_desktop.resources.read_state import ReadState

Figures = Mapping[SeriesTarget, Mapping[Metric, Figure]]
"""Of each series what counted at the instant."""

_NOTHING: Mapping[Metric, Measured] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, and what history has of it."""

    at: datetime
    figures: Figures
    lost: Mapping[ResourceId, SeriesTarget]
    """The history of what is gone since, as far as it was found."""


def measured_only(things: Mapping[ResourceId, Thing], moment: Moment) -> dict[ResourceId, Thing]:
    """Of an instant that the timeline does not reach: what history has, without a status.

    What else there was, or how anything stood, nothing tells. A name and a parent are those that
    the timeline's reach began with.
    """
    return {
        one: replace(thing, condition=None, severity=Severity.HEALTHY, is_as_today=False)
        for one, thing in things.items()
        if (_target(thing) or moment.lost.get(one)) in moment.figures
    }


def past_state(today: ReadState, things: Mapping[ResourceId, Thing], moment: Moment) -> ReadState:
    """What is known of ``moment``; what neither timeline nor history tells is absent.

    ``at`` is the newest reading in it; ``None`` where nothing was recorded at that time.
    """
    scene = _Scene(today, things, moment)
    resources = {one: scene.resource(thing) for one, thing in things.items()}
    instants = [measured.at for r in resources.values() for measured in r.metrics.values()]
    by_id = MappingProxyType(resources)
    return ReadState(today.revision, by_id, max(instants, default=None), today.verdicts)


class _Scene:
    """What the resources of one instant have to do with each other."""

    def __init__(
        self, today: ReadState, things: Mapping[ResourceId, Thing], moment: Moment
    ) -> None:
        self._things = things
        self._moment = moment
        self._children = Counter(t.parent_id for t in things.values() if t.parent_id is not None)
        self._measuring = _sources(r for r in today.by_id.values() if r.metrics)
        measured = (t.known for t in things.values() if _is_measured(t, moment.figures))
        self._heard = _sources(measured)

    def resource(self, thing: Thing) -> Resource:
        """What is known of one of them."""
        known, at = thing.known, self._moment.at
        target = _target(thing) or self._moment.lost.get(thing.id)
        parent = None if thing.parent_id is None else self._things.get(thing.parent_id)
        is_quiet = self._is_quiet(known)
        return Resource(
            id=thing.id,
            type=thing.type,
            name=thing.name,
            condition=stale(thing.shown) if is_quiet else thing.shown,
            technology=None if known is None else known.technology,
            sources=_NO_SOURCES if known is None else self._statuses(known),
            identity=NO_IDENTITY,
            metrics=_NOTHING if target is None else self._measured(thing, target),
            series=target,
            parent_id=None if parent is None else parent.id,
            parent_name=None if parent is None else parent.name,
            child_count=self._children[thing.id],
            tags=(),
            web_url=None,
            started_at=None,
            restart_count=None,
            facets=(),
            facts=(),
            last_seen_at=at,
            updated_at=at,
            is_stale=is_quiet,
            aliases=() if known is None else known.aliases,
        )

    def _is_quiet(self, known: Resource | None) -> bool:
        """Whether all that tells of it measures something, and nothing of that was recorded."""
        if not self._measuring:
            return False
        told = self._measuring if known is None else known.sources.keys()
        return bool(told) and told <= self._measuring and not (told & self._heard)

    def _statuses(self, known: Resource) -> Mapping[Source, SourceStatus]:
        return {
            source: SourceStatus(
                SourceState.STALE if self._is_silent(source) else SourceState.ONLINE,
                self._moment.at,
                status.native_id,
            )
            for source, status in known.sources.items()
        }

    def _is_silent(self, source: Source) -> bool:
        return source in self._measuring and source not in self._heard

    def _measured(self, thing: Thing, target: SeriesTarget) -> Mapping[Metric, Measured]:
        found = self._moment.figures.get(target)
        if not found:
            return _NOTHING
        now = thing.known.metrics if thing.known is not None else _NOTHING
        first = self._teller(thing)
        if first is None:
            return _NOTHING
        sources = {metric: measured.source for metric, measured in now.items()}
        return {
            metric: Measured(figure.measurement, sources.get(metric, first), figure.at)
            for metric, figure in found.items()
        }

    def _teller(self, thing: Thing) -> Source | None:
        """A source of the thing, or one that bears the name of who told that it is gone."""
        if thing.known is not None:
            return next(iter(thing.known.sources), None)
        named = (s for s in self._measuring if s.name == thing.source)
        return min(named, key=lambda source: source.connection, default=None)


_NO_SOURCES: Mapping[Source, SourceStatus] = MappingProxyType({})


def _is_measured(thing: Thing, figures: Figures) -> bool:
    target = _target(thing)
    return target is not None and target in figures


def _target(thing: Thing) -> SeriesTarget | None:
    return None if thing.known is None else thing.known.series


def _sources(resources: Iterable[Resource | None]) -> frozenset[Source]:
    return frozenset(source for r in resources if r is not None for source in r.sources)
