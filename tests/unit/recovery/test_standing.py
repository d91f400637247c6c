"""A-03: protected, stale, never, and what nobody can say."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pulse_desktop.model.recovery import Plan, PointMode, PointOutcome
from pulse_desktop.recovery.history import histories
from pulse_desktop.recovery.standing import Evidence, Freshness, Look, Posture, standing
from simulators.recovery import ago, nightly, numbered, point, snapshots
from simulators.scripted import AGENT, HYPERVISOR, NOON, source

DAY = timedelta(days=1)
FAILED = PointOutcome.FAILED


def look(said_by=HYPERVISOR, *, hours=0, is_complete=True):
    return Look(said_by, ago(hours), (), is_complete)


SEEN_THROUGH = (look(),)


def judged(*points, looks=SEEN_THROUGH, now=NOON, **fields):
    """What follows from points that the first of these looks found."""
    told = histories(looks[0].source, points) if looks else ()
    return standing(Evidence(histories=told, looks=looks, **fields), now)


def test_a_copy_of_last_night_protects():
    """A-03."""
    assert judged(*nightly()).posture is Posture.PROTECTED


def test_a_copy_is_stale_when_a_night_was_missed():
    """A-03: 36 h for what is copied every night."""
    assert judged(*nightly(last=36)).posture is Posture.PROTECTED
    assert judged(*nightly(last=37)).posture is Posture.STALE


def test_a_weekly_copy_is_not_stale_after_five_days():
    weekly = [point(120 + 168 * week) for week in range(4)]
    assert judged(*weekly).posture is Posture.PROTECTED


def test_a_plan_knows_the_rhythm_better_than_the_copies():
    plan = Plan(subject=numbered(), every=7 * DAY)
    assert judged(*nightly(last=120), plans=(plan,)).posture is Posture.PROTECTED


def synced(weekly, *, stores):
    """What follows from weekly copies that so many stores hold, each told by its own source."""
    keepers = [source(connection=f"vault-{number}") for number in range(stores)]
    told = tuple(history for keeper in keepers for history in histories(keeper, weekly))
    looks = tuple(look(keeper, is_complete=False) for keeper in keepers)
    return standing(Evidence(histories=told, looks=looks), NOON)


@pytest.mark.parametrize("stores", [1, 2, 3])
def test_copies_that_are_synced_elsewhere_keep_their_rhythm(stores):
    """A-03: a sync keeps the time of a backup, so that each is told once by every store."""
    found = synced([point(72 + 168 * week) for week in range(8)], stores=stores)
    assert (found.posture, found.every) == (Posture.PROTECTED, 7 * DAY)


def test_where_copies_have_several_rhythms_the_shortest_is_asked_for():
    """A-03: that a copy goes elsewhere every week allows no night to be missed."""
    weekly = [point(60 + 168 * week) for week in range(4)]
    told = histories(HYPERVISOR, nightly(last=60)) + histories(AGENT, weekly)
    looks = (look(), look(AGENT, is_complete=False))
    found = standing(Evidence(histories=told, looks=looks), NOON)
    assert (found.posture, found.every) == (Posture.STALE, DAY)


def test_what_was_seen_through_and_has_no_copy_was_never_protected():
    """A-03."""
    assert judged().posture is Posture.NEVER


def test_what_only_failed_was_never_protected():
    """A-03."""
    assert judged(*nightly(outcome=FAILED)).posture is Posture.NEVER


def test_runs_that_ended_with_warnings_made_copies():
    """A-03: never protected, beside a number of copies, would contradict itself."""
    found = judged(*nightly(outcome=PointOutcome.WARNING))
    assert (found.posture, found.count) == (Posture.PROTECTED, 5)


def test_a_copy_that_was_found_broken_is_not_counted():
    assert judged(point(1, is_verified=False)).count == 0


def test_where_nobody_looked_nothing_is_known():
    """A-03: that nobody knows of a copy is not that there is none."""
    assert judged(looks=()).posture is Posture.UNKNOWN


def test_where_nobody_looked_there_is_no_number_of_copies():
    """Absent is not zero."""
    assert judged(looks=()).count is None
    assert judged().count == 0


def test_who_only_stores_copies_cannot_say_that_there_are_none():
    assert judged(looks=(look(is_complete=False),)).posture is Posture.UNKNOWN


def test_who_only_stores_copies_can_say_that_there_is_one():
    assert judged(*nightly(), looks=(look(is_complete=False),)).posture is Posture.PROTECTED


@pytest.mark.parametrize("points", [(), nightly()])
def test_from_a_look_of_long_ago_nothing_follows(points):
    later = NOON + timedelta(hours=37)
    assert judged(*points, now=later).posture is Posture.UNKNOWN


def test_an_age_is_counted_to_when_its_source_looked():
    """A copy may have been made since."""
    assert judged(*nightly(last=20), now=NOON + timedelta(hours=20)).posture is Posture.PROTECTED


def test_one_source_that_has_a_fresh_copy_is_enough():
    told = histories(HYPERVISOR, nightly(last=90)) + histories(AGENT, nightly())
    evidence = Evidence(histories=told, looks=(look(), look(AGENT, is_complete=False)))
    assert standing(evidence, NOON).posture is Posture.PROTECTED


def test_while_one_who_stores_copies_is_silent_nobody_knows_of_a_newer_one():
    told = histories(HYPERVISOR, nightly(last=90)) + histories(AGENT, nightly(last=90))
    looks = (look(), look(AGENT, hours=80, is_complete=False))
    assert standing(Evidence(histories=told, looks=looks), NOON).posture is Posture.UNKNOWN


def test_a_fresh_snapshot_does_not_stand_in_for_a_copy_that_is_late():
    found = judged(*nightly(last=90), snapshots(1, numbered()))
    assert found.posture is Posture.STALE
    assert found.chain == {PointMode.SNAPSHOT: Freshness.FRESH, PointMode.REMOTE: Freshness.OLD}


def test_snapshots_count_where_nothing_was_ever_copied_elsewhere():
    found = judged(snapshots(1, numbered()))
    assert found.posture is Posture.PROTECTED
    assert found.is_snapshot_only


def test_the_last_good_copy_is_the_newest_that_is_whole():
    """X-11: a copy that was found broken is none."""
    broken = point(1, is_verified=False)
    good = point(25)
    found = judged(broken, good)
    assert found.last_good is good
    assert found.has_failed


def test_a_failed_run_after_the_last_good_one_is_told():
    found = judged(point(2, outcome=FAILED), *nightly())
    assert found.posture is Posture.PROTECTED
    assert found.has_failed


def test_a_failed_run_before_the_last_good_one_is_past():
    assert not judged(*nightly(last=2), point(14, outcome=FAILED)).has_failed


def test_a_run_under_way_has_not_failed():
    assert not judged(point(0, outcome=PointOutcome.RUNNING), *nightly()).has_failed


def test_the_next_run_is_the_first_that_is_planned():
    plans = tuple(
        Plan(subject=numbered(), next_at=NOON + timedelta(hours=hours)) for hours in (14, 8)
    )
    assert judged(plans=(*plans, Plan(subject=numbered()))).next_at == NOON + timedelta(hours=8)


def test_all_points_are_listed_newest_first_with_who_tells_them():
    told = histories(HYPERVISOR, [point(3), point(1)]) + histories(AGENT, [point(2)])
    looks = (look(), look(AGENT, is_complete=False))
    found = standing(Evidence(histories=told, looks=looks), NOON)
    assert [(source, p.at) for source, p in found.points()] == [
        (HYPERVISOR, ago(1)),
        (AGENT, ago(2)),
        (HYPERVISOR, ago(3)),
    ]


def test_a_point_of_the_future_is_of_now():
    """A clock that runs ahead makes no copy stale."""
    assert judged(replace(point(0), completed_at=NOON + DAY)).posture is Posture.PROTECTED
