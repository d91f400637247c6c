"""What failed is left in peace, twice as long each time."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta


class Breaker:
    """Rests of anything with a key."""

    def __init__(self, first: timedelta, longest: timedelta) -> None:
        self._first, self._longest = first, longest
        self._failures: dict[Hashable, int] = {}
        self._until: dict[Hashable, datetime] = {}

    def is_resting(self, key: Hashable, at: datetime) -> bool:
        """Whether it is not to be asked yet."""
        until = self._until.get(key)
        return until is not None and at < until

    def is_suspect(self, key: Hashable) -> bool:
        """Whether it failed the last time it was asked."""
        return key in self._failures

    def rest_of(self, key: Hashable, at: datetime) -> timedelta:
        """How much longer it is left in peace."""
        return max(self._until.get(key, at) - at, timedelta())

    def failed(self, key: Hashable, at: datetime) -> None:
        """It did not answer."""
        count = self._failures.get(key, 0)
        self._failures[key] = count + 1
        self._until[key] = at + min(self._first * 2 ** min(count, 16), self._longest)

    def answered(self, key: Hashable) -> None:
        """It did, whatever it said."""
        self._failures.pop(key, None)
        self._until.pop(key, None)

    def forget(self, is_gone: Callable[[Hashable], bool]) -> None:
        """Keys of what is no longer there."""
        for key in [key for key in self._failures if is_gone(key)]:
            self.answered(key)
