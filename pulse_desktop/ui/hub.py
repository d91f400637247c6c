"""Brings published states to the window, ten times a second at most."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Published

_SPACING_MS = 100


class StateHub(QObject):
    """Coalesces what is offered; the newest state wins. Lives on the window's thread.

    What is published names what was touched since the state published before it, also by the
    states between that nobody saw.
    """

    published = Signal(object)
    """Carries a ``Published``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pending: Published | None = None
        self._since_last = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._publish)

    def offer(self, published: "Published") -> None:
        """Take note of a newer state. Returns at once; the window hears of it in a moment."""
        self._pending = published if self._pending is None else _after(self._pending, published)
        if not self._timer.isActive():
            self._timer.start(self._wait_ms())

    def _wait_ms(self) -> int:
        if not self._since_last.isValid():
            return 0
        return max(0, _SPACING_MS - self._since_last.elapsed())

    def _publish(self) -> None:
        newest, self._pending = self._pending, None
        self._since_last.start()
        if newest is not None:
            self.published.emit(newest)


def _after(unseen: "Published", newest: "Published") -> "Published":
    """``newest`` for somebody who never saw ``unseen``."""
    if unseen.touched is None or newest.touched is None:
        return replace(newest, touched=None)
    return replace(newest, touched=unseen.touched | newest.touched)
