"""The cards side by side, as many as have room and something to show, and words over them."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from pulse_desktop.ui.strip.card_view import CardView
from pulse_desktop.ui.strip.geometry import boxes, height, lane_side, least_width
from pulse_desktop.ui.theme import sizes

_PATIENCE_MS = 250
"""An answer that comes sooner is not announced: words that flash up say nothing."""


class Deck(QWidget):
    """Has its height from the start, so that nothing moves when the first curves come."""

    def __init__(self, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.views = tuple(CardView(self) for _ in range(count))
        self._is_wanted = [True] * count
        size = sizes(self.font())
        row = QHBoxLayout(self)
        row.setContentsMargins(size.small, size.tight, size.small, size.tight)
        row.setSpacing(size.small)
        self._painting = QTimer(self, interval=0)
        self._painting.timeout.connect(self._paint_one)
        for view in self.views:
            row.addWidget(view, 1)
            view.fell_behind.connect(self._painting.start)
        self._notice = QLabel(self, wordWrap=True)
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._notice.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._notice.setAutoFillBackground(True)
        self._notice.setBackgroundRole(QPalette.ColorRole.Base)
        self._notice.setMargin(size.tight)
        self._notice.hide()
        self._soon_said = ""
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._run_out_of_patience)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def shown(self) -> tuple[CardView, ...]:
        """The cards on show, left to right."""
        return tuple(view for view in self.views if not view.isHidden())

    @property
    def notice(self) -> str:
        """The words over the cards."""
        return self._notice.text() if not self._notice.isHidden() else ""

    def columns(self) -> int:
        """Pixels from side to side of a field."""
        shown = max(1, len(self.shown))
        gaps = (shown + 1) * sizes(self.font()).small
        return max(1, round(boxes((self.width() - gaps) / shown, self.font()).plot.width()))

    def lane_places(self) -> int:
        """Marks that a lane has room for."""
        return max(1, self.columns() // (lane_side(self.font()) + 1))

    def want(self, wanted: Sequence[bool]) -> None:
        """Say which cards have something to show; all of them where none has."""
        self._is_wanted = list(wanted) if any(wanted) else [True] * len(self.views)
        self._fit()

    def clear(self) -> None:
        """Show no field and no words."""
        self.say("")
        for view in self.views:
            view.stand_out(())
            view.show_plot(None)

    def say(self, notice: str) -> None:
        """Put words over the fields; none for an empty text."""
        self._patience.stop()
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))
        self._notice.raise_()
        self._place_notice()

    def say_soon(self, notice: str) -> None:
        """Put words over the fields unless others, or none, come in a moment."""
        self._soon_said = notice
        self._patience.start()

    def _run_out_of_patience(self) -> None:
        self.say(self._soon_said)

    def _paint_one(self) -> None:
        """One card a turn, so that no turn is longer than a frame."""
        behind = [view for view in self.shown if view.is_behind]
        if behind:
            behind[0].catch_up()
        if len(behind) <= 1:
            self._painting.stop()

    def _fit(self) -> None:
        room = max(1, self.width() // (least_width(self.font()) + sizes(self.font()).small))
        for view, wanted in zip(self.views, self._is_wanted, strict=True):
            shown = wanted and room > 0
            room -= shown
            view.setVisible(shown)
        self._painting.start()

    def _place_notice(self) -> None:
        """In the middle of the fields, no larger than the words need."""
        size = sizes(self.font())
        plot = boxes(self.width(), self.font()).plot
        room = max(1, self.width() - 4 * size.large)
        words = self._notice.fontMetrics().horizontalAdvance(self._notice.text())
        width = min(room, words + 2 * size.small)
        height = min(round(plot.height()), self._notice.heightForWidth(width))
        top = size.tight + round(plot.top() + (plot.height() - height) / 2)
        self._notice.setGeometry((self.width() - width) // 2, top, width, height)

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, height(self.font()) + 2 * sizes(self.font()).tight)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._place_notice()
