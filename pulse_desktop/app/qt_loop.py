"""The event loop that serves Qt and asyncio at once. The only module that names its library."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

T = TypeVar("T")


def run_with_qt(application: QApplication, main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run ``main`` to its end on a loop that also serves the window."""

    def loop() -> asyncio.AbstractEventLoop:
        made: asyncio.AbstractEventLoop = QEventLoop(application)
        return made

    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(main())
