"""Merging is a function of the set of contributions, not of their arrival."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.condition import OFFLINE, RUNNING, STOPPED, UNKNOWN, Shape, Status
from pulse_desktop.model.facet import ApplianceFacet, HostFacet, NodeFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.snapshot import Incident, ResourceType, Severity
from pulse_desktop.model.source import Role
from pulse_desktop.resources.merge import Contribution, Surroundings, merge
from simulators.scripted import AGENT, HYPERVISOR, NOON, RUNTIME, later, observation, source

METRICS = st.dictionaries(
    st.sampled_from([Metric.CPU, Metric.MEMORY, Metric.NET_IN]),
    st.floats(0, 1).map(Measurement),
)
contributions = st.builds(
    Contribution,
    source=st.builds(source, st.sampled_from(Role), st.sampled_from("abc")),
    observation=st.builds(
        lambda name, native, metrics: replace(
            observation(name, ResourceType.AGENT, native_id=native), metrics=metrics
        ),
        st.text(min_size=1, max_size=3),
        st.sampled_from("123"),
        METRICS,
    ),
    collected_at=st.integers(0, 99).map(lambda s: NOON + timedelta(seconds=s)),
    is_stale=st.booleans(),
)


def distinct(items):
    """One contribution for each source and native id, as the registry keeps them."""
    return list({(i.source, i.observation.native_id): i for i in items}.values())


def said(by, seen, at=NOON, **fields):
    return Contribution(by, seen, at, **fields)


@given(st.lists(contributions, min_size=1, max_size=6).map(distinct), st.randoms())
def test_order_does_not_matter(items, random):
    """T-07: the sources arrive in any order."""
    shuffled = random.sample(items, len(items))
    assert merge("x", shuffled) == merge("x", items)


@given(st.lists(contributions, min_size=1, max_size=6).map(distinct))
def test_every_measured_metric_survives(items):
    merged = merge("x", items)
    assert set(merged.metrics) == {m for item in items for m in item.observation.metrics}


def test_the_agent_is_believed_and_a_weaker_source_fills_the_gap():
    inside = said(AGENT, observation("web.lan", cpu=0.2))
    outside = said(HYPERVISOR, observation("web", cpu=0.9, memory=0.5), later(5))
    merged = merge("x", [outside, inside])
    assert (merged.name, merged.metrics[Metric.CPU].value) == ("web.lan", 0.2)
    assert merged.metrics[Metric.MEMORY].source == HYPERVISOR


def test_a_stale_source_is_believed_after_a_fresh_one():
    inside = said(AGENT, observation("web", cpu=0.2), is_stale=True)
    outside = said(HYPERVISOR, observation("web", cpu=0.9))
    assert merge("x", [inside, outside]).metrics[Metric.CPU].value == 0.9


def test_a_source_that_does_not_know_the_state_leaves_it_to_one_that_does():
    inside = said(AGENT, observation("web", condition=UNKNOWN))
    outside = said(HYPERVISOR, observation("web", condition=OFFLINE))
    assert merge("x", [inside, outside]).condition == OFFLINE


def test_a_thing_whose_every_source_went_quiet_is_stale_and_keeps_its_values():
    """The contract turns online into warning; the shape says that we do not know."""
    merged = merge("x", [said(AGENT, observation("web", cpu=0.2), is_stale=True)])
    assert (merged.status, merged.condition.shape) == (Status.WARNING, Shape.UNKNOWN)
    assert (merged.is_stale, merged.metrics[Metric.CPU].value) == (True, 0.2)


def test_a_stopped_thing_that_goes_quiet_stays_offline():
    merged = merge("x", [said(AGENT, observation("w", condition=OFFLINE), is_stale=True)])
    assert merged.status is Status.OFFLINE


def test_one_quiet_source_of_two_makes_an_online_thing_a_warning():
    quiet = said(AGENT, observation("web", condition=RUNNING), is_stale=True)
    live = said(HYPERVISOR, observation("web", condition=RUNNING))
    merged = merge("x", [quiet, live])
    assert (merged.status, merged.is_stale) == (Status.WARNING, False)


def test_an_engine_alone_on_its_host_has_the_engine_family():
    """H-06: hosts lie on `agent`, hosts known only by their engine on `docker-host`."""
    engine = said(RUNTIME, observation("e", ResourceType.AGENT, native_id="engine-1"))
    host = said(AGENT, observation("h", ResourceType.AGENT, native_id="machine-1"))
    assert merge("x", [engine]).series == SeriesTarget(Family.DOCKER_HOST, "engine-1")
    assert merge("x", [engine, host]).series == SeriesTarget(Family.AGENT, "machine-1")


def test_a_disk_is_charted_under_its_serial():
    """H-07: one series set for a disk, whoever measured it."""
    seen = observation(
        "sda", ResourceType.PHYSICAL_DISK, identity=Identity(machine_id="SN-1"), native_id="h/sda"
    )
    assert merge("x", [said(AGENT, seen)]).series == SeriesTarget(Family.DISK, "SN-1")


def test_tags_and_addresses_are_united_and_trimmed():
    """T-04: no outer whitespace leaves the program."""
    one = said(AGENT, observation("w", tags=(" a ", "b")))
    two = said(HYPERVISOR, observation("w", tags=("b", "c", " ")))
    assert merge("x", [one, two]).tags == ("a", "b", "c")


def test_a_source_may_play_several_parts_in_a_thing():
    host = HostFacet(hostname="nas")
    appliance = ApplianceFacet(hostname="nas")
    seen = observation("nas", ResourceType.AGENT, facet=host, more_facets=(appliance,))
    merged = merge("x", [said(source(Role.APPLIANCE), seen)])
    assert (merged.facet(HostFacet), merged.facet(ApplianceFacet)) == (host, appliance)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (Role.AGENT, Role.HYPERVISOR),
        (Role.HYPERVISOR, Role.RUNTIME),
        (Role.RUNTIME, Role.ORCHESTRATOR),
        (Role.RUNTIME, Role.APPLIANCE),
        (Role.RUNTIME, Role.PROBE),
    ],
)
def test_whoever_is_closer_to_the_thing_is_believed_first(better, worse):
    close = said(source(better), observation("close", cpu=0.1, condition=STOPPED))
    far = said(source(worse), observation("far", cpu=0.9, condition=RUNNING), later(5))
    merged = merge("x", [far, close])
    assert (merged.name, merged.metrics[Metric.CPU].value, merged.condition) == (
        "close",
        0.1,
        STOPPED,
    )


def test_of_two_equals_the_newest_measurement_counts():
    old = said(source(connection="b"), observation("x", cpu=0.1))
    new = said(source(connection="a"), observation("x", cpu=0.9), later(5))
    assert merge("x", [old, new]).metrics[Metric.CPU].value == 0.9


def test_a_name_does_not_alternate_between_equals():
    """T-05: whichever of two connections was polled last."""
    one = said(source(connection="a"), observation("one"))
    for at in (NOON, later(5)):
        other = said(source(connection="b"), observation("other"), at)
        assert merge("x", [other, replace(one, collected_at=later(3))]).name == "one"


def test_an_unknown_measurement_takes_nothing_away():
    """A source that measures no CPU leaves the other's as it is, never a zero."""
    inside = said(AGENT, observation("web"), later(9))
    outside = said(HYPERVISOR, observation("web", cpu=0.5))
    assert merge("x", [inside, outside]).metrics[Metric.CPU].value == 0.5


def test_a_thing_was_last_seen_when_any_source_saw_it_last():
    items = [said(AGENT, observation("x"), later(3)), said(RUNTIME, observation("x"), later(7))]
    assert merge("x", items).last_seen_at == later(7)


def test_the_first_id_of_a_machine_stays_and_its_addresses_are_united():
    one = Identity(machine_id="m-1", hostnames=("a",), ip_addresses=("10.0.0.1",))
    two = Identity(machine_id="m-2", dmi_uuid="u", hostnames=("b", " a "), cluster_name="lab")
    items = [
        said(RUNTIME, observation("x", identity=two)),
        said(AGENT, observation("x", identity=one)),
    ]
    assert merge("x", items).identity == Identity(
        machine_id="m-1",
        dmi_uuid="u",
        hostnames=("a", "b"),
        ip_addresses=("10.0.0.1",),
        cluster_name="lab",
    )


def test_the_same_incident_is_told_once():
    """By who reports it, its id there, its code and its words."""
    one = Incident(
        provider="truenas", native_id="1", code="full", severity=Severity.WARNING, summary="Full"
    )
    other = replace(one, native_id="2")
    items = [
        said(AGENT, observation("x", incidents=(one, other))),
        said(HYPERVISOR, observation("x", incidents=(one,))),
    ]
    assert merge("x", items).incidents == (one, other)


def test_every_source_keeps_its_own_facts():
    """A second source takes nothing away from what the first one told (0.1: payloads merge)."""
    inside, outside = HostFacet(hostname="nas"), NodeFacet(node_name="nas", instance="lab")
    items = [
        said(AGENT, observation("x", ResourceType.AGENT, facet=inside)),
        said(HYPERVISOR, observation("x", ResourceType.AGENT, facet=outside)),
    ]
    merged = merge("x", items)
    assert (merged.facet(HostFacet), merged.facet(NodeFacet)) == (inside, outside)


def test_a_disks_temperature_is_the_agents_whichever_source_came_last():
    """H-07: 34 °C by the API and 37 °C by SMART are one disk at 37 °C."""
    smart = said(AGENT, observation("sda", ResourceType.PHYSICAL_DISK, temperature=37))
    api = said(HYPERVISOR, observation("sda", ResourceType.PHYSICAL_DISK, temperature=34), later(9))
    merged = merge("x", [api, smart])
    assert merged.metrics[Metric.TEMPERATURE].value == 37
    assert set(merged.sources) == {AGENT, HYPERVISOR}


def test_a_name_falls_back_to_the_host_name_and_then_to_the_id():
    """T-05: one fallback for every surface."""
    named = observation(" ", identity=Identity(hostnames=("pve1",)), native_id="n")
    nameless = observation("", native_id="n")
    assert merge("x", [said(AGENT, named)]).name == "pve1"
    assert merge("x", [said(AGENT, nameless)]).name == "x"


def test_each_source_has_a_status_of_its_own():
    quiet = said(AGENT, observation("x", native_id="a"), is_stale=True)
    live = said(HYPERVISOR, observation("x", native_id="n"), later(9))
    states = merge("x", [quiet, live]).sources
    assert (states[AGENT].state, states[HYPERVISOR].state) == ("stale", "online")


def linked(*items):
    return merge("x", items, Surroundings(secondaries=frozenset({"vm-other"}))).condition.status


def test_what_the_user_made_one_is_online_if_any_part_is():
    stopped = said(AGENT, observation("x", condition=STOPPED))
    assert linked(stopped, said(RUNTIME, observation("x", condition=RUNNING))) is Status.ONLINE


def test_what_the_user_made_one_is_a_warning_if_its_online_part_went_quiet():
    stopped = said(AGENT, observation("x", condition=STOPPED))
    quiet = said(RUNTIME, observation("x", condition=RUNNING), is_stale=True)
    assert linked(stopped, quiet) is Status.WARNING


def test_what_the_user_made_one_is_offline_if_no_part_is_online():
    parts = [said(by, observation("x", condition=STOPPED)) for by in (AGENT, RUNTIME)]
    assert linked(*parts) is Status.OFFLINE
