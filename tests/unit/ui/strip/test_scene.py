"""A scene is made from history once, and then kept going with what is read."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import numpy as np
import pytest

from pulse_desktop.history.grid import Grid
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.ui.strip.cast import Cast
from pulse_desktop.ui.strip.plan import MACHINE_CARDS, STORAGE_CARDS
from pulse_desktop.ui.strip.scene import begun, keys

WIDTH_S = 60.0
CPU, _MEMORY, DISK_IO, _NETWORK = range(4)


@pytest.fixture
def vm(estate):
    def make(name, cpu=None, **rest):
        metrics = {} if cpu is None else {Metric.CPU: cpu}
        metrics.update(rest.pop("more", {}))
        return estate.resource(name, ResourceType.VM, metrics=metrics, **rest)

    return make


@pytest.fixture
def now_s(estate):
    return epoch_ms(estate.NOW) / 1000


def state_of(*rows):
    return ReadState(revision=1, by_id=MappingProxyType({row.id: row for row in rows}))


def grid(now_s, lines):
    """Newest last; ``lines`` by series."""
    size = len(next(iter(lines.values()), [0.0] * 4))
    last = now_s // WIDTH_S
    at_s = np.arange(last - size + 1, last + 1) * WIDTH_S
    mean = np.array([*lines.values()], np.float32).reshape(len(lines), size)
    return Grid(at_s, WIDTH_S, tuple(lines), mean, mean, mean)


def scene_of(now_s, rows, lines=None, cards=MACHINE_CARDS):
    cpu = {SeriesKey(row.series, Metric.CPU): [0.1, 0.2, 0.3, 0.4] for row in rows}
    known = cpu if lines is None else lines
    return begun(grid(now_s, known), Cast.of(rows), cards, state_of(*rows))


def newer(row, cpu, seconds):
    known = row.metrics[Metric.CPU]
    measured = replace(
        known,
        at=known.at + timedelta(seconds=seconds),
        measurement=replace(known.measurement, value=cpu),
    )
    return replace(row, metrics=MappingProxyType({**row.metrics, Metric.CPU: measured}))


def test_the_large_value_is_the_median_of_what_is_read_now(vm, now_s):
    rows = [vm("a", 0.2), vm("b", 0.4), vm("c", 0.9)]
    assert scene_of(now_s, rows).fields[CPU].present == pytest.approx(0.4)


def test_read_and_write_are_added_up_over_all_rows(vm, now_s):
    rates = {Metric.DISK_READ: 3e6, Metric.DISK_WRITE: 2e6}
    rows = [vm("a", more=rates), vm("b", more=rates)]
    assert scene_of(now_s, rows).fields[DISK_IO].present == pytest.approx(10e6)


def test_a_stale_row_has_no_present_value(vm, now_s):
    scene = scene_of(now_s, [vm("a", 0.2), vm("b", 0.8, is_stale=True)])
    assert scene.fields[CPU].present == pytest.approx(0.2)


def test_where_all_are_stale_there_is_no_present_value_rather_than_nought(vm, now_s):
    scene = scene_of(now_s, [vm("a", 0.2, is_stale=True)])
    assert scene.fields[CPU].present is None
    assert scene.fields[CPU].instants == 4


def test_the_three_strongest_are_those_with_the_largest_present_values(vm, now_s):
    rows = [vm(name, cpu) for name, cpu in zip("abcde", (0.3, 0.9, 0.1, 0.5, 0.4), strict=True)]
    assert scene_of(now_s, rows).fields[CPU].strongest == (1, 3, 4)


def test_of_free_room_those_with_the_least_come_first(vm, now_s):
    rows = [vm(n, more={Metric.AVAILABLE: v}) for n, v in (("a", 9e9), ("b", 1e9), ("c", 5e9))]
    free = scene_of(now_s, rows, {}, STORAGE_CARDS).fields[1]
    assert free.present == pytest.approx(1e9)
    assert free.strongest == (1, 2, 0)


def test_what_nobody_measures_is_known_to_be_unmeasured(vm, now_s):
    scene = scene_of(now_s, [vm("a", 0.2)])
    assert [field.is_measured for field in scene.fields] == [True, False, False, False]


def test_a_newer_reading_comes_in_without_history_being_asked(vm, now_s):
    row = vm("a", 0.2)
    scene = scene_of(now_s, [row])
    told = scene.with_news(state_of(newer(row, 0.9, 60)), [row.id], now_s + 60)
    assert told.fields[CPU].present == pytest.approx(0.9)
    assert told.fields[CPU].track.values[-1, 0] == pytest.approx(0.9)
    assert scene.fields[CPU].present == pytest.approx(0.2)


def test_a_fixed_window_stays_where_it_is(vm, now_s):
    row = vm("a", 0.2)
    scene = scene_of(now_s, [row])
    later = scene.with_news(state_of(newer(row, 0.9, 600)), [row.id], None)
    assert later.frame == scene.frame
    assert later.fields[CPU].present == pytest.approx(0.9)


def test_what_is_no_row_or_is_gone_is_passed_over(vm, now_s):
    scene = scene_of(now_s, [vm("a", 0.2)])
    told = scene.with_news(state_of(vm("z", 0.5)), ["vm-a", "vm-z"], now_s)
    assert told.fields[CPU].present == pytest.approx(0.2)


def test_a_span_in_which_nothing_at_all_was_recorded_is_a_silence(vm, now_s):
    nan, row = float("nan"), vm("a")
    key = SeriesKey(row.series, Metric.CPU)
    scene = scene_of(now_s, [row], {key: [nan, 0.1, 0.1, 0.1, *[nan] * 6, 0.2, 0.2]})
    ((start_s, end_s),) = scene.silences()
    assert end_s - start_s == 6 * WIDTH_S


def test_what_was_before_the_first_reading_is_no_silence(vm, now_s):
    nan, row = float("nan"), vm("a")
    key = SeriesKey(row.series, Metric.CPU)
    assert scene_of(now_s, [row], {key: [nan, nan, nan, 0.1]}).silences() == ()


def test_nothing_recorded_is_no_silence_either(vm, now_s):
    assert scene_of(now_s, [vm("a")], {}).silences() == ()


def test_each_series_is_asked_for_once(vm):
    rows = [vm("a"), vm("b"), vm("none", series=None)]
    asked = keys(Cast.of(rows), MACHINE_CARDS)
    assert len(asked) == len(set(asked)) == 2 * 6


def test_rows_in_another_order_are_the_same_cast(vm):
    rows = [vm("a"), vm("b")]
    assert Cast.of(rows[::-1]).plays_as(Cast.of(rows))


def test_a_row_whose_history_lies_elsewhere_is_another_cast(vm):
    row = vm("a")
    assert not Cast.of([replace(row, series=None)]).plays_as(Cast.of([row]))
