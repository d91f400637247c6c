"""Where legends stand: in the titles, beside the plots or below, and what that takes. Pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from pulse_desktop.ui.charts.look import Look, Part
from pulse_desktop.ui.charts.painter_legend import LegendTable, legend_table
from pulse_desktop.ui.charts.painter_values import fit_beside_title
from pulse_desktop.ui.charts.picture import Panel

_BESIDE = 0.42
"""Of the width: what legends beside the plots may take at most."""

_BELOW = 0.34
"""Of the height: what legends below the plots may take before they go beside them."""

_FORCED = 0.5
"""Of the height: what they may take below where there is no room beside."""

_LEAST_ROWS = 3
"""Headings, one curve, and how many more there are: fewer are not worth their room."""

_SHORT_NAME = 130.0
"""Pixels that a name keeps where tables are made narrower to stand side by side."""

_GAP = 24.0
"""Between tables, and between them and the plots."""


@dataclass(frozen=True, slots=True)
class LegendRoom:
    """What is taken from the plots."""

    table: LegendTable
    right: float = 0.0
    bottom: float = 0.0
    boxes: tuple[QRectF, ...] = ()
    """One for each panel below the plots, from the left top of that room."""

    is_in_titles: bool = False
    """Whether they take none, since there is some left in the lines of the titles."""


def legend_room(panels: Sequence[Panel], size: QSizeF, look: Look) -> LegendRoom:
    """In the titles where that is enough.

    Else below while that leaves the plots most of the height, else beside, else below and cut.
    """
    table = legend_table(panels, look)
    if Part.LEGEND not in look.parts or not any(panel.legend for panel in panels):
        return LegendRoom(table)
    if all(fit_beside_title(panel, size.width(), look) for panel in panels):
        return LegendRoom(table, is_in_titles=True)
    below = _below(panels, table, size.width(), float("inf"))
    if below.bottom <= size.height() * _BELOW:
        return below
    beside = table.within(size.width() * _BESIDE)
    if beside.width <= size.width() * _BESIDE:
        return LegendRoom(beside, right=beside.width + _GAP)
    return _below(panels, table, size.width(), size.height() * _FORCED)


def _below(panels: Sequence[Panel], table: LegendTable, width: float, most: float) -> LegendRoom:
    """Tables side by side, as many as have room, in rows of together at most ``most``."""
    half = table.within((width - _GAP) / 2)
    table = half if half.name >= min(table.name, _SHORT_NAME) else table.within(width)
    across = min(len(panels), max(1, int((width + _GAP) / (table.width + _GAP))))
    batches = [panels[first : first + across] for first in range(0, len(panels), across)]
    heights = _heights(batches, table, most)
    if sum(heights) + (len(heights) + 1) * _GAP / 2 > most:
        return LegendRoom(table)
    boxes, y = list[QRectF](), _GAP / 2
    for batch, height in zip(batches, heights, strict=True):
        for place in range(len(batch)):
            boxes.append(QRectF(place * (table.width + _GAP), y, table.width, height))
        y += height + _GAP / 2
    return LegendRoom(table, bottom=y, boxes=tuple(boxes))


def _heights(batches: Sequence[Sequence[Panel]], table: LegendTable, most: float) -> list[float]:
    """Of each row of tables: what it wants, the highest ones cut where that is too much."""
    heights = [max(table.height(len(panel.legend)) for panel in batch) for batch in batches]
    room = most - (len(batches) + 1) * _GAP / 2
    while sum(heights) > room and max(heights) > _LEAST_ROWS * table.line:
        heights[heights.index(max(heights))] -= table.line
    return heights
