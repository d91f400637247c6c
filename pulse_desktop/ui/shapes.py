"""The status shapes as vectors, so that colour is never the only sign."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QIcon,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPixmapCache,
    QPolygonF,
)

from pulse_desktop.model.condition import Shape
from pulse_desktop.ui.theme import Colours

_RATIOS = (1.0, 1.5, 2.0, 3.0)
"""Device pixel ratios that an icon carries a pixmap for."""

_HOLLOW = frozenset({Shape.OFF, Shape.UNKNOWN})
_SEVERITY = (
    Shape.MUTED,
    Shape.OFF,
    Shape.OK,
    Shape.CHANGING,
    Shape.UNKNOWN,
    Shape.WARNING,
    Shape.CRITICAL,
)


def worst(shapes: "tuple[Shape, ...] | list[Shape] | set[Shape]") -> Shape:
    """The one that most needs attention; ``OFF`` for none."""
    return max(shapes, key=_SEVERITY.index, default=Shape.OFF)


def word(shape: Shape) -> str:
    """What a screen reader says for ``shape``."""
    return {
        Shape.OK: QCoreApplication.translate("Shapes", "as expected"),
        Shape.WARNING: QCoreApplication.translate("Shapes", "needs attention"),
        Shape.CRITICAL: QCoreApplication.translate("Shapes", "critical"),
        Shape.OFF: QCoreApplication.translate("Shapes", "off"),
        Shape.UNKNOWN: QCoreApplication.translate("Shapes", "not known"),
        Shape.CHANGING: QCoreApplication.translate("Shapes", "changing"),
        Shape.MUTED: QCoreApplication.translate("Shapes", "muted"),
    }[shape]


def outline(shape: Shape, box: QRectF) -> QPainterPath:
    """The closed path of ``shape`` within ``box``."""
    path = QPainterPath()
    if shape is Shape.WARNING:
        corners = [
            QPointF(box.center().x(), box.top()),
            QPointF(box.right(), box.bottom() - box.height() * 0.06),
            QPointF(box.left(), box.bottom() - box.height() * 0.06),
        ]
        path.addPolygon(QPolygonF(corners))
        path.closeSubpath()
    elif shape is Shape.CRITICAL:
        path.addRect(_inset(box, 0.08))
    elif shape is Shape.OFF:
        path.addRect(_inset(box, 0.2))
    elif shape is Shape.MUTED:
        path = _moon(box)
    else:
        path.addEllipse(_inset(box, 0.08))
    return path


def paint(painter: QPainter, shape: Shape, box: QRectF, colours: Colours) -> None:
    """Draw ``shape`` into ``box``. Leaves pen, brush and hints as they were."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(colours.of(shape))
    path = outline(shape, box)
    if shape in _HOLLOW or shape is Shape.CHANGING:
        painter.setPen(_stroke(shape, colour, box))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
    else:
        painter.fillPath(path, colour)
    if shape is Shape.CHANGING:
        inner = _inset(box, 0.08)
        half = QPainterPath(inner.center())
        half.arcTo(inner, 90, 180)
        painter.fillPath(half, colour)
    painter.restore()


def icon(shape: Shape, colours: Colours, side: int) -> QIcon:
    """``shape`` as an icon; whoever shows it sets its icon size to ``side``, too."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(pixmap(shape, colours, side, ratio))
    return made


def pixmap(shape: Shape, colours: Colours, side: int, ratio: float) -> QPixmap:
    """``shape`` on a transparent square, drawn once."""
    key = f"shape {shape} {colours.of(shape)} {side} {ratio}"
    known = QPixmap()
    if not QPixmapCache.find(key, known):
        known = _drawn(shape, colours, side, ratio)
        QPixmapCache.insert(key, known)
    return known


def _drawn(shape: Shape, colours: Colours, side: int, ratio: float) -> QPixmap:
    canvas = QPixmap(round(side * ratio), round(side * ratio))
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    try:
        paint(painter, shape, QRectF(0, 0, side, side), colours)
    finally:
        painter.end()
    return canvas


def _inset(box: QRectF, share: float) -> QRectF:
    margin = box.width() * share
    return box.adjusted(margin, margin, -margin, -margin)


def _stroke(shape: Shape, colour: QColor, box: QRectF) -> QPen:
    pen = QPen(colour, max(1.25, box.width() * 0.13))
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if shape is Shape.UNKNOWN:
        # Six dashes round the circle, in units of the pen's width.
        around = 3.1416 * box.width() * 0.84 / pen.widthF()
        pen.setDashPattern([around / 12, around / 12])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _moon(box: QRectF) -> QPainterPath:
    disc = QPainterPath()
    disc.addEllipse(_inset(box, 0.06))
    bite = QPainterPath()
    bite.addEllipse(_inset(box, 0.06).translated(box.width() * 0.32, -box.height() * 0.16))
    return disc.subtracted(bite)
