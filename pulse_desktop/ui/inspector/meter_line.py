"""One measured value as a line: label, bar, value, and the bytes behind it."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pulse_desktop.ui.inspector.block import Meter
from pulse_desktop.ui.severity import Severity
from pulse_desktop.ui.theme import Colours, colours, scaled, sizes, tabular
from pulse_desktop.ui.tool_tip import as_written

_LABEL_SHARE = 0.29
_VALUE_CHARACTERS = 8


class MeterLine(QWidget):
    """Painted, focusable, and spoken as a sentence with its provenance."""

    attended = Signal(str)
    """The provenance of the line at the pointer or the focus; empty when it left."""

    def __init__(self, meter: Meter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meter = meter
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_meter(meter)

    def show_meter(self, meter: Meter) -> None:
        """Show another reading of the same thing."""
        if bool(meter.detail) != bool(self._meter.detail):
            self.updateGeometry()
        self._meter = meter
        self.setAccessibleName(meter.spoken)
        self.setAccessibleDescription(meter.provenance)
        amount = f"{meter.value} · {meter.detail}" if meter.detail else meter.value
        self.setToolTip(as_written(f"{meter.label}: {amount} — {meter.provenance}"))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        size = sizes(self.font())
        height = round(size.large * 1.5)
        if self._meter.detail:
            height += round(QFontMetricsF(scaled(self.font(), 0.88)).height())
        return QSize(24 * size.character, height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter, colours(self.palette()))
        finally:
            painter.end()

    def _paint(self, painter: QPainter, tokens: Colours) -> None:
        size, meter = sizes(self.font()), self._meter
        font = tabular(self.font())
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        line = round(size.large * 1.5)
        baseline = (line + metrics.ascent() - metrics.descent()) / 2
        label_width = self.width() * _LABEL_SHARE
        painter.setPen(QColor(tokens.muted))
        label = metrics.elidedText(
            meter.label, Qt.TextElideMode.ElideMiddle, label_width - size.tight
        )
        painter.drawText(QPointF(0, baseline), label)
        painter.setPen(QColor(_text_colour(meter.severity, tokens)))
        value_left = self.width() - metrics.horizontalAdvance(meter.value)
        painter.drawText(QPointF(value_left, baseline), meter.value)
        track_width = self.width() - label_width - _VALUE_CHARACTERS * size.character
        if meter.ratio is not None and track_width > size.bar:
            top = (line - size.bar) / 2
            self._bar(painter, QRectF(label_width, top, track_width, size.bar), tokens)
        if meter.detail:
            self._detail(painter, label_width, line, tokens)
        if self.hasFocus():
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _bar(self, painter: QPainter, track: QRectF, tokens: Colours) -> None:
        painter.fillRect(track, QColor(tokens.track))
        filled = QRectF(track)
        filled.setWidth(track.width() * min(1.0, max(0.0, self._meter.ratio or 0.0)))
        painter.fillRect(filled, QColor(_bar_colour(self._meter.severity, tokens)))

    def _detail(self, painter: QPainter, left: float, line: int, tokens: Colours) -> None:
        font = tabular(scaled(self.font(), 0.88))
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted))
        if self._meter.ratio is None:
            left = self.width() - metrics.horizontalAdvance(self._meter.detail)
        painter.drawText(
            QPointF(left, line - metrics.descent() + metrics.ascent() * 0.75), self._meter.detail
        )

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.attended.emit(self._meter.provenance)
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.attended.emit("")
        super().leaveEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.attended.emit(self._meter.provenance)
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.attended.emit("")
        super().focusOutEvent(event)


def _text_colour(level: Severity, tokens: Colours) -> str:
    return (tokens.text, tokens.warn, tokens.crit)[level]


def _bar_colour(level: Severity, tokens: Colours) -> str:
    return (tokens.bar, tokens.warn, tokens.crit)[level]
