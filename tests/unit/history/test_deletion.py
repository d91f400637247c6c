"""Deleting what is older than an instant, and what that is said to free."""

import numpy as np
import pytest

from pulse_desktop.history.deletion import Freed, delete_before, freed_by, freed_of
from pulse_desktop.history.imported_points import ImportedPoints
from pulse_desktop.history.prune import deleted_before
from pulse_desktop.history.recorded import recorded
from pulse_desktop.history.retention import STANDARD
from pulse_desktop.history.tier import LAST_MS, Tier

HOUR, DAY = 3600, 86_400
NIGHT = 4 * DAY


@pytest.fixture
def filled(diary, key):
    """Five days of two hundred noisy series, every five minutes."""
    noise = np.random.RandomState(1)
    keys = [key(f"vm{number}") for number in range(200)]
    for at in range(0, 5 * DAY, 300):
        diary.record(at, dict(zip(keys, noise.random_sample(200), strict=True)))
        if at % HOUR == 0:
            diary.tend(at, STANDARD)
    return diary


@pytest.fixture
def at_ms(start_s):
    return lambda at: round(1000 * (start_s + at))


def delete(diary, before_ms):
    slices = 1
    while diary.write(lambda handle: delete_before(handle, before_ms)):
        slices += 1
    return slices


def length_of(diary):
    """Bytes of all bodies."""
    tables = ("log", "rolled", "chunk", "tile")
    parts = [f"SELECT sum(length(body)) FROM {table}" for table in tables]  # noqa: S608
    sql = " UNION ALL ".join(parts)
    return sum(row[0] or 0 for row in diary.handle.execute(sql))


def test_nothing_older_is_shown_in_any_tier(filled, key, at_ms):
    delete(filled, at_ms(NIGHT + 17))
    store = recorded(filled.handle, [key("vm7")], {})
    for tier in Tier:
        found = store.read(tier, 0, LAST_MS).values()
        assert all(points.at_ms[0] >= at_ms(NIGHT + 17) for points in found if len(points))


def test_what_is_younger_stays_as_it_was(filled, key, at_ms):
    store = recorded(filled.handle, [key("vm7")], {})
    span = Tier.MINUTE, at_ms(NIGHT), LAST_MS
    ((_, before),) = store.read(*span).items()
    delete(filled, at_ms(NIGHT))
    ((_, after),) = store.read(*span).items()
    assert after.planes.mean.tolist() == before.planes.mean.tolist()


def test_deleting_works_in_slices(filled, at_ms):
    assert delete(filled, at_ms(NIGHT)) > 1


def test_a_deletion_that_is_left_off_takes_no_more_than_the_days_it_has_begun(filled, key, at_ms):
    store = recorded(filled.handle, [key("vm7")], {})
    ((_, before),) = store.read(Tier.MINUTE, 0, LAST_MS).items()
    filled.write(lambda handle: delete_before(handle, at_ms(NIGHT)))
    filled.tend(5 * DAY, STANDARD)
    ((_, after),) = store.read(Tier.MINUTE, 0, LAST_MS).items()
    assert at_ms(0) < after.at_ms[0] <= at_ms(3 * DAY)
    assert after.at_ms.tolist() == [at for at in before.at_ms.tolist() if at >= after.at_ms[0]]


def test_a_day_that_has_begun_to_go_goes_whole(filled, key, at_ms):
    filled.write(lambda handle: delete_before(handle, at_ms(NIGHT)))
    filled.tend(5 * DAY, STANDARD)
    assert freed_of(filled.handle, Tier.MINUTE, deleted_before(filled.handle)) == Freed(0, 0)
    assert (deleted_before(filled.handle) - at_ms(0)) % (1000 * DAY) == 0


def test_what_is_said_to_be_freed_is_nearly_what_is_freed(filled, at_ms):
    before = length_of(filled)
    said = freed_by(filled.handle, at_ms(NIGHT))
    delete(filled, at_ms(NIGHT))
    assert said.size_bytes == pytest.approx(before - length_of(filled), rel=0.1)


def test_where_nothing_is_older_nothing_is_freed(filled, at_ms):
    assert freed_by(filled.handle, at_ms(-DAY)) == Freed(0, 0)
    assert delete(filled, at_ms(-DAY)) == 1


def test_the_hours_of_a_block_that_was_split_go_when_its_time_has_come(filled, at_ms):
    delete(filled, at_ms(NIGHT))
    filled.tend(20 * DAY, STANDARD)
    delete(filled, at_ms(NIGHT))
    sql = "SELECT min(id) FROM rolled WHERE id >> 61 = 2"
    (oldest,) = filled.handle.execute(sql).fetchone()
    assert oldest is None or oldest >> 19 & LAST_MS >= at_ms(NIGHT)


@pytest.mark.parametrize("points", [10, 60, 1000])
def test_memory_hides_what_was_deleted_as_the_store_does(diary, web, at_ms, points):
    """Hours, minutes and readings of one window, with half of it deleted."""
    for at in range(0, HOUR, 20):
        diary.record(at, {web: at})
    delete(diary, at_ms(HOUR / 2 + 50))
    diary.memory.forget_before(at_ms(HOUR / 2 + 50))
    for begin in (0, -50):
        both = diary.ask(web, begin=begin, end=HOUR, max_points=points)[web]
        stored = diary.ask_store(web, begin=begin, end=HOUR, max_points=points)[web]
        assert both.at_s.tolist() == stored.at_s.tolist()
        assert both.value.tolist() == stored.value.tolist()


def test_what_was_imported_hides_what_was_deleted(diary, web, at_ms, start_s):
    times = start_s + np.arange(8) * 1800
    points = ImportedPoints(1_800_000, (1000 * times).astype(np.int64), *[np.ones(8)] * 3)
    diary.write(lambda handle: diary.store.put_imported(handle, web, points))
    delete(diary, at_ms(2 * HOUR))
    line = diary.ask_store(web, begin=0, end=4 * HOUR)[web]
    assert line.at_s[0] == start_s + 2 * HOUR


def test_memory_answers_for_nothing_that_it_was_told_to_forget(diary, web, at_ms):
    for at in range(0, HOUR, 20):
        diary.record(at, {web: at})
    diary.memory.forget_before(at_ms(HOUR / 2 + 10))
    held = diary.memory.held()
    assert (held.since_ms, held.entries[0].at_ms) == (at_ms(HOUR / 2 + 10), at_ms(HOUR / 2 + 20))
    assert diary.ask(web, begin=0, end=HOUR)[web].at_s[0] == at_ms(0) / 1000
