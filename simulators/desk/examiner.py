"""A connection test that plays scripts."""

import asyncio

from simulators.desk.stages import GOOD, HANG


class ScriptedExaminer:
    """Plays scripts in turn, the last one for ever."""

    def __init__(self, *scripts):
        self.scripts = list(scripts) or [GOOD]
        self.asked = []
        """``(connection, secret)`` of each test."""

        self.closed = 0
        """Tests that ended or were cancelled."""

        self.candidates = {}

    async def examine(self, connection, secret):
        """Each stage, with a turn of the loop between."""
        self.asked.append((connection, secret))
        script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
        try:
            for stage in script:
                if stage is HANG:
                    await asyncio.Event().wait()
                yield stage
                await asyncio.sleep(0)
        finally:
            self.closed += 1

    async def discover(self, platform):
        """What was planted for ``platform``."""
        await asyncio.sleep(0)
        return self.candidates.get(platform, ())
