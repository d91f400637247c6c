"""Knowing when a window was painted for the first time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class _PaintWatcher(QObject):
    """Sets an event after the first paint event went through."""

    def __init__(self, watched: QWidget, done: asyncio.Event) -> None:
        super().__init__(watched)
        self._done = done
        watched.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._done.set)
        return False


@asynccontextmanager
async def painted(window: QWidget) -> AsyncIterator[None]:
    """Leave the block only once ``window``, shown inside it, has been painted."""
    done = asyncio.Event()
    watcher = _PaintWatcher(window, done)
    yield
    await done.wait()
    watcher.deleteLater()
