"""Lets what is done on charts change the window of time."""

from dataclasses import replace

from PySide6.QtCore import QObject

from pulse_desktop.ui.charts.chart_column import ChartColumn
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.clock.time_window import LONGEST_S, SHORTEST_S, Stretch, TimeWindow

_DECIMALS = 3
"""Of a second: the difference of two instants is no more exact."""


class TimeLink(QObject):
    """Passes the wishes of a column on to a control. The column's owner follows the control."""

    def __init__(self, column: ChartColumn, control: TimeControl) -> None:
        super().__init__(column)
        self._control = control
        column.zoomed.connect(control.zoom)
        column.panned.connect(self._pan)
        column.scaled.connect(self._scale)

    def _pan(self, by_s: float) -> None:
        control = self._control
        control.show(panned(control.window, control.stretch, by_s, control.present.now_s))

    def _scale(self, at_s: float, factor: float) -> None:
        control = self._control
        control.show(scaled(control.window, control.stretch, at_s, factor, control.present.now_s))


def panned(window: TimeWindow, shown: Stretch, by_s: float, now_s: float) -> TimeWindow:
    """``window`` elsewhere; where it would go beyond now, it goes on with time."""
    by_s = max(by_s, -shown.start_s)
    if by_s > 0 and shown.end_s + by_s >= now_s:
        return window if window.is_live else TimeWindow(round(shown.length_s, _DECIMALS))
    if by_s == 0:
        return window
    return replace(window, fixed=Stretch(shown.start_s + by_s, shown.end_s + by_s))


def scaled(
    window: TimeWindow, shown: Stretch, at_s: float, factor: float, now_s: float
) -> TimeWindow:
    """``window`` so many times as long, with an instant staying where it is.

    One that goes on with time does so when it gets longer, too.
    """
    length_s = min(max(shown.length_s * factor, SHORTEST_S), LONGEST_S)
    if length_s == shown.length_s:
        return window
    if window.is_live and length_s > shown.length_s:
        return TimeWindow(length_s)
    share = (at_s - shown.start_s) / shown.length_s
    start_s = max(0.0, at_s - share * length_s)
    end_s = min(start_s + length_s, max(now_s, shown.end_s))
    return replace(window, fixed=Stretch(max(0.0, end_s - length_s), end_s))
