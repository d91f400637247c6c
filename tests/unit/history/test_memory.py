"""The newest readings in memory: appended without copying, bounded, and honest about their span."""

from array import array
from datetime import timedelta

import pytest

from pulse_desktop.history.memory import Memory
from pulse_desktop.history.tier import LAST_MS
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.series import SeriesIndex


@pytest.fixture
def index():
    return SeriesIndex()


@pytest.fixture
def sweep(index, readings_at):
    """Readings of some series at some second, in this test's index."""
    return lambda at, values: readings_at(index, at, values)


def test_nothing_is_known_of_a_series_that_was_never_read(index, web):
    memory = Memory(index)
    assert memory.span(web) is None
    assert len(index) == 0


def test_the_span_goes_from_the_first_reading_to_the_last(index, sweep, web, mail):
    """H-03: memory reports the span it covers."""
    memory = Memory(index)
    for at, values in ((0, {web: 1}), (10, {web: 1, mail: 1}), (30, {mail: 1})):
        memory.append(sweep(at, values))
    spans = [memory.span(key) for key in (web, mail)]
    assert [one.end_ms - one.start_ms for one in spans] == [10_000, 20_000]
    assert spans[0].start_ms == epoch_ms(sweep(0, {}).at)


def test_what_is_older_than_the_span_is_let_go(index, sweep, web):
    memory = Memory(index, span=timedelta(seconds=60))
    for at in range(0, 200, 10):
        memory.append(sweep(at, {web: at}))
    assert len(memory.held().entries) == 7
    assert memory.span(web).end_ms - memory.span(web).start_ms == 60_000


def test_after_a_nights_sleep_memory_lets_go_step_by_step(index, sweep, web):
    """Each step is on the window's thread."""
    memory = Memory(index, span=timedelta(hours=1))
    for at in range(1200):
        memory.append(sweep(at, {web: at}))
    for left in (701, 202, 3):
        memory.append(sweep(50_000 + left, {web: 1}))
        assert len(memory.held().entries) == left


def test_memory_is_bounded_however_many_series_there_are(index, sweep, key):
    memory = Memory(index, most_values=25)
    for at in range(10):
        memory.append(sweep(at, {key(f"vm{n}"): 0.5 for n in range(10)}))
    assert sum(len(entry.values) for entry in memory.held().entries) == 20


def test_a_sweep_larger_than_memory_is_not_kept(index, sweep, web, mail):
    memory = Memory(index, most_values=1)
    memory.append(sweep(0, {web: 1, mail: 1}))
    memory.append(sweep(1, {web: 1}))
    assert len(memory.held().entries) == 1


def test_the_arrays_are_kept_and_not_copied(index, sweep, web):
    memory = Memory(index)
    readings = sweep(0, {web: 1})
    memory.append(readings)
    assert memory.held().entries[0].values is readings.values


def test_sweeps_with_the_same_columns_share_them(index, sweep, web, mail):
    memory = Memory(index)
    for at in range(3):
        memory.append(sweep(at, {web: 1, mail: 2}))
    assert len({id(entry.columns) for entry in memory.held().entries}) == 1


def test_a_view_does_not_change_when_memory_does(index, sweep, web):
    memory = Memory(index)
    memory.append(sweep(0, {web: 1}))
    held = memory.held()
    memory.append(sweep(1, {web: 1}))
    memory.clear()
    assert len(held.entries) == 1
    assert memory.held().entries == ()


def test_a_clock_that_is_set_back_loses_nothing(diary, web, rows_of):
    for at in (100, 110, 50, 60):
        diary.record(at, {web: at})
    found = diary.ask_memory(web, begin=0, end=200)
    assert [row[:2] for row in rows_of(found[web])] == [(at, at) for at in (50, 60, 100, 110)]


def test_an_empty_commit_takes_no_place(index, sweep):
    memory = Memory(index)
    memory.append(sweep(0, {}))
    assert memory.held().entries == ()


def test_columns_come_in_any_order(diary, web, mail, rows_of):
    diary.record(0, {web: 1, mail: 2})
    readings = diary.readings(10, {web: 3, mail: 4})
    readings.columns.reverse()
    readings.values.reverse()
    assert readings.columns == array("l", [1, 0])
    diary.memory.append(readings)
    found = diary.ask_memory(web, begin=0, end=60)
    assert [row[1] for row in rows_of(found[web])] == [1, 3]


def test_memory_knows_since_when_it_has_everything(index, sweep, web):
    """H-03: a window that begins later needs no disk."""
    memory = Memory(index, span=timedelta(seconds=60))
    begin_ms = epoch_ms(sweep(0, {}).at)
    for at in (0, 10, 20):
        memory.append(sweep(at, {web: at}))
    assert (memory.held().since_ms, memory.held().is_whole) == (begin_ms, True)
    memory.append(sweep(75, {web: 1}))
    assert (memory.held().since_ms, memory.held().is_whole) == (begin_ms + 10_001, False)


def test_values_that_are_let_go_of_shorten_what_memory_has(index, sweep, web):
    memory = Memory(index, most_values=2)
    for at in (0, 10, 20):
        memory.append(sweep(at, {web: at}))
    assert memory.held().since_ms == epoch_ms(sweep(0, {}).at) + 1


def test_a_clock_that_is_set_back_leaves_no_hole_in_what_memory_has(index, sweep, web):
    memory = Memory(index, span=timedelta(seconds=60))
    for at in (*range(100, 160, 10), *range(50, 140, 10)):
        memory.append(sweep(at, {web: at}))
    held = memory.held()
    times = [entry.at_ms - epoch_ms(sweep(0, {}).at) for entry in held.entries]
    assert times == sorted(times)
    span = [epoch_ms(sweep(at, {}).at) for at in (100, 120)]
    assert [held.since_ms, held.until_ms] == span


def test_a_clock_that_ran_ahead_does_not_keep_memory_from_forgetting(index, sweep, web):
    memory = Memory(index, span=timedelta(seconds=60))
    memory.append(sweep(1e6, {web: 1}))
    for at in range(0, 200, 10):
        memory.append(sweep(at, {web: at}))
    held = memory.held()
    assert len(held.entries) == 7
    assert held.until_ms == epoch_ms(sweep(1e6, {}).at)


def test_memory_is_whole_again_once_the_time_of_a_wrong_clock_is_past(index, sweep, web):
    memory = Memory(index, span=timedelta(seconds=60))
    for at in (500, 0, 10, 700):
        memory.append(sweep(at, {web: at}))
    assert memory.held().since_ms == epoch_ms(sweep(500.001, {}).at)
    assert memory.held().until_ms == LAST_MS


def test_of_two_readings_at_one_instant_the_first_stands(diary, web, mail, rows_of):
    """H-11: in memory as on disk, also where parts of two polls come in turn."""
    for at, values in ((5, {web: 1}), (6, {mail: 7}), (5, {web: 2, mail: 3}), (5, {mail: 4})):
        diary.memory.append(diary.readings(at, values))
    found = diary.ask_memory(web, mail, begin=0, end=10)
    assert [row[:2] for row in rows_of(found[web])] == [(5, 1)]
    assert [row[:2] for row in rows_of(found[mail])] == [(5, 3), (6, 7)]


def test_what_is_no_number_leaves_its_instant_to_the_next(diary, web, rows_of):
    for value in (float("nan"), float("inf"), 2.0):
        diary.memory.append(diary.readings(5, {web: value}))
    found = diary.ask_memory(web, begin=0, end=10)
    assert [row[:2] for row in rows_of(found[web])] == [(5, 2)]


def test_instants_that_no_disk_takes_are_not_kept(index, sweep, web):
    memory = Memory(index)
    memory.append(sweep(-1e10, {web: 1}))
    assert memory.held().entries == ()


def test_one_series_of_several_connections_is_one_line(diary, web, mail, key, rows_of):
    for at in range(0, 100, 10):
        diary.record(at, {web: at, mail: 1})
        diary.record(at + 3, {key("host"): 2, web: at + 3})
    ours, stored = (ask(web, begin=0, end=200)[web] for ask in (diary.ask, diary.ask_store))
    assert rows_of(ours) == rows_of(stored)
    assert len(rows_of(ours)) == 20
