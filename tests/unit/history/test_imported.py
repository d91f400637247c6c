"""What another program recorded: marked, and shown only where this one measured nothing."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pulse_desktop.history import imported_table
from pulse_desktop.history.imported import imported, put
from pulse_desktop.history.imported_points import ImportedPoints
from pulse_desktop.history.imported_table import prune_slice
from pulse_desktop.history.retention import STANDARD

MINUTE, HOUR, DAY, WEEK = 60, 3600, 86_400, 604_800
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""A history that fails is short enough to be read as it is."""

START_S = datetime(2026, 3, 2, tzinfo=UTC).timestamp()
"""The diary's start."""


def points_of(start_s, width, values):
    """By second after START, in buckets of ``width`` seconds."""
    at_ms = [round((start_s + at) * 1000) for at in values]
    means = list(values.values())
    return ImportedPoints(width * 1000, at_ms, means, means, [mean + 1 for mean in means])


@pytest.fixture(scope="session")
def enter():
    """Imports into a diary."""

    def entered(diary, key, start_s, width, values):
        diary.handle.executescript(imported_table.SCHEMA)
        diary.write(lambda handle: put(handle, key, points_of(start_s, width, values)))

    return entered


def seconds(line, start_s):
    """Second after START, value and whether it is imported; gap rows left out."""
    flags = np.zeros(len(line.at_s), bool) if line.imported is None else line.imported
    rows = zip((line.at_s - start_s).tolist(), line.value.tolist(), flags.tolist(), strict=True)
    return [row for row in rows if row[1] == row[1]]


def test_what_was_imported_is_shown_and_marked(diary, web, enter, start_s):
    """H-08: where local history is shallow, the provider's own fills the same chart."""
    enter(diary, web, start_s, HOUR, {0: 1.0, HOUR: 2.0})
    line = diary.ask(web, begin=0, end=DAY)[web]
    assert seconds(line, start_s) == [(0, 1.0, True), (HOUR, 2.0, True)]
    assert line.maximum.tolist() == [2.0, 3.0]  # no gap: they last an hour


def test_own_samples_replace_what_was_imported(diary, web, enter, start_s):
    """H-08: also an imported bucket that only begins before the first own sample."""
    enter(diary, web, start_s, 10 * MINUTE, dict.fromkeys(range(0, HOUR, 600), 9.0))
    for at in range(1500, HOUR, 60):
        diary.record(at, {web: 0.5})
    found = seconds(diary.ask(web, begin=0, end=HOUR)[web], start_s)
    assert [row[:2] for row in found if row[2]] == [(0, 9.0), (600, 9.0)]
    assert all(row[0] >= 1500 for row in found if not row[2])


def test_a_line_of_own_samples_alone_marks_nothing(diary, web, enter, start_s):
    enter(diary, web, start_s, MINUTE, {0: 9.0})
    for at in range(0, HOUR, 10):
        diary.record(at, {web: 0.5})
    assert diary.ask(web, begin=0, end=HOUR)[web].imported is None


def test_a_gap_of_own_samples_is_filled_from_what_was_imported(diary, web, enter, start_s):
    enter(diary, web, start_s, MINUTE, dict.fromkeys(range(0, HOUR, 60), 9.0))
    for at in (*range(0, 1200, 10), *range(2400, HOUR, 10)):
        diary.record(at, {web: 0.5})
    found = seconds(diary.ask(web, begin=0, end=HOUR)[web], start_s)
    assert [row[0] for row in found if row[2]] == list(range(1200, 2400, 60))


def test_nothing_is_padded(diary, web, enter, start_s):
    """H-08: two imported points hours apart are two points and a gap."""
    enter(diary, web, start_s, MINUTE, {0: 1.0, 5 * HOUR: 2.0})
    line = diary.ask(web, begin=0, end=6 * HOUR)[web]
    assert np.isnan(line.value).tolist() == [False, True, False]
    assert line.imported.tolist() == [True, False, True]


def test_the_finest_width_stands_where_several_were_imported(diary, web, enter, start_s):
    enter(diary, web, start_s, HOUR, dict.fromkeys(range(0, 4 * HOUR, HOUR), 1.0))
    enter(diary, web, start_s, MINUTE, dict.fromkeys(range(2 * HOUR + 600, 3 * HOUR, 60), 2.0))
    found = seconds(diary.ask(web, begin=0, end=4 * HOUR)[web], start_s)
    assert [row[0] for row in found if row[1] == 1.0] == [0, HOUR, 3 * HOUR]


def test_an_import_may_come_again(diary, web, enter, start_s):
    for value in (1.0, 1.0, 3.0):
        enter(diary, web, start_s, 30 * MINUTE, {0: value, 30 * MINUTE: value})
    found = seconds(diary.ask(web, begin=0, end=HOUR)[web], start_s)
    assert [row[1] for row in found] == [3.0, 3.0]
    assert diary.count("imported") == 1


def test_an_import_after_a_sweep_that_was_rolled_back_takes_no_ones_place(
    diary, web, mail, key, start_s
):
    """The sweep had entered a series under the number that the import then gave to its own."""

    def refuse(handle):
        diary.store.append(handle, diary.index, diary.readings(0, {web: 1, mail: 2}))
        handle.execute("ROLLBACK")
        handle.execute("BEGIN")

    diary.record(0, {web: 1})
    diary.write(refuse)
    other = key("other")
    points = points_of(start_s, MINUTE, {-HOUR: 9})
    diary.write(lambda handle: diary.store.put_imported(handle, other, points))
    diary.record(30, {web: 1, mail: 2})
    found = diary.ask_store(web, mail, other, begin=0, end=HOUR)
    assert {one: line.value.tolist() for one, line in found.items()} == {web: [1, 1], mail: [2]}


def test_what_is_no_number_is_not_imported(diary, web, enter, start_s):
    enter(diary, web, start_s, MINUTE, {0: float("nan"), 60: float("inf"), -1e14: 5.0})
    assert diary.ask(web, begin=0, end=HOUR) == {}
    assert diary.count("series") == 0


def test_a_width_that_is_none_is_refused(diary, web, start_s):
    with pytest.raises(ValueError, match="0 ms"):
        put(diary.handle, web, points_of(start_s, 0, {0: 1.0}))


def test_a_damaged_row_is_left_out(diary, web, enter, start_s, caplog):
    enter(diary, web, start_s, MINUTE, {0: 1.0, DAY: 2.0})
    diary.write(lambda h: h.execute("UPDATE imported SET body = x'00'"))
    assert diary.ask(web, begin=0, end=2 * DAY) == {}
    assert "imported history is damaged" in caplog.text


def test_each_width_is_kept_as_long_as_own_history_like_it(diary, web, enter, start_s):
    for width in (MINUTE, HOUR, WEEK):
        enter(diary, web, start_s, width, {0: 1.0})
    now = diary.readings(0, {}).at + timedelta(days=60)
    while diary.write(lambda handle: prune_slice(handle, STANDARD, now)):
        continue
    found = imported(diary.handle, (web,), 0, round(start_s * 1000) + 1)
    assert [part.width_ms // 1000 for part in found[web]] == [HOUR, WEEK]


histories = st.fixed_dictionaries(
    {
        "walk": st.lists(st.booleans(), min_size=3, max_size=60),
        "pause": st.sampled_from([10, 300, 4000]),
        "width": st.sampled_from([MINUTE, 30 * MINUTE, 3 * HOUR, WEEK]),
    }
)


def told(diary, key, enter, history):
    """Tell the diary a history that another program knows whole, and this one in parts."""
    start_s, pause, width = START_S, history["pause"], history["width"]
    own = [n * pause for n, is_own in enumerate(history["walk"]) if is_own]
    end = len(history["walk"]) * pause
    enter(diary, key, start_s, width, dict.fromkeys(range(0, end, width), 9.0))
    for at in own:
        diary.record(at, {key: 0.5})
    return own, end


def lines(diary, key, end, data):
    """Some lines of it, with how many points were asked for."""
    for ask in (diary.ask, diary.ask_store) * 3:
        begin = data.draw(st.integers(0, end))
        finish = data.draw(st.integers(begin + 1, end + DAY))
        most = data.draw(st.integers(1, 80))
        for line in ask(key, begin=begin, end=finish, max_points=most).values():
            assert len(line.at_s) <= most
            yield line


@given(history=histories, data=st.data())
@settings(max_examples=60, deadline=None, phases=PHASES)
def test_own_samples_win_at_every_zoom(temporary_diary, key, enter, history, data):
    """H-08: no imported bucket overlaps an own sample, whatever the window."""
    with temporary_diary() as diary:
        own, end = told(diary, key("web"), enter, history)
        for line in lines(diary, key("web"), end, data):
            assert np.all(np.diff(line.at_s) > 0)
            for at, value, foreign in seconds(line, START_S):
                assert value == (9.0 if foreign else 0.5)
                assert not foreign or not any(at <= one < at + history["width"] for one in own)


@given(history=histories, data=st.data())
@settings(max_examples=60, deadline=None, phases=PHASES)
def test_a_bucket_is_imported_in_every_window_or_in_none(
    temporary_diary, key, enter, history, data
):
    """H-11: also at the end of a window, over which an imported bucket reaches."""
    seen = {}
    with temporary_diary() as diary:
        _, end = told(diary, key("web"), enter, history)
        for line in lines(diary, key("web"), end, data):
            for at, _, foreign in seconds(line, START_S):
                is_raw = line.bucket_s in {10, 300, 4000}
                assert is_raw or seen.setdefault((at, line.bucket_s), foreign) == foreign
