"""Which pool a guest is in, from whoever reads it to whoever shows it."""

import pytest

from pulse_desktop.model.facet import GuestFacet
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.registry import Registry
from simulators.scripted import HYPERVISOR, later, observation, snapshot, source

SECOND = source(HYPERVISOR.role, "second", HYPERVISOR.name)
GUESTS = {ResourceType.VM: "vms", ResourceType.SYSTEM_CONTAINER: "system_containers"}


def guest(type_, pool):
    facet = GuestFacet(vmid=101, node_name="pve1", instance="lab", pool=pool)
    return observation("web", type_, native_id="lab:pve1:101", facet=facet)


def pools(state, type_):
    return [view.pool for view in getattr(state, GUESTS[type_])()]


@pytest.mark.parametrize("type_", GUESTS)
def test_a_guests_pool_is_in_its_view_without_outer_blanks(type_):
    """T-09: taken from the model, asked of nobody again."""
    commit = Registry(SeriesIndex()).apply(snapshot(guest(type_, " prod ")))
    assert pools(commit.state, type_) == ["prod"]


@pytest.mark.parametrize("type_", GUESTS)
def test_a_guest_has_one_pool_however_many_connections_show_it(type_):
    """T-09: from every way in which it is read."""
    registry = Registry(SeriesIndex())
    registry.apply(snapshot(guest(type_, "prod")))
    commit = registry.apply(snapshot(guest(type_, "prod"), said_by=SECOND))
    assert pools(commit.state, type_) == ["prod"]


@pytest.mark.parametrize("type_", GUESTS)
def test_a_guest_that_is_put_into_another_pool_stays_the_same_guest(type_):
    """T-09, T-05: the name of a pool is never identity."""
    registry = Registry(SeriesIndex())
    before = registry.apply(snapshot(guest(type_, "prod"))).state
    after = registry.apply(snapshot(guest(type_, "test"), at=later(5))).state
    assert (after.by_id.keys(), pools(after, type_)) == (before.by_id.keys(), ["test"])
