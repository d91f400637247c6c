"""What the story does to the numbers."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from pulse_desktop.demo import story
from pulse_desktop.demo.effects import EFFECTS, OUTAGES, is_down
from pulse_desktop.demo.graph import fixture_graph
from pulse_desktop.demo.knot import story_bounds
from pulse_desktop.demo.sampler import extremes, sample
from pulse_desktop.model.metric import Metric

HOUR = 3_600_000
MINUTE = 60_000
TUESDAY = datetime(2026, 11, 24, tzinfo=UTC)
PLAIN = datetime(2026, 11, 26, tzinfo=UTC)
"""A Thursday, on which nothing happens but what happens each day."""


@pytest.fixture(scope="module")
def curves():
    """Every curve of the estate by the id of its thing and its metric."""
    return {(one.subject.id, one.metric): one for one in fixture_graph().curves}


@pytest.fixture(scope="module")
def value(curves):
    """What a thing's metric is at a time of a day."""

    def at(thing, metric, day, *clock):
        curve, instant = curves[thing, metric], day + timedelta(hours=clock[0], minutes=clock[1])
        at_ms = np.array([ms(instant)])
        return float(sample(curve.subject, metric, curve.role, at_ms)[0])

    return at


def ms(instant):
    return round(instant.timestamp()) * 1000


def test_every_effect_and_outage_befalls_something_of_the_estate(curves):
    """M-01: nobody is named who is not there. A stopped guest has no numbers to begin with."""
    for one in EFFECTS:
        assert any(
            one.whom(curve.subject) and one.amount(curve.metric, 1) is not None
            for curve in curves.values()
        ), one
    befallen = [any(one.whom(each.subject) for each in curves.values()) for one in OUTAGES]
    assert befallen == [one.when is not None for one in OUTAGES]


def test_everything_happens_at_whole_minutes():
    """Between two of them a curve is straight."""
    for one in (*EFFECTS, *OUTAGES):
        if one.when is not None:
            times = (one.when.first - story.EPOCH, one.when.every, one.when.lasts)
            assert [each % timedelta(minutes=1) for each in times] == [timedelta()] * 3


def test_the_courses_end_before_they_begin_again():
    for one in EFFECTS:
        assert one.course[-1][0] + one.stagger_min <= one.when.every // timedelta(minutes=1)
        assert [at for at, _ in one.course] == sorted({at for at, _ in one.course})


@pytest.mark.parametrize(("minute", "expected"), [(41, False), (42, True), (57, True), (58, False)])
def test_a_node_that_does_not_answer_takes_its_guests_with_it(curves, minute, expected):
    at = TUESDAY + timedelta(hours=21, minutes=minute)
    subjects = {one.subject.id: one.subject for one in curves.values()}
    found = {name: is_down(subjects[name], at) for name in ("west-b", "analytics-batch-01")}
    assert found == {"west-b": expected, "analytics-batch-01": expected}
    assert not is_down(subjects["checkout-web-01"], at)


def test_the_second_site_cannot_be_read_for_ten_minutes_each_day(curves):
    vault = curves["replica-vault", Metric.USAGE].subject
    clock = [PLAIN + timedelta(hours=4, minutes=one) for one in (9, 10, 19, 20)]
    assert [is_down(vault, at) for at in clock] == [False, True, True, False]


def test_every_guest_is_read_by_the_backup_but_the_one_that_is_forgotten(curves):
    """The nightly bump, and the wiki that has none."""
    guests = [
        one
        for (_, metric), one in curves.items()
        if metric is Metric.DISK_READ and one.subject.curve in ("vm", "container")
        if one.subject.site in ("west-a", "west-b", "west-c", "dr-a", "dr-b")
    ]
    begin = ms(PLAIN + timedelta(hours=2))
    peaks = {
        one.subject.id: extremes(one, begin, begin + 40 * MINUTE, 10 * MINUTE) for one in guests
    }
    quiet = {name for name, found in peaks.items() if found.maximum.max() < 2.5e6}
    assert quiet == {"docs-wiki-01"}


def test_the_guests_take_turns_in_the_night(curves, value):
    machines = [
        name
        for (name, metric), one in curves.items()
        if metric is Metric.DISK_READ and one.subject.curve == "vm"
        if one.subject.site in ("west-a", "west-b", "west-c")
    ]
    for minute in (4, 13, 22, 31):
        busy = [value(one, Metric.DISK_READ, PLAIN, 2, minute) > 3.5e6 for one in machines]
        assert 0.05 < np.mean(busy) < 0.7


def test_no_effect_takes_a_curve_out_of_its_bounds(curves):
    """M-05: but for the values that the story has it reach."""
    begin, end = ms(TUESDAY), ms(TUESDAY + timedelta(days=1))
    for curve in curves.values():
        if curve.metric in (Metric.CPU, Metric.DISK_READ, Metric.MEMORY, Metric.NET_OUT):
            low, high = np.array(story_bounds(curve), np.float32)
            found = extremes(curve, begin, end, 24 * HOUR)
            assert low <= found.minimum[0]
            assert found.maximum[0] <= high


def test_the_backup_server_receives_and_fills_at_night_and_is_pruned_by_day(value):
    assert value("backup-vault", Metric.NET_IN, PLAIN, 2, 10) > 25e6
    assert value("backup-vault", Metric.NET_IN, PLAIN, 3, 30) < 10e6
    night = [
        value("primary-vault", Metric.USAGE, PLAIN, *clock) for clock in ((2, 0), (2, 45), (13, 0))
    ]
    assert night[1] - night[0] > 0.02
    assert night[2] < night[1] - 0.02


def test_a_pool_fills_for_sixty_days(value):
    begin = story.FILLING.began(TUESDAY)
    found = [value("archive", Metric.USAGE, begin + timedelta(days=day), 0, 0) for day in range(60)]
    assert found[0] == pytest.approx(0.78, abs=0.015)
    assert found[-1] == pytest.approx(0.94, abs=0.015)
    assert np.diff(found[::5]).min() > 0
    assert value("archive", Metric.USAGE, begin + timedelta(days=60), 1, 0) < 0.80


def test_the_ailing_disk_is_warmer_than_its_peers(curves, value):
    disks = [
        name
        for (name, metric), one in curves.items()
        if metric is Metric.SMART_TEMPERATURE and one.subject.site == "archive-nas"
    ]
    found = {name: value(name, Metric.SMART_TEMPERATURE, PLAIN, 12, 0) for name in disks}
    ailing = found.pop("ZR51K3QD")
    assert ailing >= max(found.values()) + 5
    assert ailing < 60


def test_the_batch_fills_the_memory_of_its_node_before_it_goes_down(value):
    """The Tuesday incident."""
    before, last = (value("west-b", Metric.MEMORY, TUESDAY, 21, one) for one in (29, 41))
    assert before < 0.80
    assert last > 0.93
    assert value("analytics-batch-01", Metric.MEMORY, TUESDAY, 21, 41) > 0.9
    assert np.isnan(value("west-b", Metric.MEMORY, TUESDAY, 21, 42))
    assert value("west-b", Metric.MEMORY, TUESDAY, 22, 0) < before


def test_its_neighbour_takes_the_load_meanwhile(value):
    quiet, loaded, after = (
        value("checkout-web-01", Metric.CPU, TUESDAY, *clock)
        for clock in ((21, 40), (21, 50), (22, 10))
    )
    assert loaded > quiet + 0.15
    assert after < loaded - 0.1


def test_guests_that_start_work_hard_for_some_minutes(value):
    during, after = (
        value("orders-api-02", Metric.CPU, TUESDAY, *clock) for clock in ((22, 0), (22, 20))
    )
    assert during > after + 0.15


def test_nothing_of_it_happens_on_another_day(value):
    for thing in ("west-b", "checkout-web-01", "analytics-batch-01"):
        assert value(thing, Metric.MEMORY, PLAIN, 21, 41) < 0.85
        assert np.isfinite(value(thing, Metric.CPU, PLAIN, 21, 50))


def test_a_container_in_a_restart_loop_fills_its_memory_each_time(curves):
    curve = curves["sftp-ingest", Metric.MEMORY]
    begin = ms(PLAIN + timedelta(hours=8, minutes=13))
    found = extremes(curve, begin, begin + 60 * MINUTE, MINUTE).value.reshape(4, 15)
    assert (np.diff(found[:, :14]) > 0).all()
    assert (found[:, 13] > 0.85).all()
    assert np.isnan(found[:, 14]).all()


def test_the_load_rises_with_what_each_processor_has_to_do(curves, value):
    quiet, busy = (value("west-b", Metric.LOAD1, TUESDAY, *clock) for clock in ((21, 20), (22, 0)))
    assert busy - quiet > 0.25 * curves["west-b", Metric.LOAD1].subject.cores
