"""A source that has gone quiet: what is shown of the things that it speaks of."""

from datetime import timedelta

import pytest

from pulse_desktop.model.condition import OFFLINE, RUNNING, UNKNOWN, Status
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.resource import SourceState
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.platforms import PLATFORMS
from pulse_desktop.resources.registry import Registry
from simulators.scripted import AGENT, HYPERVISOR, later, observation, snapshot

MINUTE = timedelta(minutes=1)
ALLOWED_S = {
    "proxmox": 60,
    "agent": 60,
    "docker": 120,
    "pbs": 120,
    "pmg": 120,
    "kubernetes": 120,
    "truenas": 120,
    "vmware": 120,
}


@pytest.fixture
def registry():
    return Registry(SeriesIndex())


def machine(**fields):
    return observation("pve1", ResourceType.AGENT, identity=Identity(machine_id="m"), **fields)


def only(commit):
    (resource,) = commit.state.all()
    return resource


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.id)
def test_every_platform_allows_its_source_the_contracts_time(platform):
    """P-08: besides, three of the connection's own intervals."""
    assert platform.stale_after_s == ALLOWED_S[platform.source_name]


def test_of_two_sources_only_the_quiet_one_is_stale(registry):
    registry.apply(snapshot(machine(), said_by=AGENT))
    registry.apply(snapshot(machine(), at=later(50)))
    resource = only(registry.expire(AGENT, MINUTE, later(61)))
    states = {source: status.state for source, status in resource.sources.items()}
    assert states == {AGENT: SourceState.STALE, HYPERVISOR: SourceState.ONLINE}


@pytest.mark.parametrize(
    ("condition", "status"),
    [(RUNNING, Status.WARNING), (OFFLINE, Status.OFFLINE), (UNKNOWN, Status.UNKNOWN)],
)
def test_going_quiet_turns_online_into_a_warning_and_nothing_else(registry, condition, status):
    registry.apply(snapshot(observation("web", condition=condition)))
    assert only(registry.expire(HYPERVISOR, MINUTE, later(61))).status is status


def test_what_a_source_repeated_meanwhile_is_not_stale(registry):
    registry.apply(snapshot(observation("old"), observation("new")))
    registry.apply(snapshot(observation("new"), at=later(30), complete=frozenset()))
    registry.expire(HYPERVISOR, MINUTE, later(61))
    assert {r.name: r.is_stale for r in registry.state.all()} == {"old": True, "new": False}


def test_what_is_stale_already_goes_stale_once(registry):
    registry.apply(snapshot(observation("web")))
    registry.expire(HYPERVISOR, MINUTE, later(61))
    assert registry.expire(HYPERVISOR, MINUTE, later(999)) is None


def test_going_quiet_step_by_step_ends_where_one_step_does(registry):
    registry.apply(snapshot(*(observation(f"vm{n}") for n in range(5))))
    steps = 0
    while registry.expire(HYPERVISOR, MINUTE, later(61), most=2):
        steps += 1
    assert (steps, {r.is_stale for r in registry.state.all()}) == (3, {True})


def test_a_source_that_never_spoke_makes_nothing_stale(registry):
    registry.apply(snapshot(observation("web")))
    assert registry.expire(AGENT, MINUTE, later(9999)) is None


def test_a_stale_source_keeps_its_say_until_a_fresh_one_contradicts(registry):
    registry.apply(snapshot(machine(cpu=0.1), said_by=AGENT))
    registry.expire(AGENT, MINUTE, later(61))
    assert only(registry.apply(snapshot(at=later(62)))).metrics["cpu"].value == 0.1
    assert (
        only(registry.apply(snapshot(machine(cpu=0.9), at=later(63)))).metrics["cpu"].value == 0.9
    )
