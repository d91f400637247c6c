"""History can be deleted by the day, and the file on disk is then really smaller."""

import asyncio
from array import array
from datetime import timedelta

import numpy as np
import pytest

from pulse_desktop.app.recording import Recording
from pulse_desktop.app.upkeep import EstateUpkeep
from pulse_desktop.database import Job
from pulse_desktop.history import deletion
from pulse_desktop.history.memory import Memory
from pulse_desktop.history.prune import deleted_before
from pulse_desktop.history.retention import DEEP
from pulse_desktop.history.store import Store
from pulse_desktop.history.tier import Tier
from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.errors import StoreError
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, Readings, SeriesIndex, SeriesKey, SeriesTarget
from pulse_desktop.model.text import mark
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.timeline import store as timeline
from simulators.scripted import NOON

SERIES = 200
HOURS = 30
START = NOON - timedelta(hours=HOURS)
FIRST = Change(
    id="1",
    at=START,
    resource="vm-1",
    resource_name="web",
    kind=ChangeKind.RESTART,
    source="test",
    text=mark("Test", "Seen"),
)


class Estate:
    """What the upkeep asks the runtime for."""

    def __init__(self, profile):
        self.profile = profile
        self.recording = None
        self.memory = Memory(SeriesIndex())

    async def itself(self):
        return self


@pytest.fixture
async def estate(profile):
    """An open estate with 30 hours of noisy minutes."""
    made, index, store = Estate(profile), SeriesIndex(), Store()
    recording = made.recording = Recording(profile, index, lambda: NOON, lambda _: None)
    await recording.database.open()
    keys = [SeriesKey(SeriesTarget(Family.VM, f"vm{n}"), Metric.CPU) for n in range(SERIES)]
    columns = array("l", map(index.column, keys))
    noise = np.random.default_rng(1)
    await recording.database.write(lambda h: timeline.append(h, [FIRST]))
    for minute in range(60 * HOURS):
        values = array("f", noise.random(SERIES, np.float32).tobytes())
        read = Readings(START + timedelta(minutes=minute), columns, values)
        await recording.database.write(lambda h, read=read: store.append(h, index, read))
    while await recording.database.write(lambda h: store.tend(h, DEEP, NOON)):
        pass
    await recording.database.give_back()
    yield made
    await recording.database.aclose()


@pytest.fixture
def upkeep(estate):
    return EstateUpkeep(estate.itself)


async def test_what_each_resolution_takes_adds_up_to_no_more_than_the_file(estate, upkeep):
    use = await upkeep.use()
    assert [one.tier for one in use.tiers] == list(Tier)
    assert 0.7 * use.file_bytes < sum(one.size_bytes for one in use.tiers) <= use.file_bytes
    assert (use.path, use.since) == (str(estate.profile.database_file), START)


async def test_deleting_frees_about_what_was_said_and_the_file_is_smaller(estate, upkeep):
    before = NOON - timedelta(hours=10)
    path = estate.profile.database_file
    size, said = path.stat().st_size, await upkeep.freed_by(before)
    told = []
    freed = await upkeep.delete_before(before, Job(told.append))
    await asyncio.sleep(0)
    assert size - path.stat().st_size == pytest.approx(freed, rel=0.05)
    assert freed == pytest.approx(said, rel=0.25)
    assert [one.percent for one in told] == sorted({one.percent for one in told})
    assert (await upkeep.use()).since == estate.recording.since == before


async def test_sweeps_are_recorded_while_history_is_deleted(estate, upkeep):
    database = estate.recording.database
    deleting = asyncio.ensure_future(upkeep.delete_before(NOON, Job()))  # noqa: TID251
    await database.write(lambda h: timeline.append(h, [FIRST]))
    await deleting
    assert await database.read(lambda h: h.execute("PRAGMA integrity_check").fetchone()) == ("ok",)


async def test_a_deletion_that_is_stopped_keeps_what_is_left(estate, upkeep, monkeypatch):
    """Whoever stops after the first slice still has all but the days that were begun."""
    monkeypatch.setattr(deletion, "SLICE", 2)
    job = Job(lambda progress: job.stop())
    said = await upkeep.freed_by(NOON)
    assert await upkeep.delete_before(NOON, job) < said
    await estate.recording._tend(Preferences())
    assert 0 < await upkeep.freed_by(NOON) < said
    assert await estate.recording.database.read(deleted_before) < epoch_ms(NOON)


async def test_memory_lets_go_of_what_is_deleted(estate, upkeep):
    for at in (NOON - timedelta(seconds=5), NOON):
        estate.memory.append(Readings(at, array("l", [1]), array("f", [0.5])))
    await upkeep.delete_before(NOON, Job())
    assert [entry.at_ms for entry in estate.memory.held().entries] == [epoch_ms(NOON)]


async def test_a_deletion_that_is_stopped_at_once_deletes_nothing(estate, upkeep):
    job = Job()
    job.stop()
    said = await upkeep.freed_by(NOON)
    assert await upkeep.delete_before(NOON, job) == 0
    assert await upkeep.freed_by(NOON) == said


async def test_nothing_can_be_deleted_while_nothing_is_recorded(profile):
    with pytest.raises(StoreError, match="cannot be deleted"):
        await EstateUpkeep(Estate(profile).itself).delete_before(NOON, Job())


async def test_an_estate_without_a_file_takes_nothing(profile):
    upkeep = EstateUpkeep(Estate(profile).itself)
    assert (await upkeep.use(), await upkeep.freed_by(NOON)) == (None, 0)
