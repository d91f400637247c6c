"""The visible side of a chart: a pixmap of its curves, with what is marked drawn over it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from pulse_desktop.ui.charts import overlay
from pulse_desktop.ui.charts.commands import Command, command_of
from pulse_desktop.ui.charts.marks import Marks
from pulse_desktop.ui.charts.picture import Flag, Panel, Picture, Scale, Trace
from pulse_desktop.ui.charts.plot_area import PlotArea
from pulse_desktop.ui.charts.rim import Rim, footer_px, gutter_px, headroom_px, label_font
from pulse_desktop.ui.charts.time_axis import OVERHANG_PX
from pulse_desktop.ui.theme import Colours, colours
from pulse_desktop.ui.tool_tip import as_written

_DRAG_PX = 4
"""By how much the mouse moves before it drags."""

_REACH_PX = 6
"""How far from a note's pole the mouse still means it."""

_NOTCH = 120
"""``QWheelEvent``'s unit: one notch of a usual wheel."""

_ZOOM_A_NOTCH = 1.25
_PAN_A_NOTCH = 0.1
"""Of the window."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One panel of a picture."""

    picture: Picture
    panel: Panel


class Face(QWidget):
    """Tells what the mouse and the keys do; whoever holds it decides and marks."""

    pointed = Signal(object)
    """The mouse is over an instant, or away (``None``)."""

    pressed = Signal(float)
    dragged = Signal(float)
    released = Signal()
    panned = Signal(float)
    scaled = Signal(float, float)
    opened = Signal()
    commanded = Signal(object)
    """Carries a ``Command``."""

    wanted = Signal()
    """It is seen, and has no pixmap of what it shows."""

    def __init__(self, rim: Rim, parent: QWidget) -> None:
        super().__init__(parent)
        self._rim = rim
        self._shown: Shown | None = None
        self._marks = Marks()
        self._chip = ""
        self._moment_s: float | None = None
        self._emphasised: Trace | None = None
        self._pixmap: QPixmap | None = None
        self._front: QPixmap | None = None
        self._is_stale = True
        self._grip: _Grip | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def shown(self) -> Shown | None:
        """What it shows."""
        return self._shown

    @property
    def is_stale(self) -> bool:
        """Whether its pixmap is of something else."""
        return self._is_stale

    @property
    def pixmap(self) -> QPixmap | None:
        """Of the curves, without what is marked."""
        return self._pixmap

    @property
    def has_values(self) -> bool:
        """Whether the value axis is labelled."""
        return self._rim.has_values

    @property
    def has_times(self) -> bool:
        """Whether the time axis is labelled."""
        return self._rim.has_times

    @property
    def height_around(self) -> int:
        """What is above and below the plot."""
        return headroom_px(self.font()) + footer_px(self.font(), self._rim)

    @property
    def area(self) -> PlotArea:
        """Where instants and values lie."""
        top = headroom_px(self.font())
        left = gutter_px(self.font()) if self._rim.has_values else 0.0
        right = OVERHANG_PX if self._rim.has_values else 0.0
        picture, panel = (self._shown.picture, self._shown.panel) if self._shown else (None, None)
        return PlotArea(
            left=left,
            top=top,
            width=max(1.0, self.width() - left - right),
            height=max(1.0, self.height() - self.height_around),
            window_s=picture.window_s if picture else (0.0, 1.0),
            scale=panel.scale if panel else Scale(0.0, 1.0, ()),
        )

    def show_panel(self, shown: Shown) -> None:
        """Show another panel as soon as there is a pixmap of it."""
        self._shown = shown
        self.expire()

    def surround(self, rim: Rim) -> None:
        """Have other labels around the plot."""
        if rim != self._rim:
            self._rim = rim
            self.expire()

    def expire(self) -> None:
        """The pixmap is no longer what is to be seen."""
        self._is_stale = True
        self._front = None
        self.update()

    def take(self, pixmap: QPixmap) -> None:
        """The pixmap of what it shows."""
        self._pixmap, self._is_stale, self._front = pixmap, False, None
        self.update()

    def mark(self, marks: Marks, chip: str) -> None:
        """Draw crosshair and selection elsewhere; ``chip`` is what is written below them."""
        self._marks, self._chip = marks, chip

    def mark_moment(self, at_s: float | None) -> None:
        """Draw the instant that the tables show."""
        self._moment_s = at_s
        self.update()

    def emphasise(self, trace: Trace | None) -> None:
        """Draw a curve above the others."""
        if trace is not self._emphasised:
            self._emphasised, self._front = trace, None
            self.update()

    def flag_at(self, x: float) -> Flag | None:
        """The note whose pole is at a place."""
        area, flags = self.area, self._shown.picture.flags if self._shown is not None else ()
        near = (flag for flag in flags if abs(area.x_of(flag.at_s) - x) <= _REACH_PX)
        return next(near, None)

    def _paint(self, painter: QPainter, tokens: Colours) -> None:
        curves = self._curves(tokens)
        if curves is None or curves.deviceIndependentSize().toSize() != self.size():
            painter.fillRect(self.rect(), QColor(tokens.surface))
        if curves is not None:
            painter.drawPixmap(0, 0, curves)
        if self._shown is not None:
            self._paint_marks(painter, self._shown, tokens)
        if self.hasFocus():
            overlay.draw_focus(painter, QRectF(self.rect()), tokens)

    def _paint_marks(self, painter: QPainter, shown: Shown, tokens: Colours) -> None:
        area, marks = self.area, self._marks
        overlay.draw_flags(painter, area, shown.picture.flags, tokens)
        if self._moment_s is not None:
            overlay.draw_moment(painter, area, self._moment_s, tokens)
        if marks.span_s is not None:
            overlay.draw_span(painter, area, marks.span_s, tokens)
        if marks.at_s is None or not area.window_s[0] <= marks.at_s <= area.window_s[1]:
            return
        overlay.draw_crosshair(painter, area, marks.at_s, shown.panel.traces, tokens)
        if self._rim.has_times and self._chip:
            font = label_font(self.font())
            overlay.draw_chip(painter, area, area.x_of(marks.at_s), self._chip, font, tokens)

    def _curves(self, tokens: Colours) -> QPixmap | None:
        """The pixmap, with the emphasised curve on it once it is asked for."""
        if self._pixmap is None or self._emphasised is None:
            return self._pixmap
        if self._front is None:
            self._front = QPixmap(self._pixmap)
            painter = QPainter(self._front)
            try:
                overlay.draw_emphasised(painter, self.area, self._emphasised, tokens)
            finally:
                painter.end()
        return self._front

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            flag = self.flag_at(event.pos().x())
            said = "" if flag is None else flag.text
            QToolTip.showText(event.globalPos(), as_written(said), self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_stale and self._shown is not None:
            self.wanted.emit()
        painter = QPainter(self)
        try:
            self._paint(painter, colours(self.palette()))
        finally:
            painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (
            QEvent.Type.PaletteChange,
            QEvent.Type.FontChange,
            QEvent.Type.DevicePixelRatioChange,
        ):
            self.expire()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.expire()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if event.button() is Qt.MouseButton.LeftButton and self.area.is_over(x):
            self._grip = _Grip(event.position(), self.area.instant_at(x))
        elif event.button() is Qt.MouseButton.MiddleButton:
            self._grip = _Grip(event.position(), None)
        else:
            super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x, area, grip = event.position().x(), self.area, self._grip
        if grip is None:
            self.pointed.emit(area.instant_at(x) if area.is_over(x) else None)
        elif grip.at_s is None:
            self._grip = _Grip(event.position(), None)
            self.panned.emit((grip.start.x() - x) / area.second_px)
        elif grip.is_dragging or abs(x - grip.start.x()) >= _DRAG_PX:
            if not grip.is_dragging:
                self._grip = _Grip(grip.start, grip.at_s, is_dragging=True)
                self.pressed.emit(grip.at_s)
            self.dragged.emit(area.instant_at(x))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        if grip is not None and grip.is_dragging:
            self.released.emit()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        across, up = event.angleDelta().x(), event.angleDelta().y()
        modifiers, area = event.modifiers(), self.area
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            at_s = area.instant_at(event.position().x())
            self.scaled.emit(at_s, _ZOOM_A_NOTCH ** (-up / _NOTCH))
        elif across or modifiers & Qt.KeyboardModifier.ShiftModifier or self._rim.pans_on_wheel:
            length_s = area.window_s[1] - area.window_s[0]
            self.panned.emit(-(across or up) / _NOTCH * _PAN_A_NOTCH * length_s)
        else:
            event.ignore()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = command_of(event)
        if command is None or (command is Command.DROP and not self._has_something_to_drop()):
            super().keyPressEvent(event)
            return
        self._grip = None
        self.commanded.emit(command)

    def _has_something_to_drop(self) -> bool:
        return self._marks.at_s is not None


@dataclass(frozen=True, slots=True)
class _Grip:
    """Where a button was pressed."""

    start: QPointF
    at_s: float | None
    """``None`` for the button that moves the window."""

    is_dragging: bool = False
