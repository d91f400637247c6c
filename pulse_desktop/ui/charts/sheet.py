"""Where everything of a picture goes on a surface of a given size. Pixels."""

from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QFontMetricsF

from pulse_desktop.ui.charts.look import Look, Part
from pulse_desktop.ui.charts.painter_axes import Axes
from pulse_desktop.ui.charts.painter_labels import labels_height, labels_width
from pulse_desktop.ui.charts.painter_lane import Chip, chip_height, chips, lane_height, rows
from pulse_desktop.ui.charts.painter_legend import LegendTable, legend_table
from pulse_desktop.ui.charts.picture import Panel, Picture, Scale

_BESIDE = 0.42
"""Of the width: what a legend beside the plots may take at most."""

_LEAST_PLOT = 40.0
_HEADING = 1.5
"""Of the height of a line: a heading with its space."""

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
    table: LegendTable
    chips: tuple[Chip, ...]
    flags: QRectF
    """From the texts of the flags down to the foot of the last plot."""

    lane: Axes | None
    times: Axes
    """Whose bottom the labels of the time axis hang from."""

    footer: QRectF


def sheet(rect: QRectF, picture: Picture, look: Look) -> Sheet:
    """Lay ``picture`` out in ``rect``: what is not wanted or not there takes no room."""
    line = QFontMetricsF(look.text_font).height()
    inner = rect.marginsRemoved(QMarginsF(line, line * 0.75, line, line * 0.75))
    title, inner = _cut_top(inner, _title_height(picture, look))
    inner, footer = _cut_bottom(inner, _footer_height(picture, look))
    table = _table(picture, look).within(inner.width())
    beside = 0 < table.width <= inner.width() * _BESIDE and bool(table.figures or table.name > 1)
    left = inner.left() + labels_width([panel.scale for panel in picture.panels], look)
    right = inner.right() - (table.width + line if beside else 0)
    column = QRectF(left, inner.top(), max(1.0, right - left), inner.height())
    placed = _chips(picture, column, look)
    flags_height = rows(placed) * chip_height(look)
    column.setBottom(column.bottom() - labels_height(look))
    plots, lane = _cut_bottom(column, lane_height(look) if picture.lane else 0.0)
    places = _places(picture, plots.adjusted(0, flags_height, 0, 0), table, look, beside=beside)
    foot = places[-1].axes.area.bottom() if places else plots.bottom()
    return Sheet(
        title=title,
        places=places,
        table=table,
        chips=placed,
        flags=QRectF(plots.left(), plots.top(), plots.width(), foot - plots.top()),
        lane=Axes(lane, picture.window_s, _NO_SCALE) if picture.lane else None,
        times=Axes(column, picture.window_s, _NO_SCALE),
        footer=footer,
    )


def _places(
    picture: Picture, plots: QRectF, table: LegendTable, look: Look, *, beside: bool
) -> tuple[Place, ...]:
    """The panels one below the other, all plots of one height."""
    heading = QFontMetricsF(look.heading_font).height() * _HEADING
    below = [0.0 if beside else table.height(len(_legend(p, look))) for p in picture.panels]
    gap = heading * 0.4
    rest = plots.height() - sum(below) - (heading + gap) * len(below)
    each = max(_LEAST_PLOT, rest / max(1, len(below)))
    places, y = [], plots.top()
    for panel, under in zip(picture.panels, below, strict=True):
        area = QRectF(plots.left(), y + heading, plots.width(), each)
        title = QRectF(plots.left(), y, plots.width(), heading)
        legend = QRectF(plots.left(), area.bottom() + gap, plots.width(), under)
        if beside:
            line = QFontMetricsF(look.text_font).height()
            legend = QRectF(area.right() + line, y, table.width, heading + each)
        places.append(Place(panel, title, Axes(area, picture.window_s, panel.scale), legend))
        y = area.bottom() + gap + under
    return tuple(places)


def _legend(panel: Panel, look: Look) -> tuple[object, ...]:
    return panel.legend if Part.LEGEND in look.parts else ()


def _table(picture: Picture, look: Look) -> LegendTable:
    return legend_table(picture.panels if Part.LEGEND in look.parts else (), look)


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
    return QFontMetricsF(look.caption_font).height() * _HEADING


def _cut_top(rect: QRectF, height: float) -> tuple[QRectF, QRectF]:
    return (
        QRectF(rect.left(), rect.top(), rect.width(), height),
        rect.adjusted(0, height, 0, 0),
    )


def _cut_bottom(rect: QRectF, height: float) -> tuple[QRectF, QRectF]:
    return (
        rect.adjusted(0, 0, 0, -height),
        QRectF(rect.left(), rect.bottom() - height, rect.width(), height),
    )
