"""The estate's series: the keys of the registry, the numbers of the sampler."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from pulse_desktop.demo.moment import state_at
from pulse_desktop.demo.platforms import graph_of
from pulse_desktop.demo.sampler import sample
from pulse_desktop.demo.series import DemoSeries, curves_of_scale
from pulse_desktop.history.series_source import lines_of
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, SeriesKey

NOW = datetime(2026, 11, 25, 3, 17, 42, tzinfo=UTC)
RANGES = {"1h": 1 / 24, "24h": 1, "7d": 7, "90d": 90}
KUBERNETES = (Family.K8S_CLUSTER, Family.K8S_NODE, Family.POD, Family.K8S_DEPLOYMENT)


@pytest.fixture(scope="module")
def curves():
    return curves_of_scale(1)


@pytest.fixture(scope="module")
def state():
    return state_at(graph_of(1), NOW)


@pytest.fixture(scope="module")
def series():
    return DemoSeries(1, lambda: NOW)


def lines(series, keys, days, now=NOW, max_points=1000):
    window = (now - timedelta(days=days)).timestamp(), now.timestamp()
    return lines_of(series, keys, window, max_points)


def test_every_series_of_the_present_is_one_of_the_past(state, curves):
    """M-12: what the registry exposes is what history answers to, and nothing else is."""
    exposed = {
        SeriesKey(one.series, metric)
        for one in state.by_id.values()
        if one.series is not None
        for metric in one.metrics
    }
    assert exposed <= curves.keys()
    assert {key.target for key in curves} <= {one.series for one in state.by_id.values()}


def test_clusters_nodes_pods_and_deployments_have_series(state, curves):
    """H-09, M-12: nodes that are known machines have the history of the machine."""
    families = {key.target.family for key in curves}
    nodes = [one for one in state.by_id.values() if one.name.startswith("prod-euw1-k8s-")]
    assert families >= {Family.K8S_CLUSTER, Family.POD, Family.K8S_DEPLOYMENT}
    assert nodes
    assert all(SeriesKey(one.series, Metric.CPU) in curves for one in nodes)


def test_a_live_value_is_the_newest_point_of_its_series(state, series, curves):
    """M-03, M-04: of every class of resource, every metric."""
    measured = [
        (SeriesKey(one.series, metric), value)
        for one in state.by_id.values()
        for metric, value in one.metrics.items()
    ]
    found = lines(series, [key for key, _ in measured], 1 / 24)
    assert len(measured) > 1000
    for key, value in measured:
        curve, at_ms = curves[key], epoch_ms(value.at)
        assert value.value == sample(curve.subject, curve.metric, curve.role, at_ms)[()]
        assert (found[key].at_s[-1] * 1000, found[key].value[-1]) == (at_ms, value.value)


def test_several_who_tell_of_one_thing_tell_the_same(curves):
    """M-05: a thing has one role, whoever measures it."""
    roles = {}
    for site in graph_of(1).sites:
        for thing in site.things:
            if thing.subject is not None and thing.metrics:
                roles.setdefault(thing.subject, set()).add(thing.role)
    assert [subject for subject, found in roles.items() if len(found) > 1] == []


def some_of_each_family(curves):
    kept = {}
    for key in curves:
        kept.setdefault((key.target.family, key.metric), key)
    return list(kept.values())


def test_ranges_agree_at_equal_instants_to_the_last_bit(series, curves):
    """M-03, H-11."""
    keys = some_of_each_family(curves)
    found = {name: lines(series, keys, days) for name, days in RANGES.items()}
    for key in keys:
        values = {}
        for of_range in found.values():
            line = of_range.get(key)
            rows = zip(line.at_s, line.value, strict=True) if line is not None else ()
            for at_s, value in rows:
                if not np.isnan(value):
                    assert values.setdefault(at_s, value) == value


def test_tomorrow_tells_of_today_what_today_told(series, curves):
    """M-03: also the extremes and the counts of what is over by now."""
    keys = some_of_each_family(curves)
    tomorrow = NOW + timedelta(days=1)
    today, later = lines(series, keys, 7), lines(DemoSeries(1, lambda: tomorrow), keys, 7, tomorrow)
    for key in keys:
        one, other = today.get(key), later.get(key)
        if one is None:
            continue
        over = one.at_s[:-2]
        shared = np.intersect1d(over[np.isfinite(one.value[:-2])], other.at_s)
        mine, theirs = (np.searchsorted(line.at_s, shared) for line in (one, other))
        for plane in ("value", "minimum", "maximum", "count"):
            assert np.array_equal(getattr(one, plane)[mine], getattr(other, plane)[theirs])


def test_nothing_is_told_of_what_is_to_come_or_longer_ago(series, curves):
    key = next(iter(curves))
    found = lines(series, [key], 200)[key]
    assert found.at_s[-1] <= NOW.timestamp()
    assert datetime.fromtimestamp(found.at_s[0], UTC) == datetime(2026, 8, 27, tzinfo=UTC)


def test_a_key_of_another_estate_has_no_line(series, curves):
    key = next(iter(curves))
    assert lines(series, [SeriesKey(key.target, Metric.SWAP)], 1) == {}
