"""A bound on foreign code: what does not end in time, or does not stop when told, is left."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

from pulse_desktop.model.errors import ReaderDefect

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Late(Exception):
    """It did not end in time."""


GRACE_S = 5.0
"""For a task that was cancelled to close what it holds."""


async def within(seconds: float, work: Coroutine[Any, Any, T]) -> T:
    """The result of ``work``, if it ends within ``seconds``.

    It runs in a task of its own, which is cancelled when time is up or when the caller is. One
    that does not stop even so is left to itself: it must not hold up its connection, another
    one, or the end of the program.

    Raises:
        Late: It did not end in time; what it came to later is dropped.
        ReaderDefect: It cancelled itself, which nobody had asked for.
    """
    # No task group may own it: a group waits for ever for a task that ignores being cancelled.
    task = asyncio.get_running_loop().create_task(work)
    try:
        await asyncio.wait({task}, timeout=seconds)
        is_in_time = task.done()
    finally:
        await _stopped(task)
    if not is_in_time:
        raise Late
    if task.cancelled():
        raise ReaderDefect(asyncio.CancelledError.__name__)
    return task.result()


async def _stopped(task: asyncio.Task[T]) -> None:
    """Cancel ``task`` unless it is done; returns once it is, or after the grace."""
    if task.done():
        return
    task.add_done_callback(_drop)
    task.cancel()
    await asyncio.wait({task}, timeout=GRACE_S)
    if not task.done():
        logger.error("a reader does not stop when told: %s", task.get_name())


def _drop(task: asyncio.Task[T]) -> None:
    """Nobody waits for the outcome any more; an unread failure would be reported as a leak."""
    if not task.cancelled() and task.exception() is not None:
        logger.debug("a reader that was stopped ended with %r", task.exception())
