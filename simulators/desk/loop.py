"""The event loop of a test, turned by hand."""

import asyncio

from simulators.scripted import until


class Loop:
    """A plain event loop that a test turns by hand; its ``spawn`` is the window's."""

    def __init__(self):
        self._loop = asyncio.new_event_loop()
        self._tasks = []

    def spawn(self, coroutine):
        """Start it; it runs while the loop is turned. Nothing runs any more once that is closed."""
        if self._loop.is_closed():
            coroutine.close()  # a timer of a window may strike between its test and the next one
            return None
        task = self._loop.create_task(coroutine)
        self._tasks.append(task)
        return task

    def turn(self, times=60):
        """Let everything that can go on go on, and raise what broke."""
        for _ in range(times):
            self._loop.call_soon(self._loop.stop)
            self._loop.run_forever()
        for task in self._tasks:
            if task.done() and not task.cancelled():
                task.result()

    def is_idle(self):
        """Whether everything that was started has ended."""
        return all(task.done() for task in self._tasks)

    def turn_until(self, condition, patience_s=20):
        """Let real sockets and threads go on until ``condition()`` holds."""
        self._loop.run_until_complete(asyncio.wait_for(until(condition), patience_s))
        self.turn(1)

    def close(self):
        """End what is still waiting, then the loop."""
        for task in self._tasks:
            task.cancel()
        self.turn(5)
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()
