"""All workloads of a state, each with its standing."""

from dataclasses import replace

import pytest

from pulse_desktop.model.recovery import PointMode
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.recovery.audit import audit
from pulse_desktop.recovery.standing import Posture
from pulse_desktop.resources.registry import Registry
from simulators.recovery import guest, named, nightly, numbered, stored, survey
from simulators.scripted import AGENT, NOON, RUNTIME, later, observation, snapshot


@pytest.fixture
def registry():
    return Registry(SeriesIndex())


@pytest.fixture
def vaulted(registry):
    """A hypervisor with two guests, and somebody else who stores copies of one of them."""
    registry.apply(snapshot(guest("web", 100), guest("wiki", 101), survey=survey()))
    registry.apply(snapshot(said_by=AGENT, survey=stored(*nightly(numbered(100)))))
    return registry


def postures(state, **fields):
    found = audit(state, NOON, **fields)
    return {state.by_id[one].name: each.posture for one, each in found.standings.items()}


def test_copies_count_for_the_guest_whoever_stores_them(vaulted):
    """A-03, X-11."""
    assert postures(vaulted.state) == {"web": Posture.PROTECTED, "wiki": Posture.NEVER}


def test_a_workload_that_nobody_looked_for_is_unknown(vaulted):
    """A-03."""
    vaulted.apply(snapshot(observation("app", ResourceType.APP_CONTAINER), said_by=RUNTIME))
    found = audit(vaulted.state, NOON)
    assert found.counts == {Posture.PROTECTED: 1, Posture.NEVER: 1, Posture.UNKNOWN: 1}
    assert found.known == 2


def test_only_workloads_are_audited(registry):
    registry.apply(snapshot(observation("pool", ResourceType.STORAGE), survey=survey()))
    assert audit(registry.state, NOON).standings == {}


def test_points_of_what_is_no_workload_are_not_nobodys(registry):
    pool = observation("pool", ResourceType.STORAGE)
    registry.apply(snapshot(pool, survey=survey(*nightly(named("pool")))))
    assert audit(registry.state, NOON).strays == ()


def test_points_that_are_nobodys_are_kept_apart(vaulted):
    """X-11: what is ambiguous is left unattributed, and not lost."""
    lost = stored(*nightly(numbered(100)), *nightly(numbered(999)))
    vaulted.apply(snapshot(said_by=AGENT, survey=lost, at=later(10)))
    (stray,) = audit(vaulted.state, NOON).strays
    assert (stray.subject, stray.count) == (numbered(999), 5)


def test_a_source_that_left_takes_what_it_proved_along(vaulted):
    """P-12."""
    vaulted.withdraw(AGENT, later(10))
    assert postures(vaulted.state) == {"web": Posture.NEVER, "wiki": Posture.NEVER}


def test_a_look_covers_only_what_its_source_runs(registry):
    registry.apply(snapshot(guest("web"), survey=survey()))
    registry.apply(snapshot(guest("other", 7), said_by=RUNTIME))
    assert postures(registry.state) == {"web": Posture.NEVER, "other": Posture.UNKNOWN}


def test_a_look_covers_only_the_kinds_that_it_is_complete_for(registry):
    app = observation("app", ResourceType.APP_CONTAINER)
    registry.apply(snapshot(guest("web"), app, survey=survey()))
    assert postures(registry.state) == {"web": Posture.NEVER, "app": Posture.UNKNOWN}


def test_a_look_covers_none_that_it_is_unsure_of(registry):
    web, wiki = guest("web", 100), guest("wiki", 101)
    unsure = replace(survey(), unsure_of=frozenset({wiki.native_id}))
    registry.apply(snapshot(web, wiki, survey=unsure))
    assert postures(registry.state) == {"web": Posture.NEVER, "wiki": Posture.UNKNOWN}


def test_what_was_sorted_before_is_not_sorted_again(vaulted):
    before = audit(vaulted.state, NOON)
    vaulted.apply(snapshot(guest("web", 100), guest("wiki", 101), at=later(10)))
    after = audit(vaulted.state, NOON, before)
    assert after.by_source[AGENT] is before.by_source[AGENT]
    assert after.standings == before.standings


def test_newer_points_are(vaulted):
    before = audit(vaulted.state, NOON)
    renewed = stored(*nightly(numbered(101)))
    vaulted.apply(snapshot(said_by=AGENT, survey=renewed, at=later(10)))
    assert postures(vaulted.state, before=before) == {
        "web": Posture.NEVER,
        "wiki": Posture.PROTECTED,
    }


def test_who_looked_is_told(vaulted):
    assert {look.source for look in audit(vaulted.state, NOON).looks} == {
        AGENT,
        *vaulted.state.surveys,
    }


def test_a_copy_that_two_sources_tell_of_counts_once(registry):
    """A-03: its cluster lists what a backup server keeps, and the server tells it itself."""
    copies = nightly(numbered(100), nights=3)
    listed = tuple(replace(point, subject=named("web"), id=f"pve-{point.id}") for point in copies)
    own = replace(listed[0], id="pve-own", mode=PointMode.LOCAL)
    registry.apply(snapshot(guest("web", 100), survey=survey(*listed, own)))
    registry.apply(snapshot(said_by=AGENT, survey=stored(*copies)))
    (standing,) = audit(registry.state, NOON).standings.values()
    assert (standing.posture, standing.count) == (Posture.PROTECTED, 4)


def test_a_copy_that_only_its_cluster_tells_of_stays(registry):
    """A-03: the backup server was not asked, or lost what it had."""
    listed = nightly(named("web"), nights=3)
    registry.apply(snapshot(guest("web", 100), survey=survey(*listed)))
    registry.apply(snapshot(said_by=AGENT, survey=stored(*nightly(numbered(100), nights=1))))
    (standing,) = audit(registry.state, NOON).standings.values()
    assert standing.count == 3
