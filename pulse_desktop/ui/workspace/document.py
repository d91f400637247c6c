"""The chart that is on show: changed by intents, each of which can be undone."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from pulse_desktop.model.resource import Resource
from pulse_desktop.model.saved_chart import (
    Against,
    ChartedSeries,
    SavedChart,
    SeriesName,
    Strongest,
    new_chart_id,
)
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.ui.workspace import composition

OfferUndo = Callable[[str, Callable[[], None]], None]
"""Tells what was done, without its full stop, and takes what undoes it."""


class ChartDocument(QObject):
    """Owner of one ``SavedChart``. It is there before anything draws it."""

    changed = Signal()
    """The chart is another one: other series, another comparison, other words."""

    edited = Signal()
    """The user changed it, so that it is worth keeping."""

    def __init__(self, offer: OfferUndo, parent: QObject) -> None:
        super().__init__(parent)
        self._offer = offer
        self._chart = unnamed()

    @property
    def chart(self) -> SavedChart:
        """What is to be drawn."""
        return self._chart

    def show(self, chart: SavedChart) -> None:
        """Take another chart as it is."""
        if chart != self._chart:
            self._chart = chart
            self.changed.emit()

    def replace_with(self, chart: SavedChart) -> None:
        """Take another chart; undone by bringing back the one before."""
        before = self._chart
        self._edit(chart)
        if before.series:
            said = self.tr("Opened {name}").format(name=chart.name or self.tr("a new chart"))
            self._offer(said, lambda: self._edit(before))

    def add(self, series: Iterable[ChartedSeries]) -> int:
        """Draw more curves. Returns how many there were not."""
        before = len(self._chart.series)
        self._edit(composition.with_series(self._chart, series))
        return len(self._chart.series) - before

    def add_resources(self, resources: Iterable[Resource]) -> int:
        """Draw what some resources are mostly looked at for."""
        return self.add(s for resource in resources for s in composition.main_series(resource))

    def remove(self, names: Iterable[SeriesName]) -> None:
        """Take curves out, undoably."""
        before = self._chart
        self._edit(composition.without(before, names))
        gone = len(before.series) - len(self._chart.series)
        if gone:
            many = self.tr("Removed %n curves from the chart", "", gone)
            said = self.tr("Removed a curve from the chart") if gone == 1 else many
            self._offer(said, lambda: self._edit(before))

    def isolate(self, name: SeriesName) -> None:
        """Draw only this curve of its panel, or all again."""
        self._edit(composition.isolated(self._chart, name))

    def toggle(self, name: SeriesName) -> None:
        """Hide a curve, or draw it again."""
        self._edit(composition.toggled(self._chart, name))

    def move(self, name: SeriesName, steps: int) -> None:
        """Put a curve earlier or later in its panel."""
        self._edit(composition.moved(self._chart, name, steps))

    def compare(self, against: Against) -> None:
        """Draw another time below."""
        self._edit(
            replace(self._chart, comparison=replace(self._chart.comparison, against=against))
        )

    def pin(self, at_s: float) -> None:
        """Remember an instant to compare with."""
        self._edit(replace(self._chart, comparison=replace(self._chart.comparison, pinned_s=at_s)))

    def choose_strongest(self, wanted: Strongest) -> None:
        """Say which of many curves are drawn."""
        self._edit(replace(self._chart, strongest=wanted))

    def begin_at_zero(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Say where value axes begin."""
        self._edit(replace(self._chart, starts_at_zero=wanted))

    def rename(self, name: str) -> None:
        """Call it something else."""
        self._edit(replace(self._chart, name=name))

    def bind(self, state: ReadState, *, by_alias: bool) -> None:
        """Take over what resources are called now, and where their history is kept."""
        self.show(composition.bound(self._chart, state, by_alias=by_alias))

    def _edit(self, chart: SavedChart) -> None:
        if chart != self._chart:
            self.show(chart)
            self.edited.emit()


def unnamed() -> SavedChart:
    """A chart with nothing in it."""
    return SavedChart(id=new_chart_id())
