"""What ``rrddata`` tells, in the program's own metrics; what it does not tell is a gap."""

import json
import math

import pytest

from pulse_desktop.model.metric import Metric
from pulse_desktop.platforms.proxmox.envelope import Unreadable
from pulse_desktop.platforms.proxmox.ve.graphs import wire


def body(*rows):
    return json.dumps({"data": rows}).encode()


def test_a_missing_key_is_a_gap_and_never_zero():
    """H-08: nothing is padded to look like history."""
    found = wire.node(body({"time": 60, "cpu": 0.25}, {"time": 120}, {"time": 180, "cpu": 0.5}))
    first, gap, last = found.averages[Metric.CPU]
    assert (first, math.isnan(gap), last) == (0.25, True, 0.5)


@pytest.mark.parametrize("step", [60, 1800, 10_800, 21_600, 43_200, 604_800])
def test_the_rows_tell_how_wide_a_bucket_is_whatever_the_release(step):
    found = wire.node(body(*({"time": step * n, "cpu": 0.1} for n in range(1, 4))))
    assert found.width_s == step


def test_the_memory_of_a_node_is_a_share_of_all_it_has():
    rows = ({"time": at, "memused": 8.0e9, "memtotal": 3.2e10} for at in (60, 120))
    assert wire.node(body(*rows)).averages[Metric.MEMORY].tolist() == [0.25, 0.25]


def test_a_machines_memory_is_not_taken_from_its_host():
    rows = ({"time": at, "cpu": 0.1, "mem": 1e9, "maxmem": 2e9, "netin": 7.5} for at in (60, 120))
    found = wire.machine(body(*rows)).averages
    assert (found.keys(), found[Metric.NET_IN][0]) == ({Metric.CPU, Metric.NET_IN}, 7.5)


def test_a_container_that_was_off_has_no_usage():
    off = {"maxmem": 2e9, "maxdisk": 1e10, "disk": 0.0}
    assert wire.container(body({"time": 60} | off, {"time": 120} | off)).averages == {}


def test_a_storage_without_a_size_was_not_measured():
    """A backup server that hides its usage says 0 of 0."""
    rows = ({"time": at, "used": 0.0, "total": 0.0} for at in (60, 120))
    assert wire.storage(body(*rows)).averages == {}


@pytest.mark.parametrize("time", [None, "soon", -60, 2**60, [], 1e300])
def test_a_row_without_a_usable_time_is_left_out(time):
    assert wire.node(body({"time": time, "cpu": 0.1}, {"time": 60, "cpu": 0.1})) is None


@pytest.mark.parametrize("value", ["N/A", None, [], {}, -1])
def test_what_is_no_figure_tells_nothing(value):
    rows = ({"time": at, "cpu": value, "netin": value, "loadavg": value} for at in (60, 120))
    assert wire.node(body(*rows)).averages == {}


def test_what_is_no_listing_is_refused():
    with pytest.raises(Unreadable):
        wire.node(b'{"data": 7}')
