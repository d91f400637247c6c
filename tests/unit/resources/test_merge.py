"""Merging is a function of the set of contributions, not of their arrival."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.condition import OFFLINE, RUNNING, UNKNOWN, Shape, Status
from pulse_desktop.model.facet import ApplianceFacet, HostFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.resources.merge import Contribution, merge
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
