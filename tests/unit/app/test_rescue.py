"""Of a damaged estate everything outside the bad pages comes back, and the lost span is told."""

import hashlib
import random
from array import array
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.app.recorded import read_file
from pulse_desktop.app.rescue import rescue
from pulse_desktop.database import Database, Job, Keys, read_only
from pulse_desktop.database.connection import open_writer
from pulse_desktop.history.deletion import delete_before
from pulse_desktop.history.memory import Held
from pulse_desktop.history.query import query
from pulse_desktop.history.retention import DEEP
from pulse_desktop.history.salvage import lost_span
from pulse_desktop.history.store import Store
from pulse_desktop.history.tier import Tier, chunk_id, row_id
from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.note import Note
from pulse_desktop.model.operator import Annotation, Kept, Link
from pulse_desktop.model.series import Family, Readings, SeriesIndex, SeriesKey, SeriesTarget
from pulse_desktop.model.text import mark
from pulse_desktop.resources import operator_store
from pulse_desktop.timeline import notes
from pulse_desktop.timeline import store as timeline

START = datetime(2026, 5, 1, tzinfo=UTC)
NOW = datetime(2026, 5, 9, tzinfo=UTC)
SWEEPS = 400
SERIES = 60
PAGE = 16_384
KEYS = [SeriesKey(SeriesTarget(Family.VM, f"vm{n}"), Metric.CPU) for n in range(SERIES)]


def change(number):
    return Change(
        id=f"change-{number}",
        at=START + timedelta(minutes=number),
        resource="vm-1",
        resource_name="web",
        kind=ChangeKind.RESTART,
        source="test",
        text=mark("Test", "Restarted {n}").given(n=number),
    )


KEPT = Kept(
    annotations={f"vm-{n}": Annotation(notes=f"Note {n}", tags=("db",)) for n in range(40)},
    verdicts=frozenset({Link("vm-1", "vm-2")}),
    tenancies=(),
)


@pytest.fixture
async def path(profile):
    """An estate with seven hours of history, changes, notes and words of the user's."""
    database, store, index = Database(profile.database_file, ESTATE_SCHEMA), Store(), SeriesIndex()
    columns = array("l", [index.column(key) for key in KEYS])
    await database.open()
    for number in range(SWEEPS):
        at = START + timedelta(minutes=number)
        read = Readings(at, columns, array("f", [number + n for n in range(SERIES)]))
        await database.write(lambda h, read=read: store.append(h, index, read))
    end = START + timedelta(minutes=SWEEPS)
    while await database.write(lambda h: store.tend(h, DEEP, end)):
        pass
    await database.write(lambda h: timeline.append(h, map(change, range(SWEEPS))))
    await database.write(lambda h: operator_store.save(h, KEPT, is_judged=True))
    await database.write(lambda h: notes.keep(h, Note("n1", START, "Moved the disks")))
    await database.aclose()
    return profile.database_file


def line_of(profile, key):
    window = (START.timestamp(), START.timestamp() + 60 * SWEEPS)
    held = Held(SeriesIndex(), ())
    return read_file(profile, lambda h: query(h, held, [key], window, 100_000)).get(key)


def values_of(profile):
    """By series, the points that can be read."""
    lines = {key: line_of(profile, key) for key in KEYS}
    return {
        key: {(t, v) for t, v, n in zip(line.at_s, line.value, line.count, strict=True) if n == 1}
        for key, line in lines.items()
        if line is not None
    }


def ruin(path, numbers):
    with path.open("rb+") as file:
        for number in numbers:
            file.seek((number - 1) * PAGE)
            file.write(hashlib.shake_128(str(number).encode()).digest(PAGE))


async def test_an_estate_that_is_not_damaged_at_all_comes_back_whole(profile, path):
    before = values_of(profile)
    told = str(await rescue(path, NOW, Job()))
    assert values_of(profile) == before
    assert read_file(profile, operator_store.load) == KEPT
    assert f"{SWEEPS} events, 42 notes and decisions of yours. Nothing was lost." in told


async def test_what_had_been_deleted_does_not_come_back(profile, path):
    before_ms = epoch_ms(START + timedelta(minutes=SWEEPS - 20))
    with closing(open_writer(path, ESTATE_SCHEMA)) as handle:
        while delete_before(handle, before_ms):
            pass
    told = str(await rescue(path, NOW, Job()))
    assert len(line_of(profile, KEYS[0]).at_s) == 20
    assert "Nothing was lost." in told


@pytest.mark.parametrize("seed", range(12))
async def test_what_is_read_after_a_rescue_is_what_was_recorded(profile, path, seed):
    """Whatever is damaged: no value is another one, and recording goes on."""
    before = values_of(profile)
    pages = path.stat().st_size // PAGE
    drawn = random.Random(seed)  # noqa: S311 - places, not secrets
    ruin(path, drawn.sample(range(1, pages + 1), drawn.randint(1, 6)))
    damaged = path.read_bytes()
    told = str(await rescue(path, NOW, Job()))
    for key, points in values_of(profile).items():
        assert points <= before[key]
    (kept,) = path.parent.glob("*damaged*")
    assert kept.read_bytes() == damaged
    assert kept.name in told
    await goes_on(path)


async def goes_on(path):
    """Sweeps, sealing and changes find the tables as they need them."""
    database, store, index = Database(path, ESTATE_SCHEMA), Store(), SeriesIndex()
    columns = array("l", [index.column(key) for key in KEYS])
    await database.open()
    for number in range(SWEEPS, SWEEPS + 200):
        read = Readings(START + timedelta(minutes=number), columns, array("f", [1.0] * SERIES))
        await database.write(lambda h, read=read: store.append(h, index, read))
    while await database.write(lambda h: store.tend(h, DEEP, NOW)):
        pass
    await database.read(timeline.events)
    assert await database.read(lambda h: h.execute("PRAGMA integrity_check").fetchone()) == ("ok",)
    await database.aclose()


async def test_a_block_that_was_being_sealed_is_begun_again(profile, path):
    """How many slices are done counts the series of its rows, of which some may be lost."""
    with closing(open_writer(path, ESTATE_SCHEMA)) as handle:
        handle.execute("INSERT INTO sealing VALUES (3, 300, 1)")
    await rescue(path, NOW, Job())
    sql = "SELECT * FROM sealing"
    assert read_file(profile, lambda handle: handle.execute(sql).fetchall()) == []


def span(profile, **lost):
    with read_only(profile.database_file, ESTATE_SCHEMA) as handle:
        return lost_span(handle, lost, epoch_ms(NOW))


async def test_the_keys_of_lost_rows_say_which_span_is_missing(profile, path):
    hour = epoch_ms(START) + 3_600_000
    keys = Keys(row_id(Tier.RAW, hour, 0), row_id(Tier.RAW, hour + 60_000, 1))
    assert span(profile, log=(keys,)) == (hour, hour + 60_001)
    block = hour // Tier.HOUR.block_ms
    keys = Keys(chunk_id(Tier.HOUR, block, 3), chunk_id(Tier.HOUR, block, 9))
    found = (block * Tier.HOUR.block_ms, (block + 1) * Tier.HOUR.block_ms)
    assert span(profile, chunk=(keys,)) == found
    assert span(profile) is None


async def test_the_newest_rows_are_lost_up_to_the_last_time_the_file_was_written(profile, path):
    last = epoch_ms(START) + 3_600_000
    keys = Keys(row_id(Tier.RAW, last, 0), row_id(Tier.MINUTE, 0, 0) - 1)
    start, end = span(profile, log=(keys,))
    assert (start, end) == (last, epoch_ms(NOW))
