"""A past without anything in it."""

from pulse_desktop.model.saved_chart import ChartBook
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.resources.read_state import EMPTY
from pulse_desktop.timeline.selection import Page


class NothingRecorded:
    """A history without a point."""

    async def lines(self, target, metrics, window, max_points):
        return {}

    async def series(self, keys, window, max_points):
        return {}

    async def grid(self, keys, window, columns):
        from pulse_desktop.history.grid import query_grid  # numpy: not before a chart asks
        from pulse_desktop.history.memory import Held

        return query_grid(None, Held(SeriesIndex(), ()), keys, window, columns)

    async def events(self, wanted):
        return Page((), None)

    async def event_counts(self, resources):
        return {}

    async def at(self, moment):
        return EMPTY


class NoNotes:
    """A timeline on which nobody writes."""

    async def between(self, start, end):
        return ()

    async def keep(self, note):
        """Written into the wind."""

    async def remove(self, note):
        """There is none."""


class NoCharts:
    """An estate without charts."""

    async def load(self, estate):
        return ChartBook()

    async def save(self, estate, book):
        """Nobody will ask for it."""
