"""One history at every zoom: random walks with spikes, gaps and changed intervals, asked for."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pulse_desktop.history.grid import query_grid
from pulse_desktop.history.memory import Memory
from pulse_desktop.history.retention import DEEP

MINUTE, HOUR, DAY = 60, 3600, 86_400
START_S = datetime(2026, 3, 2, tzinfo=UTC).timestamp()
"""The diary's start."""

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""A walk that fails is short enough to be read as it is."""

RANGES = {
    "15m": 15 * MINUTE,
    "1h": HOUR,
    "6h": 6 * HOUR,
    "12h": 12 * HOUR,
    "24h": DAY,
    "7d": 7 * DAY,
    "30d": 30 * DAY,
    "90d": 90 * DAY,
    "1y": 365 * DAY,
    "all": 3 * 365 * DAY,
}
POINTS = (1, 2, 7, 60, 240, 1000)


@dataclass(frozen=True)
class Stretch:
    """A time in which a series was polled every so often, after a pause of the program."""

    pause_s: int
    interval_s: float
    steps: list
    """The walk: by how much each value differs from the one before."""


stretches = st.builds(
    Stretch,
    pause_s=st.sampled_from([0, 7, 95, 4000, 90_000, 31 * DAY]),
    interval_s=st.sampled_from([5.0, 10.0, 12.345, 60.0, 600.0, 3600.0]),
    steps=st.lists(st.sampled_from([0.1, -0.3, 1e-3, 1e6, -1e6, 7.0]), min_size=1, max_size=40),
)
walks = st.lists(stretches, min_size=1, max_size=4)


def told(diary, key, walk, *, tend=True):
    """Tell the diary a walk of two series; what was told of the first: seconds and float32."""
    at, value, samples = 0.0, 0.0, []
    for stretch in walk:
        at += stretch.pause_s
        for step in stretch.steps:
            at, value = round(at + stretch.interval_s, 3), value + step
            diary.record(at, {key("web"): value, key("mail"): -value})
            samples.append((at, np.float32(value)))
        if tend:
            diary.tend(at, DEEP)
    return samples, at


def lines(diary, key, end):
    """Each range that ends with the walk, with each number of points, from whoever answers."""
    for span in RANGES.values():
        for points in POINTS:
            for ask in (diary.ask, diary.ask_store):
                found = ask(key, begin=end - span, end=end, max_points=points)
                if key in found:
                    yield found[key], end - span, points


@given(walk=walks)
@settings(max_examples=25, deadline=None, phases=PHASES)
def test_values_at_equal_instants_agree_between_all_ranges(temporary_diary, key, rows_of, walk):
    """H-11: bit for bit, between ranges, numbers of points, and memory and store."""
    seen = {}
    with temporary_diary() as diary:
        _, end = told(diary, key, walk)
        for line, _, points in lines(diary, key("web"), end):
            assert len(line.at_s) <= points
            for row in rows_of(line):
                width = line.bucket_s if row[4] > 1 else None
                assert seen.setdefault((row[0], width), row) == row


@given(walk=walks)
@settings(max_examples=25, deadline=None, phases=PHASES)
def test_a_spike_survives_every_zoom_and_no_sample_is_lost(temporary_diary, key, rows_of, walk):
    """H-02, H-11: least, largest and number are those of the samples in the line's buckets."""
    with temporary_diary() as diary:
        samples, end = told(diary, key, walk)
        for line, begin, _ in lines(diary, key("web"), end):
            rows = rows_of(line)
            is_raw = all(row[4] == 1 for row in rows) and len(rows) == sum(
                begin <= at <= end for at, _ in samples
            )
            width = 0 if is_raw else line.bucket_s
            first = begin if is_raw else begin - (START_S + begin) % width
            inside = [value for at, value in samples if at >= first - 0.001]
            assert max(row[3] for row in rows) == max(inside)
            assert min(row[2] for row in rows) == min(inside)
            assert sum(row[4] for row in rows) == len(inside)


@given(walk=walks)
@settings(max_examples=25, deadline=None, phases=PHASES)
def test_no_point_lies_where_nothing_was_measured(temporary_diary, key, rows_of, walk):
    """H-12: every point has a sample of its own, at its instant or in its bucket."""
    with temporary_diary() as diary:
        samples, end = told(diary, key, walk)
        at_s = np.array([at for at, _ in samples])
        for line, _, _ in lines(diary, key("web"), end):
            for at, *_, count in rows_of(line):
                near = (at_s >= at - 0.0006) & (at_s < at + max(line.bucket_s, 0.001))
                assert near.sum() >= min(count, 1)


@given(walk=walks, points=st.sampled_from(POINTS), span=st.sampled_from(sorted(RANGES.values())))
@settings(max_examples=40, deadline=None, phases=PHASES)
def test_the_batch_form_answers_as_each_question_by_itself(
    temporary_diary, key, rows_of, walk, points, span
):
    """H-04: one rule for both forms."""
    both = key("web"), key("mail")
    with temporary_diary() as diary:
        _, end = told(diary, key, walk)
        together = diary.ask(*both, begin=end - span, end=end, max_points=points)
        for one in both:
            alone = diary.ask(one, begin=end - span, end=end, max_points=points)
            assert rows_of(alone.get(one)) == rows_of(together.get(one))


@given(walk=walks, span=st.sampled_from(sorted(RANGES.values())), columns=st.integers(1, 240))
@settings(max_examples=40, deadline=None, phases=PHASES)
def test_a_grid_has_the_buckets_of_its_lines(temporary_diary, key, rows_of, walk, span, columns):
    """H-11: the summary shows what the inspector shows."""
    keys = key("web"), key("mail")
    with temporary_diary() as diary:
        _, end = told(diary, key, walk)
        window = (START_S + end - span, START_S + end)
        grid = query_grid(diary.handle, diary.memory.held(), keys, window, columns)
        for row, one in enumerate(grid.keys):
            line = diary.ask(one, begin=end - span, end=end, max_points=columns)[one]
            if line.bucket_s == grid.bucket_s and np.nanmax(line.count) > 1:
                values = grid.mean[row][~np.isnan(grid.mean[row])]
                assert values.tolist() == [point[1] for point in rows_of(line)]


@given(walk=walks, span=st.sampled_from([5, 60, 600]))
@settings(max_examples=25, deadline=None, phases=PHASES)
def test_a_memory_that_forgets_changes_no_answer(temporary_diary, key, rows_of, walk, span):
    """H-03, H-11: whatever it still holds, by age or by number of values."""
    with temporary_diary() as diary:
        diary.memory = Memory(diary.index, timedelta(seconds=span), most_values=30)
        _, end = told(diary, key, walk, tend=False)
        for points in POINTS:
            for begin in (0, end - HOUR, end - span, end - 30):
                asked = {"begin": begin, "end": end, "max_points": points}
                ours = diary.ask(key("web"), **asked)
                stored = diary.ask_store(key("web"), **asked)
                assert rows_of(ours.get(key("web"))) == rows_of(stored.get(key("web")))
