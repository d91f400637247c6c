"""Recorded history for the window: from the open database, the file as it lies, or memory."""

from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.app.recorded import Recorded, recorded_since
from pulse_desktop.database import Database
from pulse_desktop.history.memory import Memory
from pulse_desktop.history.prune import remember_deletion
from pulse_desktop.history.store import Store
from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.errors import StoreError
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, Readings, SeriesIndex, SeriesKey, SeriesTarget
from pulse_desktop.model.text import mark
from pulse_desktop.timeline import store as timeline

START = datetime(2026, 3, 2, tzinfo=UTC)
WEB = SeriesKey(SeriesTarget(Family.VM, "web"), Metric.CPU)
MAIL = SeriesKey(SeriesTarget(Family.VM, "mail"), Metric.MEMORY)
MINUTE = (START.timestamp(), START.timestamp() + 60)
DAY = (START.timestamp() - 86_400, START.timestamp() + 60)


@pytest.fixture
def index():
    return SeriesIndex()


@pytest.fixture
def memory(index):
    return Memory(index)


@pytest.fixture
def sweep(index):
    def at(second):
        readings = Readings(START + timedelta(seconds=second))
        for key in (WEB, MAIL):
            readings.columns.append(index.column(key))
            readings.values.append(second)
        return readings

    return at


@pytest.fixture
async def written(profile, index, sweep):
    """A database that has half a minute, open."""
    database = Database(profile.database_file, ESTATE_SCHEMA)
    await database.open()
    store = Store()
    for second in range(0, 30, 10):
        await database.write(lambda handle, s=second: store.append(handle, index, sweep(s)))
    yield database
    await database.aclose()


async def test_an_open_database_is_asked(profile, memory, written):
    recorded = Recorded(profile, memory, lambda: written)
    lines = await recorded.series((WEB, MAIL), DAY, 10_000)
    assert [lines[key].value.tolist() for key in (WEB, MAIL)] == [[0, 10, 20]] * 2


async def test_where_none_is_open_the_file_is_read_as_it_lies(profile, memory, written):
    recorded = Recorded(profile, memory, lambda: None)
    lines = await recorded.lines(WEB.target, (WEB.metric,), DAY, 10_000)
    assert lines[WEB.metric].value.tolist() == [0, 10, 20]


async def test_where_there_is_no_file_memory_answers(profile, memory, sweep):
    memory.append(sweep(5))
    recorded = Recorded(profile, memory, lambda: None)
    assert set(await recorded.series((WEB, MAIL), DAY, 100)) == {WEB, MAIL}
    assert (await recorded.grid((WEB, MAIL), DAY, 100)).keys == (WEB, MAIL)


async def test_a_grid_comes_from_disk_and_memory_together(profile, memory, sweep, written):
    memory.append(sweep(40))
    grid = await Recorded(profile, memory, lambda: written).grid((MAIL, WEB), DAY, 10_000)
    assert grid.keys == (MAIL, WEB)
    assert grid.mean[0][grid.mean[0] == grid.mean[0]].tolist() == [0, 10, 20, 40]


async def test_a_file_that_cannot_be_read_hides_nothing_that_memory_has(profile, memory, sweep):
    profile.database_file.write_bytes(b"not a database" * 10)
    memory.append(sweep(0))
    recorded = Recorded(profile, memory, lambda: None)
    assert set(await recorded.series((WEB,), MINUTE, 100)) == {WEB}
    with pytest.raises(StoreError):
        await recorded.series((WEB,), DAY, 100)


async def test_there_is_history_since_the_first_entry_or_since_what_was_deleted(written):
    first = Change(
        id="1",
        at=START,
        resource="vm-1",
        resource_name="web",
        kind=ChangeKind.RESTART,
        source="test",
        text=mark("Test", "Seen"),
    )
    since, later = [await written.read(recorded_since)], START + timedelta(hours=1)
    await written.write(lambda handle: timeline.append(handle, [first]))
    since.append(await written.read(recorded_since))
    await written.write(lambda handle: remember_deletion(handle, epoch_ms(later)))
    assert [*since, await written.read(recorded_since)] == [None, START, later]
