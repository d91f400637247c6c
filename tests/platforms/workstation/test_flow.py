"""What two samples say that one does not."""

from dataclasses import replace

import pytest

from pulse_desktop.platforms.workstation.flow import Flow, Traffic, busy_ratio
from pulse_desktop.platforms.workstation.sample import CpuTimes, Disk


def test_processor_use_is_the_share_of_time_that_was_not_idle():
    assert busy_ratio(CpuTimes(1000, 900), CpuTimes(1040, 930)) == 0.25


@pytest.mark.parametrize("after", [CpuTimes(1000, 900), CpuTimes(10, 9), None])
def test_processor_use_is_absent_when_no_time_has_passed(after):
    assert busy_ratio(CpuTimes(1000, 900), after) is None


@pytest.mark.parametrize(("idle", "ratio"), [(800, 1.0), (990, 0.0)])
def test_processor_use_stays_within_its_bounds_when_the_kernel_corrects_itself(idle, ratio):
    assert busy_ratio(CpuTimes(1000, 900), CpuTimes(1010, idle)) == ratio


def test_a_first_sample_has_no_rates(first):
    speeds = Flow().advance(first)
    assert (speeds.cpu_ratio, speeds.read, speeds.of("eth0")) == (None, None, Traffic())


def test_rates_are_growth_over_the_monotonic_clock(first):
    flow = Flow()
    flow.advance(first)
    card = replace(first.interfaces[0], received=3000, sent=500)
    disks = (Disk("sda", 20_000, 20_000),)
    later = replace(first, at_s=110.0, interfaces=(card,), disks=disks)
    speeds = flow.advance(later)
    assert speeds.of("eth0") == Traffic(200.0, 0.0)
    assert (speeds.read, speeds.written) == (1000.0, 0.0)


def test_a_card_that_was_just_plugged_in_does_not_hide_the_others(first):
    flow = Flow()
    flow.advance(first)
    new = replace(first.interfaces[0], name="eth1", received=10**12)
    speeds = flow.advance(replace(first, at_s=110.0, interfaces=(*first.interfaces, new)))
    assert speeds.of("eth0") == Traffic(0.0, 0.0)
    assert speeds.of("eth1") == Traffic()


def test_a_counter_that_wrapped_counts_as_zero_once(first):
    flow = Flow()
    flow.advance(first)
    card = replace(first.interfaces[0], received=10)
    assert flow.advance(replace(first, at_s=110.0, interfaces=(card,))).of("eth0").received == 0.0


def test_a_processor_that_could_not_be_read_once_does_not_lose_the_time_before(first):
    flow = Flow()
    flow.advance(first)
    flow.advance(replace(first, cpu=None))
    assert flow.advance(replace(first, cpu=CpuTimes(1010, 905))).cpu_ratio == 0.5
