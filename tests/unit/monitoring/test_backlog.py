"""What a disk refused is written when it takes it again, as far as there was room to keep it."""

import asyncio
from array import array
from datetime import timedelta

import pytest

from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.series import Readings, SeriesIndex
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.backlog import Backlog
from pulse_desktop.monitoring.recorder import Recorder
from pulse_desktop.resources.registry import Registry
from simulators.scripted import NOON, later, observation, snapshot

FULL = StoreError(StoreState.FULL, mark("t", "The disk is full."))


def readings(second, width=2):
    return Readings(later(second), array("l", range(width)), array("f", [second] * width))


class Disk:
    """Refuses while it ``is_full``, and remembers what arrived."""

    def __init__(self):
        self.is_full = False
        self.at, self.changes, self.problems = [], 0, []
        self.registry = Registry(SeriesIndex())
        self.recorder = Recorder(self.write, self.problems.append)

    async def write(self, sweep):
        if self.is_full:
            raise FULL
        if sweep.readings is not None:
            self.at.append((sweep.readings.at - NOON) // timedelta(seconds=1))
        self.changes += len(sweep.changes)

    async def poll(self, *seconds):
        for second in seconds:
            seen = snapshot(observation("web", cpu=0.5), at=later(second))
            for part in seen.parts(250):
                self.recorder.put(self.registry.apply(part))
            await asyncio.sleep(0)
            await asyncio.sleep(0)


@pytest.fixture
async def disk():
    made = Disk()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(made.recorder.run())
        yield made
        made.recorder.finish()
        await task


async def test_readings_that_a_full_disk_refused_are_written_when_there_is_space(disk):
    """H-01: in the order in which they were taken, after the sweep that went through."""
    await disk.poll(0)
    disk.is_full = True
    await disk.poll(10, 20, 30)
    disk.is_full = False
    await disk.poll(40)
    await asyncio.sleep(0)
    assert disk.at == [0, 40, 10, 20, 30]
    assert [str(problem) for problem in disk.problems] == ["The disk is full.", "None"]


async def test_the_changes_of_a_refused_sweep_come_once(disk):
    disk.is_full = True
    await disk.poll(0, 10)
    disk.is_full = False
    await disk.poll(20, 30)
    assert disk.changes == 1


def test_what_waits_is_bounded_and_the_oldest_make_room():
    backlog = Backlog(limit=4)
    for second in (0, 10, 20, 30):
        backlog.keep(readings(second))
    assert backlog.oldest.at == later(20)
    assert backlog.take_lost() == (later(0), later(10))
    assert backlog.take_lost() is None


def test_what_is_left_at_the_end_is_lost_and_said():
    backlog = Backlog()
    backlog.keep(readings(10))
    backlog.keep(readings(20))
    backlog.give_up()
    assert (backlog.oldest, backlog.take_lost()) == (None, (later(10), later(20)))


async def test_the_span_that_was_lost_is_logged(caplog):
    disk = Disk()
    disk.is_full = True
    await disk.poll(0, 10)
    disk.recorder.finish()
    await disk.recorder.run()
    assert [r.message for r in caplog.records if "were not recorded" in r.message] != []
