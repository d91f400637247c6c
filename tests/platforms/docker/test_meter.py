"""Counters turned into use: own deltas, since one-shot statistics have no earlier value."""

import pytest

from pulse_desktop.model.metric import Metric
from pulse_desktop.platforms.docker.meter import Capacity, CpuReading, Meter, busy_cores
from pulse_desktop.platforms.docker.wire import (
    BlockEntry,
    BlockStats,
    CpuStats,
    CpuUsage,
    MemoryStats,
    NetworkStats,
    Stats,
)

GIB = 1024**3
DOCKER = Capacity(cpus=2, memory_bytes=8 * GIB)
PODMAN = Capacity(cpus=2, memory_bytes=8 * GIB, is_podman=True)


def at(second, **fields):
    return Stats(read=f"2026-05-01T12:00:{second:06.3f}Z", **fields)


def cpu(total_s, system_s, online=2):
    usage = CpuUsage(total_usage=total_s * 1e9)
    return CpuStats(cpu_usage=usage, system_cpu_usage=system_s * 1e9, online_cpus=online)


def measured(*stats, mode="bridge", capacity=DOCKER):
    """What the last of several readings of one container gives."""
    meter = Meter()
    return [meter.measure("c", one, mode, capacity) for one in stats][-1]


def test_the_first_reading_has_no_cpu():
    assert Metric.CPU not in measured(at(0, cpu_stats=cpu(100, 1000)))


def test_one_busy_core_of_two_is_half_the_host():
    seen = measured(at(0, cpu_stats=cpu(100, 1000)), at(10, cpu_stats=cpu(110, 1020)))
    assert seen[Metric.CPU].value == pytest.approx(0.5)


def test_readings_closer_than_a_second_are_waited_for():
    seen = measured(
        at(0, cpu_stats=cpu(100, 1000)),
        at(0.5, cpu_stats=cpu(101, 1001)),
        at(10, cpu_stats=cpu(110, 1020)),
    )
    assert seen[Metric.CPU].value == pytest.approx(0.5)
    assert Metric.CPU not in measured(
        at(0, cpu_stats=cpu(100, 1000)), at(0.5, cpu_stats=cpu(101, 1001))
    )


def test_a_counter_that_went_backwards_belongs_to_a_new_start():
    seen = measured(at(0, cpu_stats=cpu(100, 1000)), at(10, cpu_stats=cpu(5, 1020)))
    assert seen[Metric.CPU].value == pytest.approx(0.25)


def test_wall_clock_time_stands_in_for_a_host_counter_that_stood_still():
    seen = measured(at(0, cpu_stats=cpu(100, 1000)), at(10, cpu_stats=cpu(110, 1000)))
    assert seen[Metric.CPU].value == pytest.approx(0.5)


def test_podman_is_measured_by_the_wall_clock():
    before = CpuReading(0, 0, 0, 2)
    after = CpuReading(1, 0.9984e9, 1.09e9, 2)
    assert busy_cores(before, after, PODMAN) == pytest.approx(0.9984)


def test_a_share_never_exceeds_the_host():
    seen = measured(at(0, cpu_stats=cpu(100, 1000)), at(10, cpu_stats=cpu(200, 1020)))
    assert seen[Metric.CPU].value == 1.0


def test_without_the_number_of_processors_there_is_no_share():
    unknown = Capacity(cpus=None, memory_bytes=None)
    seen = measured(
        at(0, cpu_stats=cpu(100, 1000)), at(10, cpu_stats=cpu(110, 1020)), capacity=unknown
    )
    assert Metric.CPU not in seen


def test_two_recorded_readings_give_a_share(recorded):
    meter = Meter()
    for number in (1, 2):
        stats = recorded(f"stats_oneshot_{number}", Stats)
        seen = meter.measure("c", stats, "host", Capacity(cpus=2, memory_bytes=25276510208))
    assert 0 <= seen[Metric.CPU].value < 0.01
    assert seen[Metric.MEMORY].used == 217088


def memory(usage, limit=GIB, **stats):
    return measured(at(0, memory_stats=MemoryStats(usage=usage, limit=limit, stats=stats)))


@pytest.mark.parametrize(
    ("stats", "used"),
    [
        ({"total_inactive_file": 400, "inactive_file": 100, "cache": 900}, 600),
        ({"inactive_file": 100}, 900),
        ({"inactive_file": 5000}, 1000),
        ({}, 1000),
        ({"total_inactive_file": "N/A", "inactive_file": 100}, 900),
    ],
)
def test_memory_is_counted_as_docker_stats_counts_it(stats, used):
    assert memory(1000, **stats)[Metric.MEMORY].used == used


def test_memory_is_a_share_of_its_limit_and_never_more():
    seen = memory(2 * GIB)[Metric.MEMORY]
    assert (seen.value, seen.used, seen.total) == (1.0, 2 * GIB, GIB)


def test_a_limit_beyond_the_host_is_the_host():
    assert memory(GIB, limit=2**63 - 1)[Metric.MEMORY].total == 8 * GIB


def test_what_was_not_sent_is_absent():
    assert measured(at(0)) == {}
    assert measured(Stats(read="0001-01-01T00:00:00Z", memory_stats=MemoryStats(usage=1))) == {}


def network(received, sent=0):
    return {"eth0": NetworkStats(rx_bytes=received, tx_bytes=sent), "eth1": None}


def test_network_rates_come_from_the_counters_growth():
    seen = measured(at(0, networks=network(1000)), at(10, networks=network(3000)))
    assert seen[Metric.NET_IN].value == pytest.approx(200)
    assert seen[Metric.NET_OUT].value == 0


def test_a_counter_that_was_reset_counts_as_nothing_once():
    seen = measured(at(0, networks=network(3000)), at(10, networks=network(100)))
    assert seen[Metric.NET_IN].value == 0


@pytest.mark.parametrize("mode", ["host", "container:abc"])
def test_a_network_that_is_not_its_own_is_absent(mode):
    seen = measured(at(0, networks=network(0)), at(10, networks=network(0)), mode=mode)
    assert Metric.NET_IN not in seen


def blocks(*entries):
    rows = [BlockEntry(op=op, value=value) for op, value in entries]
    return BlockStats(io_service_bytes_recursive=rows or None)


def test_block_rates_add_up_devices_whatever_the_operation_is_spelled_like():
    before = blocks(("Read", 0), ("read", 0), ("Write", 0), ("Total", 0))
    after = blocks(("Read", 100), ("read", 300), ("Write", 50), ("Total", 999))
    seen = measured(at(0, blkio_stats=before), at(10, blkio_stats=after))
    assert seen[Metric.DISK_READ].value == pytest.approx(40)
    assert seen[Metric.DISK_WRITE].value == pytest.approx(5)


def test_no_block_counters_are_no_rates():
    assert measured(at(0, blkio_stats=blocks()), at(10, blkio_stats=blocks())) == {}


def test_a_container_that_is_gone_leaves_nothing_behind():
    meter = Meter()
    meter.measure("c", at(0, cpu_stats=cpu(100, 1000), networks=network(0)), "bridge", DOCKER)
    meter.keep_only(())
    seen = meter.measure(
        "c", at(10, cpu_stats=cpu(110, 1020), networks=network(9)), "bridge", DOCKER
    )
    assert seen == {}


@pytest.mark.parametrize("strange", ["N/A", -5, None, float("nan"), 1e400])
def test_strange_counters_are_absent(strange):
    usage = CpuStats(cpu_usage=CpuUsage(total_usage=strange), system_cpu_usage=strange)
    stats = at(0, cpu_stats=usage, memory_stats=MemoryStats(usage=strange, limit=strange))
    assert Metric.CPU not in measured(stats, at(10, cpu_stats=cpu(1, 2)))
