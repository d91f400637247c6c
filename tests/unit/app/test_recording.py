"""A sweep is one transaction, and a database that could not be opened is tried again."""

import asyncio
from array import array
from pathlib import Path

import pytest

from pulse_desktop.app import runtime as runtimes
from pulse_desktop.app.recording import Recording
from pulse_desktop.app.runtime import Runtime
from pulse_desktop.database.connection import open_writer
from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, Readings, SeriesIndex, SeriesKey, SeriesTarget
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.sweep import Sweep
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.timeline import store as timeline
from simulators.scripted import NOON, until

FULL = StoreError(StoreState.FULL, mark("t", "The disk is full."))
KEY = SeriesKey(SeriesTarget(Family.VM, "vm"), Metric.CPU)


def count(handle):
    """Rows of readings, of series, and of changes."""
    sql = (
        "SELECT (SELECT count(*) FROM log), (SELECT count(*) FROM series),"
        " (SELECT count(*) FROM change)"
    )
    return list(handle.execute(sql).fetchone())


async def test_readings_and_changes_of_a_sweep_are_recorded_together_or_not_at_all(
    profile, monkeypatch
):
    """H-01: one transaction; where the changes fail, no reading of the sweep remains."""

    def refuse(handle, changes):
        raise FULL

    index = SeriesIndex()
    readings = Readings(NOON, array("l", [index.column(KEY)]), array("f", [0.5]))
    recording = Recording(profile, index, lambda: NOON, lambda _: None)
    await recording.database.open()
    monkeypatch.setattr(timeline, "append", refuse)
    with pytest.raises(StoreError):
        await recording._write(Sweep(readings=readings))
    assert await recording.database.read(count) == [0, 0, 0]
    monkeypatch.undo()
    await recording._write(Sweep(readings=readings))
    assert await recording.database.read(count) == [1, 1, 0]
    await recording.database.aclose()


async def test_a_folder_that_cannot_be_looked_into_does_not_stop_recording(profile, monkeypatch):
    """What is open can be written all the same; the size stays what it was."""

    def refuse(self, **options):
        raise PermissionError(13, "Permission denied")

    index = SeriesIndex()
    readings = Readings(NOON, array("l", [index.column(KEY)]), array("f", [0.5]))
    recording = Recording(profile, index, lambda: NOON, lambda _: None)
    async with asyncio.TaskGroup() as group:
        await recording.open(group, Preferences)
        size = recording.size_bytes
        monkeypatch.setattr(Path, "stat", refuse)
        await recording._write(Sweep(readings=readings))
        assert recording.size_bytes == size > 0
        monkeypatch.undo()
        await recording.close()


@pytest.fixture
def full_at_first(monkeypatch):
    """Two openings that the disk refuses, and no waiting between them."""
    refusals = [FULL, FULL]

    def opened(path, tables):
        if refusals:
            raise refusals.pop()
        return open_writer(path, tables)

    monkeypatch.setattr("pulse_desktop.database.database.open_writer", opened)
    monkeypatch.setattr(runtimes, "_DATABASE_RETRY_S", 0.01)


async def test_a_disk_that_was_full_at_the_start_is_tried_until_it_takes_the_file(
    profile, secrets, full_at_first
):
    """Recording begins by itself, and the banner goes."""
    async with asyncio.TaskGroup() as group:
        runtime = Runtime(profile, group, lambda: None, secrets=secrets, platforms=())
        await runtime.record(Preferences)
        await runtime.start()
        assert str(runtime.problem) == "The disk is full."
        await until(lambda: runtime.recording is not None)
        await until(lambda: runtime.problem is None)
        await runtime.stop()


async def test_closing_while_an_older_database_is_brought_up_to_date_does_not_wait_for_it(
    profile, secrets, monkeypatch
):
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    def endless(handle, path, tables, job):
        loop.call_soon_threadsafe(begun.set)
        while True:
            job.tell(mark("t", "Copying"), 1, 2)

    monkeypatch.setattr("pulse_desktop.database.database.prepare", endless)
    async with asyncio.TaskGroup() as group:
        runtime = Runtime(profile, group, lambda: None, secrets=secrets, platforms=())
        opening = group.create_task(runtime.record(Preferences))
        await begun.wait()
        await until(lambda: runtime.under_way is not None)
        assert runtime.under_way.percent == 50
        opening.cancel()
        await asyncio.wait([opening])
        await runtime.stop()
    assert runtime.under_way is None
