"""Sweeps in the order in which they wait for the disk."""

import asyncio
from collections import deque

from pulse_desktop.monitoring.sweep import Sweep

QUEUE_LIMIT = 256
"""Sweeps that may wait for the disk; beyond them the oldest is given up and said so."""


class SweepQueue:
    """Bounded: who adds to a full one is handed what waited longest."""

    def __init__(self) -> None:
        self._waiting: deque[Sweep] = deque()
        self._news = asyncio.Event()
        self._is_closed = False

    def put(self, sweep: Sweep) -> Sweep | None:
        """Let ``sweep`` wait; returns the oldest one when it had to make room."""
        given_up = self._waiting.popleft() if len(self._waiting) >= QUEUE_LIMIT else None
        self._waiting.append(sweep)
        self._news.set()
        return given_up

    def close(self) -> None:
        """Let ``next`` end once nothing waits any more."""
        self._is_closed = True
        self._news.set()

    async def next(self) -> Sweep | None:
        """The oldest that waits, as soon as there is one; ``None`` after the last one."""
        while not self._waiting:
            if self._is_closed:
                return None
            self._news.clear()
            await self._news.wait()
        return self._waiting.popleft()
