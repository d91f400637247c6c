"""Holds repaints back to what a screen can show."""

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

_FRAME_MS = 16


class Pace(QObject):
    """However often it is asked, ``due`` comes at most once a frame, and after the last time."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._pass)

    def ask(self) -> None:
        """Something is to be painted."""
        if self._timer.isActive():
            return
        elapsed = self._since.elapsed() if self._since.isValid() else _FRAME_MS
        self._timer.start(max(0, _FRAME_MS - elapsed))

    def _pass(self) -> None:
        self._since.start()
        self.due.emit()
