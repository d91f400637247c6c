"""Days that pass in seconds: a loop on which time goes on only while there is nothing to do."""

import asyncio
import selectors
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta


class _Idle(selectors.DefaultSelector):
    """Waits for nobody: what would be a pause is added to the time that has passed."""

    passed_s = 0.0

    def select(self, timeout=None):
        found = super().select(0)
        if not found and timeout:
            self.passed_s += timeout
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    """Begins at ``start``. Threads have no time on it, so work is done by ``AtOnce``."""

    def __init__(self, start: datetime) -> None:
        self._start, self._idle = start, _Idle()
        super().__init__(self._idle)
        self.set_default_executor(AtOnce())

    def time(self) -> float:
        return self._idle.passed_s

    def now(self) -> datetime:
        """What a clock on the wall says."""
        return self._start + timedelta(seconds=self.time())


class AtOnce(ThreadPoolExecutor):
    """Does on the spot what it is asked to do."""

    def __init__(self) -> None:
        super().__init__(1)

    def submit(self, work, /, *args, **kwargs):
        done = Future()
        try:
            done.set_result(work(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - it is the asker's
            done.set_exception(error)
        return done
