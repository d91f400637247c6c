"""The last polls of a connection, one shape each."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.poll import Attempt, Outcome
from pulse_desktop.ui import shapes
from pulse_desktop.ui.screens.connections.description import Describer
from pulse_desktop.ui.theme import colours, sizes
from pulse_desktop.ui.tool_tip import as_written

_SHAPES = {
    Outcome.OK: Shape.OK,
    Outcome.DEGRADED: Shape.WARNING,
    Outcome.FAILED: Shape.CRITICAL,
}
_SCALE = 0.8
"""Of a status shape, so that sixty fit."""

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class AttemptsStrip(QWidget):
    """Oldest on the left. Each says when, how and how long: on hover, and to the arrow keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._attempts: tuple[Attempt, ...] = ()
        self._describer: Describer | None = None
        self._back = 0
        """How far the keys went back from the newest attempt."""

    def show_attempts(self, attempts: tuple[Attempt, ...], describer: Describer) -> None:
        """Show these. The keys stay at the attempt that they were at."""
        if self._back:
            self._back += _arrivals(self._attempts, attempts)
        self._attempts, self._describer = attempts, describer
        self.setAccessibleName(self.tr("Attempts"))
        self.setAccessibleDescription(self._spoken())
        self.update()

    def text_at(self, x: float) -> str:
        """What the shape at a horizontal position says; empty beside them."""
        position = int(x // self._step())
        return self._text(position) if 0 <= position < len(self._shown()) else ""

    def current_text(self) -> str:
        """What the attempt says that the keys are at."""
        return self._text(self._current()) if self._shown() else ""

    def _text(self, position: int) -> str:
        return "" if self._describer is None else self._describer.attempt(self._shown()[position])

    def _spoken(self) -> str:
        """All of them in one sentence; under the keys, the one that they are at."""
        if self._describer is None:
            return ""
        everything = self._describer.attempts(self._attempts)
        return self.current_text() or everything if self.hasFocus() else everything

    def _shown(self) -> tuple[Attempt, ...]:
        """The newest that fit."""
        room = max(1, int(self.width() // self._step()))
        return self._attempts[-room:]

    def _current(self) -> int:
        return max(0, len(self._shown()) - 1 - self._back)

    def _go(self, position: int) -> None:
        last = len(self._shown()) - 1
        self._back = last - min(max(position, 0), max(last, 0)) if last >= 0 else 0
        self.setAccessibleDescription(self._spoken())
        event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)
        below = QPoint(round(self._box(self._current()).left()), self.height())
        QToolTip.showText(self.mapToGlobal(below), as_written(self.current_text()), self)
        self.update()

    def _side(self) -> float:
        return sizes(self.font()).shape * _SCALE

    def _step(self) -> float:
        return self._side() + 1

    def _box(self, position: int) -> QRectF:
        side = self._side()
        return QRectF(position * self._step(), (self.height() - side) / 2, side, side)

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(30 * self._step()), self.fontMetrics().height())

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), as_written(self.text_at(event.pos().x())), self)
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self._shown()) - 1
        if key in _STEPS:
            self._go(self._current() + _STEPS[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go(0 if key is Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._back = 0
        self.setAccessibleDescription(self._spoken())

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setAccessibleDescription(self._spoken())
        QToolTip.hideText()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = colours(self.palette())
        painter = QPainter(self)
        try:
            for position, attempt in enumerate(self._shown()):
                shapes.paint(painter, _SHAPES[attempt.outcome], self._box(position), tokens)
            if self.hasFocus() and self._shown():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(tokens.accent), 1))
                painter.drawRect(self._box(self._current()).adjusted(-0.5, -2.5, 0.5, 2.5))
        finally:
            painter.end()


def _arrivals(before: tuple[Attempt, ...], after: tuple[Attempt, ...]) -> int:
    """How many of ``after`` are newer than all of ``before``."""
    return sum(attempt.at > before[-1].at for attempt in after) if before else 0
