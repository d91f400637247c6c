"""The tour names what is there, and shows the times that hold now."""

from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.demo import story
from pulse_desktop.demo.graph import fixture_graph
from pulse_desktop.demo.moment import state_at
from pulse_desktop.demo.tour import stops
from pulse_desktop.resources.read_state import (
    INFRASTRUCTURE_TYPES,
    STORAGE_TYPES,
    WORKLOAD_TYPES,
)

WEDNESDAY = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
LISTED = {
    "infrastructure": INFRASTRUCTURE_TYPES,
    "workloads": WORKLOAD_TYPES,
    "recovery": WORKLOAD_TYPES,
    "storage": STORAGE_TYPES,
}
INCIDENT = 3


@pytest.fixture(scope="module")
def state():
    """The whole estate on a quiet Wednesday."""
    return state_at(fixture_graph(), WEDNESDAY)


def test_the_tour_has_six_stops(state):
    titles = {str(stop.title) for stop in stops(WEDNESDAY)}
    assert len(titles) == 6


@pytest.mark.parametrize("position", range(6))
def test_what_a_stop_is_about_is_there_once_in_the_tab_that_it_brings_up(state, position):
    """M-01: the tour makes nothing up."""
    stop = stops(WEDNESDAY)[position]
    listed = [one for one in state.named(stop.resource) if one.type in LISTED[stop.tab]]
    assert len(listed) == 1


def test_everything_that_the_words_name_is_in_the_estate(state):
    words = " ".join(str(stop.words) for stop in stops(WEDNESDAY))
    named = ("backup-vault", "west-b", "analytics-batch-01", "checkout-web-01", "docs-wiki-01")
    for name in named:
        assert name in words
        assert state.named(name), name


@pytest.mark.parametrize("days", range(0, 21, 3))
@pytest.mark.parametrize("hour", [0, 2, 4, 21, 22, 23])
def test_a_stop_shows_nothing_that_is_yet_to_come(days, hour):
    now = WEDNESDAY.replace(hour=hour, minute=50) + timedelta(days=days)
    for stop in stops(now):
        if stop.window is not None:
            start, end = stop.window
            assert start < end <= now


@pytest.mark.parametrize("minutes", [0, 16, 61, 62, 63, 7 * 24 * 60 - 1])
def test_the_incident_is_shown_from_before_it_until_all_is_well_again(minutes):
    began = story.INCIDENT.began(WEDNESDAY)
    start, end = stops(began + timedelta(minutes=minutes))[INCIDENT].window
    shown = story.INCIDENT.began(end)
    assert start < shown - timedelta(minutes=12)
    assert end > shown + story.INCIDENT.lasts + story.RECOVERY.lasts


def test_seven_nightly_backups_are_in_the_first_stop():
    start, end = stops(WEDNESDAY)[0].window
    assert sum(start <= story.BACKUP.began(end) - timedelta(days=n) for n in range(10)) == 7


def test_the_remapped_sectors_are_counted_to_the_day():
    words = [str(stops(WEDNESDAY + timedelta(days=n))[1].words) for n in (0, 5)]
    counts = [int(text.split(" of its sectors")[0].rsplit(maxsplit=1)[1]) for text in words]
    assert counts == [57, 58]


def test_the_filling_pool_has_the_days_that_are_left():
    began = story.FILLING.began(WEDNESDAY)
    told = [str(stops(began + timedelta(days=n))[2].words) for n in (9, 58)]
    assert "in 50 days" in told[0]
    assert "in a day" in told[1]


@pytest.mark.parametrize("left", [timedelta(hours=20), timedelta(hours=3), timedelta(seconds=1)])
def test_on_its_last_day_the_filling_pool_is_full_today(left):
    ends = story.FILLING.began(WEDNESDAY) + story.FILLING.lasts
    assert "stands at 94 % today" in str(stops(ends - left)[2].words)
