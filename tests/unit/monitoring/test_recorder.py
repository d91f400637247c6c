"""Every poll is one transaction, in order, and a full disk loses only itself."""

import asyncio

import pytest

from pulse_desktop.model.condition import STOPPED
from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring import recorder as recorders
from pulse_desktop.monitoring.recorder import Recorder
from pulse_desktop.monitoring.sweep import Sweep
from pulse_desktop.monitoring.sweep_queue import QUEUE_LIMIT
from pulse_desktop.resources.registry import Registry
from simulators.scripted import AGENT, HYPERVISOR, later, observation, snapshot

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

    def poll(self, *seen, at=0, part_size=250, **fields):
        for part in snapshot(*seen, at=later(at), **fields).parts(part_size):
            self.recorder.put(self.registry.apply(part))

    def part_of_a_poll(self, *names):
        """The first of the parts of a poll that nobody continues."""
        first, *_ = snapshot(*(observation(name, cpu=0.5) for name in names)).parts(1)
        self.recorder.put(self.registry.apply(first))

    async def written(self):
        """Give the recorder the time to write what is queued."""
        async with asyncio.TaskGroup() as group:
            task = group.create_task(self.recorder.run())
            for _ in range(10):
                await asyncio.sleep(0)
            task.cancel()

    async def drained(self):
        self.recorder.finish()
        await self.recorder.run()
        return [sweep for sweep in self.sweeps if sweep != Sweep()]

    async def listings(self):
        """When those listings were collected that arrived."""
        return [s.listing[0].collected_at for s in await self.drained() if s.listing]


def listed(sweep):
    return [seen.name for part in sweep.listing for seen in part.observations]


def said(sweep):
    """What is to be kept, by native id: whether it is said or was taken back."""
    return {native: one is not None for (_, (_, native)), one in sweep.said.items()}


@pytest.fixture
def disk():
    return Disk()


async def test_a_poll_is_one_sweep_with_readings_changes_and_the_listing(disk):
    """H-01: samples and timeline changes go into the same transaction."""
    disk.poll(observation("web", cpu=0.5))
    (sweep,) = await disk.drained()
    assert (len(sweep.readings), len(sweep.changes)) == (1, 1)
    assert listed(sweep) == ["web"]


async def test_the_parts_of_a_large_poll_are_joined_into_one_sweep(disk):
    """H-01: a crash leaves whole sweeps only."""
    disk.poll(*(observation(f"vm{n}", cpu=0.1) for n in range(5)), part_size=2)
    (sweep,) = await disk.drained()
    assert (len(sweep.readings), len(listed(sweep)), len(sweep.said)) == (5, 5, 5)


async def test_a_poll_cancelled_between_its_parts_is_recorded_as_far_as_it_was_told(disk):
    """H-01: its changes are in the truth, but a listing not heard to its end is none."""
    disk.part_of_a_poll("web", "db")
    disk.poll(observation("db"), at=10)
    cancelled, whole = await disk.drained()
    assert [change.resource_name for change in cancelled.changes] == ["web"]
    assert (len(cancelled.readings), listed(cancelled)) == (1, [])
    assert listed(whole) == ["db"]


async def test_an_older_listing_does_not_undo_what_a_cancelled_poll_told(disk):
    disk.poll(observation("web"), observation("db"))
    disk.poll(observation("web"), observation("db"), at=1)
    first, *_ = snapshot(
        observation("web", condition=STOPPED), observation("x"), at=later(2)
    ).parts(1)
    disk.recorder.put(disk.registry.apply(first))
    _, cancelled, older = await disk.drained()
    assert (said(cancelled), listed(older)) == ({"web": True}, ["db"])


async def test_a_poll_cancelled_by_the_end_of_the_program_is_recorded_as_far_as_it_was_told(disk):
    disk.part_of_a_poll("web", "db")
    (sweep,) = await disk.drained()
    assert [change.resource_name for change in sweep.changes] == ["web"]


async def test_what_another_connection_tells_brings_along_what_was_told_before(disk):
    """L-01: also of a poll that is not through; its readings wait, for they are one sweep."""
    disk.part_of_a_poll("web", "db")
    disk.poll(observation("host"), said_by=AGENT, at=1)
    sweep, rest = await disk.drained()
    assert [change.resource_name for change in sweep.changes] == ["web", "host"]
    assert (len(rest.readings), rest.changes, rest.said) == (1, (), {})


async def test_a_withdrawal_is_recorded_for_its_changes(disk):
    disk.poll(observation("web"))
    disk.recorder.put(disk.registry.withdraw(HYPERVISOR, later(5)))
    _, sweep = await disk.drained()
    assert [change.to_state for change in sweep.changes] == ["absent"]
    assert said(sweep) == {"web": False}


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


async def test_a_listing_without_news_is_kept_once_a_minute_and_at_the_end(disk):
    for at in range(0, 71, 10):
        disk.poll(observation("web", cpu=0.5), at=at)
    kept = await disk.listings()
    assert kept == [later(0), later(60), later(70)]


async def test_what_is_behind_a_change_is_kept_with_it_and_nothing_else_is(disk):
    """L-01: the whole estate is not written for one thing that is new in it."""
    disk.poll(observation("web"), observation("db"))
    disk.poll(observation("web"), observation("mail"), at=10)
    first, second = (await disk.drained())[:2]
    assert said(first) == {"web": True, "db": True}
    assert said(second) == {"mail": True, "db": False}


async def test_the_values_of_a_thousand_things_are_kept_less_often(disk):
    things = [observation(f"vm{n}", cpu=0.5) for n in range(1000)]
    for at in range(0, 111, 10):
        disk.poll(*things, at=at)
    assert await disk.listings() == [later(0), later(100), later(110)]


async def test_a_disk_that_cannot_keep_up_costs_the_oldest_sweep(disk, caplog):
    for at in range(QUEUE_LIMIT + 1):
        disk.poll(observation("web", cpu=0.5), at=at)
    assert (await disk.drained())[0].readings.at > later(0)
    assert "too slow" in caplog.text


async def test_changes_that_a_full_disk_refused_are_written_with_the_next_sweep():
    """H-01, L-03: no change of the truth is missing from the timeline."""
    disk = Disk(FULL, FULL)
    disk.poll(observation("web"))
    disk.poll(observation("web"), observation("db"), at=10)
    disk.poll(observation("web"), at=20)
    first, *_ = await disk.drained()
    assert [change.resource_name for change in first.changes] == ["web", "db", "db"]
    assert said(first) == {"web": True, "db": False}


async def test_changes_of_a_sweep_that_had_to_make_room_are_kept(disk):
    disk.poll(observation("web", cpu=0.5))
    for at in range(1, QUEUE_LIMIT + 1):
        disk.poll(observation("web", cpu=0.5), at=at)
    sweeps = await disk.drained()
    assert [change.resource_name for change in sweeps[0].changes] == ["web"]


async def test_a_disk_that_refuses_for_too_long_costs_the_oldest_changes(monkeypatch, caplog):
    monkeypatch.setattr(recorders, "OWED_LIMIT", 2)
    disk = Disk(FULL, FULL, FULL)
    for at, name in enumerate(["web", "db", "mail"]):
        disk.poll(observation(name), at=at, complete=frozenset())
    sweep, *_ = await disk.drained()
    assert [change.resource_name for change in sweep.changes] == ["db", "mail"]
    assert "changes lost, the oldest first: 1" in caplog.text


async def test_a_listing_that_the_disk_refused_is_kept_at_the_next_chance():
    disk = Disk(FULL)
    disk.poll(observation("web"))
    await disk.written()
    disk.poll(observation("web"), at=10)
    disk.poll(observation("web"), at=20)
    kept = await disk.listings()
    assert kept == [later(10), later(20)]


async def test_nothing_new_of_a_removed_connection_is_written_but_that_it_is_gone(disk):
    """P-12: what was thinned out or noted goes with it."""
    disk.poll(observation("web"))
    disk.poll(observation("web"), at=10)
    disk.recorder.note("one", PollRecord(interval_s=10))
    disk.recorder.put(disk.registry.withdraw(HYPERVISOR, later(15)))
    disk.recorder.forget("one")
    first, gone = await disk.drained()
    assert (listed(first), said(first)) == (["web"], {"web": True})
    assert (gone.listing, dict(gone.records), said(gone)) == ((), {}, {"web": False})


async def test_a_removal_during_a_write_that_fails_brings_nothing_back():
    disk = Disk()

    async def refuse(sweep):
        disk.recorder.forget("one")
        disk.recorder._write = disk.write
        raise FULL

    disk.recorder._write = refuse
    disk.recorder.note("one", PollRecord(interval_s=10))
    disk.poll(observation("web"))
    (sweep,) = await disk.drained()
    assert (len(sweep.changes), sweep.listing, dict(sweep.records)) == (1, (), {})


async def test_a_clock_set_back_by_hours_does_not_stop_listings_from_being_kept(disk):
    disk.poll(observation("web"), at=7200)
    disk.poll(observation("web"), at=0)
    disk.poll(observation("web"), at=10)
    kept = await disk.listings()
    assert kept == [later(7200), later(0), later(10)]
