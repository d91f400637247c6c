"""What happened, in the lane below the plots, and the notes that the user pinned above them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from pulse_desktop.ui import shapes
from pulse_desktop.ui.charts.look import Look, mixed
from pulse_desktop.ui.charts.painter_axes import Axes
from pulse_desktop.ui.charts.picture import Flag, LaneMark

_SHAPE = 0.7
"""Side of a mark, of the height of a line."""

_GAP = 4.0
_SPAN_HEIGHT = 3.0
_SPAN_SHARE = 0.55
_LEAST_TEXT = 24.0
"""Pixels below which a text says nothing; the mark stays."""

_MOST_ROWS = 3
_WIDEST_FLAG = 0.3
"""Of the plot's width."""

_CHIP_SHARE = 0.15
"""Of the accent in the ground of a note."""


def lane_height(look: Look) -> float:
    """Of one lane, pixels."""
    return QFontMetricsF(look.caption_font).height() + 2 * _GAP


def paint_lane(painter: QPainter, axes: Axes, marks: Sequence[LaneMark], look: Look) -> None:
    """Each mark's shape where it began, its span below, and as much of its text as has room."""
    ordered = sorted(marks, key=lambda mark: mark.start_s)
    seen = [mark for mark in ordered if _reaches(mark, axes.window_s)]
    starts = [max(axes.x_of(mark.start_s), axes.area.left()) for mark in seen]
    ends = [*starts[1:], axes.area.right()]
    for mark, start, end in zip(seen, starts, ends, strict=False):  # no mark has no end either
        _paint_span(painter, axes, mark, look)
        _paint_mark(painter, axes, mark, (start, end), look)


def _paint_mark(
    painter: QPainter, axes: Axes, mark: LaneMark, room: tuple[float, float], look: Look
) -> None:
    """The shape at the start of ``room``, and the text where it fits before its end."""
    metrics = QFontMetricsF(look.caption_font)
    side, middle = metrics.height() * _SHAPE, axes.area.center().y() - 1
    left = min(room[0], axes.area.right() - side)
    box = QRectF(left, middle - side / 2, side, side)
    shapes.paint(painter, mark.shape, box, look.colours)
    width = room[1] - box.right() - 2 * _GAP
    if width >= _LEAST_TEXT:
        painter.setFont(look.caption_font)
        painter.setPen(QColor(look.colours.muted))
        text = metrics.elidedText(mark.text, Qt.TextElideMode.ElideRight, width)
        baseline = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(box.right() + _GAP, baseline), text)


@dataclass(frozen=True, slots=True)
class Chip:
    """Where a flag's text goes: a row above the plots, or none where they are full."""

    flag: Flag
    x: float
    row: int | None
    box: QRectF
    """At the height of row 0."""

    text: str


def chips(flags: Sequence[Flag], axes: Axes, look: Look) -> tuple[Chip, ...]:
    """The flags in the window from left to right, each in the first row with room."""
    start_s, end_s = axes.window_s
    seen = sorted((f for f in flags if start_s <= f.at_s <= end_s), key=lambda f: f.at_s)
    return tuple(_placed(seen, axes, look))


def rows(placed: Sequence[Chip]) -> int:
    """How many the chips take."""
    return max((chip.row + 1 for chip in placed if chip.row is not None), default=0)


def chip_height(look: Look) -> float:
    """Of a row of chips, pixels."""
    return QFontMetricsF(look.caption_font).height() + _GAP


def paint_flags(
    painter: QPainter, placed: Sequence[Chip], plots: Sequence[Axes], top: float, look: Look
) -> None:
    """Staffs through the plots, with texts from ``top`` above the first."""
    metrics, height = QFontMetricsF(look.caption_font), chip_height(look)
    accent, surface = QColor(look.colours.accent), QColor(look.colours.surface)
    painter.setFont(look.caption_font)
    for chip in placed:
        box = chip.box.translated(0, top + height * (chip.row or 0))
        painter.setPen(QPen(accent, 1))
        painter.drawLines(_staff(chip, box, [axes.area for axes in plots]))
        if chip.row is not None:
            painter.fillRect(box, mixed(accent, surface, _CHIP_SHARE))
            painter.setPen(QColor(look.colours.text))
            baseline = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(box.left() + _GAP, baseline), chip.text)


def _staff(chip: Chip, box: QRectF, plots: Sequence[QRectF]) -> list[QLineF]:
    """Through each plot, and through the first from the text down."""
    tops = [plot.top() for plot in plots]
    if tops and chip.row is not None:
        tops[0] = box.top()
    return [
        QLineF(chip.x, top, chip.x, plot.bottom()) for top, plot in zip(tops, plots, strict=True)
    ]


def _placed(flags: Sequence[Flag], axes: Axes, look: Look) -> Iterator[Chip]:
    metrics = QFontMetricsF(look.caption_font)
    ends = [float("-inf")] * _MOST_ROWS
    for flag in flags:
        widest = axes.area.width() * _WIDEST_FLAG
        text = metrics.elidedText(flag.text, Qt.TextElideMode.ElideRight, widest)
        width = metrics.horizontalAdvance(text) + 2 * _GAP
        x = float(int(axes.x_of(flag.at_s))) + 0.5
        left = x if x + width <= axes.area.right() else x - width
        row = next((number for number, end in enumerate(ends) if end + _GAP <= left), None)
        if row is not None:
            ends[row] = left + width
        yield Chip(flag, x, row, QRectF(left, 0, width, metrics.height() + 1), text)


def _paint_span(painter: QPainter, axes: Axes, mark: LaneMark, look: Look) -> None:
    if mark.end_s is None:
        return
    left = max(axes.x_of(mark.start_s), axes.area.left())
    right = min(axes.x_of(mark.end_s), axes.area.right())
    colour = mixed(QColor(look.colours.of(mark.shape)), QColor(look.colours.surface), _SPAN_SHARE)
    top = axes.area.bottom() - _SPAN_HEIGHT
    painter.fillRect(QRectF(left, top, max(1.0, right - left), _SPAN_HEIGHT), colour)


def _reaches(mark: LaneMark, window_s: tuple[float, float]) -> bool:
    end_s = mark.start_s if mark.end_s is None else mark.end_s
    return end_s >= window_s[0] and mark.start_s <= window_s[1]
