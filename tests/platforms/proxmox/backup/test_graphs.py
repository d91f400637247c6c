"""What a backup server recorded of itself comes with the first connection, and once."""

import asyncio
import json
import math

import pytest

from pulse_desktop.model.earlier import Earlier
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.monitoring.earlier_news import EarlierNews
from pulse_desktop.platforms.proxmox.backup.graphs import wire
from pulse_desktop.platforms.proxmox.envelope import Unreadable

DAY_S = 86_400
SERVER, MAIN = (ResourceType.PBS, "conn-1"), (ResourceType.STORAGE, "conn-1/main")


@pytest.fixture
def estate(estate):
    """It has run for more than a year."""
    estate.recorded_s = 400 * DAY_S
    return estate


@pytest.fixture
def told(session, estate):
    """What polls bring, until nothing is under way any more: by thing, in the order it came."""

    async def run(home=None):
        home = home or await session()
        found = {}
        for _ in range(6):
            for one in (await home.collect()).earlier:
                found.setdefault((one.type, one.subject), []).append(one.recorded)
            if home._care._rounds._tasks:
                await asyncio.wait(home._care._rounds._tasks.values(), timeout=5)
            estate.pass_time(60)
        return found

    return run


def body(*rows):
    return json.dumps({"data": rows}).encode()


def asked_about(simulator):
    """Whose graphs were asked for."""
    paths = (request.path.split("?")[0] for request in simulator.requests)
    return {"/".join(path.split("/")[-3:-1]) for path in paths if path.endswith("/rrd")}


async def test_a_server_and_its_stores_tell_what_they_recorded(told):
    """H-08."""
    found = await told()
    assert set(found) == {SERVER, MAIN, (ResourceType.STORAGE, "conn-1/offsite")}
    for many in found.values():
        assert [one.width_s for one in many] == [21_600, 1800, 1800, 60, 60]


async def test_a_figure_of_the_past_is_in_the_units_of_one_of_now(told):
    year = (await told())[SERVER][0]
    assert year.at_s[-1] - year.at_s[0] > 360 * DAY_S
    assert all(0 < value < 0.19 for value in year.averages[Metric.CPU][:-1])
    assert {Metric.MEMORY, Metric.DISK, Metric.NET_IN, Metric.LOAD1} < year.averages.keys()
    assert Metric.SWAP not in year.averages, "there is none"


async def test_what_was_told_once_is_not_told_again(told, session, estate):
    """H-08: nothing is written twice."""
    home = await session()
    await told(home)
    assert await told(home) == {}
    estate.pass_time(DAY_S)
    assert await told(home) == {}


async def test_the_newest_bucket_is_not_taken_before_it_is_whole(told, estate):
    now = estate.now
    found = await told()
    news = EarlierNews()
    [let_in] = await news.passed((_as_earlier(found[SERVER][-1]),), now)
    assert let_in.recorded.at_s[-1] + 60 <= now.timestamp()


def _as_earlier(recorded):
    return Earlier(NativeId("conn-1"), ResourceType.PBS, recorded)


async def test_who_may_see_the_stores_only_is_told_of_them_only(told, estate, simulator):
    """P-03."""
    estate.tokens["pulse@pbs!desktop"].granted = {"/datastore": {"Datastore.Audit": True}}
    assert SERVER not in (found := await told())
    assert MAIN in found
    assert asked_about(simulator) == {"datastore/main", "datastore/offsite"}


@pytest.mark.parametrize(
    "closed", [{"maintenance": "offline"}, {"mount_status": "notmounted"}, {"backend": "s3"}]
)
async def test_a_store_whose_space_is_not_told_is_not_asked_for_its_past(
    told, estate, simulator, closed
):
    for name, value in closed.items():
        setattr(estate.store("main"), name, value)
    assert MAIN not in await told()
    assert asked_about(simulator) == {"nodes/localhost", "datastore/offsite"}


async def test_a_server_that_recorded_nothing_tells_nothing(told, estate):
    estate.recorded_s = 0
    assert await told() == {}


async def test_the_first_release_that_is_read_has_wider_buckets(told, estate):
    estate.version = "2.0"
    assert [one.width_s for one in (await told())[SERVER]] == [604_800, 43_200, 10_800, 1800, 60]


def test_a_missing_key_is_a_gap_and_never_zero():
    """H-08: nothing is padded to look like history."""
    found = wire.server(body({"time": 60, "cpu": 0.25}, {"time": 120}, {"time": 180, "cpu": 0.5}))
    assert (found.width_s, list(found.at_s)) == (60, [60, 120, 180])
    assert math.isnan(found.averages[Metric.CPU][1])
    assert found.averages.keys() == {Metric.CPU}


def test_what_a_store_keeps_back_is_not_available():
    rows = ({"time": at, "total": 100, "used": 40, "available": 50} for at in (60, 120))
    found = wire.store(body(*rows)).averages
    assert {metric: values[0] for metric, values in found.items()} == {
        Metric.USAGE: pytest.approx(0.4),
        Metric.USED: 40,
        Metric.TOTAL: 100,
        Metric.AVAILABLE: 50,
    }


def test_an_older_release_does_not_tell_what_is_available():
    rows = ({"time": at, "total": 100, "used": 40} for at in (60, 120))
    assert Metric.AVAILABLE not in wire.store(body(*rows)).averages


@pytest.mark.parametrize("value", ["N/A", None, [], {}, -1, 1e400])
def test_what_is_no_figure_tells_nothing(value):
    """X-10."""
    names = ("cpu", "memused", "total", "used", "available", "netin", "read_bytes", "loadavg")
    rows = [{"time": at} | dict.fromkeys(names, value) for at in (60, 120)]
    assert wire.server(body(*rows)).averages == {}
    assert wire.store(body(*rows)).averages == {}


@pytest.mark.parametrize("said", [b"[]", b'{"data": 7}', b'{"data": {}}', b"{", b""])
def test_what_is_no_listing_is_refused(said):
    with pytest.raises(Unreadable):
        wire.store(said)
