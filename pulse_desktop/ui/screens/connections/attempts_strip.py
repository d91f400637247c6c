"""The last polls of a connection, one shape each."""

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.poll import Attempt, Outcome
from pulse_desktop.ui import shapes
from pulse_desktop.ui.screens.connections.description import Describer
from pulse_desktop.ui.theme import colours, sizes

_SHAPES = {
    Outcome.OK: Shape.OK,
    Outcome.DEGRADED: Shape.WARNING,
    Outcome.FAILED: Shape.CRITICAL,
}
_SCALE = 0.8
"""Of a status shape, so that sixty fit."""


class AttemptsStrip(QWidget):
    """Oldest on the left. Each says when, how and how long on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._attempts: tuple[Attempt, ...] = ()
        self._describer: Describer | None = None

    def show_attempts(self, attempts: tuple[Attempt, ...], describer: Describer) -> None:
        """Show these."""
        self._attempts, self._describer = attempts, describer
        self.setAccessibleName(self.tr("Attempts"))
        self.setAccessibleDescription(describer.attempts(attempts))
        self.update()

    def text_at(self, x: float) -> str:
        """What the shape at a horizontal position says; empty beside them."""
        position = int(x // self._step())
        shown = self._shown()
        if self._describer is None or not 0 <= position < len(shown):
            return ""
        return self._describer.attempt(shown[position])

    def _shown(self) -> tuple[Attempt, ...]:
        """The newest that fit."""
        room = max(1, int(self.width() // self._step()))
        return self._attempts[-room:]

    def _side(self) -> float:
        return sizes(self.font()).shape * _SCALE

    def _step(self) -> float:
        return self._side() + 1

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(30 * self._step()), self.fontMetrics().height())

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.text_at(event.pos().x()), self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        side, step = self._side(), self._step()
        tokens, top = colours(self.palette()), (self.height() - side) / 2
        painter = QPainter(self)
        try:
            for position, attempt in enumerate(self._shown()):
                box = QRectF(position * step, top, side, side)
                shapes.paint(painter, _SHAPES[attempt.outcome], box, tokens)
        finally:
            painter.end()
