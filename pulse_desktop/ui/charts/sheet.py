"""Where everything of a picture goes on a surface of a given size. Pixels."""

from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QFontMetricsF

from pulse_desktop.ui.charts.legend_room import LegendRoom, legend_room
from pulse_desktop.ui.charts.look import Look, Part
from pulse_desktop.ui.charts.painter_axes import Axes
from pulse_desktop.ui.charts.painter_labels import labels_height, labels_width
from pulse_desktop.ui.charts.painter_lane import Chip, chip_height, chips, lane_height, rows
from pulse_desktop.ui.charts.picture import Panel, Picture, Scale

_LEAST_PLOT = 24.0
_HEADING = 1.5
"""Of the height of a line: a heading with its space."""

_FOOTER = 1.9
"""The same, apart from the labels above it."""

_NO_SCALE = Scale(0.0, 1.0, ())


@dataclass(frozen=True, slots=True)
class Place:
    """Of one panel."""

    panel: Panel
    heading: QRectF
    axes: Axes
    legend: QRectF
    """Empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Of a whole picture."""

    title: QRectF
    places: tuple[Place, ...]
    room: LegendRoom
    chips: tuple[Chip, ...]
    flags: float
    """The top of the first row of the flags' texts."""

    lane: Axes | None
    times: Axes
    """From whose bottom the labels of the time axis hang."""

    footer: QRectF


def sheet(rect: QRectF, picture: Picture, look: Look) -> Sheet:
    """Lay ``picture`` out in ``rect``: what is not wanted or not there takes no room."""
    line = QFontMetricsF(look.text_font).height()
    inner = rect.marginsRemoved(QMarginsF(line, line * 0.75, line, line * 0.75))
    title, inner = _cut_top(inner, _title_height(picture, look))
    inner, footer = _cut_bottom(inner, _footer_height(picture, look))
    gutter = labels_width([panel.scale for panel in picture.panels], look)
    room = legend_room(picture.panels, inner.adjusted(gutter, 0, 0, 0).size(), look)
    column = inner.adjusted(gutter, 0, -room.right, -room.bottom - labels_height(look))
    placed = _chips(picture, column, look)
    _, plots = _cut_top(column, rows(placed) * chip_height(look))
    plots, lane = _cut_bottom(plots, lane_height(look) if picture.lane else 0.0)
    return Sheet(
        title=title,
        places=_places(picture, plots, room, inner, look),
        room=room,
        chips=placed,
        flags=column.top(),
        lane=Axes(lane, picture.window_s, _NO_SCALE) if picture.lane else None,
        times=Axes(column, picture.window_s, _NO_SCALE),
        footer=footer,
    )


def _places(
    picture: Picture, plots: QRectF, room: LegendRoom, inner: QRectF, look: Look
) -> tuple[Place, ...]:
    """The panels one below the other, all plots of one height."""
    heading = QFontMetricsF(look.heading_font).height() * _HEADING
    gap = heading * 0.3
    count = max(1, len(picture.panels))
    each = max(_LEAST_PLOT, plots.height() / count - heading - gap)
    places, y = [], plots.top()
    for position, panel in enumerate(picture.panels):
        title, area = _cut_top(QRectF(plots.left(), y, plots.width(), heading + each), heading)
        legend = QRectF()
        if room.boxes:
            legend = room.boxes[position].translated(plots.left(), inner.bottom() - room.bottom)
        elif room.right > 0:
            left = inner.right() - room.table.width
            legend = QRectF(left, y, room.table.width, heading + each)
        places.append(Place(panel, title, Axes(area, picture.window_s, panel.scale), legend))
        y = area.bottom() + gap
    return tuple(places)


def _chips(picture: Picture, column: QRectF, look: Look) -> tuple[Chip, ...]:
    wanted = picture.flags if Part.NOTES in look.parts else ()
    return chips(wanted, Axes(column, picture.window_s, _NO_SCALE), look)


def _title_height(picture: Picture, look: Look) -> float:
    if not picture.title or Part.TITLE not in look.parts:
        return 0.0
    return QFontMetricsF(look.title_font).height() * _HEADING


def _footer_height(picture: Picture, look: Look) -> float:
    if not picture.footer or Part.FOOTER not in look.parts:
        return 0.0
    return QFontMetricsF(look.caption_font).height() * _FOOTER


def _cut_top(rect: QRectF, height: float) -> tuple[QRectF, QRectF]:
    top = QRectF(rect.left(), rect.top(), rect.width(), height)
    return top, rect.adjusted(0, height, 0, 0)


def _cut_bottom(rect: QRectF, height: float) -> tuple[QRectF, QRectF]:
    bottom = QRectF(rect.left(), rect.bottom() - height, rect.width(), height)
    return rect.adjusted(0, 0, 0, -height), bottom
