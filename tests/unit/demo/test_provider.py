"""Reading a site of the estate as the poller does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pulse_desktop.demo.moment import source_of
from pulse_desktop.demo.provider import DemoProvider
from pulse_desktop.demo.reader import Reader, curves_of
from pulse_desktop.demo.readings import Readings
from pulse_desktop.demo.sampler import sample
from pulse_desktop.demo.shelf import Shelf
from pulse_desktop.demo.subject import CurveRole
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.recovery import Survey


def reader_of(site):
    curves = [curve for thing in site.things for curve in curves_of(thing)]
    return Reader(site, source_of(site), Readings(curves))


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def provider(site, surroundings, shelf):
    return DemoProvider(site, reader_of(site), surroundings, shelf)


def subject_of(site):
    return site.things[0].subject


async def test_what_is_read_lies_on_the_grid_of_ten_seconds(provider, clock):
    clock.pass_s(17.3)
    seen = await provider.collect()
    assert clock.at - seen.collected_at == timedelta(seconds=7.3)


async def test_a_live_value_is_that_of_the_sampler_at_its_instant(provider, site, clock):
    """M-03, M-04."""
    clock.pass_s(123)
    seen = await provider.collect()
    at_ms = epoch_ms(seen.collected_at)
    for metric in (Metric.CPU, Metric.MEMORY):
        told = seen.observations[0].metrics[metric].value
        assert told == sample(subject_of(site), metric, CurveRole.WEB, at_ms)[()]


async def test_a_share_comes_with_the_bytes_that_it_is_of(provider):
    memory = (await provider.collect()).observations[0].metrics[Metric.MEMORY]
    assert memory.total == 8 << 30
    assert memory.used == memory.value * memory.total


async def test_what_nobody_measures_has_no_metric(provider):
    assert (await provider.collect()).observations[1].metrics == {}


async def test_a_session_to_the_same_instant_tells_the_same(site, surroundings, shelf, provider):
    """M-04: it has no state but for what it told already."""
    other = DemoProvider(site, reader_of(site), surroundings, shelf)
    assert (await other.collect()).observations == (await provider.collect()).observations


async def test_a_site_that_cannot_be_reached_says_so(provider, clock):
    clock.pass_s(3600)
    with pytest.raises(ProviderError, match=r"No reply from https://small\.home\.arpa") as caught:
        await provider.collect()
    assert caught.value.category is Category.TIMEOUT
    clock.pass_s(600)
    assert (await provider.collect()).observations


async def test_news_is_told_once(provider, clock, woken):
    while True:
        woken.clear()
        await provider.collect()
        if not woken:
            break
    clock.pass_s(30)
    assert [one.at for one in (await provider.collect()).activities] == [
        clock.at - timedelta(seconds=30)
    ]
    assert (await provider.collect()).activities == ()


async def test_it_asks_to_be_read_again_while_it_owes_some_of_the_past(provider, clock, woken):
    polls = 0
    while len(woken) == polls:
        await provider.collect()
        polls += 1
    assert 2 < polls < 12


async def test_closing_twice_does_no_harm(provider):
    await provider.aclose()
    await provider.aclose()


async def test_the_first_reading_gives_the_things_alone_and_the_next_one_the_rest(
    site, surroundings, shelf, woken
):
    looks = replace(site, survey=lambda at: Survey(at=at, points=()))
    provider = DemoProvider(looks, reader_of(looks), surroundings, shelf)
    first, second = await provider.collect(), await provider.collect()
    assert first.observations == second.observations
    assert (first.survey, first.activities) == (None, ())
    assert second.survey is not None
    assert second.activities
    assert len(woken) == 2
