"""After a start memory goes on from what the log has of the run before."""

from array import array

import numpy as np
import pytest

from pulse_desktop.history.memory import Entry
from pulse_desktop.history.prune import remember_deletion
from pulse_desktop.history.refill import earlier

HOUR = 3600
WINDOW = {"begin": 2 * HOUR, "end": 3 * HOUR, "max_points": 1000}


def refill(diary):
    found = earlier(diary.handle)
    columns = [array("l", map(diary.index.column, keys)) for keys in found.sets]
    entries = [Entry(one.at_ms, columns[one.members], one.values) for one in found.sweeps]
    diary.memory.take_over(entries, found.since_ms)


@pytest.fixture
def restarted(diary, web, mail):
    """Three hours, of which two are sealed, and a start after that."""
    for at in range(0, 3 * HOUR, 10):
        diary.record(at, {mail: at / 7, web: at / 1000} if at % 60 else {web: at / 1000})
    diary.tend(3 * HOUR)
    diary.reopen()
    return diary


def columns(line):
    return (line.at_s, line.value, line.minimum, line.maximum, line.count)


def test_the_last_hour_comes_from_memory_with_equal_bits(restarted, web, mail):
    """H-03, H-11: it cannot be seen who answered."""
    stored = restarted.ask_store(web, mail, **WINDOW)
    refill(restarted)
    restarted.record(3 * HOUR, {web: 1.0, mail: 1.0})
    restarted.handle.execute("DELETE FROM log WHERE id < ?", (1 << 61,))
    window = WINDOW | {"end": 3 * HOUR - 1}
    found = restarted.ask(web, mail, **window)
    for key in (web, mail):
        pairs = zip(columns(found[key]), columns(stored[key]), strict=True)
        assert all(np.array_equal(mine, theirs, equal_nan=True) for mine, theirs in pairs)


def test_nothing_of_this_run_is_taken_twice(restarted, web, rows_of):
    restarted.record(3 * HOUR, {web: 1.0})
    refill(restarted)
    refill(restarted)
    found = restarted.ask_memory(web, begin=3 * HOUR - 20, end=3 * HOUR)
    assert [row[4] for row in rows_of(found[web])] == [1, 1, 1]


def test_what_was_deleted_is_not_taken(restarted, web, rows_of, start_s):
    restarted.write(lambda h: remember_deletion(h, round(1000 * (start_s + 3 * HOUR - 20))))
    refill(restarted)
    found = restarted.ask_memory(web, **WINDOW)
    assert [row[0] for row in rows_of(found[web])] == [3 * HOUR - 20, 3 * HOUR - 10]


def test_a_series_of_a_later_version_is_left_out(restarted, web, mail):
    restarted.handle.execute("UPDATE series SET metric = 'unheard-of' WHERE target = 'mail'")
    refill(restarted)
    assert list(restarted.ask_memory(web, mail, **WINDOW)) == [web]


def test_what_a_clock_that_ran_ahead_has_told_is_taken_too(diary, web):
    """H-11: it lies after the start of this run, and would be hidden until it is sealed."""
    for at in range(0, HOUR, 60):
        diary.record(at, {web: 1})
    diary.reopen()
    for at in range(HOUR // 2 + 30, HOUR, 60):
        diary.record(at, {web: 2})
    refill(diary)
    both, stored = (
        ask(web, begin=HOUR // 2, end=HOUR)[web] for ask in (diary.ask, diary.ask_store)
    )
    assert both.value.tolist() == stored.value.tolist()
    assert diary.memory.held().entries[-1].at_ms == max(
        e.at_ms for e in diary.memory.held().entries
    )
