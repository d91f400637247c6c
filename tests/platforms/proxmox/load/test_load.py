"""What a cluster is asked under each load profile, and what is said of it."""

from datetime import timedelta

import pytest

from pulse_desktop.platforms.proxmox.ve.load import LOADS
from pulse_desktop.platforms.proxmox.ve.meter import Meter
from simulators.proxmox.drives import Drive

MINUTE = timedelta(minutes=1)


@pytest.fixture
def estate(estate):
    """One disk that turns."""
    estate.drives.all.append(Drive(("pve1",), "/dev/sda", "hdd", serial="SN-A", rpm=7200))
    return estate


async def asked(session, simulator, **fields):
    opened = await session(**fields)
    await opened.collect()
    return opened, [request.path for request in simulator.requests if "disks" in request.path]


@pytest.mark.parametrize("load", ["gentle", "normal"])
async def test_no_disk_is_woken_unless_that_was_chosen(session, simulator, estate, load):
    _, paths = await asked(session, simulator, load=load)
    assert any(path.endswith("/disks/list") for path in paths)
    assert not any(path.endswith("/disks/smart") for path in paths)
    assert estate.drives.woken == []


async def test_the_fast_profile_reads_the_health_of_every_disk(session, simulator, estate):
    await asked(session, simulator, load="fast")
    assert "/dev/sda" in estate.drives.woken


async def test_each_profile_expects_more_requests_than_the_one_before(session, simulator):
    expected = []
    for load in LOADS:
        opened, _ = await asked(session, simulator, load=load)
        expected.append(opened.expected_requests)
    assert expected == sorted(set(expected))


async def test_what_was_asked_of_late_is_counted_for_the_connection(session, estate, simulator):
    opened = await session()
    first = await opened.collect()
    estate.pass_time(60)
    simulator.requests.clear()
    second = await opened.collect()
    assert "requests_per_minute" not in first.counts
    assert 0 < second.counts["requests_per_minute"] < 200


async def test_the_connection_test_says_how_much_it_would_ask(examined):
    stages = await examined()
    said = [str(line.text) for stage in stages.values() for line in stage.lines]
    assert any("requests a minute to this server" in line for line in said)


def test_requests_are_counted_over_the_last_ten_minutes(estate):
    meter, at = Meter(), estate.now
    assert meter.per_minute(100, at) is None
    assert meter.per_minute(130, at + MINUTE) == 30
    for minute in range(2, 12):
        told = meter.per_minute(130 + 5 * (minute - 1), at + minute * MINUTE)
    assert told == 5
