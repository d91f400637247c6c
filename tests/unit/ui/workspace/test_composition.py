"""Which series a chart has: added once, moved within their panel, bound to what is now."""

from dataclasses import replace
from types import MappingProxyType
from types import SimpleNamespace as Thing

import pytest

from pulse_desktop.model.metric import Metric
from pulse_desktop.model.saved_chart import SavedChart
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.ui.workspace import composition


@pytest.fixture
def chart(series):
    def make(*names, metric=Metric.CPU):
        return SavedChart(id="c", series=tuple(series(name, metric) for name in names))

    return make


def names(chart):
    return [s.name for s in chart.series]


def shown(chart):
    return [s.name for s in chart.series if s.is_shown]


def resource(name, *metrics, target=True):
    address = SeriesTarget(Family.VM, name) if target else None
    return Thing(id=f"vm-{name}", name=name, series=address, metrics=dict.fromkeys(metrics, 1))


def state(*resources, aliases=()):
    known = {r.id: r for r in resources}
    return Thing(by_id=MappingProxyType(known), resource=dict(aliases).get)


def test_adding_a_row_adds_what_it_is_mostly_looked_at_for():
    guest = resource("web", Metric.NET_IN, Metric.MEMORY, Metric.CPU)
    assert [s.metric for s in composition.main_series(guest)] == [Metric.CPU, Metric.MEMORY]
    pool = resource("tank", Metric.TOTAL, Metric.USED, Metric.USAGE)
    assert [s.metric for s in composition.main_series(pool)] == [Metric.USAGE]
    odd = resource("odd", Metric.LOAD1)
    assert [s.metric for s in composition.main_series(odd)] == [Metric.LOAD1]


def test_what_has_no_history_or_measures_nothing_cannot_be_drawn():
    assert composition.main_series(resource("service", Metric.CPU, target=False)) == ()
    assert composition.main_series(resource("off")) == ()
    assert composition.charted(resource("service", target=False), Metric.CPU) is None


def test_a_constant_is_not_offered():
    assert composition.offered(resource("tank", Metric.TOTAL, Metric.USED)) == (Metric.USED,)


def test_a_curve_is_added_once_and_shown_again(chart, series):
    hidden = composition.toggled(chart("a", "b"), series("a").identity)
    again = composition.with_series(hidden, [series("a"), series("c")])
    assert (names(again), shown(again)) == (["a", "b", "c"], ["a", "b", "c"])


def test_removing_takes_one_metric_of_one_resource(chart, series):
    both = composition.with_series(chart("a"), [series("a", Metric.MEMORY)])
    left = composition.without(both, [series("a").identity])
    assert [s.metric for s in left.series] == [Metric.MEMORY]


def test_a_toggled_curve_is_hidden_and_comes_back(chart, series):
    once = composition.toggled(chart("a", "b"), series("a").identity)
    assert shown(once) == ["b"]
    assert shown(composition.toggled(once, series("a").identity)) == ["a", "b"]


def test_isolating_leaves_other_panels_alone(chart, series):
    mixed = composition.with_series(chart("a", "b"), [series("a", Metric.NET_IN)])
    alone = composition.isolated(mixed, series("b").identity)
    assert [(s.name, s.is_shown) for s in alone.series] == [("a", False), ("b", True), ("a", True)]


def test_isolating_what_is_alone_brings_all_back(chart, series):
    alone = composition.isolated(chart("a", "b", "c"), series("b").identity)
    assert shown(alone) == ["b"]
    assert shown(composition.isolated(alone, series("b").identity)) == ["a", "b", "c"]


@pytest.mark.parametrize(("steps", "after"), [(-1, "bac"), (1, "acb"), (-9, "bac"), (9, "acb")])
def test_a_curve_moves_within_its_panel(chart, series, steps, after):
    moved = composition.moved(chart("a", "b", "c"), series("b").identity, steps)
    assert "".join(names(moved)) == after


def test_moving_passes_over_other_panels(chart, series):
    mixed = SavedChart(id="c", series=(series("a"), series("net", Metric.NET_IN), series("b")))
    moved = composition.moved(mixed, series("b").identity, -1)
    assert names(moved) == ["b", "net", "a"]


def test_what_is_not_there_does_not_move(chart, series):
    assert composition.moved(chart("a"), series("b").identity, 1) == chart("a")


def test_each_unit_is_a_panel_of_its_own(series):
    mixed = (series("a"), series("b", Metric.NET_IN), series("c", Metric.MEMORY))
    found = composition.panels(mixed)
    assert [[s.name for s in panel] for panel in found] == [["a", "c"], ["b"]]


def test_a_renamed_and_moved_guest_keeps_its_curve(chart):
    """H-05: what tells a series is its resource and metric, whatever that is called."""
    moved = resource("web-2", Metric.CPU)
    moved.id = "vm-a"
    now = composition.bound(chart("a"), state(moved), by_alias=False)
    assert [(s.resource, s.name, s.target.id) for s in now.series] == [("vm-a", "web-2", "web-2")]


def test_what_did_not_change_is_the_same_object(chart):
    old = chart("a", "gone")
    assert composition.bound(old, state(resource("a")), by_alias=True) is old


def test_two_that_became_one_resource_are_one_curve(chart):
    one = resource("a", Metric.CPU)
    found = composition.bound(
        chart("a", "b"), state(one, aliases={"vm-b": one}.items()), by_alias=True
    )
    assert names(found) == ["a"]


def test_a_resource_without_history_of_its_own_keeps_the_last_address(chart):
    gone = replace(chart("a").series[0], name="old")
    now = composition.bound(
        SavedChart(id="c", series=(gone,)), state(resource("a", target=False)), by_alias=False
    )
    assert (now.series[0].name, now.series[0].target.id) == ("a", "a")
