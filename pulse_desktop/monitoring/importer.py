"""Has what platforms themselves recorded written, one answer a transaction, between sweeps."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from pulse_desktop.model.earlier import Recorded
from pulse_desktop.model.errors import StoreError
from pulse_desktop.model.series import SeriesTarget
from pulse_desktop.resources.commit import Commit

logger = logging.getLogger(__name__)

WAITING_LIMIT = 2_000
"""Answers that may wait for the disk, some 60 MB; of more the oldest are given up and said so."""

RETRY_S = 30.0

Import = tuple[SeriesTarget, Recorded]


class Importer:
    """Queues imports and writes them in order until it is cancelled.

    What is still waiting then is asked for again by the next session, so none of it is lost.
    """

    def __init__(self, write: Callable[[SeriesTarget, Recorded], Awaitable[None]]) -> None:
        self._write = write
        self._waiting: deque[Import] = deque()
        self._news = asyncio.Event()

    def put(self, commit: Commit) -> None:
        """Take what a commit brought of it."""
        for each in commit.earlier:
            if len(self._waiting) >= WAITING_LIMIT:
                self._waiting.popleft()
                logger.warning("the disk is too slow: some imported history is left out")
            self._waiting.append(each)
            self._news.set()

    async def run(self) -> None:
        """Write what was put, and wait for more."""
        while True:
            while self._waiting:
                await self._write_oldest()
            self._news.clear()
            await self._news.wait()

    async def _write_oldest(self) -> None:
        oldest = self._waiting[0]
        try:
            await self._write(*oldest)
        except StoreError as error:
            logger.info("imported history waits for the disk: %s", error)
            await asyncio.sleep(RETRY_S)
            return
        if self._waiting and self._waiting[0] is oldest:
            self._waiting.popleft()
