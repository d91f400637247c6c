"""Counts of a large estate are kept up by what was touched."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.condition import OFFLINE, Shape
from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.ui.models.tally import Tally

WORKLOADS = frozenset({ResourceType.VM, ResourceType.APP_CONTAINER})
HYPERVISOR, ENGINE = PlatformId("hypervisor"), PlatformId("engine")


def by_id(*resources):
    return {resource.id: resource for resource in resources}


def test_what_two_platforms_report_counts_for_both_and_once_in_all(estate):
    desk = next(r for r in estate.resources() if r.name == "desk")
    tally = Tally()
    tally.take(by_id(desk), None)
    assert tally.total({desk.type}) == 1
    assert tally.reported(ENGINE, {desk.type}) == 1
    assert tally.reported(PlatformId("computer"), {desk.type}) == 1


def test_a_guest_that_stops_takes_its_old_shape_with_it(estate):
    guest = estate.guest(1, "web", "pve1", 0.5)
    tally = Tally()
    tally.take(by_id(guest), None)
    tally.take(by_id(replace(guest, condition=OFFLINE)), {guest.id})
    assert tally.shapes(HYPERVISOR) == {Shape.CRITICAL}


def test_what_was_not_touched_is_not_looked_at(estate):
    one, other = (estate.guest(n, f"vm{n}", "pve1", 0.5) for n in (1, 2))
    tally = Tally()
    tally.take(by_id(one, other), None)
    tally.take(by_id(replace(one, condition=OFFLINE)), {one.id})
    assert tally.total(WORKLOADS) == 2


def test_another_estate_starts_over(estate):
    tally = Tally()
    tally.take(by_id(estate.guest(1, "web", "pve1", 0.5)), None)
    tally.take({}, None)
    assert tally.total(WORKLOADS) == 0
    assert tally.shapes(HYPERVISOR) == set()


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from([None, 0.5, 0.0])), max_size=30))
def test_counts_that_are_kept_up_are_those_of_a_new_tally(estate, events):
    kept, resources = Tally(), {}
    for number, cpu in events:
        guest = estate.guest(number, f"vm{number}", "pve1", cpu)
        if cpu == 0.0:
            resources.pop(guest.id, None)
        else:
            resources[guest.id] = guest
        kept.take(resources, {guest.id})
    fresh = Tally()
    fresh.take(resources, None)
    assert kept.total(WORKLOADS) == fresh.total(WORKLOADS) == len(resources)
    assert kept.shapes(HYPERVISOR) == fresh.shapes(HYPERVISOR)
