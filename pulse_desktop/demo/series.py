"""The sampler as a source of series: every point of every chart of the estate comes from it."""

from collections.abc import Mapping, Sequence
from functools import cache

from pulse_desktop.demo.catalogue import catalogue
from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.grid import GRID_MS, on_grid, past_begins
from pulse_desktop.demo.platforms import graph_of
from pulse_desktop.demo.shelf import common_shelf
from pulse_desktop.history.buckets import Buckets
from pulse_desktop.history.series_source import Extent
from pulse_desktop.model.clock import Clock, epoch_ms
from pulse_desktop.model.series import SeriesKey


class DemoSeries:
    """Answers for the estate of one scale, from ninety days ago up to now."""

    def __init__(self, scale: int, now: Clock) -> None:
        self._scale = scale
        self._now = now
        self._shelf = common_shelf()

    def extent(self) -> Extent:
        """See ``SeriesSource.extent``."""
        at = on_grid(self._now())
        return Extent(GRID_MS, epoch_ms(past_begins(at)), epoch_ms(at))

    def buckets(
        self, keys: Sequence[SeriesKey], span: tuple[int, int], width_ms: int
    ) -> Mapping[SeriesKey, Buckets]:
        """See ``SeriesSource.buckets``."""
        curves, tick_ms = curves_of_scale(self._scale), epoch_ms(on_grid(self._now()))
        asked = {key: curves[key] for key in keys if key in curves}
        every = tuple(dict.fromkeys(asked.values()))
        found = self._shelf.buckets(every, span, width_ms, tick_ms)
        return {key: found[curve] for key, curve in asked.items() if len(found[curve])}


@cache
def curves_of_scale(scale: int) -> Mapping[SeriesKey, Curve]:
    """The catalogue of the estate of that scale, worked out once."""
    return catalogue(graph_of(scale))
