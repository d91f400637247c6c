"""A thread that may hang for ever without keeping the program from ending."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from types import TracebackType
from typing import TypeVar

T = TypeVar("T")


async def in_daemon_thread(work: Callable[[], T]) -> T:
    """What ``work`` returns or raises. Cancelled, the thread is left to itself.

    A pool will not do: the interpreter joins the threads of every pool before it exits, also
    one that waits for an answer which never comes.
    """
    promise: Future[T] = Future()
    promise.set_running_or_notify_cancel()

    def run() -> None:
        with _Failures(promise):
            promise.set_result(work())

    Thread(target=run, name="keyring", daemon=True).start()
    return await asyncio.wrap_future(promise)


class _Failures:
    """Hands whatever ends the block to the one who waits for the promise, as a pool does."""

    def __init__(self, promise: Future[T]) -> None:
        self._promise = promise

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is not None:
            self._promise.set_exception(error)
        return True
