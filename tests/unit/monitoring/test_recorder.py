"""Every poll is one transaction, in order, and a full disk loses only itself."""

import pytest

from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.recorder import QUEUE_LIMIT, Recorder
from pulse_desktop.monitoring.sweep import Sweep
from pulse_desktop.resources.registry import Registry
from simulators.scripted import HYPERVISOR, later, observation, snapshot

FULL = StoreError(StoreState.FULL, mark("t", "The disk is full."))


class Disk:
    """A recorder, the registry that feeds it, and what arrived."""

    def __init__(self, *refusals):
        self.refusals = list(refusals)
        self.sweeps, self.problems = [], []
        self.registry = Registry(SeriesIndex())
        self.recorder = Recorder(self.write, self.problems.append)

    async def write(self, sweep):
        if self.refusals and (error := self.refusals.pop(0)):
            raise error
        self.sweeps.append(sweep)

    def poll(self, *seen, at=0, part_size=250):
        for part in snapshot(*seen, at=later(at)).parts(part_size):
            self.recorder.put(self.registry.apply(part))

    async def drained(self):
        self.recorder.finish()
        await self.recorder.run()
        return [sweep for sweep in self.sweeps if sweep != Sweep()]


@pytest.fixture
def disk():
    return Disk()


async def test_a_poll_is_one_sweep_with_readings_changes_and_the_snapshot(disk):
    """H-01: samples and timeline changes go into the same transaction."""
    disk.poll(observation("web", cpu=0.5))
    (sweep,) = await disk.drained()
    assert (len(sweep.readings), len(sweep.changes)) == (1, 1)
    assert sweep.snapshot.observations[0].name == "web"


async def test_the_parts_of_a_large_poll_are_joined_into_one_sweep(disk):
    """H-01: a crash leaves whole sweeps only."""
    disk.poll(*(observation(f"vm{n}", cpu=0.1) for n in range(5)), part_size=2)
    (sweep,) = await disk.drained()
    assert (len(sweep.readings), len(sweep.snapshot.observations)) == (5, 5)


async def test_parts_of_a_poll_that_was_cancelled_do_not_join_the_next(disk):
    """H-01: a sweep is one poll's."""
    first, _ = snapshot(observation("web"), observation("db")).parts(1)
    disk.recorder.put(disk.registry.apply(first))
    disk.poll(observation("db"), at=10)
    (sweep,) = await disk.drained()
    assert [seen.name for seen in sweep.snapshot.observations] == ["db"]


async def test_a_withdrawal_is_recorded_for_its_changes(disk):
    disk.poll(observation("web"))
    disk.recorder.put(disk.registry.withdraw(HYPERVISOR, later(5)))
    _, sweep = await disk.drained()
    assert [change.to_state for change in sweep.changes] == ["absent"]


async def test_a_record_travels_with_the_next_sweep(disk):
    record = PollRecord(interval_s=10)
    disk.recorder.note("one", record)
    disk.poll(observation("web"))
    (sweep,) = await disk.drained()
    assert sweep.records == {"one": record}


async def test_a_full_disk_is_reported_once_and_recording_resumes_by_itself():
    disk = Disk(FULL, FULL)
    for at in range(3):
        disk.poll(observation("web", cpu=0.5), at=at)
    sweep, *_ = await disk.drained()
    assert sweep.readings.at == later(2)
    assert disk.problems == [FULL, None]


async def test_a_record_that_could_not_be_written_is_written_later():
    disk = Disk(FULL)
    disk.recorder.note("one", PollRecord(interval_s=10))
    disk.poll(observation("web"))
    disk.poll(observation("web"), at=1)
    sweep, *_ = await disk.drained()
    assert set(sweep.records) == {"one"}


async def test_a_snapshot_without_news_is_kept_once_a_minute_and_at_the_end(disk):
    for at in range(0, 71, 10):
        disk.poll(observation("web", cpu=0.5), at=at)
    kept = [s.snapshot.collected_at for s in await disk.drained() if s.snapshot is not None]
    assert kept == [later(0), later(60), later(70)]


async def test_a_snapshot_with_news_is_kept_with_them(disk):
    disk.poll(observation("web"))
    disk.poll(observation("web"), observation("db"), at=10)
    kept = [s.snapshot.collected_at for s in await disk.drained() if s.snapshot is not None]
    assert kept == [later(0), later(10)]


async def test_a_disk_that_cannot_keep_up_costs_the_oldest_sweep(disk, caplog):
    for at in range(QUEUE_LIMIT + 1):
        disk.poll(observation("web", cpu=0.5), at=at)
    assert (await disk.drained())[0].readings.at > later(0)
    assert "too slow" in caplog.text
