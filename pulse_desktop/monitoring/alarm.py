"""When something is due, in the loop's time, which no change of the clock moves."""

import asyncio
import contextlib


class Alarm:
    """Goes off when its time is up, or at once when it is rung; until then its time may change."""

    def __init__(self) -> None:
        self._nudged = asyncio.Event()
        self._is_rung = False
        self._due: float | None = None
        """``None``: not by itself."""

    def set(self, wait_s: float | None) -> None:
        """Go off in ``wait_s`` seconds; ``None`` for not by itself. A ring before stays."""
        self._due = None if wait_s is None else asyncio.get_running_loop().time() + wait_s
        self._nudged.set()

    def ring(self) -> None:
        """Go off as soon as somebody waits for it."""
        self._is_rung = True
        self._nudged.set()

    @property
    def left_s(self) -> float | None:
        """Seconds until it goes off by itself."""
        if self._due is None:
            return None
        return max(0.0, self._due - asyncio.get_running_loop().time())

    async def wait(self) -> None:
        """Return once it goes off. A ring is used up by it."""
        while not self._is_rung and self.left_s != 0:
            self._nudged.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(self._due):
                    await self._nudged.wait()
        self._is_rung = False
