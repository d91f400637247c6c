"""A button with a menu that gives way where there is little room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from pulse_desktop.ui.theme import sizes

_NARROWEST, _WIDEST = 12, 40
"""Characters of the text that are shown at least and at most."""

_FOR_THE_ARROW = "  "


class YieldingButton(QToolButton):
    """Cuts its text in the middle; the whole of it is the tool tip's business."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show ``text``, as much of it as fits."""
        self._whole = text
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        room = max(self.width(), self.minimumSizeHint().width()) - self._frame()
        metrics = self.fontMetrics()
        text = metrics.elidedText(self._whole, Qt.TextElideMode.ElideMiddle, room)
        if text + _FOR_THE_ARROW != self.text():
            self.setText(text + _FOR_THE_ARROW)

    def _frame(self) -> int:
        """What the button takes beside its text."""
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(
            self.text().removesuffix(_FOR_THE_ARROW)
        )

    def _wide(self, characters: int) -> QSize:
        """The hint for the whole text, or so many characters where that is longer."""
        advance = self.fontMetrics().horizontalAdvance(self._whole)
        room = min(advance, characters * sizes(self.font()).character)
        return QSize(self._frame() + room + 1, super().sizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        return self._wide(_WIDEST)

    @override
    def minimumSizeHint(self) -> QSize:
        return self._wide(_NARROWEST)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
