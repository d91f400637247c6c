"""The past of the demo as window and commands ask for it, with and without a recording."""

from datetime import timedelta
from functools import partial

import pytest

from pulse_desktop.app.archive import read_archive
from pulse_desktop.app.authored import Authored
from pulse_desktop.app.ground import authored_estate, ground_of
from pulse_desktop.app.past import Question
from pulse_desktop.app.told import Told
from pulse_desktop.app.told_events import told_timeline
from pulse_desktop.history.memory import Memory
from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.clock import utc_now
from pulse_desktop.model.condition import Status
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.operator import NOTHING_KEPT
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.resources.past.replay import Today
from pulse_desktop.timeline import store as timeline
from pulse_desktop.timeline.selection import Selection
from simulators.scripted import later


@pytest.fixture
def demo(profile):
    return profile.demo()


@pytest.fixture
def authored(demo):
    return authored_estate(demo)


@pytest.fixture
def now():
    return utc_now()


@pytest.fixture
def told(demo, authored, now):
    return Told(demo, Memory(SeriesIndex()), lambda: None, authored, lambda: now)


def asked(state, moment):
    return Question(
        today=Today(state, {}),
        recent=(),
        held=Memory(SeriesIndex()).held(),
        moment=moment,
        interval_s=10,
    )


def test_only_the_demos_profile_has_an_author(profile, demo):
    assert authored_estate(profile) is None
    assert isinstance(authored_estate(demo), Authored)
    assert ground_of(profile).authored is None


async def test_lines_and_grids_reach_ninety_days_back_at_once(told, authored, now):
    node = authored.at(now, NOTHING_KEPT).named("west-a")[0]
    window = (now - timedelta(days=90)).timestamp(), now.timestamp()
    lines = await told.lines(node.series, (Metric.CPU, Metric.MEMORY), window, 500)
    assert set(lines) == {Metric.CPU, Metric.MEMORY}
    assert lines[Metric.CPU].at_s[0] <= window[0] + 86_400
    assert all(line.imported is None for line in lines.values())


async def test_an_earlier_instant_is_shown_as_it_was(told, authored, now):
    """The incident is there whether or not the program ran then."""
    tuesday = now - timedelta(days=(now.weekday() - 1) % 7 or 7)
    moment = tuesday.replace(hour=21, minute=50, second=0, microsecond=0)
    today = authored.at(now, NOTHING_KEPT)
    past = await told.at(asked(today, moment))
    assert past.named("west-b")[0].status is Status.OFFLINE
    assert past.at <= moment
    assert past.named("west-b")[0].id == today.named("west-b")[0].id


async def test_events_are_told_where_nothing_records_them(told):
    page = await told.events(Selection(kinds=(ChangeKind.ACTIVITY,), limit=50))
    assert len(page.changes) == 50
    assert list(page.changes) == sorted(page.changes, key=lambda one: one.at, reverse=True)
    counts = await told.event_counts((page.changes[0].resource,))
    assert counts[ChangeKind.ACTIVITY] >= 1


def test_an_event_that_was_recorded_and_is_told_is_one(demo, authored, now):
    with told_timeline(demo, authored, now) as handle:
        once = timeline.counts(handle)
        timeline.append(handle, authored.events(now))
        assert timeline.counts(handle) == once


def test_an_archive_of_the_demo_needs_no_file(demo, now):
    found = read_archive(demo, now, lambda archive: (archive.since, len(archive.state.by_id)))
    assert found[0] == authored_estate(demo).since(now)
    assert found[1] > 300
    assert not demo.database_file.exists()


def test_an_archive_of_the_user_is_what_was_recorded(profile):
    assert read_archive(profile, later(0), partial(isinstance, int)) is None
