"""Answers of the sampler that are kept: they are those of one who keeps nothing."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.demo import shelf as module
from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.sampler import extremes, extremes_of
from pulse_desktop.demo.shelf import Shelf
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.history.buckets import coarsened
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Metric

NOON_MS = epoch_ms(datetime(2026, 11, 24, 12, tzinfo=UTC))
TEN_S, MINUTE_MS, HOUR_MS = 10_000, 60_000, 3_600_000
WEB = Curve(Subject(CurveClass.VM, "web"), Metric.CPU, CurveRole.WEB)
VAULT = Curve(Subject(CurveClass.PBS, "dr-vault"), Metric.CPU, CurveRole.BACKUP)
WIDTHS = st.sampled_from([TEN_S, MINUTE_MS, 5 * MINUTE_MS, HOUR_MS])


@pytest.fixture
def computed(monkeypatch):
    """How many buckets were worked out, each time that some were."""
    sizes = []

    def counting(curves, start_ms, end_ms, width_ms):
        found = extremes_of(curves, start_ms, end_ms, width_ms)
        sizes.append(found.value.size)
        return found

    monkeypatch.setattr(module, "extremes_of", counting)
    return sizes


def asked(shelf, start_ms, end_ms, width_ms=MINUTE_MS, tick_ms=NOON_MS, curve=WEB):
    return shelf.buckets([curve], (start_ms, end_ms), width_ms, tick_ms)[curve]


@given(
    steps=st.lists(
        st.tuples(st.integers(-40, 40), st.integers(1, 30), st.integers(0, 9)), max_size=6
    ),
    width_ms=WIDTHS,
)
def test_whatever_was_asked_before_the_answer_is_the_samplers(steps, width_ms):
    """M-11: a cache can only be as good as none."""
    shelf, begin_ms, tick_ms = Shelf(), NOON_MS - 8 * HOUR_MS, NOON_MS - 8 * HOUR_MS
    for first, count, ticks in steps:
        tick_ms += ticks * TEN_S
        start_ms = begin_ms + first * width_ms
        end_ms = min(start_ms + count * width_ms, max(start_ms, tick_ms + 1))
        found = asked(shelf, start_ms, end_ms, width_ms, tick_ms, VAULT)
        alone = extremes(VAULT, start_ms, end_ms, width_ms)
        there = np.isfinite(alone.value)
        assert np.array_equal(found.at_ms, alone.at_ms[there])
        assert np.array_equal(found.planes.mean, alone.value[there])
        assert np.array_equal(found.planes.count, alone.count[there])


def test_a_chart_that_is_drawn_again_is_not_worked_out_again(computed):
    shelf = Shelf()
    first = asked(shelf, NOON_MS - HOUR_MS, NOON_MS + 1)
    computed.clear()
    again = asked(shelf, NOON_MS - HOUR_MS, NOON_MS + 1)
    assert computed == []
    assert np.array_equal(first.planes.mean, again.planes.mean)


def test_a_tick_works_out_the_bucket_under_way_and_no_other(computed):
    """M-11: it invalidates what reaches to now."""
    shelf, half_past = Shelf(), NOON_MS + 30_000
    asked(shelf, NOON_MS - HOUR_MS, half_past + 1, tick_ms=half_past)
    computed.clear()
    later = half_past + TEN_S
    found = asked(shelf, NOON_MS - HOUR_MS, later + 1, tick_ms=later)
    assert computed == [1]
    assert found.planes.count[-1] == 5


def test_a_window_that_moves_has_only_its_new_part_worked_out(computed):
    shelf = Shelf()
    asked(shelf, NOON_MS - 3 * HOUR_MS, NOON_MS - HOUR_MS)
    computed.clear()
    asked(shelf, NOON_MS - 4 * HOUR_MS, NOON_MS - 2 * HOUR_MS)
    assert computed == [60]


def test_buckets_that_lie_in_an_outage_are_left_out():
    began_ms = epoch_ms(datetime(2026, 11, 24, 4, 10, tzinfo=UTC))
    found = asked(Shelf(), began_ms - HOUR_MS // 6, began_ms + HOUR_MS // 2, curve=VAULT)
    assert not np.isin(found.at_ms, np.arange(began_ms, began_ms + 600_000, MINUTE_MS)).any()
    assert len(found) == 30


@pytest.mark.parametrize("minutes", [12, 15, 30, 60])
def test_a_bucket_that_begins_in_an_outage_has_what_was_measured_after_it(minutes):
    """H-11: whatever the width, the same readings are there."""
    start_ms = epoch_ms(datetime(2026, 11, 24, 3, 0, tzinfo=UTC))
    span = start_ms, start_ms + 3 * HOUR_MS
    fine, wide = (asked(Shelf(), *span, m * MINUTE_MS, curve=VAULT) for m in (1, minutes))
    made = coarsened(fine, minutes * MINUTE_MS)
    assert made.at_ms.tolist() == wide.at_ms.tolist()
    for plane in ("minimum", "maximum", "count"):
        assert np.array_equal(getattr(made.planes, plane), getattr(wide.planes, plane))
    assert np.isfinite(wide.planes.mean).all()


def test_what_is_kept_of_one_curve_keeps_nothing_of_the_others():
    shelf = Shelf()
    found = shelf.buckets([WEB, VAULT], (NOON_MS - HOUR_MS, NOON_MS), MINUTE_MS, NOON_MS)
    held = [points.planes.mean for points in found.values()]
    assert all((one if one.base is None else one.base).size < 100 for one in held)


def test_no_more_is_kept_than_was_allowed():
    shelf = Shelf(most_points=500)
    for day in range(20):
        start_ms = NOON_MS - day * 24 * HOUR_MS
        asked(shelf, start_ms - 2 * HOUR_MS, start_ms, 5 * MINUTE_MS, curve=WEB)
        asked(shelf, start_ms - 2 * HOUR_MS, start_ms, MINUTE_MS, curve=VAULT)
        assert shelf.points <= 500


def test_a_chart_that_follows_the_present_does_not_grow():
    """M-07: what lies far behind its window is let go of."""
    shelf, sizes = Shelf(), []
    for hour in range(30):
        tick_ms = NOON_MS + hour * HOUR_MS
        asked(shelf, tick_ms - 24 * HOUR_MS, tick_ms + 1, 10 * MINUTE_MS, tick_ms)
        sizes.append(shelf.points)
    assert max(sizes) <= 1.25 * sizes[0] + 1
