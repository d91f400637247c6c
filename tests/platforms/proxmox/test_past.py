"""Counters, boot times and names from poll to poll."""

from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.model.metric import Metric
from pulse_desktop.platforms.proxmox.ve.past import Past
from pulse_desktop.platforms.proxmox.ve.wire import Entry

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
WEB = ("qemu", "101")


@pytest.fixture
def past():
    return Past()


def row(uptime, counter):
    return Entry(type="qemu", vmid=101, status="running", uptime=uptime, netin=counter)


def test_a_first_sample_has_no_rate(past):
    assert dict(past.rates(WEB, row(100, 5000))) == {}


def test_a_rate_is_taken_over_the_guests_own_clock(past):
    past.rates(WEB, row(100, 5000))
    assert past.rates(WEB, row(110, 6000)) == {Metric.NET_IN: 100.0}


def test_a_sample_that_is_still_the_same_keeps_its_rate(past):
    """The product samples every 10 s: polling faster shows no zeros in between."""
    past.rates(WEB, row(100, 5000))
    past.rates(WEB, row(110, 6000))
    assert past.rates(WEB, row(110, 6000)) == {Metric.NET_IN: 100.0}


def test_a_restarted_guest_counts_from_zero_once(past):
    past.rates(WEB, row(100, 5000))
    assert past.rates(WEB, row(10, 50)) == {Metric.NET_IN: 0.0}
    assert past.rates(WEB, row(20, 150)) == {Metric.NET_IN: 10.0}


def test_a_new_boot_that_counted_more_than_the_last_one_counts_from_zero_too(past):
    """Section 2.10: a shorter uptime is enough to begin anew."""
    past.rates(WEB, row(100, 5000))
    assert past.rates(WEB, row(90, 900_000)) == {Metric.NET_IN: 0.0}
    assert past.rates(WEB, row(100, 901_000)) == {Metric.NET_IN: 100.0}


def test_a_counter_that_fell_while_the_guest_ran_on_counts_as_nothing_once(past):
    """Section 2.10."""
    past.rates(WEB, row(100, 5000))
    assert past.rates(WEB, row(110, 10)) == {Metric.NET_IN: 0.0}
    assert past.rates(WEB, row(120, 110)) == {Metric.NET_IN: 10.0}


def test_each_counter_has_its_own_first_sample(past):
    """Section 2.10: one that comes later is unknown until it came twice."""
    past.rates(WEB, row(100, 5000))
    both = Entry(type="qemu", vmid=101, uptime=110, netin=6000, diskread=7)
    assert past.rates(WEB, both) == {Metric.NET_IN: 100.0}
    later = Entry(type="qemu", vmid=101, uptime=120, netin=6000, diskread=17)
    assert past.rates(WEB, later) == {Metric.NET_IN: 0.0, Metric.DISK_READ: 1.0}


def test_a_counter_that_was_left_out_once_is_averaged_over_the_time_between(past):
    past.rates(WEB, row(100, 5000))
    assert past.rates(WEB, row(110, None)) == {}
    assert past.rates(WEB, row(120, 7000)) == {Metric.NET_IN: 100.0}


def test_a_counter_of_64_bits_keeps_its_last_byte(past):
    """Section 2.10: such were seen."""
    past.rates(WEB, row(100, 646_613_616_567_815))
    assert past.rates(WEB, row(101, 646_613_616_567_816)) == {Metric.NET_IN: 1.0}


def test_a_guest_that_does_not_run_has_no_rates_and_none_of_before(past):
    past.rates(WEB, row(100, 5000))
    past.rates(WEB, row(110, 6000))
    assert dict(past.rates(WEB, row(0, 6000))) == {}


def test_a_counter_that_was_not_given_has_no_rate(past):
    past.rates(WEB, row(100, None))
    assert dict(past.rates(WEB, row(110, None))) == {}


def test_a_boot_time_does_not_wander_with_the_samples(past):
    started = past.booted_at(WEB, 1000, NOON)
    assert past.booted_at(WEB, 1010, NOON + timedelta(seconds=17)) == started


def test_a_shorter_uptime_is_another_boot(past):
    past.booted_at(WEB, 1000, NOON)
    later = NOON + timedelta(seconds=15)
    assert past.booted_at(WEB, 5, later) == later - timedelta(seconds=5)


def test_an_uptime_beyond_the_calendar_is_none_that_one_could_count_back(past):
    assert past.booted_at(WEB, 2**62, NOON) == NOON


def test_a_guest_keeps_its_name_while_its_node_is_silent(past):
    past.name(WEB, "web")
    assert past.name(WEB, None) == "web"


def test_what_is_gone_is_forgotten(past):
    past.name(WEB, "web")
    past.rates(WEB, row(100, 5000))
    past.keep_only(set())
    assert past.name(WEB, None) is None
    assert dict(past.rates(WEB, row(110, 6000))) == {}
