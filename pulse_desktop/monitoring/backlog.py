"""Readings that a disk refused, kept for the moment at which it takes them again."""

from collections import deque
from datetime import datetime

from pulse_desktop.model.series import Readings

LIMIT = 2_000_000
"""Values that may wait, 24 MB at most: an hour of 8,000 series read every 15 seconds. Beyond them
the oldest are given up."""


class Backlog:
    """In order of time, bounded. ``lost`` says what had to make room since it was last asked."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._waiting: deque[Readings] = deque()
        self._values = 0
        self._lost: tuple[datetime, datetime] | None = None

    @property
    def oldest(self) -> Readings | None:
        """What is to be written next."""
        return self._waiting[0] if self._waiting else None

    def keep(self, readings: Readings) -> None:
        """Let ``readings`` wait, the oldest make room for them."""
        self._waiting.append(readings)
        self._values += len(readings)
        while self._values > self._limit:
            self._lose(self.drop_oldest())

    def drop_oldest(self) -> Readings:
        """It was written."""
        readings = self._waiting.popleft()
        self._values -= len(readings)
        return readings

    def give_up(self) -> None:
        """Nobody will write what is left."""
        while self._waiting:
            self._lose(self.drop_oldest())

    def take_lost(self) -> tuple[datetime, datetime] | None:
        """First and last instant of what was given up, told once."""
        lost, self._lost = self._lost, None
        return lost

    def _lose(self, readings: Readings) -> None:
        first, last = self._lost or (readings.at, readings.at)
        self._lost = min(first, readings.at), max(last, readings.at)
