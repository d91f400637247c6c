"""A day of virtual time, through the pollers and the spine of the program."""

from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.demo.sampler import sample
from pulse_desktop.demo.series import curves_of_scale
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.poll import ConnectionState
from simulators.demo_day import DemoDay

START = datetime(2026, 11, 24, 12, tzinfo=UTC)
FEW = ("Edge Apps 01", "Mail gateway EU")
VAULT = "DR vault"


def age(day):
    """How old the oldest thing is that is shown."""
    return day.loop.now() - min(one.last_seen_at for one in day.monitor.state.by_id.values())


@pytest.mark.parametrize(("names", "interval_s"), [(FEW[1:], 10), (FEW, 60)])
def test_nothing_grows_stale_over_a_day_at_any_cadence(names, interval_s):
    """M-07, M-08: through the same loop, whatever its interval."""
    day, ages, stale = DemoDay(START, names, interval_s), [], []

    def look(day):
        ages.append(age(day))
        stale.extend(one.name for one in day.monitor.state.by_id.values() if one.is_stale)

    day.live(24, look)
    assert stale == []
    assert max(ages) <= timedelta(seconds=interval_s + 10)
    assert {one.state for one in day.supervisor.statuses} == {ConnectionState.LIVE}


def test_a_connection_that_went_away_is_back_in_the_morning():
    """The router of the second site restarts at 04:10; for a while what is behind it is stale."""
    day, seen = DemoDay(START + timedelta(hours=15, minutes=15), (VAULT,)), {}

    def look(day):
        (status,) = day.supervisor.statuses
        things = day.monitor.state.by_id.values()
        seen[day.loop.now().hour] = (status.state, all(one.is_stale for one in things))

    day.live(3, look)
    assert seen == {
        4: (ConnectionState.FAILED, True),
        5: (ConnectionState.LIVE, False),
        6: (ConnectionState.LIVE, False),
    }


def test_what_was_recorded_is_what_the_sampler_tells():
    """M-03, M-04: every live tick of an hour, through incident and recovery."""
    day = DemoDay(START + timedelta(hours=9, minutes=15), ("Core Fabric",), 30)
    day.keeps_readings = True
    day.live(1)
    curves = curves_of_scale(1)
    assert len(day.readings) > 5_000
    for at, key, value in day.readings[::17]:
        curve = curves[key]
        assert value == sample(curve.subject, curve.metric, curve.role, epoch_ms(at))[()]
        assert at.second % 10 == at.microsecond == 0


def test_memory_holds_two_hours_and_no_more():
    """M-07: a demo that ran all day is no larger than one that ran three hours."""
    day, sizes = DemoDay(START, FEW[1:]), []
    day.live(6, lambda day: sizes.append(len(day.memory.held().entries)))
    assert max(sizes[2:]) <= sizes[2] + 2
    assert len(day.series) == len({day.series.key(n) for n in range(len(day.series))})
