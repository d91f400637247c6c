"""Work that is brought to its end, also when whoever waits for it is cancelled."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def to_the_end(work: Coroutine[Any, Any, T], hurry: Callable[[], None] | None = None) -> T:
    """What ``work`` returns or raises. A cancellation is obeyed once it has ended.

    ``hurry`` is called when the cancellation comes, so that the end may be near.

    What it opens then belongs to somebody, who can close it. Not in the program's task group,
    which a defect elsewhere cancels.
    """
    task = asyncio.get_running_loop().create_task(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
            if hurry is not None:
                hurry()
    if cancelled is not None:
        raise cancelled
    return task.result()
