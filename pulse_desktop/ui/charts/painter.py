"""The one painter of pictures: screen, PNG, SVG, PDF, paper and clipboard, all in pixels."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from pulse_desktop.ui.charts.look import Look
from pulse_desktop.ui.charts.painter_axes import Axes
from pulse_desktop.ui.charts.painter_labels import paint_base, paint_times, paint_values
from pulse_desktop.ui.charts.painter_lane import paint_flags, paint_lane
from pulse_desktop.ui.charts.painter_legend import paint_legend, paint_owner
from pulse_desktop.ui.charts.painter_plot import paint_hatches, paint_moments, paint_plot
from pulse_desktop.ui.charts.painter_values import paint_beside_title
from pulse_desktop.ui.charts.picture import Picture
from pulse_desktop.ui.charts.sheet import Place, Sheet, sheet


def paint(painter: QPainter, rect: QRectF, picture: Picture, look: Look) -> None:
    """Paint all of ``picture`` into ``rect``. Any thread that owns the device may."""
    painter.save()
    if look.is_opaque:
        painter.fillRect(rect, QColor(look.colours.surface))
    laid = sheet(rect, picture, look)
    if laid.title.height() > 0:
        _write(painter, laid.title, picture.title, look.title_font, look.colours.text)
    for place in laid.places:
        _paint_place(painter, place, picture, laid, look)
    if laid.lane is not None:
        paint_lane(painter, laid.lane, picture.lane, look)
    paint_times(painter, laid.times, picture.time_ticks, look)
    paint_flags(painter, laid.chips, [place.axes for place in laid.places], laid.flags, look)
    if laid.footer.height() > 0:
        _write(painter, laid.footer, picture.footer, look.caption_font, look.colours.muted)
    painter.restore()


def _paint_place(
    painter: QPainter, place: Place, picture: Picture, laid: Sheet, look: Look
) -> None:
    axes: Axes = place.axes
    _write(painter, place.heading, place.panel.title, look.heading_font, look.colours.text)
    paint_hatches(painter, axes, picture.hatches, look)
    paint_moments(painter, axes, picture.time_ticks, look)
    paint_plot(painter, axes.area, place.panel, picture.window_s, look)
    paint_base(painter, axes, look)
    paint_values(painter, axes, look)
    if laid.room.is_in_titles:
        paint_beside_title(painter, place.heading, place.panel, look)
        return
    paint_legend(painter, place.legend, place.panel, laid.room.table, look)
    if len(laid.places) > 1 and laid.room.boxes:
        paint_owner(painter, place.legend, place.panel, laid.room.table, look)


def _write(painter: QPainter, box: QRectF, text: str, font: QFont, colour: str) -> None:
    """One line in the middle of ``box``, cut where it ends."""
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    baseline = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(QPointF(box.left(), baseline), shown)
