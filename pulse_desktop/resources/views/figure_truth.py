"""How the figures for memory and disk that are shown were come by, whichever source is believed."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pulse_desktop.model.facet import Facet, FigureTruth, GuestFacet, HostFacet, NodeFacet
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Measured, Resource
from pulse_desktop.model.source import Role

FIELDS: Mapping[Metric, str] = MappingProxyType({Metric.MEMORY: "memory", Metric.DISK: "disk"})
"""Where a facet keeps what is behind a metric."""

AGENT = "agent"
"""The label of a figure that an agent on the machine measured (Pulse 6, source catalogue)."""

_PREFERRED, _FALLBACK = "preferred", "fallback"
_REASONS: Mapping[Metric, str] = MappingProxyType({Metric.MEMORY: "host-agent-memory"})


def truths(facet: Facet) -> Iterator[tuple[str, FigureTruth]]:
    """What a facet says of its own figures, by field."""
    if isinstance(facet, NodeFacet | GuestFacet):
        for name in FIELDS.values():
            truth = getattr(facet, name)
            if truth is not None:
                yield name, truth


def has_truth(resource: Resource) -> bool:
    """Whether it is one of the things whose figures have to be chosen: a node or a guest."""
    return any(isinstance(each.facet, NodeFacet | GuestFacet) for each in resource.facets)


def figure_truth(resource: Resource, metric: Metric) -> FigureTruth | None:
    """What is behind the figure of ``metric`` that ``resource`` shows.

    Where an agent on the machine is believed, the figure is its own, and what the hypervisor had
    to choose from stays beside it.
    """
    told = _told(resource, metric)
    measured = resource.metrics.get(metric)
    if measured is None or not _is_by_agent(resource, measured):
        return told
    inputs = told.inputs if told is not None else ()
    return FigureTruth(
        source=AGENT,
        trust=_FALLBACK if metric in _REASONS else _PREFERRED,
        fallback_reason=_REASONS.get(metric),
        used=_whole(measured.measurement.used),
        total=_whole(measured.measurement.total),
        measured_at=measured.at,
        inputs=inputs,
    )


def _told(resource: Resource, metric: Metric) -> FigureTruth | None:
    field = FIELDS[metric]
    found = (dict(truths(each.facet)).get(field) for each in resource.facets)
    return next((truth for truth in found if truth is not None), None)


def _is_by_agent(resource: Resource, measured: Measured) -> bool:
    has_host = any(isinstance(each.facet, HostFacet) for each in resource.facets)
    return measured.source.role is Role.AGENT and has_host


def _whole(count: float | None) -> int | None:
    return None if count is None else int(count)
