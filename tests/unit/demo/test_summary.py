"""The storage summary of a day, ready before anybody asks."""

from dataclasses import replace

import pytest

from pulse_desktop.demo import shelf as module
from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.moment import source_of
from pulse_desktop.demo.provider import DemoProvider
from pulse_desktop.demo.reader import Reader, curves_of
from pulse_desktop.demo.readings import Readings
from pulse_desktop.demo.sampler import extremes_of
from pulse_desktop.demo.shelf import Shelf
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.demo.summary import WIDTH_MS, Summary
from pulse_desktop.history.tier import DAY_MS, floor_to
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Metric

STORE = Subject(CurveClass.STORAGE, "tank", 10**12)


def reader_of(site):
    curves = [curve for thing in site.things for curve in curves_of(thing)]
    return Reader(site, source_of(site), Readings(curves))


@pytest.fixture
def computed(monkeypatch):
    sizes = []

    def counting(curves, *span_and_width):
        found = extremes_of(curves, *span_and_width)
        sizes.append(found.value.size)
        return found

    monkeypatch.setattr(module, "extremes_of", counting)
    return sizes


@pytest.fixture
def stores(site):
    """The small site with a store beside its guests."""
    (web, quiet) = site.things
    tank = replace(quiet, subject=STORE, metrics=(Metric.USAGE, Metric.USED))
    return replace(site, things=(web, tank))


def test_a_tick_refills_the_summary_of_the_last_day(stores, clock, computed):
    """M-11: all of it at first, then one bucket a store and metric."""
    summary, tick_ms = Summary(stores, Shelf()), epoch_ms(clock())
    summary.refill(tick_ms + 10_000)
    assert sum(computed) == 2 * (DAY_MS // WIDTH_MS + 1)
    computed.clear()
    summary.refill(tick_ms + 20_000)
    assert computed == [2]


def test_whoever_asks_after_a_tick_finds_it_done(stores, clock, computed):
    shelf, tick_ms = Shelf(), epoch_ms(clock()) + 10_000
    Summary(stores, shelf).refill(tick_ms)
    computed.clear()
    curve = Curve(STORE, Metric.USAGE, CurveRole.WEB)
    span = floor_to(tick_ms - DAY_MS, WIDTH_MS), tick_ms + 1
    assert len(shelf.buckets([curve], span, WIDTH_MS, tick_ms)[curve]) == 145
    assert computed == []


async def test_the_second_reading_of_a_site_refills_it(stores, surroundings, clock, computed):
    provider = DemoProvider(stores, reader_of(stores), surroundings, Shelf())
    await provider.collect()
    assert computed == []
    clock.pass_s(10)
    await provider.collect()
    assert sum(computed) > 0
