"""How the window starts work that takes time, without owning a loop."""

from collections.abc import Callable, Coroutine
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QObject


class Cancellable(Protocol):
    """Work that is under way. An ``asyncio.Task`` is one."""

    def cancel(self) -> object:
        """Ask it to stop; harmless when it has ended."""
        ...


Spawn = Callable[[Coroutine[Any, Any, None]], Cancellable]
"""Starts a coroutine in the program's task group and returns the means to stop it."""


def is_alive(thing: QObject) -> bool:
    """Whether Qt still has it: what was awaited may be over after its window was closed."""
    return bool(shiboken6.isValid(thing))
