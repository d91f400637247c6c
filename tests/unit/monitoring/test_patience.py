"""Staleness is a matter of the clock: of how long a source was quiet, and of nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.monitoring.patience import Patience
from pulse_desktop.resources.registry import Registry
from simulators.scripted import AGENT, HYPERVISOR, NOON, later, observation, snapshot

HOURS = 3600


class Timeline:
    """A monitor on a clock that the test turns, ticking every second of it."""

    def __init__(self):
        self.monitor = Monitor(Registry(SeriesIndex()))
        self.now = NOON
        self.expect(HYPERVISOR, interval_s=10, stale_after_s=60)

    def expect(self, source, interval_s, stale_after_s):
        self.monitor.patience.expect(source, interval_s, stale_after_s)

    def hear(self, *sources):
        for each in sources or [HYPERVISOR]:
            name = each.role.value
            self.monitor.ingest(snapshot(observation(name), said_by=each, at=self.now))

    def pass_by(self, seconds):
        for _ in range(seconds):
            self.now += timedelta(seconds=1)
            self._tick()

    def jump(self, seconds):
        """Without ticks: a sleep, or another time of day."""
        self._tick()
        self.now += timedelta(seconds=seconds)
        self._tick()

    def stale(self):
        return {resource.name for resource in self.monitor.state.all() if resource.is_stale}

    def _tick(self):
        self.monitor.patience.tick(self.now)
        list(self.monitor.pass_time(self.now))


@pytest.fixture
def timeline():
    return Timeline()


@pytest.mark.parametrize(
    ("interval_s", "stale_after_s", "allowed_s"),
    [(10, 60, 60), (20, 60, 60), (21, 60, 63), (60, 120, 180), (0.2, 60, 60)],
)
def test_a_source_may_be_quiet_for_its_platforms_time_or_three_intervals(
    interval_s, stale_after_s, allowed_s
):
    patience = Patience()
    patience.expect(HYPERVISOR, interval_s, stale_after_s)
    assert patience.allowed(HYPERVISOR) == timedelta(seconds=allowed_s)


def test_a_source_is_stale_only_after_strictly_longer_than_it_may_be_quiet(timeline):
    timeline.hear()
    timeline.pass_by(60)
    assert timeline.stale() == set()
    timeline.pass_by(1)
    assert timeline.stale() == {"hypervisor"}


def test_one_late_source_says_nothing_of_another(timeline):
    timeline.expect(AGENT, interval_s=60, stale_after_s=120)
    timeline.hear(HYPERVISOR, AGENT)
    timeline.pass_by(61)
    assert timeline.stale() == {"hypervisor"}


def test_what_was_never_seen_is_never_stale():
    patience = Patience()
    patience.expect(HYPERVISOR, 10, 60)
    assert not patience.is_stale(HYPERVISOR, None, later(10**6))


def test_nothing_is_expected_of_a_source_that_was_forgotten():
    patience = Patience()
    patience.expect(HYPERVISOR, 10, 60)
    patience.forget(HYPERVISOR)
    assert patience.allowed(HYPERVISOR) is None
    assert not patience.is_stale(HYPERVISOR, NOON, later(10**6))


def test_a_shorter_interval_counts_at_once(timeline):
    """P-03: an edit of the cadence is not a matter of the next poll."""
    timeline.expect(HYPERVISOR, interval_s=600, stale_after_s=60)
    timeline.hear()
    timeline.pass_by(100)
    assert timeline.stale() == set()
    timeline.expect(HYPERVISOR, interval_s=10, stale_after_s=60)
    timeline.pass_by(1)
    assert timeline.stale() == {"hypervisor"}


def test_after_a_sleep_each_source_gets_one_of_its_own_intervals_first(timeline):
    timeline.expect(AGENT, interval_s=60, stale_after_s=120)
    timeline.hear(HYPERVISOR, AGENT)
    timeline.jump(8 * HOURS)
    timeline.pass_by(9)
    assert timeline.stale() == set()
    timeline.pass_by(1)
    assert timeline.stale() == {"hypervisor"}
    timeline.pass_by(50)
    assert timeline.stale() == {"hypervisor", "agent"}


def test_a_source_that_speaks_within_its_grace_was_never_stale(timeline):
    timeline.hear()
    timeline.jump(8 * HOURS)
    timeline.pass_by(9)
    timeline.hear()
    timeline.pass_by(60)
    assert timeline.stale() == set()


@pytest.mark.parametrize("jump_s", [-HOURS, HOURS, -25, 25])
def test_a_clock_that_is_set_makes_nothing_stale_that_keeps_speaking(timeline, jump_s):
    timeline.hear()
    timeline.jump(jump_s)
    timeline.pass_by(9)
    assert timeline.stale() == set()
    timeline.hear()
    timeline.pass_by(10)
    assert timeline.stale() == set()


def test_a_clock_that_is_set_back_does_not_keep_a_silent_source_fresh(timeline):
    timeline.hear()
    timeline.jump(-8 * HOURS)
    timeline.pass_by(10)
    assert timeline.stale() == {"hypervisor"}


def test_a_stall_of_a_few_seconds_is_no_sleep(timeline):
    timeline.hear()
    timeline.pass_by(50)
    timeline.jump(11)
    assert timeline.stale() == {"hypervisor"}


@given(st.floats(0.1, 3600), st.floats(1, 600), st.floats(-1e6, 1e6))
@example(10, 60, 60)
def test_the_table_and_the_registry_agree(interval_s, stale_after_s, quiet_s):
    """One look-up table: who asks it gets what the truth was made by."""
    monitor = Monitor(Registry(SeriesIndex()))
    monitor.patience.expect(HYPERVISOR, interval_s, stale_after_s)
    monitor.ingest(snapshot(observation("web"), at=NOON))
    list(monitor.pass_time(later(quiet_s)))
    (web,) = monitor.state.all()
    assert web.is_stale == monitor.patience.is_stale(HYPERVISOR, NOON, later(quiet_s))


def test_sources_of_one_platform_have_their_own_patience(timeline):
    other = replace(HYPERVISOR, connection="another")
    timeline.expect(other, interval_s=600, stale_after_s=60)
    assert timeline.monitor.patience.allowed(HYPERVISOR) == timedelta(seconds=60)
    assert timeline.monitor.patience.allowed(other) == timedelta(seconds=1800)
