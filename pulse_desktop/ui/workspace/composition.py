"""Changing which series a chart has, and in what order. Pure: a new chart comes of every change."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pulse_desktop.model.metric import Metric, Unit
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.saved_chart import ChartedSeries, SavedChart, SeriesName
from pulse_desktop.resources.read_state import ReadState

_MAIN = (
    (Metric.CPU, Metric.MEMORY),
    (Metric.USAGE,),
    (Metric.TEMPERATURE,),
    (Metric.SMART_TEMPERATURE,),
    (Metric.DISK_READ, Metric.DISK_WRITE),
    (Metric.NET_IN, Metric.NET_OUT),
)
"""What a row is mostly looked at for; the first of these that it measures is added by one key."""

_NOT_CHARTED = frozenset({Metric.TOTAL})
"""A constant is a line that says nothing."""


_MOST_NAMED = 3


def title_of(series: Iterable[ChartedSeries]) -> str:
    """The resources, as many as a title has room for."""
    names = list(dict.fromkeys(one.name for one in series))
    more = ["…"] if len(names) > _MOST_NAMED else []
    return ", ".join(names[:_MOST_NAMED] + more)


def charted(resource: Resource, metric: Metric) -> ChartedSeries | None:
    """One series of ``resource``; ``None`` for what has no history."""
    if resource.series is None:
        return None
    return ChartedSeries(
        resource=resource.id, metric=metric, name=resource.name, target=resource.series
    )


def offered(resource: Resource) -> tuple[Metric, ...]:
    """What can be drawn of ``resource``, in the order of the catalogue."""
    if resource.series is None:
        return ()
    return tuple(m for m in Metric if m in resource.metrics and m not in _NOT_CHARTED)


def main_series(resource: Resource) -> tuple[ChartedSeries, ...]:
    """What adding the whole row adds."""
    known = offered(resource)
    chosen = next((found for group in _MAIN if (found := _both(group, known))), known[:1])
    made = (charted(resource, metric) for metric in chosen)
    return tuple(series for series in made if series is not None)


def with_series(chart: SavedChart, added: Iterable[ChartedSeries]) -> SavedChart:
    """``chart`` with more curves; one that it has is shown, and not doubled."""
    known = {series.identity: series for series in chart.series}
    for series in added:
        known[series.identity] = replace(series, is_shown=True)
    return replace(chart, series=tuple(known.values()))


def without(chart: SavedChart, gone: Iterable[SeriesName]) -> SavedChart:
    """``chart`` with fewer curves."""
    names = set(gone)
    return replace(chart, series=tuple(s for s in chart.series if s.identity not in names))


def toggled(chart: SavedChart, name: SeriesName) -> SavedChart:
    """Hide a curve, or show it again."""
    return _shown(chart, lambda s: s.is_shown is not (s.identity == name))


def isolated(chart: SavedChart, name: SeriesName) -> SavedChart:
    """Only this curve of its panel; all of them where it was alone already."""
    unit = name[1].unit
    beside = [s for s in chart.series if s.metric.unit is unit and s.identity != name]
    alone = not any(s.is_shown for s in beside)
    return _shown(
        chart, lambda s: s.is_shown if s.metric.unit is not unit else alone or s.identity == name
    )


def moved(chart: SavedChart, name: SeriesName, steps: int) -> SavedChart:
    """A curve earlier (negative) or later among those of its panel."""
    unit = name[1].unit
    panel = [s for s in chart.series if s.metric.unit is unit]
    here = next((i for i, s in enumerate(panel) if s.identity == name), None)
    if here is None:
        return chart
    there = min(max(here + steps, 0), len(panel) - 1)
    panel.insert(there, panel.pop(here))
    return _with_panel(chart, unit, panel)


def panels(series: Sequence[ChartedSeries]) -> tuple[tuple[ChartedSeries, ...], ...]:
    """The series of each unit; units in the order in which the first series of each stands."""
    units = dict.fromkeys(s.metric.unit for s in series)
    return tuple(tuple(s for s in series if s.metric.unit is unit) for unit in units)


def bound(chart: SavedChart, state: ReadState, *, by_alias: bool) -> SavedChart:
    """``chart`` with the names and addresses of the present; the same object if none differs.

    ``by_alias`` also looks for ids that are no longer anybody's first one, which goes through
    every resource.
    """
    found = [_bound(series, state, by_alias=by_alias) for series in chart.series]
    if all(new is old for new, old in zip(found, chart.series, strict=True)):
        return chart
    once: dict[SeriesName, ChartedSeries] = {}
    for series in found:  # two that became one resource are one curve
        once.setdefault(series.identity, series)
    return replace(chart, series=tuple(once.values()))


def _bound(series: ChartedSeries, state: ReadState, *, by_alias: bool) -> ChartedSeries:
    resource = state.by_id.get(series.resource)
    if resource is None and by_alias:
        resource = state.resource(series.resource)
    if resource is None:
        return series
    now = (resource.id, resource.name, resource.series or series.target)
    if now == (series.resource, series.name, series.target):
        return series
    return replace(series, resource=now[0], name=now[1], target=now[2])


def _both(group: tuple[Metric, ...], known: tuple[Metric, ...]) -> tuple[Metric, ...]:
    return tuple(metric for metric in group if metric in known)


def _shown(chart: SavedChart, says: Callable[[ChartedSeries], bool]) -> SavedChart:
    series = tuple(replace(s, is_shown=says(s)) for s in chart.series)
    return replace(chart, series=series)


def _with_panel(chart: SavedChart, unit: Unit, panel: Sequence[ChartedSeries]) -> SavedChart:
    """The places of one unit's series taken by ``panel``, those of others left alone."""
    ordered = iter(panel)
    series = tuple(next(ordered) if s.metric.unit is unit else s for s in chart.series)
    return replace(chart, series=series)
