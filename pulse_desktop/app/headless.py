"""Running a command on plain asyncio, without Qt, until it is done or told to stop."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from pulse_desktop.model.errors import PulseError

T = TypeVar("T")


def run_async(main: Callable[[], Awaitable[T]]) -> T:
    """Run ``main`` to its end.

    Raises:
        PulseError: What ``main`` expected to go wrong, out of whatever group of tasks.
        KeyboardInterrupt: The user pressed Ctrl+C.
    """
    try:
        with asyncio.Runner() as runner:
            return runner.run(_awaited(main))
    except BaseExceptionGroup as failures:
        raise unwrapped(failures) from failures


def unwrapped(failures: BaseExceptionGroup) -> BaseException:
    """The expected failure in a group that holds nothing else; the group where it holds more."""
    expected, rest = failures.split(PulseError)
    if expected is None or rest is not None:
        return failures
    first: BaseException = expected
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return first


async def _awaited(main: Callable[[], Awaitable[T]]) -> T:
    return await main()


@contextmanager
def stopping_on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call ``stop`` on SIGTERM and SIGINT instead of ending at once."""
    loop = asyncio.get_running_loop()
    watched = (signal.SIGTERM, signal.SIGINT)
    for number in watched:
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in watched:
            loop.remove_signal_handler(number)


def say(text: object) -> None:
    """One line on standard output."""
    print(text)  # noqa: T201 - the command line's way to speak


def complain(text: object) -> None:
    """One line on standard error."""
    print(text, file=sys.stderr)  # noqa: T201 - the command line's way to speak
