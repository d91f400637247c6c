"""A timer on the window's thread, and the gaps between its ticks."""

import time
from array import array

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 4


class Heartbeat(QObject):
    """Notes the instant of every tick. What holds up the window's thread shows as a gap."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticks = array("q")
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to tick, without the ticks so far."""
        self._ticks = array("q")
        self._timer.start(BEAT_MS)

    def stop(self) -> list[float]:
        """End; the gaps between neighbouring ticks, in milliseconds."""
        self._timer.stop()
        return [
            (later - earlier) / 1e6
            for earlier, later in zip(self._ticks, self._ticks[1:], strict=False)
        ]

    def _beat(self) -> None:
        self._ticks.append(time.perf_counter_ns())
