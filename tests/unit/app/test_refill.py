"""Memory goes on where the run before ended, and the loop is not held up by it."""

import asyncio
from array import array

from pulse_desktop.app import recording as recordings
from pulse_desktop.app.recording import Recording
from pulse_desktop.history.memory import Memory
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, Readings, SeriesIndex, SeriesKey, SeriesTarget
from pulse_desktop.monitoring.sweep import Sweep
from pulse_desktop.settings.preferences import Preferences
from simulators.scripted import NOON, until

KEY = SeriesKey(SeriesTarget(Family.VM, "vm"), Metric.CPU)


async def record(profile):
    """A run of the program that records one sweep."""
    index = SeriesIndex()
    recording = Recording(profile, index, lambda: NOON, lambda _: None)
    readings = Readings(NOON, array("l", [index.column(KEY)]), array("f", [0.5]))
    async with asyncio.TaskGroup() as group:
        await recording.open(group, Preferences)
        await recording._write(Sweep(readings=readings))
        await recording.close()


async def test_memory_has_what_the_last_run_recorded(profile, monkeypatch):
    """H-03: the last hours are there at once, not only after hours."""
    monkeypatch.setattr(recordings, "_SETTLE_S", 0.0)
    await record(profile)
    index = SeriesIndex()
    memory = Memory(index)
    recording = Recording(profile, index, lambda: NOON, lambda _: None, memory)
    async with asyncio.TaskGroup() as group:
        await recording.open(group, Preferences)
        await until(lambda: memory.span(KEY) is not None)
        await recording.close()
    assert memory.held().entries[0].values.tolist() == [0.5]
    assert memory.held().covers((NOON.timestamp(), NOON.timestamp() + 60))
