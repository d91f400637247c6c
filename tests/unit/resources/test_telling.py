"""A change is what one and the same source says otherwise, never that another one is believed."""

from datetime import timedelta

import pytest

from pulse_desktop.model.facet import NodeFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.resources.registry import Registry
from simulators.scripted import later, observation, snapshot, source

NEAR = source(Role.HYPERVISOR, "a", "cluster")
FAR = source(Role.HYPERVISOR, "b", "cluster")
"""Two connections to one cluster; of equals the nearer one is believed."""

MINUTE = timedelta(seconds=60)


class Watch:
    """A registry that connections speak to, each time ten seconds later."""

    def __init__(self):
        self.registry = Registry(SeriesIndex())
        self.seconds = 0

    def told(self, said_by, *seen):
        """The sentences that this look adds to the timeline."""
        self.seconds += 10
        commit = self.registry.apply(snapshot(*seen, said_by=said_by, at=later(self.seconds)))
        return [str(change.text) for change in commit.changes]

    def quiet(self, which):
        """``which`` has not spoken for more than a minute."""
        self.seconds += 61
        self.registry.expire(which, MINUTE, later(self.seconds))


@pytest.fixture
def watch():
    return Watch()


def node(updates=None, identity=None, **given):
    facet = NodeFacet(node_name="pve1", instance="home", pending_updates=updates)
    known = identity or Identity()
    return observation("pve1", ResourceType.AGENT, facet=facet, identity=known, **given)


VIEWS = {
    "a fact": (node(3), node(9)),
    "a count of restarts": (node(restart_count=5), node(restart_count=0)),
    "a start": (node(started_at=later(-10)), node(started_at=later(-9000))),
    "a clock": (node(started_at=later(1000)), node(started_at=later(-9000))),
    "an identity": (
        node(identity=Identity(hostnames=("pve1",), ip_addresses=("10.0.0.1",))),
        node(identity=Identity(hostnames=("pve1",), ip_addresses=("10.9.9.9",))),
    ),
}


@pytest.mark.parametrize("views", VIEWS.values(), ids=VIEWS)
def test_two_connections_that_see_a_thing_differently_tell_nothing_by_going_quiet(watch, views):
    """L-01: going stale, and coming back, is no change of the thing."""
    near, far = views
    watch.told(NEAR, near)
    assert watch.told(FAR, far) == []
    watch.quiet(NEAR)
    assert watch.told(FAR, far) == []
    assert watch.told(NEAR, near) == []


def test_what_a_source_says_otherwise_after_it_was_quiet_is_told_by_its_own_words(watch):
    """L-01: against what it said itself, not against what was believed meanwhile."""
    watch.told(NEAR, node(3))
    watch.told(FAR, node(9))
    watch.quiet(NEAR)
    watch.told(FAR, node(9))
    assert watch.told(NEAR, node(4)) == ["Updates to install: 3 → 4"]


def test_what_another_connection_told_meanwhile_is_told_once(watch):
    watch.told(NEAR, node(3))
    watch.told(FAR, node(3))
    watch.quiet(NEAR)
    assert watch.told(FAR, node(4)) == ["Updates to install: 3 → 4"]
    assert watch.told(NEAR, node(4)) == []


def test_a_change_that_the_believed_connection_sees_last_is_told_once(watch):
    watch.told(NEAR, node(3))
    watch.told(FAR, node(3))
    assert watch.told(FAR, node(4)) == []
    assert watch.told(NEAR, node(4)) == ["Updates to install: 3 → 4"]


def test_a_connection_that_is_removed_leaves_the_other_ones_view_without_a_word(watch):
    watch.told(NEAR, node(3))
    watch.told(FAR, node(9))
    assert watch.registry.withdraw(NEAR, later(30)).changes == ()


def test_a_restart_that_two_connections_see_is_told_once(watch):
    watch.told(NEAR, node(restart_count=5))
    watch.told(FAR, node(restart_count=5))
    watch.quiet(NEAR)
    assert watch.told(FAR, node(restart_count=6)) == ["Restarted, 6 times so far"]
    again = node(restart_count=6, tags=("web",))
    assert watch.told(NEAR, again) == ["Tags changed to web"]


@pytest.mark.parametrize("skew_s", [-60, 5, 60])
def test_a_start_that_another_connection_told_meanwhile_is_told_once(watch, skew_s):
    """Also where the clocks of the two differ."""
    watch.told(NEAR, node(started_at=later(-9000)))
    watch.told(FAR, node(started_at=later(-9000)))
    watch.quiet(NEAR)
    assert watch.told(FAR, node(started_at=later(90))) == ["Restarted"]
    watch.seconds += 100
    watch.told(FAR, node(started_at=later(90)))
    again = node(started_at=later(90 + skew_s), tags=("web",))
    assert watch.told(NEAR, again) == ["Tags changed to web"]


def test_a_start_a_moment_ago_is_told_once_by_clocks_that_differ(watch):
    watch.told(NEAR, node(started_at=later(-9000)))
    watch.told(FAR, node(started_at=later(-9000)))
    watch.quiet(NEAR)
    assert watch.told(FAR, node(started_at=later(90))) == ["Restarted"]
    again = node(started_at=later(95), tags=("web",))
    assert watch.told(NEAR, again) == ["Tags changed to web"]


def test_evidence_of_a_source_that_had_none_is_no_change(watch):
    watch.told(NEAR, node(identity=Identity(ip_addresses=("10.0.0.1",))))
    watch.told(FAR, node())
    watch.quiet(NEAR)
    assert watch.told(FAR, node(identity=Identity(ip_addresses=("10.0.0.2",)))) == []


def test_of_two_things_of_one_connection_each_has_its_own_word(watch):
    """One machine that is listed twice, with a fact of its own in each entry."""
    machine = Identity(machine_id="m-1")
    first, second = node(3, machine, native_id="1"), node(9, machine, native_id="2")
    watch.told(NEAR, first, second)
    assert watch.told(NEAR, second) == []
