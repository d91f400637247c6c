"""Knowing from inside a window's process when its first frame was painted."""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QTimer


class FrameWatch(QObject):
    """Tells once, after the first paint of a window and of all that is in it went through."""

    def __init__(self, window: QObject, tell: Callable[[], None]) -> None:
        super().__init__(window)
        self._tell = tell
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See the first paint event; what follows in the queue runs when it is done."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)
        return False


def report_frame(watched: tuple[str, ...] = ()) -> None:
    """Say when this was, and which of the ``watched`` modules are loaded; then end at once."""
    painted_s = time.monotonic()
    loaded = [name for name in watched if name in sys.modules]
    report({"painted_s": painted_s, "loaded": loaded})
    os._exit(0)  # how the program shuts down is not part of it


def report(values: Mapping[str, object]) -> None:
    """One line of JSON for the process that started this one."""
    print(json.dumps(values), flush=True)
