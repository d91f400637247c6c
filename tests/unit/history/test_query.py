"""One history, zoomed: the same points whatever the range and whoever answers."""

import math
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse_desktop.history.query import query
from pulse_desktop.history.retention import DEEP, LIGHT
from pulse_desktop.history.tier import SERIES_SPAN, Tier, row_id

MINUTE, HOUR, DAY = 60, 3600, 86_400
START_S = datetime(2026, 3, 2, tzinfo=UTC).timestamp()
"""The diary's start."""


def test_a_window_without_points_is_absent(diary, web):
    assert diary.ask(web, begin=0, end=HOUR) == {}


@pytest.mark.parametrize("window", [(100, 100), (200, 100), (-1e18, -1e17), (1e18, 2e18)])
def test_a_window_that_is_none_is_answered_with_nothing(diary, web, window):
    diary.record(0, {web: 0.5})
    assert diary.ask(web, begin=window[0], end=window[1]) == {}


def test_raw_readings_are_shown_where_they_fit(diary, web):
    for at in range(0, 600, 10):
        diary.record(at, {web: 0.5})
    line = diary.ask(web, begin=0, end=600, max_points=60)[web]
    assert (len(line.at_s), line.bucket_s) == (60, 10.0)


def test_buckets_of_seconds_are_shown_where_raw_readings_are_too_many(diary, web):
    for at in range(0, 600, 5):
        diary.record(at, {web: 0.5})
    line = diary.ask(web, begin=0, end=599, max_points=60)[web]
    assert (len(line.at_s), line.bucket_s) == (60, 10.0)


@pytest.mark.parametrize(
    ("end", "max_points", "bucket_s"),
    [(2 * HOUR, 121, 60), (2 * HOUR, 120, 120), (DAY, 100, 900), (DAY, 24 + 1, HOUR)],
)
def test_the_finest_width_that_fits_the_pixels_is_taken(diary, web, end, max_points, bucket_s):
    for at in range(0, DAY, 300):
        diary.record(at, {web: 0.5})
    line = diary.ask_store(web, begin=0, end=end, max_points=max_points)[web]
    assert line.bucket_s == bucket_s


def test_buckets_lie_on_the_grid_of_utc(diary, web):
    for at in range(0, DAY, 600):
        diary.record(at, {web: 0.5})
    line = diary.ask(web, begin=1234.5, end=DAY - 77, max_points=50)[web]
    assert np.all(line.at_s % line.bucket_s == 0)


def test_a_gap_is_a_row_that_is_no_number(diary, web):
    """H-12: never a zero, never a line drawn across."""
    for at in (0, 10, 20, 30, 200, 210, 220):
        diary.record(at, {web: 0.5})
    line = diary.ask(web, begin=0, end=300)[web]
    assert np.flatnonzero(np.isnan(line.value)).tolist() == [4]
    assert all(math.isnan(c[4]) for c in (line.minimum, line.maximum, line.count))
    assert np.all(np.diff(line.at_s) > 0)


def test_one_missed_poll_is_no_gap(diary, web):
    for at in (0, 10, 20, 40, 50, 60):
        diary.record(at, {web: 0.5})
    assert not np.isnan(diary.ask(web, begin=0, end=300)[web].value).any()


def test_lone_readings_between_gaps_have_a_gap_on_either_side(diary, web):
    for at in (0, 10, 20, 300, 600, 900, 910, 920):
        diary.record(at, {web: 0.5})
    line = diary.ask(web, begin=0, end=990)[web]
    assert np.flatnonzero(np.isnan(line.value)).tolist() == [3, 5, 7]


def test_a_slow_poll_has_no_gaps_between_its_readings(diary, web):
    for at in range(0, 2 * HOUR, 600):
        diary.record(at, {web: 0.5})
    for max_points in (1000, 121):
        line = diary.ask(web, begin=0, end=2 * HOUR, max_points=max_points)[web]
        assert (len(line.at_s), int(np.isnan(line.value).sum())) == (12, 0)


def test_two_readings_hours_apart_are_not_joined(diary, web):
    diary.record(0, {web: 0.5})
    diary.record(5 * HOUR, {web: 0.5})
    line = diary.ask_store(web, begin=0, end=6 * HOUR)[web]
    assert np.isnan(line.value).tolist() == [False, True, False]


def test_where_raw_readings_are_gone_minutes_answer(diary, web):
    for at in range(0, 4 * HOUR, 10):
        diary.record(at, {web: 0.5})
    diary.tend(4 * HOUR, LIGHT)
    line = diary.ask_store(web, begin=0, end=15 * MINUTE, max_points=1000)[web]
    assert (line.bucket_s, set(line.count.tolist())) == (60, {6.0})


def test_where_minutes_are_gone_hours_answer_and_then_days(diary, web):
    for at in range(0, 2 * DAY, 600):
        diary.record(at, {web: 0.5})
    diary.tend(3 * DAY, LIGHT)
    assert diary.ask_store(web, begin=0, end=HOUR)[web].bucket_s == HOUR
    diary.tend(500 * DAY, LIGHT)
    assert diary.ask_store(web, begin=0, end=HOUR)[web].bucket_s == DAY


def test_memory_answers_without_the_store_where_it_reaches_back(diary, web):
    """H-03: a window that memory covers is served from memory."""
    for at in range(0, HOUR, 10):
        diary.record(at, {web: 0.5})
    diary.handle.close()
    assert len(diary.ask(web, begin=-20, end=HOUR)[web].at_s) == 360
    with pytest.raises(sqlite3.ProgrammingError):
        diary.ask(web, begin=-30, end=HOUR)


def test_the_store_answers_for_what_memory_has_forgotten(temporary_diary, web):
    """H-04: windows beyond memory go to the store."""
    with temporary_diary(span=timedelta(minutes=5)) as diary:
        for at in range(0, HOUR, 10):
            diary.record(at, {web: at / 7})
        assert len(diary.ask(web, begin=0, end=HOUR)[web].at_s) == 360


def test_what_is_not_on_disk_yet_is_added_from_memory(diary, web, rows_of):
    for at in range(0, 3 * MINUTE, 10):
        diary.record(at, {web: 0.5})
    diary.reopen()
    diary.record(3 * MINUTE, {web: 0.5})
    diary.memory.append(diary.readings(3 * MINUTE + 10, {web: 2.5}))
    found = diary.ask(web, begin=0, end=4 * MINUTE - 1, max_points=4)
    assert rows_of(found[web])[-1] == (180, 1.5, 0.5, 2.5, 2)


def test_a_bucket_that_began_before_memory_did_comes_from_the_store(diary, web, rows_of):
    """H-11: memory and store agree, also where memory starts in the middle of a minute."""
    for at in (0, 10, 20):
        diary.record(at, {web: 0.5})
    diary.reopen()
    for at in range(30, 200, 10):
        diary.record(at, {web: 0.5})
    found = diary.ask(web, begin=30, end=179, max_points=3)
    assert [row[4] for row in rows_of(found[web])] == [6, 6, 6]


def test_a_series_that_only_memory_knows_is_shown(diary, web, mail):
    diary.record(0, {web: 0.5})
    diary.memory.append(diary.readings(5, {mail: 0.5}))
    assert set(diary.ask(web, mail, begin=-DAY, end=60)) == {web, mail}


def test_several_series_are_answered_as_each_by_itself(diary, web, mail, key):
    """H-04: the batch form follows the same rule."""
    other = key("other")
    for at in range(0, HOUR, 10):
        diary.record(at, {web: at / 3, mail: at / 7})
        diary.record(at + 5, {other: at / 11})
    together = diary.ask_store(web, mail, other, begin=0, end=HOUR, max_points=50)
    for one in (web, mail, other):
        alone = diary.ask_store(one, begin=0, end=HOUR, max_points=50)[one]
        assert np.array_equal(together[one].value, alone.value)


# Random walks with spikes, pauses and jitter, of two connections, tended now and then.
steps = st.lists(
    st.tuples(
        st.sampled_from([3.5, 10.0, 10.25, 45.0, 700.0, 4000.0]),
        st.floats(-1e6, 2.0**40, width=32) | st.sampled_from([0.1, 0.3, 1e-30]),
        st.sampled_from(["web", "mail", "both", "tend"]),
    ),
    min_size=1,
    max_size=80,
)


def told(diary, key, walk):
    """Tell the diary a walk; returns the values told for web, and the time of the last step."""
    values, at = [], 0.0
    for pause, value, who in walk:
        at += pause
        if who == "tend":
            diary.tend(at, DEEP)
            continue
        names = ["web", "mail"] if who == "both" else [who]
        diary.record(at, {key(name): value for name in names})
        values += [value] if "web" in names else []
    return values, at


@given(walk=steps, max_points=st.integers(1, 60), data=st.data())
@settings(max_examples=40)
def test_no_answer_has_more_points_than_were_asked_for(
    temporary_diary, key, walk, max_points, data
):
    with temporary_diary() as diary:
        _, end = told(diary, key, walk)
        begin = data.draw(st.floats(0, end), label="begin")
        for ask in (diary.ask, diary.ask_store, diary.ask_memory):
            found = ask(key("web"), begin=begin, end=end + 1, max_points=max_points)
            assert all(len(line.at_s) <= max_points for line in found.values())


@given(walk=steps, max_points=st.integers(1, 60))
@settings(max_examples=40)
def test_no_bucket_loses_a_sample_or_leaves_its_bounds(
    temporary_diary, key, rows_of, single, walk, max_points
):
    """H-02: roll-up conserves count, minimum and maximum; the mean lies between."""
    with temporary_diary() as diary:
        values, end = told(diary, key, walk)
        found = diary.ask_store(key("web"), begin=-7 * DAY, end=end, max_points=max_points)
    rows = rows_of(found.get(key("web")))
    assert sum(row[4] for row in rows) == len(values)
    assert min((row[2] for row in rows), default=0) == min(map(single, values), default=0)
    assert max((row[3] for row in rows), default=0) == max(map(single, values), default=0)
    assert all(row[2] <= row[1] <= row[3] for row in rows)


@given(walk=steps, data=st.data())
@settings(max_examples=60)
def test_equal_instants_agree_between_ranges_and_between_memory_and_store(
    temporary_diary, key, rows_of, walk, data
):
    """H-11: changing the range feels like zooming one history."""
    seen = {}
    with temporary_diary() as diary:
        _, end = told(diary, key, walk)
        for ask in (diary.ask, diary.ask_store) * 4:
            begin = data.draw(st.floats(0, end), label="begin")
            finish = data.draw(st.floats(begin + 0.5, end + 10))
            points = data.draw(st.integers(1, 80))
            found = ask(key("web"), begin=begin, end=finish, max_points=points)
            for line in found.values():
                for row in rows_of(line):
                    assert seen.setdefault(point_of(row, line), row) == row


def point_of(row, line):
    """Start and width. Buckets of one sample hold the first after their start, however wide."""
    at, _, _, _, count = row
    return at, line.bucket_s if count > 1 else None


def test_what_memory_let_go_of_a_moment_ago_comes_from_the_store(temporary_diary, web):
    """H-03: two polls may be missing only while memory has forgotten nothing."""
    with temporary_diary(span=timedelta(seconds=60)) as diary:
        for at in range(0, 200, 10):
            diary.record(at, {web: 0.5})
        assert len(diary.ask(web, begin=120, end=200)[web].at_s) == 8


class Overheard:
    """Entries of a memory that remembers which of them were read."""

    def __init__(self, entries):
        self.entries, self.read = entries, 0

    def __len__(self):
        return len(self.entries)

    def __getitem__(self, place):
        if isinstance(place, slice):
            self.read += len(self.entries[place])
        return self.entries[place]


def test_memory_is_not_scanned_where_the_store_must_answer(temporary_diary, web):
    """H-04: of minutes only those that are not sealed yet are looked for."""
    with temporary_diary(span=timedelta(hours=2)) as diary:
        for at in range(0, 3 * HOUR, 10):
            diary.record(at, {web: 0.5})
        diary.tend(3 * HOUR)
        held = diary.memory.held()
        entries = Overheard(held.entries)
        window = (START_S, START_S + 3 * HOUR)
        query(diary.handle, replace(held, entries=entries), (web,), window, 200)
        assert (len(entries), entries.read) == (721, 360)


def test_the_log_is_not_read_where_memory_tells_what_it_has(temporary_diary, web, rows_of):
    """A row of the log has all series: two hours of many thousand would be read for one line."""
    with temporary_diary(span=timedelta(hours=2)) as diary:
        for at in range(0, 3 * HOUR, 10):
            diary.record(at, {web: at / 1000})
        diary.tend(3 * HOUR)
        window = {"begin": 0, "end": 3 * HOUR, "max_points": 2000}
        whole = diary.ask_store(web, **window)[web]
        held_since = row_id(Tier.RAW, diary.memory.held().since_ms, 0)
        sql = "UPDATE log SET body = x'00' WHERE id >= ? AND id < ?"
        assert diary.handle.execute(sql, (held_since, 1 << 61)).rowcount == 721
        assert rows_of(diary.ask(web, **window)[web]) == rows_of(whole)


def test_a_batch_reads_only_the_series_that_were_asked(diary, web, mail, key, caplog):
    """H-04: the filter is part of the read. Nobody notices that all the others are damaged."""
    keys = [web, mail, *(key(f"vm{n}") for n in range(20))]
    for at in range(0, 7 * DAY, HOUR):
        diary.record(at, dict.fromkeys(keys, 0.5))
    diary.tend(8 * DAY, DEEP)
    sql = "UPDATE chunk SET body = x'00' WHERE id % ? NOT IN (1, 2)"
    assert diary.write(lambda h: h.execute(sql, (SERIES_SPAN,))).rowcount >= 20
    found = diary.ask_store(web, mail, begin=0, end=6 * DAY - 1, max_points=150)
    assert [len(found[one].at_s) for one in (web, mail)] == [144, 144]
    assert "damaged" not in caplog.text
    diary.ask_store(*keys, begin=0, end=6 * DAY - 1, max_points=150)
    assert "damaged" in caplog.text


def test_a_series_without_readings_in_a_window_that_memory_has_needs_no_disk(diary, web, mail):
    """H-03: memory would have it."""
    diary.record(-HOUR, {mail: 0.5})
    for at in range(0, HOUR, 10):
        diary.record(at, {web: 0.5})
    diary.handle.close()
    assert set(diary.ask(web, begin=0, end=HOUR)) == {web}


def test_a_window_of_a_millisecond_has_the_reading_of_that_millisecond(diary, web, rows_of):
    for at in (4.999, 5.0, 5.003):
        diary.record(at, {web: at})
    for ask in (diary.ask, diary.ask_store, diary.ask_memory):
        line = ask(web, begin=5.0, end=5.001)[web]
        assert [row[0] for row in rows_of(line)] == [5.0]
        assert ask(web, begin=5.001, end=5.002) == {}


def test_a_window_in_the_future_is_empty(diary, web):
    diary.record(0, {web: 0.5})
    for ask in (diary.ask, diary.ask_store, diary.ask_memory):
        assert ask(web, begin=DAY, end=2 * DAY) == {}


def test_a_laptop_that_slept_leaves_a_gap_and_nothing_else(diary, web):
    """H-12: at each width, from memory and from the store."""
    for at in (*range(0, 600, 10), *range(9 * HOUR, 9 * HOUR + 600, 10)):
        diary.record(at, {web: 0.5})
    for points in (2000, 700, 100):
        line = diary.ask(web, begin=0, end=10 * HOUR, max_points=points)[web]
        assert int(np.isnan(line.value).sum()) == 1


def test_an_interval_that_was_changed_is_no_gap(diary, web):
    at_s = [*range(0, 600, 10), *range(600, 3600, 60), *range(3600, 3700, 5)]
    for at in at_s:
        diary.record(at, {web: 0.5})
    for points in (1000, 70):
        line = diary.ask(web, begin=0, end=3700, max_points=points)[web]
        assert not np.isnan(line.value).any()
