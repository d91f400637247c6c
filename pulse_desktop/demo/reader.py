"""What one connection of the estate tells at an instant, numbers included."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.readings import Readings
from pulse_desktop.demo.thing import Site, Thing
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Activity, Observation, ResourceType, Snapshot
from pulse_desktop.model.source import Source

_COUNTED: Mapping[ResourceType, str] = MappingProxyType(
    {
        ResourceType.AGENT: "hosts",
        ResourceType.VM: "vms",
        ResourceType.SYSTEM_CONTAINER: "containers",
        ResourceType.APP_CONTAINER: "containers",
        ResourceType.DOCKER_SERVICE: "services",
        ResourceType.K8S_NODE: "nodes",
        ResourceType.POD: "pods",
        ResourceType.K8S_DEPLOYMENT: "deployments",
        ResourceType.STORAGE: "storages",
        ResourceType.PHYSICAL_DISK: "disks",
    }
)
"""What a connection's record counts, under the names that real connections use."""


class Reader:
    """Reads one site. For any thread."""

    def __init__(self, site: Site, source: Source, readings: Readings) -> None:
        """``readings`` have at least the curves of the site."""
        self._site = site
        self._source = source
        self._readings = readings
        self._rows = readings.rows(c for thing in site.things for c in curves_of(thing))

    def snapshot(self, at: datetime, activities: tuple[Activity, ...] = ()) -> Snapshot:
        """Everything as it is at ``at``, an instant of the grid."""
        survey = self._site.survey(at)
        return replace(self.glance(at), activities=activities, survey=survey)

    def glance(self, at: datetime) -> Snapshot:
        """Its things alone: nobody has looked yet what happened, or what could be restored."""
        values = iter(self._readings.at(epoch_ms(at), self._rows))
        things = self._site.things
        return Snapshot(
            source=self._source,
            collected_at=at,
            observations=tuple(_observed(thing, at, values) for thing in things),
            issues=self._site.issues(at),
            counts=_counts(things),
        )


def curves_of(thing: Thing) -> tuple[Curve, ...]:
    """Its lines of numbers, in the order of its metrics."""
    subject = thing.subject
    if subject is None:
        return ()
    return tuple(Curve(subject, metric, thing.role) for metric in thing.metrics)


def _observed(thing: Thing, at: datetime, values: Iterator[float]) -> Observation:
    """The thing at an instant; takes as many of ``values`` as it has curves."""
    totals = dict(thing.totals)
    measured = {
        metric: _measurement(value, totals.get(metric))
        for metric, value in zip(_metrics_of(thing), values, strict=False)
        if math.isfinite(value)
    }
    seen = replace(thing.phase(thing.still, at), metrics=MappingProxyType(measured))
    return thing.detail(seen)


def _metrics_of(thing: Thing) -> tuple[Metric, ...]:
    return () if thing.subject is None else thing.metrics


def _measurement(value: float, total: int | None) -> Measurement:
    return Measurement(value) if total is None else Measurement(value, value * total, float(total))


def _counts(things: Iterable[Thing]) -> Mapping[str, int]:
    types = (thing.still.type for thing in things)
    return MappingProxyType(Counter(_COUNTED[one] for one in types if one in _COUNTED))
