"""Sweeps on disk: whole, rolled up, sealed, pruned, and nothing counted twice."""

from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.history import raw_block, seal
from pulse_desktop.history.progress import unsealed_blocks
from pulse_desktop.history.recorded import recorded
from pulse_desktop.history.retention import DEEP, LIGHT, STANDARD, Keeping
from pulse_desktop.history.tier import LAST_MS, Tier

MINUTE, HOUR, DAY = 60, 3600, 86_400
YEAR = 365 * DAY
BLOCK_END = 6 * DAY
"""When a block of days is over."""

START = datetime(2026, 3, 2, tzinfo=UTC)
FOR_EVER = Keeping(raw=None, minute=None, hour=None, day=None)


def hold(diary, key, *, until, every=10, begin=0):
    """A sawtooth with a spike at every 500th second."""
    for at in range(begin, until, every):
        diary.record(at, {key: 9.0 if at % 500 == 0 else (at % 70) / 100})


def rows_in(diary, tier):
    sql = f"SELECT count(*) FROM {tier.row_table} WHERE id >> 61 = ?"  # noqa: S608
    return diary.handle.execute(sql, (tier,)).fetchone()[0]


def sealed_in(diary, tier):
    """Tiles or chunks: one of either a block, for the few series here."""
    table = "tile" if tier.is_tiled else "chunk"
    sql = f"SELECT count(*) FROM {table} WHERE id >> 61 = ?"  # noqa: S608 - tables of ours
    return diary.handle.execute(sql, (tier,)).fetchone()[0]


def test_a_reading_is_found_again_at_its_own_time(diary, web, rows_of, single):
    diary.record(12.345, {web: 0.1})
    found = diary.ask_store(web, begin=0, end=60)
    assert rows_of(found[web]) == [(pytest.approx(12.345), *[single(0.1)] * 3, 1)]


def test_series_that_were_not_measured_are_absent(diary, web, mail):
    diary.record(0, {web: 0.5})
    assert set(diary.ask_store(web, mail, begin=0, end=60)) == {web}


def test_a_value_that_is_no_number_is_no_reading(diary, web, mail):
    """H-12: absent is absent, never 0."""
    diary.record(0, {web: float("nan"), mail: float("inf")})
    assert diary.ask_store(web, mail, begin=0, end=60) == {}


def test_an_empty_sweep_leaves_no_trace(diary):
    diary.record(0, {})
    assert diary.count("log") == 0


@pytest.mark.parametrize("years_off", [-60, 200])
def test_a_clock_that_is_far_off_is_not_believed(diary, web, years_off):
    diary.record(years_off * YEAR, {web: 0.5})
    assert diary.count("log") == 0


def test_sweeps_of_two_connections_keep_their_own_times(diary, web, mail, rows_of):
    for at in range(0, 60, 10):
        diary.record(at, {web: 0.1})
        diary.record(at + 3, {mail: 0.2})
    found = diary.ask_store(web, mail, begin=0, end=60)
    assert [row[0] for row in rows_of(found[web])] == [0, 10, 20, 30, 40, 50]
    assert [row[0] for row in rows_of(found[mail])] == [3, 13, 23, 33, 43, 53]


def test_the_same_sweep_twice_is_one_sweep(diary, web, rows_of):
    """H-02: no sample is counted twice."""
    for _ in range(2):
        diary.record(5, {web: 0.5})
    diary.record(70, {web: 0.5})
    found = diary.ask_store(web, begin=0, end=70, max_points=2)
    assert [row[4] for row in rows_of(found[web])] == [1, 1]


def test_two_connections_that_measure_at_one_instant_are_both_kept(diary, web, mail, rows_of):
    diary.record(0, {web: 0.5, mail: 0.5})
    diary.record(5, {web: 0.25})
    diary.record(5, {mail: 0.75})
    found = diary.ask_store(web, mail, begin=1, end=60)
    assert [row[:2] for row in rows_of(found[web])] == [(5, 0.25)]
    assert [row[:2] for row in rows_of(found[mail])] == [(5, 0.75)]


def test_a_series_that_two_connections_measure_at_one_instant_counts_once(diary, key, rows_of):
    web, others = key("web"), {key(f"vm{n}"): 0.5 for n in range(9)}
    diary.record(5, {web: 0.5})
    diary.record(5, {web: 0.5} | others)
    diary.record(70, {web: 0.5})
    found = diary.ask_store(web, begin=0, end=70, max_points=2)
    assert [row[4] for row in rows_of(found[web])] == [1, 1]


def test_a_closed_minute_keeps_the_spike_the_mean_and_the_count(diary, web, rows_of):
    """H-02: minimum, maximum and count are those of the samples."""
    for at, value in ((0, 0.25), (10, 8.0), (20, 0.75), (61, 0.0)):
        diary.record(at, {web: value})
    found = diary.ask_store(web, begin=0, end=59, max_points=1)
    assert rows_of(found[web]) == [(0, 3.0, 0.25, 8.0, 3)]


def test_an_hour_and_a_day_are_made_of_what_lies_below(diary, web, rows_of):
    hold(diary, web, until=DAY + 20, every=100)
    diary.tend(DAY + 10 * MINUTE)
    found = diary.ask_store(web, begin=0, end=DAY - 1, max_points=1)
    ((at, mean, low, high, count),) = rows_of(found[web])
    assert (at, low, high, count) == (0, 0.0, 9.0, 864)
    assert low <= mean <= high
    assert [rows_in(diary, tier) for tier in (Tier.HOUR, Tier.DAY)] == [24, 1]


def test_what_is_still_filling_is_shown_too(diary, web, rows_of):
    diary.record(0, {web: 0.5})
    diary.record(10, {web: 1.5})
    found = diary.ask_store(web, begin=0, end=30 * DAY, max_points=40)
    assert rows_of(found[web]) == [(0, 1.0, 0.5, 1.5, 2)]


def test_a_late_sweep_is_counted_in_its_minute(diary, web, mail, rows_of):
    diary.record(50, {web: 0.5})
    diary.record(70, {web: 0.5})
    diary.record(55, {mail: 0.25})
    diary.record(58, {web: 1.5})
    found = diary.ask_store(web, mail, begin=0, end=59, max_points=1)
    assert rows_of(found[web]) == [(0, 1.0, 0.5, 1.5, 2)]
    assert rows_of(found[mail]) == [(0, 0.25, 0.25, 0.25, 1)]


def test_a_connection_that_goes_quiet_has_its_readings_sealed(diary, web):
    diary.record(0, {web: 0.5})
    diary.tend(2 * HOUR + 10 * MINUTE)
    assert unsealed_blocks(diary.handle, Tier.RAW) == []
    assert sealed_in(diary, Tier.MINUTE) == rows_in(diary, Tier.HOUR) == 1


def test_readings_are_written_once_and_stay_where_they_are(diary, web):
    """Sealing makes minutes of them, and no second copy."""
    hold(diary, web, until=5 * HOUR)
    diary.tend(5 * HOUR, DEEP)
    assert (sealed_in(diary, Tier.RAW), rows_in(diary, Tier.RAW)) == (0, 1800)


def test_readings_are_pruned_a_block_at_a_time(diary, web):
    hold(diary, web, until=11 * HOUR)
    diary.tend(11 * HOUR, STANDARD)
    assert rows_in(diary, Tier.RAW) == 7 * HOUR // 10
    assert diary.count("sealing") == 3, "the marks of those that are still there"


def test_a_block_is_unsealed_while_a_late_sweep_waits_in_it(diary, web):
    hold(diary, web, until=3 * HOUR, every=60)
    diary.tend(3 * HOUR, DEEP)
    sealed = unsealed_blocks(diary.handle, Tier.RAW)
    diary.record(90, {web: 20.0})
    late = unsealed_blocks(diary.handle, Tier.RAW)
    assert (len(sealed), len(late)) == (1, 2)


def test_sealing_changes_no_answer(diary, web, rows_of):
    hold(diary, web, until=5 * HOUR)
    window = {"begin": 0, "end": 5 * HOUR, "max_points": 301}
    before = rows_of(diary.ask_store(web, **window)[web])
    diary.tend(5 * HOUR, DEEP)
    assert rows_of(diary.ask_store(web, **window)[web]) == before
    assert (sealed_in(diary, Tier.MINUTE), rows_in(diary, Tier.RAW)) == (2, 1800)


def test_a_late_sweep_into_a_sealed_block_is_counted_once(diary, web, rows_of):
    hold(diary, web, until=3 * HOUR, every=60)
    diary.tend(3 * HOUR, DEEP)
    diary.record(90, {web: 20.0})
    diary.record(3 * HOUR, {web: 0.0})
    window = {"begin": 0, "end": 2 * HOUR - 1, "max_points": 2}
    counted = [row[3:] for row in rows_of(diary.ask_store(web, **window)[web])]
    diary.tend(4 * HOUR, DEEP)
    assert counted == [(20.0, 61), (9.0, 60)]
    assert [row[3:] for row in rows_of(diary.ask_store(web, **window)[web])] == counted


def test_a_clock_that_is_set_back_over_pruned_readings_keeps_the_fuller_account(
    diary, web, rows_of
):
    hold(diary, web, until=HOUR)
    diary.tend(DAY, STANDARD)
    diary.record(15, {web: 77.0})
    found = diary.ask_store(web, begin=0, end=59, max_points=1)
    assert [row[3:] for row in rows_of(found[web])] == [(9.0, 6)]
    diary.record(2 * DAY, {web: 0.0})
    for end, count in ((59, 6), (HOUR - 1, 360)):
        found = diary.ask_store(web, begin=0, end=end, max_points=1)
        assert [row[3:] for row in rows_of(found[web])] == [(9.0, count)]


def test_a_clock_that_jumps_ahead_and_back_loses_nothing(diary, web, rows_of):
    diary.record(0, {web: 0.5})
    diary.record(YEAR, {web: 0.5})
    for at in range(10, 2 * MINUTE, 10):
        diary.record(at, {web: 0.5})
    found = diary.ask_store(web, begin=0, end=119, max_points=2)
    assert [row[4] for row in rows_of(found[web])] == [6, 6]


def test_each_tier_is_kept_as_long_as_the_preset_says(diary, web):
    hold(diary, web, until=8 * DAY, every=30 * MINUTE)
    diary.tend(8 * DAY, STANDARD)
    oldest = [
        diary.handle.execute("SELECT pruned_ms FROM span WHERE tier = ?", (tier,)).fetchone()
        for tier in Tier
    ]
    start_ms = 1_772_409_600_000
    assert [(one[0] - start_ms) / 3_600_000 if one else None for one in oldest] == [
        186.0,
        24.0,
        pytest.approx(8 * 24 - 2 * 365.25 * 24, abs=24),
        None,
    ]


def test_pruning_works_in_slices_until_nothing_is_left_to_do(diary, web):
    hold(diary, web, until=4 * HOUR)
    diary.tend(100 * DAY, LIGHT)
    assert (rows_in(diary, Tier.RAW), rows_in(diary, Tier.MINUTE)) == (0, 0)
    assert diary.count("due") == 0


def test_nothing_is_pruned_before_it_was_rolled_up(diary, web, rows_of):
    hold(diary, web, until=HOUR)
    diary.tend(50 * DAY, LIGHT)
    found = diary.ask_store(web, begin=0, end=DAY - 1, max_points=1)
    assert [row[3:] for row in rows_of(found[web])] == [(9.0, 360)]


def test_a_smaller_retention_makes_a_smaller_file(diary, key):
    many = {key(f"vm{n}"): n / 7 for n in range(500)}
    for at in range(0, 2 * HOUR, 10):
        diary.record(at, many)
    diary.handle.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = diary.path.stat().st_size
    diary.tend(40 * DAY, LIGHT)
    diary.handle.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert diary.path.stat().st_size < before / 2


def test_a_restart_goes_on_where_it_was(diary, web, rows_of):
    for at in range(0, 30, 10):
        diary.record(at, {web: 0.5})
    diary.reopen()
    for at in range(30, 70, 10):
        diary.record(at, {web: 0.5})
    found = diary.ask_store(web, begin=0, end=59, max_points=1)
    assert [row[4] for row in rows_of(found[web])] == [6]
    assert diary.count("series") == 1


def test_a_sweep_that_is_rolled_back_leaves_the_next_one_whole(diary, web, mail, rows_of):
    diary.record(0, {web: 0.5})
    diary.handle.execute("BEGIN")
    lost = diary.readings(10, {web: 0.5, mail: 0.5})
    diary.store.append(diary.handle, diary.index, lost)
    diary.handle.execute("ROLLBACK")
    diary.record(20, {mail: 0.25, web: 0.75})
    found = diary.ask_store(web, mail, begin=0, end=60)
    assert [row[:2] for row in rows_of(found[web])] == [(0, 0.5), (20, 0.75)]
    assert [row[:2] for row in rows_of(found[mail])] == [(20, 0.25)]


def test_a_sweep_that_is_rolled_back_is_not_sealed(diary, web, rows_of):
    """The writer remembers what it put into the log; the log says what is there."""
    for at, value in ((10, 0.5), (20, 0.25)):
        diary.handle.execute("BEGIN")
        lost = diary.readings(at, {web: value})
        diary.store.append(diary.handle, diary.index, lost)
        diary.handle.execute("ROLLBACK")
    diary.record(20, {web: 0.75})
    diary.tend(3 * HOUR)
    found = diary.ask_store(web, begin=0, end=60)
    assert [row[:2] for row in rows_of(found[web])] == [(20, 0.75)]


def test_what_a_second_source_filled_in_is_sealed_too(diary, web, mail, rows_of):
    diary.record(10, {web: 0.5, mail: float("nan")})
    diary.record(10, {web: 0.25, mail: 0.75})
    diary.tend(3 * HOUR)
    found = diary.ask_store(web, mail, begin=0, end=60)
    assert [rows_of(found[key])[0][1] for key in (web, mail)] == [0.5, 0.75]


def test_series_that_come_and_go_share_a_layout(diary, key):
    everyone = {key(f"vm{n}"): 0.5 for n in range(20)}
    for at in range(20):
        present = dict(list(everyone.items())[at % 5 :])
        diary.record(at, present)
    assert diary.count("layout") == 1


def test_layouts_of_containers_that_are_gone_are_dropped(diary, key, rows_of):
    for at in range(0, 300 * MINUTE, MINUTE):
        diary.record(at, {key(f"made-anew-{at}"): 0.5})
    many = diary.count("layout")
    diary.tend(3 * DAY, LIGHT)
    last = {key("last"): 0.5}
    diary.record(3 * DAY, last)
    found = diary.ask_store(*last, begin=3 * DAY, end=3 * DAY + 60)
    assert [len(rows_of(line)) for line in found.values()] == [1]
    assert diary.count("layout") < many / 3


def test_a_connection_goes_on_after_layouts_were_dropped(diary, key, web, rows_of):
    for at in range(0, 300 * MINUTE, MINUTE):
        diary.record(at, {web: 0.5})
        diary.record(at, {key(f"made-anew-{at}"): 0.5})
    diary.tend(3 * DAY, LIGHT)
    diary.record(3 * DAY, {web: 0.75})
    found = diary.ask_store(web, begin=3 * DAY, end=3 * DAY + 60)
    assert [row[1] for row in rows_of(found[web])] == [0.75]


def test_a_flipped_bit_in_a_sweep_costs_that_sweep(diary, web, rows_of, caplog):
    for at in (0, 10, 20):
        diary.record(at, {web: 0.5})
    diary.handle.execute(
        "UPDATE log SET body = x'00' WHERE id = (SELECT max(id) FROM log WHERE id >> 61 = 0)"
    )
    found = diary.ask_store(web, begin=0, end=60)
    assert [row[0] for row in rows_of(found[web])] == [0, 10]
    assert "damaged" in caplog.text


def test_the_log_is_read_by_its_key(diary):
    """Query plans: a range of times is a range of keys."""
    sql = "EXPLAIN QUERY PLAN SELECT id, body FROM log WHERE id >= ? AND id < ? ORDER BY id"
    ((*_, plan),) = diary.handle.execute(sql, (0, 1)).fetchall()
    assert plan == "SEARCH log USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"


def test_a_preset_keeps_more_than_the_one_before():
    for finer, coarser in ((LIGHT, STANDARD), (STANDARD, DEEP)):
        assert finer.raw < coarser.raw
        assert finer.minute < coarser.minute
        assert finer.hour < coarser.hour
    assert STANDARD.raw == timedelta(hours=6)


@pytest.fixture
def sliced(diary, key, monkeypatch):
    """Three days of five series before a block of days ends, which is sealed in slices of two."""
    for module in (raw_block, seal):
        monkeypatch.setattr(module, "SLICE", 2)
    keys = [key(f"vm{number}") for number in range(5)]
    for at in range(BLOCK_END - 3 * DAY, BLOCK_END, 6 * HOUR):
        diary.record(at, dict.fromkeys(keys, 1))
    return diary, keys


def test_a_day_that_is_made_again_while_its_block_is_sealed_reaches_every_series(sliced, start_s):
    """H-02: late sweeps between two slices count for all series, not only for those to come."""
    diary, keys = sliced
    now = datetime.fromtimestamp(start_s + BLOCK_END + 2 * HOUR + 300, UTC)
    late = list(range(30))
    while diary.write(lambda handle: diary.store.tend(handle, FOR_EVER, now)):
        done = diary.handle.execute("SELECT slices FROM sealing WHERE tier = 3").fetchone()
        while done == (1,) and late:
            diary.record(BLOCK_END - 2 * HOUR + 60 * late.pop(), dict.fromkeys(keys, 5))
    found = recorded(diary.handle, keys, {}).read(Tier.DAY, 0, LAST_MS)
    assert [int(points.planes.count.sum()) for points in found.values()] == 5 * [12 + 30]


def test_a_slice_that_is_rolled_back_is_counted_once(diary, key, monkeypatch):
    """H-02: a full disk may refuse what was worked out already."""
    monkeypatch.setattr(raw_block, "SLICE", 2)
    keys = [key(f"vm{number}") for number in range(5)]
    for at in range(0, 2 * HOUR, 60):
        diary.record(at, dict.fromkeys(keys, at))
    for _ in range(4):
        diary.handle.execute("BEGIN")
        diary.store.tend(diary.handle, FOR_EVER, START + timedelta(hours=2, minutes=5))
        diary.handle.execute("ROLLBACK")
        diary.write(lambda handle: diary.store.tend(handle, FOR_EVER, START + timedelta(hours=3)))
    diary.tend(3 * HOUR, FOR_EVER)
    found = recorded(diary.handle, keys, {}).read(Tier.HOUR, 0, LAST_MS)
    assert [points.planes.count.tolist() for points in found.values()] == 5 * [[60, 60]]
    longest = diary.handle.execute("SELECT max(length(series)) / 4 FROM layout").fetchone()
    assert longest == (len(keys),)
