"""One card: its values, the field below them, and the crosshair over the field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from pulse_desktop.ui.strip.geometry import (
    Boxes,
    boxes,
    caption_font,
    height,
    least_width,
    value_font,
)
from pulse_desktop.ui.theme import Colours, colours, scaled, sizes

if TYPE_CHECKING:  # numpy is not loaded before the first grid
    from pulse_desktop.ui.charts.picture import Trace
    from pulse_desktop.ui.strip.field_painter import Plot, Sheet

_ELIDE = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SPAN_ALPHA = 48
_LEAST_OF_A_NAME = 3
"""Characters below which what is left of a name tells nothing."""

_DRAG = 4.0
"""Pixels between press and release that make a drag of a click."""

_DRESS = frozenset(
    {
        QEvent.Type.PaletteChange,
        QEvent.Type.FontChange,
        QEvent.Type.StyleChange,
        QEvent.Type.DevicePixelRatioChange,
    }
)


@dataclass(frozen=True, slots=True)
class Readout:
    """What the header says."""

    title: str = ""
    note: str = ""
    """What the large value is of; the instant while there is a crosshair."""

    value: str = ""
    named: str = ""
    """The row that is looked at."""

    named_value: str = ""
    hue: int | None = None
    """Of the line of the row that is looked at."""


@dataclass(frozen=True, slots=True)
class Cross:
    """What lies over the field."""

    at_s: float | None = None
    span_s: tuple[float, float] | None = None
    is_pinned: bool = False


class CardView(QWidget):
    """Paints a field once and keeps the picture; the crosshair is drawn over it."""

    pointed = Signal(QPointF)
    """The pointer is over the field."""

    pointer_left = Signal()
    dragged = Signal(float, float)
    """A span is being selected: from where to where, pixels from the left of the card."""

    dropped = Signal()
    """The drag ended."""

    clicked = Signal(QPointF)
    opened = Signal()
    """A double click."""

    fell_behind = Signal()
    """There is more to paint than belongs into one frame; ``catch_up`` does it."""

    asked = Signal(QPointF, object)
    """A tooltip is wanted: where in the card, and the global place to show it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._readout = Readout()
        self._cross = Cross()
        self._plot: Plot | None = None
        self._traces: tuple[Trace, ...] = ()
        self._field: QPixmap | None = None
        self._standing_out: QPixmap | None = None
        self._is_behind = False
        self._boxes = boxes(self.width(), self.font())
        self._pressed_x: float | None = None
        self._is_dragging = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def readout(self) -> Readout:
        """What the header says."""
        return self._readout

    @property
    def cross(self) -> Cross:
        """What lies over the field."""
        return self._cross

    @property
    def plot(self) -> "Plot | None":
        """What the field shows."""
        return self._plot

    @property
    def traces(self) -> "tuple[Trace, ...]":
        """The curves that stand out."""
        return self._traces

    @property
    def boxes(self) -> Boxes:
        """Where the parts lie."""
        return self._boxes

    @property
    def is_behind(self) -> bool:
        """Whether an older field is seen."""
        return self._is_behind

    def show_plot(self, plot: "Plot | None") -> None:
        """Take another field; the older one is seen until ``catch_up``."""
        self._plot = plot
        if plot is None:
            self._field = self._standing_out = None
        self._fall_behind()

    def stand_out(self, traces: "Sequence[Trace]") -> None:
        """Draw these curves above the others."""
        if traces or self._traces:
            self._traces = tuple(traces)
            if not self._is_behind:
                self._standing_out = None
                self.update()

    def catch_up(self) -> None:
        """Paint the picture of the newest field."""
        self._is_behind = False
        if self._plot is not None:
            from pulse_desktop.ui.strip.field_painter import field_picture

            self._field = field_picture(self._plot, self._boxes, self._sheet())
            self._standing_out = None
        self.update()

    def tell(self, readout: Readout) -> None:
        """Say something else in the header."""
        if readout != self._readout:
            self._readout = readout
            self.update()

    def cross_at(self, cross: Cross) -> None:
        """Move the crosshair. Repaints no curve."""
        if cross != self._cross:
            self._cross = cross
            self.update()

    def share_of(self, x: float) -> float:
        """How far ``x`` is from the left of the field to its right, 0 to 1."""
        box = self._boxes.plot
        return min(1.0, max(0.0, (x - box.left()) / box.width()))

    def value_at(self, y: float) -> float:
        """The value that ``y`` stands for on the field's scale."""
        if self._plot is None:
            return 0.0
        box, scale = self._boxes.plot, self._plot.panel.scale
        share = min(1.0, max(0.0, (box.bottom() - y) / box.height()))
        return scale.lower + share * (scale.upper - scale.lower)

    def _x_of(self, at_s: float) -> float:
        start_s, end_s = self._plot.window_s if self._plot is not None else (0.0, 1.0)
        box = self._boxes.plot
        return box.left() + (at_s - start_s) / (end_s - start_s) * box.width()

    def _sheet(self) -> "Sheet":
        from pulse_desktop.ui.charts.look import Look
        from pulse_desktop.ui.strip.field_painter import Sheet

        look = Look.of(self.palette(), self.font())
        return Sheet(QSizeF(self.size()), self.devicePixelRatioF(), look)

    def _fall_behind(self) -> None:
        self._is_behind = self._plot is not None
        if self._is_behind:
            self.fell_behind.emit()
        self.update()

    def _lay_out(self) -> None:
        self._boxes = boxes(self.width(), self.font())
        self._fall_behind()

    def _paint(self, painter: QPainter) -> None:
        tokens = colours(self.palette())
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(tokens.accent if self.hasFocus() else tokens.border))
        painter.setBrush(QColor(tokens.surface))
        radius = sizes(self.font()).radius
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(edge, radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003 - Qt's
        self._paint_header(painter, tokens)
        if self._plot is not None:
            self._paint_field(painter, self._plot)
            self._paint_cross(painter, tokens)

    def _paint_header(self, painter: QPainter, tokens: Colours) -> None:
        said, caption, value = self._readout, self._boxes.caption, self._boxes.value
        font = caption_font(self.font())
        painter.setFont(scaled(font, 1.0, bold=True))
        painter.setPen(QColor(tokens.text))
        painter.drawText(caption, _LEFT, said.title)
        taken = QFontMetricsF(painter.font()).horizontalAdvance(said.title)
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted))
        beside = caption.adjusted(taken + sizes(self.font()).tight, 0, 0, 0)
        note = QFontMetricsF(font).elidedText(said.note, _ELIDE, beside.width())
        painter.drawText(beside, _RIGHT, note)
        painter.setPen(QColor(tokens.text))
        painter.setFont(value_font(self.font()))
        painter.drawText(value, _LEFT, said.value)
        taken = QFontMetricsF(painter.font()).horizontalAdvance(said.value)
        painter.setFont(font)
        self._paint_named(
            painter, value.adjusted(taken + sizes(self.font()).small, 0, 0, 0), tokens
        )

    def _paint_named(self, painter: QPainter, box: QRectF, tokens: Colours) -> None:
        """The row that is looked at, as far as there is room: its value, line and name."""
        said, size = self._readout, sizes(self.font())
        metrics = QFontMetricsF(painter.font())
        value_width = metrics.horizontalAdvance(said.named_value)
        if said.hue is None or value_width + 2 * size.small > box.width():
            return
        painter.drawText(box, _RIGHT, said.named_value)
        rest = box.adjusted(0, 0, -value_width - size.small, 0)
        name = metrics.elidedText(said.named, _ELIDE, rest.width() - 2 * size.small)
        if len(name) > _LEAST_OF_A_NAME or name == said.named:
            painter.setPen(QColor(tokens.muted))
            painter.drawText(rest, _RIGHT, name)
            rest.adjust(0, 0, -metrics.horizontalAdvance(name) - size.tight, 0)
        swatch = QRectF(rest.right() - size.small, box.center().y(), size.small, 2)
        painter.fillRect(swatch, QColor(tokens.series[said.hue % len(tokens.series)]))

    def _paint_field(self, painter: QPainter, plot: "Plot") -> None:
        if self._field is not None:
            painter.drawPixmap(self.rect(), self._field)
        if not self._traces:
            return
        if self._standing_out is None and not self._is_behind:
            from pulse_desktop.ui.strip.field_painter import traces_picture

            self._standing_out = traces_picture(self._traces, plot, self._boxes, self._sheet())
        if self._standing_out is not None:
            painter.drawPixmap(self.rect(), self._standing_out)

    def _paint_cross(self, painter: QPainter, tokens: Colours) -> None:
        box = self._boxes.plot
        if self._cross.span_s is not None:
            left, right = (self._x_of(one) for one in self._cross.span_s)
            fill = QColor(tokens.accent)
            fill.setAlpha(_SPAN_ALPHA)
            painter.fillRect(QRectF(left, box.top(), right - left, box.height()), fill)
        if self._cross.at_s is None:
            return
        x = round(self._x_of(self._cross.at_s))
        if box.left() - 1 <= x <= box.right() + 1:
            width = 2 if self._cross.is_pinned else 1
            bar = QRectF(x, box.top(), width, self._boxes.lane.bottom() - box.top())
            painter.fillRect(bar, QColor(tokens.accent))

    @override
    def sizeHint(self) -> QSize:
        return QSize(least_width(self.font()), height(self.font()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, height(self.font()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _DRESS:
            self._lay_out()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.hideText()
            self.asked.emit(QPointF(event.pos()), event.globalPos())
            return True
        return super().event(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_x, self._is_dragging = event.position().x(), False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x, pressed_x = event.position().x(), self._pressed_x
        if pressed_x is not None and (self._is_dragging or abs(x - pressed_x) >= _DRAG):
            self._is_dragging = True
            self.dragged.emit(pressed_x, x)
        else:
            self.pointed.emit(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed_x is None:
            return
        self._pressed_x = None
        if self._is_dragging:
            self._is_dragging = False
            self.dropped.emit()
        else:
            self.clicked.emit(event.position())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed_x = None
        self.opened.emit()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointer_left.emit()
