"""One function of time for every number of the estate."""

import itertools
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.effects import is_down
from pulse_desktop.demo.knot import story_bounds
from pulse_desktop.demo.profile import PROFILES
from pulse_desktop.demo.sampler import Tick, extremes, extremes_of, sample
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.model.metric import Metric

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
TUESDAY = datetime(2026, 11, 24, tzinfo=UTC)
NOON = round(datetime(2026, 11, 24, 12, tzinfo=UTC).timestamp()) * 1000
TEN_YEARS = st.integers(NOON // 10_000, (NOON + 3652 * DAY) // 10_000).map(lambda n: n * 10_000)
TB = 10**12

EVERY = tuple(
    Curve(Subject(kind, f"{kind}-7", TB, cores=8), metric, role)
    for kind, metric, role in itertools.product(CurveClass, Metric, CurveRole)
)
"""A curve of each class, metric and role."""

STORY = (
    Curve(Subject(CurveClass.NODE, "west-b", cores=16), Metric.MEMORY, CurveRole.GENERAL),
    Curve(Subject(CurveClass.VM, "orders-api-01", site="west-b"), Metric.CPU, CurveRole.API),
    Curve(Subject(CurveClass.VM, "erp-app-01", site="dr-a"), Metric.DISK_READ, CurveRole.GENERAL),
    Curve(Subject(CurveClass.PBS, "dr-vault"), Metric.NET_IN, CurveRole.BACKUP),
    Curve(Subject(CurveClass.STORAGE, "archive", TB), Metric.USED, CurveRole.STORAGE),
    Curve(Subject(CurveClass.STORAGE, "a", TB, "dr-vault"), Metric.AVAILABLE, CurveRole.BACKUP),
    Curve(Subject(CurveClass.DISK, "ZR51K3QD"), Metric.SMART_TEMPERATURE, CurveRole.STORAGE),
    Curve(Subject(CurveClass.DOCKER_CONTAINER, "sftp-ingest"), Metric.CPU, CurveRole.QUEUE),
    Curve(Subject(CurveClass.VM, "staging-web-01", site="west-a"), Metric.MEMORY, CurveRole.WEB),
)
CURVES = st.sampled_from(EVERY) | st.sampled_from(STORY)
TOGETHER = EVERY + STORY


@pytest.fixture(scope="module")
def tick():
    return Tick(TOGETHER)


def values(curve, at_ms):
    return sample(curve.subject, curve.metric, curve.role, np.asarray(at_ms, np.int64))


def same(one, other):
    """Whether both have the same bits, NaN among them."""
    return np.array_equal(
        np.asarray(one, np.float32), np.asarray(other, np.float32), equal_nan=True
    )


@given(TEN_YEARS)
def test_the_present_has_the_bits_of_a_series_and_of_an_instant(tick, at_ms):
    """M-03, M-04, H-11: seeded history and the live tick are one function, for every class."""
    live = tick.at(at_ms)
    for row in range(at_ms // 10_000 % 311, len(TOGETHER), 311):
        series = values(TOGETHER[row], np.arange(at_ms - 5 * MINUTE, at_ms + MINUTE, 10_000))
        assert same(live[row], series[30])
        assert same(live[row], values(TOGETHER[row], at_ms))


@given(CURVES, TEN_YEARS, st.sampled_from([10_000, MINUTE, HOUR]), st.integers(0, 400))
def test_ranges_agree_at_equal_instants(curve, at_ms, step_ms, before):
    """H-11: however many other instants are asked for, and how far apart."""
    at = np.arange(at_ms - before * step_ms, at_ms + 3 * step_ms, step_ms)
    assert same(values(curve, at)[before], values(curve, at_ms))


@given(CURVES, TEN_YEARS)
def test_tomorrow_tells_of_yesterday_what_today_tells(curve, at_ms):
    """M-03: nothing hangs on when it is asked, or on what was asked before."""
    today = values(curve, np.arange(at_ms - 90 * DAY, at_ms, 7 * HOUR))
    tomorrow = values(curve, np.arange(at_ms - 90 * DAY, at_ms + DAY, 7 * HOUR))
    assert same(today, tomorrow[: len(today)])


def test_an_order_of_ticks_does_not_matter(tick):
    """M-03: a tick has no state that shows."""
    instants = [NOON, NOON + MINUTE, NOON + 70 * SECOND, NOON - DAY, NOON + 60 * MINUTE, NOON]
    found = [tick.at(one) for one in instants]
    assert all(same(one, Tick(TOGETHER).at(at)) for one, at in zip(found, instants, strict=True))


def test_the_shape_of_the_answer_is_that_of_the_instants():
    at = NOON + np.arange(12).reshape(3, 4) * MINUTE
    found = values(STORY[1], at)
    assert (found.shape, found.dtype) == ((3, 4), np.float32)
    assert values(STORY[1], []).shape == (0,)


@pytest.fixture(scope="module")
def limits():
    """The bounds of each curve, as wide as the story wants them; none of bytes of a store."""
    every = [story_bounds(one) if one.metric in PROFILES else (0, TB) for one in TOGETHER]
    return np.array(every, np.float32).T


@given(TEN_YEARS)
def test_every_value_keeps_to_the_bounds_of_its_role(tick, limits, at_ms):
    """M-05: for ten virtual years."""
    found = tick.at(at_ms)
    there = np.isfinite(found)
    assert (limits[0][there] <= found[there]).all()
    assert (found[there] <= limits[1][there]).all()


@given(TEN_YEARS)
def test_nothing_is_missing_of_what_is_there(tick, at_ms):
    """An estate without an outage has every value."""
    assert np.isfinite(tick.at(at_ms)[: len(EVERY)]).all()


def brute(curve, begin_ms, end_ms):
    """Of the readings of [begin, end) that were measured: least, greatest, and their count."""
    found = values(curve, np.arange(begin_ms, end_ms, 10_000))
    found = found[np.isfinite(found)]
    return (found.min(), found.max(), len(found)) if len(found) else (np.nan, np.nan, 0)


@given(
    curve=CURVES,
    at_ms=TEN_YEARS,
    width_ms=st.sampled_from([1, 3, 6, 9, 18, 30, 90, 360, 1080]).map(lambda n: n * 10_000),
    buckets=st.integers(0, 6),
    rest_ms=st.integers(0, 10_800_000),
)
def test_extremes_are_those_of_all_readings(curve, at_ms, width_ms, buckets, rest_ms):
    """H-11: bit for bit, in the bucket under way too."""
    begin_ms = at_ms // width_ms * width_ms
    end_ms = begin_ms + buckets * width_ms + rest_ms % width_ms
    found = extremes(curve, begin_ms, end_ms, width_ms)
    every = [brute(curve, int(t), min(int(t) + width_ms, end_ms)) for t in found.at_ms]
    assert same(found.value, values(curve, found.at_ms))
    assert same(found.minimum, [one[0] for one in every])
    assert same(found.maximum, [one[1] for one in every])
    assert found.count.tolist() == [one[2] for one in every]


def test_a_minute_in_which_a_disk_warms_up_has_both_degrees():
    """What is rounded is rounded at each reading, and not at the corners."""
    curve, end_ms = STORY[6], NOON + 7 * DAY
    found = extremes(curve, NOON, end_ms, MINUTE)
    minutes = values(curve, np.arange(NOON, end_ms, 10_000)).reshape(-1, 6)
    assert same(found.minimum, minutes.min(axis=1))
    assert same(found.maximum, minutes.max(axis=1))
    assert (found.minimum < found.maximum).any()


@pytest.mark.parametrize("curve", STORY, ids=lambda curve: curve.subject.id)
def test_extremes_are_right_through_the_nights_of_the_story(curve):
    """The outages, the backups, and the minute at which each begins."""
    begin_ms = NOON - 12 * HOUR
    found = extremes(curve, begin_ms, begin_ms + DAY, 10 * MINUTE)
    every = [brute(curve, int(t), int(t) + 10 * MINUTE) for t in found.at_ms]
    assert same(found.minimum, [one[0] for one in every])
    assert same(found.maximum, [one[1] for one in every])
    assert found.count.tolist() == [one[2] for one in every]


@given(
    rows=st.lists(st.integers(0, len(TOGETHER) - 1), max_size=5),
    at_ms=TEN_YEARS,
    width_ms=st.sampled_from([10_000, 90_000, 5 * MINUTE, 6 * HOUR]),
    buckets=st.integers(0, 300),
)
def test_the_extremes_of_several_curves_are_those_of_each(rows, at_ms, width_ms, buckets):
    """Bit for bit, however many steps they are summed up in."""
    curves, begin_ms = [TOGETHER[row] for row in rows], at_ms // width_ms * width_ms
    together = extremes_of(curves, begin_ms, begin_ms + buckets * width_ms, width_ms)
    for row, curve in enumerate(curves):
        alone = extremes(curve, begin_ms, begin_ms + buckets * width_ms, width_ms)
        assert same(together.value[row], alone.value)
        assert same(together.minimum[row], alone.minimum)
        assert same(together.maximum[row], alone.maximum)
        assert np.array_equal(together.count[row], alone.count)


@pytest.mark.parametrize(("start_ms", "width_ms"), [(NOON, 0), (NOON, 15_000), (NOON + 1, MINUTE)])
def test_buckets_that_no_reading_would_fill_are_refused(start_ms, width_ms):
    with pytest.raises(ValueError, match="No buckets"):
        extremes(STORY[0], start_ms, NOON + HOUR, width_ms)


@pytest.mark.parametrize("width_ms", [30 * SECOND, 5 * MINUTE, HOUR])
def test_many_curves_at_once_have_the_bits_of_each_alone(width_ms):
    curves, span = TOGETHER[::7] + STORY, (NOON - HOUR, NOON + 90 * MINUTE + 20 * SECOND)
    found = extremes_of(curves, *span, width_ms)
    for row, curve in enumerate(curves):
        alone = extremes(curve, *span, width_ms)
        for plane in ("value", "minimum", "maximum", "count"):
            assert same(getattr(found, plane)[row], getattr(alone, plane))


def test_no_time_has_no_buckets():
    assert len(extremes(STORY[0], NOON, NOON, MINUTE).value) == 0


@given(TEN_YEARS, st.integers(1 << 20, 1 << 46))
def test_used_and_available_add_up_to_all_of_a_store(at_ms, capacity):
    """M-03: what follows from a share never disagrees with it."""
    store = Subject(CurveClass.STORAGE, "local-zfs", capacity)
    at = at_ms + np.arange(30) * MINUTE
    usage, used, available, total = (
        sample(store, one, CurveRole.STORAGE, at).astype(np.float64)
        for one in (Metric.USAGE, Metric.USED, Metric.AVAILABLE, Metric.TOTAL)
    )
    assert (total == np.float32(capacity)).all()
    assert np.abs(used + available - total).max() <= capacity * 2.0**-23
    assert np.abs(used / total - usage).max() <= 2.0**-22


def test_bytes_of_a_store_without_a_capacity_are_refused():
    store = Subject(CurveClass.STORAGE, "nfs")
    with pytest.raises(ValueError, match="nfs has no capacity"):
        sample(store, Metric.USED, CurveRole.STORAGE, np.array([NOON]))
    with pytest.raises(ValueError, match="nfs has no capacity"):
        Tick([Curve(store, Metric.TOTAL, CurveRole.STORAGE)])


_LARGEST_STEPS = {
    Metric.CPU: 0.34,
    Metric.LOAD1: 0.34,
    Metric.MEMORY: 0.04,
    Metric.SWAP: 0.01,
    Metric.DISK: 0.01,
    Metric.USAGE: 0.01,
    Metric.TEMPERATURE: 0.05,
    Metric.SMART_TEMPERATURE: 0.02,
}
"""Of the span, from a minute to the next."""


@pytest.mark.parametrize("metric", _LARGEST_STEPS)
def test_a_curve_moves_on_without_jumps(metric):
    """What a machine does has inertia: no noise from a minute to the next."""
    for curve in EVERY:
        if curve.metric is metric:
            low, high = story_bounds(curve)
            steps = np.abs(np.diff(values(curve, NOON + np.arange(2 * 1440) * MINUTE)))
            assert steps.max() <= _LARGEST_STEPS[metric] * (high - low)


def test_a_disk_tells_whole_degrees():
    found = values(STORY[6], NOON + np.arange(2_000) * 10 * MINUTE)
    assert np.array_equal(found, np.floor(found))
    assert len(set(found.tolist())) > 1


@pytest.mark.parametrize("curve", STORY, ids=lambda curve: curve.subject.id)
def test_nothing_is_measured_exactly_while_the_story_says_so(curve):
    """What the graph tells of a condition and what the sampler tells of numbers agree."""
    instants = [TUESDAY + timedelta(seconds=10 * n) for n in range(8640)]
    found = values(curve, [round(one.timestamp()) * 1000 for one in instants])
    assert np.isnan(found).tolist() == [is_down(curve.subject, one) for one in instants]


def guests(count):
    return [Subject(CurveClass.VM, f"guest-{one}", site="rack") for one in range(count)]


def test_most_machines_of_an_estate_idle_and_some_are_busy():
    """M-02: a homelab, and not a benchmark."""
    at = NOON - 12 * HOUR + np.arange(144) * 10 * MINUTE
    means = [sample(one, Metric.CPU, CurveRole.GENERAL, at).mean() for one in guests(200)]
    assert 0.02 < np.median(means) < 0.12
    assert np.percentile(means, 75) < 0.20
    assert 0.12 < np.max(means) < 0.60


def test_an_office_is_quiet_at_night_and_at_the_weekend():
    monday = NOON - DAY
    hours = [
        sum_of(guests(40), monday + day * DAY + hour * HOUR)
        for day, hour in ((0, 0), (0, -10), (5, 0))
    ]
    working, night, saturday = hours
    assert night < 0.75 * working
    assert saturday < 0.85 * working


def sum_of(subjects, at_ms):
    at = at_ms + np.arange(60) * MINUTE
    return sum(sample(one, Metric.CPU, CurveRole.CI, at).mean() for one in subjects)


def test_what_computes_talks_at_the_same_time():
    """The metrics of one thing tell one day."""
    at = NOON - 7 * DAY + np.arange(7 * 144) * 10 * MINUTE
    alike = [
        np.corrcoef(
            sample(one, Metric.CPU, CurveRole.WEB, at),
            sample(one, Metric.NET_IN, CurveRole.WEB, at),
        )[0, 1]
        for one in guests(20)
    ]
    assert np.median(alike) > 0.4
