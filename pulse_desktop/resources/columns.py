"""What a snapshot adds to history: only values that it won, each in its series' column."""

from collections.abc import Iterable

from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import Readings, SeriesIndex, SeriesKey, SeriesTarget
from pulse_desktop.model.snapshot import Snapshot


class Columns:
    """Finds the column of each series without asking the index twice."""

    def __init__(self, index: SeriesIndex) -> None:
        self._index = index
        self._known: dict[SeriesTarget, dict[Metric, int]] = {}

    def readings(self, snapshot: Snapshot, resources: Iterable[Resource]) -> Readings | None:
        """A losing source never writes a second line; ``None`` where nothing was measured."""
        source, at = snapshot.source, snapshot.collected_at
        readings = Readings(at)
        columns, values = readings.columns, readings.values
        for resource in resources:
            if resource.series is None:
                continue
            known = self._known.setdefault(resource.series, {})
            for metric, measured in resource.metrics.items():
                if measured.at == at and (measured.source is source or measured.source == source):
                    column = known.get(metric)
                    if column is None:
                        key = SeriesKey(resource.series, metric)
                        column = known[metric] = self._index.column(key)
                    columns.append(column)
                    values.append(measured.measurement.value)
        return readings if len(readings) else None
