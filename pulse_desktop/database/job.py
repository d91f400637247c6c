"""Long work on a database: it says how far it is, and ends early when nobody wants it any more."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass

from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.text import Text, mark

STOPPED = mark("Database", "The work on the database was stopped before its end.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work is."""

    sentence: Text
    """What is being done."""

    ratio: float
    """How much of it is done, 0.0 to 1.0."""

    @property
    def percent(self) -> int:
        """The same in whole per cent."""
        return int(self.ratio * 100)


class Job:
    """Shared by the thread that works and the loop that waits; made on the loop.

    ``told`` is called on the loop's thread, once for each per cent at most.
    """

    def __init__(self, told: Callable[[Progress], None] | None = None) -> None:
        self._told = told
        self._loop = asyncio.get_running_loop()
        self._unwanted = threading.Event()
        self._last: tuple[Text, int] | None = None

    def stop(self) -> None:
        """Have the work end at its next step; what it did so far is undone or stays whole."""
        self._unwanted.set()

    @property
    def is_stopped(self) -> bool:
        """Whether ``stop`` was called."""
        return self._unwanted.is_set()

    def check(self) -> None:
        """Called by the work wherever it may end.

        Raises:
            StoreError: It is to end here.
        """
        if self.is_stopped:
            raise StoreError(StoreState.STOPPED, STOPPED)

    def tell(self, sentence: Text, done: float, total: float) -> None:
        """Called by the work as it goes on: ``done`` of ``total``, in whatever unit.

        Raises:
            StoreError: It is to end here.
        """
        self.check()
        progress = Progress(sentence, min(1.0, done / total) if total else 1.0)
        news = (sentence, progress.percent)
        if self._told is not None and news != self._last:
            self._last = news
            self._loop.call_soon_threadsafe(self._told, progress)
