"""The demo estate as the program reads it, from its pollers to its memory, over virtual hours."""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from pulse_desktop.app.fixed_connections import NoSecrets
from pulse_desktop.demo.platforms import graph_of, platforms
from pulse_desktop.history.memory import Memory
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.monitoring.supervisor import Equipment, Supervisor
from pulse_desktop.resources.registry import Registry
from simulators.virtual_time import AtOnce, VirtualLoop

_LOOK = timedelta(seconds=15)
"""How often time is let pass for what may have become stale."""


class DemoDay:
    """Polls the connections of those names, or all, at one interval."""

    def __init__(
        self, start: datetime, names: Collection[str] = (), interval_s: float = 10.0
    ) -> None:
        self.loop = VirtualLoop(start)
        self.series = SeriesIndex()
        self.memory = Memory(self.series)
        self.monitor = Monitor(Registry(self.series), self._take)
        self.readings = []
        """What was measured since this was last emptied: (instant, key, value)."""

        self.keeps_readings = False
        self.connections = [
            replace(site.connection, interval_s=interval_s)
            for site in graph_of(1).sites
            if not names or site.connection.name in names
        ]

    def live(self, hours, look=lambda day: None):
        """Run from start to end; ``look`` is called every hour."""
        try:
            self.loop.run_until_complete(self._live(hours, look))
        finally:
            self.loop.close()

    async def _live(self, hours, look):
        async with asyncio.TaskGroup() as group:
            known = {platform.id: platform for platform in platforms()}
            equipment = Equipment(known, NoSecrets(), AtOnce(), self.loop.now)
            self.supervisor = Supervisor(equipment, self.monitor, group, lambda _: None)
            self.supervisor.supervise(self.connections)
            for _ in range(hours):
                await self._hour()
                look(self)
            await self.supervisor.stop()

    async def _hour(self):
        for _ in range(timedelta(hours=1) // _LOOK):
            await asyncio.sleep(_LOOK.total_seconds())
            now = self.loop.now()
            self.monitor.patience.tick(now)
            for _ in self.monitor.pass_time(now):
                await asyncio.sleep(0)

    def _take(self, commit):
        if commit.readings is None:
            return
        self.memory.append(commit.readings)
        if self.keeps_readings:
            at = commit.readings.at
            self.readings += ((at, self.series.key(c), value) for c, value in commit.readings)
