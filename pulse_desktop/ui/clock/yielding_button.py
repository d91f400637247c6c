"""A button with a menu that gives way where there is little room."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from pulse_desktop.ui.theme import sizes

_NARROWEST, _WIDEST = 12, 64
"""Average characters of the text that are shown at least and at most."""

_FOR_THE_ARROW = "  "


class YieldingButton(QToolButton):
    """Leaves words out in the middle of its text; the whole of it is the tool tip's business."""

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
        width = self.fontMetrics().horizontalAdvance
        shorter = _shorter(self._whole)
        text = next((text for text in shorter if width(text) <= room), None)
        if text is None:
            elide = Qt.TextElideMode.ElideRight
            text = self.fontMetrics().elidedText(self._whole, elide, room)
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


def _shorter(whole: str) -> Iterator[str]:
    """``whole``, and then with ever fewer whole words: half of a number would be another one."""
    yield whole
    words = whole.split(" ")
    for kept in range(len(words) - 1, 1, -1):
        first, last = words[: (kept + 1) // 2], words[len(words) - kept // 2 :]
        yield " ".join((*first, "…", *last))
    for kept in range(len(words) - 1, 0, -1):
        yield " ".join((*words[:kept], "…"))
