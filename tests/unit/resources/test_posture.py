"""What follows from risk, incidents and consumers, put on a merged resource once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.condition import OFFLINE, ONLINE, UNKNOWN, Condition, Shape, Status
from pulse_desktop.model.facet import DiskFacet, GuestFacet, Smart, StorageFacet
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Consumer, Consumers
from pulse_desktop.model.snapshot import ResourceType, Severity
from pulse_desktop.resources.posture import finished
from simulators.canonical import incident, resource

TYPES = st.sampled_from(list(ResourceType))
CONSUMERS = Consumers(
    1, (ResourceType.VM,), (Consumer(ResourceId("w"), ResourceType.VM, "web", 1),)
)


def pool(state="DEGRADED", **fields):
    return resource(
        "t", ResourceType.STORAGE, StorageFacet(type="zfs", zfs_pool_state=state), **fields
    )


def test_a_risk_turns_online_into_a_warning():
    assert finished(pool("DEGRADED"), None).status is Status.WARNING


def test_a_critical_risk_is_drawn_as_data_in_danger():
    assert finished(pool("FAULTED"), None).condition.shape is Shape.CRITICAL


def test_what_is_only_watched_leaves_the_status_alone():
    disk = resource("d", ResourceType.PHYSICAL_DISK, DiskFacet(smart=Smart(udma_crc_errors=1)))
    assert finished(disk, None).condition is ONLINE
    assert finished(disk, None).risk.level is Severity.MONITOR


@pytest.mark.parametrize("condition", [OFFLINE, UNKNOWN])
def test_what_is_offline_or_unknown_stays_so(condition):
    found = finished(pool(condition=condition), None)
    assert (found.condition, found.risk.level) == (condition, Severity.WARNING)


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.CRITICAL])
def test_an_incident_turns_an_online_guest_into_a_warning(severity):
    alarmed = resource("web", ResourceType.VM, incidents=(incident(severity=severity),))
    assert finished(alarmed, None).status is Status.WARNING


def test_posture_is_the_risk_then_the_impact():
    assert str(finished(pool(), CONSUMERS).posture) == (
        "The pool is DEGRADED. Data of 1 workload (web) is kept on it"
    )


def test_posture_is_the_one_of_both_that_there_is():
    assert str(finished(pool(), None).posture) == "The pool is DEGRADED"
    assert str(finished(pool("ONLINE"), CONSUMERS).posture).startswith("Data of 1 workload")


def test_the_roll_up_says_whom_it_hits():
    found = finished(pool(), CONSUMERS)
    assert (found.consumers, found.rollup.priority) == (CONSUMERS, 3401)
    assert found.rollup.impact is not None


def test_a_guest_without_incidents_is_given_back_as_it_is():
    web = resource("web", ResourceType.VM, GuestFacet(vmid=1, node_name="n", instance="i"))
    assert finished(web, None) is web


def test_a_healthy_pool_that_nobody_uses_is_given_back_as_it_is():
    healthy = pool("ONLINE")
    assert finished(healthy, None) is healthy


def test_what_is_no_longer_in_trouble_is_not_rolled_up():
    ill = finished(pool(), CONSUMERS)
    well = finished(replace(ill, facets=pool("ONLINE").facets, condition=ONLINE), None)
    assert (well.risk, well.rollup, well.consumers, well.posture) == (None, None, None, None)


def test_a_guest_whose_incident_ended_is_not_rolled_up():
    alarmed = finished(resource("web", ResourceType.VM, incidents=(incident(),)), None)
    assert finished(replace(alarmed, incidents=()), None).rollup is None


@given(
    TYPES,
    st.sampled_from(
        [ONLINE, OFFLINE, UNKNOWN, Condition(Status.WARNING, Shape.WARNING, ONLINE.word)]
    ),
    st.lists(st.builds(incident, severity=st.sampled_from(list(Severity))), max_size=2),
    st.sampled_from(["ONLINE", "DEGRADED", "FAULTED"]),
    st.sampled_from([None, CONSUMERS]),
)
def test_finishing_twice_changes_nothing_more(type_, condition, incidents, state, consumers):
    facet = StorageFacet(type="zfs", zfs_pool_state=state)
    one = resource("x", type_, facet, condition=condition, incidents=tuple(incidents))
    once = finished(one, consumers)
    assert finished(once, consumers) is once
