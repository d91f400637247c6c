"""How the window starts work that takes time, without owning a loop."""

from collections.abc import Callable, Coroutine
from typing import Any, Protocol


class Cancellable(Protocol):
    """Work that is under way. An ``asyncio.Task`` is one."""

    def cancel(self) -> object:
        """Ask it to stop; harmless when it has ended."""
        ...


Spawn = Callable[[Coroutine[Any, Any, None]], Cancellable]
"""Starts a coroutine in the program's task group and returns the means to stop it."""
