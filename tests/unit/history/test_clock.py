"""Clocks that jump, sweeps that are late or told twice: each reading counts once (H-02, H-12)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse_desktop.history.deletion import delete_before
from pulse_desktop.history.prune import deleted_before, remember_deletion
from pulse_desktop.history.recorded import recorded
from pulse_desktop.history.retention import STANDARD, Keeping
from pulse_desktop.history.tier import LAST_MS, Tier

HOUR, DAY = 3600, 86_400

steps = st.lists(
    st.sampled_from([10, 10, 10, 60, 0, -10, -300, 900, HOUR, -HOUR, 2 * HOUR, -3 * HOUR, DAY]),
    min_size=5,
    max_size=60,
)
upkeep = st.sets(st.integers(0, 60), max_size=8)
FOR_EVER = Keeping(raw=None, minute=None, hour=None, day=None)


@pytest.fixture(scope="session")
def told(temporary_diary, key):
    """Tells a diary what a wandering clock says; returns the instants and what is found."""
    web, mail = key("web"), key("mail")

    def tell(distances, tended):
        instants, at = [], 5 * DAY
        with temporary_diary() as diary:
            for number, distance in enumerate(distances):
                at = max(0, at + distance)
                diary.record(at, {web: number, mail: number} if number % 3 else {web: number})
                instants.append(at)
                if number in tended:
                    diary.tend(at + HOUR, FOR_EVER)
            diary.tend(max(instants) + 3 * DAY, FOR_EVER)
            store = recorded(diary.handle, [web], {})
            return instants, [store.read(tier, 0, LAST_MS)[store.ids[web]] for tier in Tier]

    return tell


@settings(max_examples=50)
@given(steps, upkeep)
def test_no_instant_is_there_twice_and_time_never_runs_backwards(told, distances, tended):
    _, tiers = told(distances, tended)
    assert all(np.all(np.diff(points.at_ms) > 0) for points in tiers)


@settings(max_examples=50)
@given(steps, upkeep)
def test_every_tier_counts_each_reading_once(told, distances, tended):
    """H-02: the count is that of the distinct instants, whatever was sealed in between."""
    instants, tiers = told(distances, tended)
    assert [int(points.planes.count.sum()) for points in tiers] == [len(set(instants))] * 4


@settings(max_examples=50)
@given(steps, upkeep)
def test_of_two_readings_of_one_instant_the_first_told_stands(told, distances, tended):
    instants, tiers = told(distances, tended)
    expected = {at: number for number, at in reversed(list(enumerate(instants)))}
    assert tiers[0].planes.mean.tolist() == [expected[at] for at in sorted(expected)]
    assert tiers[3].planes.minimum.min() == min(expected.values())
    assert tiers[3].planes.maximum.max() == max(expected.values())


@pytest.fixture
def ahead(diary, web, start_s):
    """A clock that was a month ahead for one upkeep, and two hours of sweeps since."""
    for at in range(0, 4 * HOUR, 20):
        diary.record(at, {web: 1})
        if at == 2 * HOUR:
            diary.write(
                lambda handle: remember_deletion(handle, round(1000 * (start_s + 30 * DAY)))
            )
            diary.tend(at + 30 * DAY, STANDARD)
            diary.tend(at, STANDARD)
    diary.tend(4 * HOUR, STANDARD)
    return diary


def test_after_a_clock_that_ran_ahead_readings_are_shown_again(ahead, web):
    line = ahead.ask_store(web, begin=3 * HOUR, end=4 * HOUR)[web]
    assert len(line.at_s) == HOUR / 20


def test_a_deletion_by_a_clock_that_ran_ahead_takes_nothing_of_what_is_recorded_since(ahead, web):
    ahead.tend(6 * HOUR, STANDARD)
    line = ahead.ask_store(web, begin=2 * HOUR, end=4 * HOUR)[web]
    assert line.count[line.count > 0].sum() >= 2 * HOUR / 20 - 1


def test_a_clock_that_is_behind_for_an_hour_brings_back_nothing_that_was_deleted(
    diary, web, start_s
):
    before_ms = round(1000 * (start_s + 400 * DAY))
    diary.record(400 * DAY, {web: 1})
    while diary.write(lambda handle: delete_before(handle, before_ms)):
        pass
    for at in range(0, HOUR, 60):
        diary.record(at, {web: 1})
        diary.tend(at, STANDARD)
    diary.tend(400 * DAY, STANDARD)
    assert deleted_before(diary.handle) == before_ms
