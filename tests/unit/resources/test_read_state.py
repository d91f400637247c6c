"""The one read model: order, look-ups, and that nothing is made twice."""

from dataclasses import FrozenInstanceError, replace

import pytest

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.read_state import (
    INFRASTRUCTURE_TYPES,
    STORAGE_TYPES,
    WORKLOAD_TYPES,
    ReadState,
)
from simulators.read_states import resource, state_of

VM, POD = ResourceType.VM, ResourceType.POD


def names(resources):
    return [resource.name for resource in resources]


def test_lists_are_by_name_without_regard_to_case_or_outer_blanks():
    state = state_of(resource("a", VM), resource(" B ", VM), resource("C", VM))
    assert names(state.all()) == ["a", " B ", "C"]


def test_equal_names_are_by_type_then_by_id():
    twins = [replace(resource("web", VM), id=ResourceId(i)) for i in ("vm-2", "vm-1")]
    state = state_of(*twins, resource("web", POD))
    assert [r.id for r in state.all()] == ["pod-web", "vm-1", "vm-2"]


def test_every_type_is_shown_in_exactly_one_list():
    """T-03: nothing that is read is shown nowhere."""
    kinds = [INFRASTRUCTURE_TYPES, WORKLOAD_TYPES, STORAGE_TYPES]
    assert sorted(kind for group in kinds for kind in group) == sorted(ResourceType)


def test_a_list_is_made_once_for_a_state():
    state = state_of(resource("web", VM))
    assert state.workloads() is state.workloads()


def test_a_derived_value_is_worked_out_once_for_a_state():
    asked = []
    state = state_of()
    assert state.derived(asked.append) is state.derived(asked.append)
    assert asked == [state]


def test_a_newer_state_starts_afresh():
    state = state_of(resource("web", VM))
    state.workloads()
    assert replace(state, by_id={}).workloads() == ()


def test_a_state_cannot_be_changed():
    """T-01: readers may keep it."""
    with pytest.raises(FrozenInstanceError):
        state_of().revision = 2


def test_equal_states_are_equal_whatever_was_asked_of_them():
    one, other = ReadState(1, {}), ReadState(1, {})
    one.all()
    assert one == other
    assert "_derived" not in repr(one)


def test_children_are_found_by_their_parent():
    guests = [resource(name, VM, parent_id=ResourceId("agent-pve1")) for name in ("b", "a")]
    state = state_of(resource("pve1"), *guests, resource("c", VM))
    assert names(state.children(ResourceId("agent-pve1"))) == ["a", "b"]
    assert state.children(ResourceId("vm-a")) == ()


def test_a_resource_is_found_by_an_id_it_was_known_by():
    web = resource("web", VM, aliases=(ResourceId("vm-old"),))
    state = state_of(web)
    assert state.resource(ResourceId("vm-old")) is web
    assert state.named(" vm-old ") == (web,)


def test_an_id_that_two_resources_were_known_by_finds_neither():
    alias = (ResourceId("vm-old"),)
    state = state_of(resource("a", VM, aliases=alias), resource("b", VM, aliases=alias))
    assert state.resource(ResourceId("vm-old")) is None
    assert names(state.named("vm-old")) == ["a", "b"]


def test_an_id_is_the_resource_itself_before_it_is_anybody_elses_alias():
    state = state_of(resource("a", VM, aliases=(ResourceId("vm-b"),)), resource("b", VM))
    assert state.resource(ResourceId("vm-b")).name == "b"


def test_a_name_is_found_without_regard_to_case_and_outer_blanks():
    state = state_of(resource(" Web ", VM), resource("web", POD))
    assert len(state.named("WEB ")) == 2
    assert state.named("other") == ()
