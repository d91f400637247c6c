"""An answer that stays good for a while, and the refusal that does."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from pulse_desktop.model.errors import Category, ProviderError

T = TypeVar("T")

BEARABLE = frozenset(
    {
        Category.FORBIDDEN,
        Category.SERVER,
        Category.PARTIAL,
        Category.PROTOCOL,
        Category.TIMEOUT,
        Category.RATE_LIMITED,
        Category.WRONG_PRODUCT,
    }
)
"""Failures of one call that leave the others their chance.

A path that is not known (501) is one that a release lacks, or a proxy keeps back: which product
it is, its version has told.
"""

_ASK_AGAIN_AFTER = timedelta(minutes=10)
"""What was refused may be granted meanwhile, however rarely the answer itself changes."""


class Kept(Generic[T]):
    """One optional answer. A refusal is remembered, too, so that it is not asked for anew."""

    def __init__(self, good_for: timedelta) -> None:
        self._good_for = good_for
        self._read_at: datetime | None = None
        self.value: T | None = None
        """The last one that came, also after a refusal."""

        self.problem: ProviderError | None = None
        """Why there is no newer one."""

    @property
    def fresh(self) -> T | None:
        """The answer, unless asking for it again failed."""
        return self.value if self.problem is None else None

    def expire(self) -> None:
        """Ask again at the next chance."""
        self._read_at = None

    async def renew(self, read: Callable[[], Awaitable[T]], at: datetime) -> None:
        """Ask again when it is due.

        Raises:
            ProviderError: A failure that is not of this one call alone.
        """
        if not self._is_due(at):
            return
        self._read_at = at
        try:
            self.value = await read()
            self.problem = None
        except ProviderError as error:
            if error.category not in BEARABLE:
                raise
            self.problem = error

    def _is_due(self, at: datetime) -> bool:
        if self._read_at is None:
            return True
        rest = self._good_for if self.problem is None else min(self._good_for, _ASK_AGAIN_AFTER)
        return at - self._read_at >= rest
