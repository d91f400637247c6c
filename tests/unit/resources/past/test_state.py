"""The read model of an earlier instant."""

import struct
from datetime import timedelta

from hypothesis import given

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from simulators.lives import MINUTE, Life, lives
from simulators.scripted import HYPERVISOR, NOON, observation

NODE = observation("node", ResourceType.AGENT, cpu=0.5)


def lived(*polls):
    return Life().live([(HYPERVISOR, (NODE, *guests)) for guests in polls])


def named(state, name):
    return next(one for one in state.by_id.values() if one.name == name)


def rounded(value):
    """As history keeps it."""
    return struct.unpack("f", struct.pack("f", value))[0]


def figures(resource, at):
    """What was measured at ``at``; older values are there but do not count."""
    return {
        metric: rounded(measured.value)
        for metric, measured in resource.metrics.items()
        if measured.at == at
    }


@given(lives)
def test_placement_and_figures_are_those_that_were_published(polls):
    """H-05: each series is found by the row it belongs to, also of what is gone."""
    life = Life().live(polls)
    for at, state in life.states:
        past = life.past(at)
        assert past.by_id.keys() == state.by_id.keys()
        for identity, was in state.by_id.items():
            found = past.by_id[identity]
            assert (found.parent_id, found.parent_name) == (was.parent_id, was.parent_name)
            assert found.child_count == was.child_count
            assert figures(found, at) == figures(was, at)


@given(lives)
def test_who_was_heard_stands_as_was_published(polls):
    life = Life().live(polls)
    for at, state in life.states:
        for identity, found in life.past(at).by_id.items():
            if not found.is_stale:
                assert found.condition == state.by_id[identity].condition


def test_a_reading_that_no_longer_counts_is_absent():
    life = lived([observation("web", cpu=0.25)])
    life.poll(HYPERVISOR, (NODE, observation("web")), NOON + 9 * MINUTE)
    assert named(life.past(NOON + 5 * MINUTE), "web").metrics == {}
    assert (
        named(life.past(NOON + 30 * timedelta(seconds=1)), "web").metrics[Metric.CPU].value == 0.25
    )


def test_what_nobody_was_heard_of_at_the_time_is_stale():
    """H-12: an hour in which nothing was recorded is no hour in which all was well."""
    life = lived([observation("web")])
    life.poll(HYPERVISOR, (NODE, observation("web")), NOON + 60 * MINUTE)
    then = life.past(NOON + 30 * MINUTE)
    assert then.at is None
    assert {one.condition.shape for one in then.by_id.values()} == {Shape.UNKNOWN}
    assert all(one.is_stale for one in then.by_id.values())


def test_what_history_and_timeline_do_not_tell_is_absent():
    life = lived([observation("web", tags=("media",), restart_count=2, web_url="https://web.lan")])
    web = named(life.past(NOON), "web")
    assert (web.tags, web.restart_count, web.web_url) == ((), None, None)
    assert (web.facets, web.facts, web.started_at) == ((), (), None)


def test_what_is_gone_has_its_figures():
    life = lived([observation("web", native_id=NativeId("lab:101"), cpu=0.75)], [])
    web = named(life.past(NOON), "web")
    assert web.metrics[Metric.CPU].value == 0.75
    assert web.id not in life.registry.state.by_id


def test_a_parent_that_did_not_exist_yet_has_no_children():
    child = observation("web", parent=NativeId("later"))
    life = lived([child], [child, observation("later", ResourceType.AGENT, cpu=0.1)])
    assert named(life.past(NOON), "web").parent_id is None
    assert named(life.past(NOON + MINUTE), "later").child_count == 1
