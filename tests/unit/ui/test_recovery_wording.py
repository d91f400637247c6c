"""How a standing is written."""

from datetime import UTC, timedelta

import pytest

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.recovery import PointKind, PointMode, PointOutcome
from pulse_desktop.recovery.history import histories
from pulse_desktop.recovery.standing import Evidence, Freshness, Look, standing
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.recovery import wording
from simulators.recovery import nightly, numbered, point, snapshots
from simulators.scripted import HYPERVISOR, NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def formats():
    """Spells times in UTC, wherever the test runs."""
    utc = UTC
    return Formats(
        time=lambda at: at.astimezone(utc).strftime("%H:%M"),
        date=lambda at: at.astimezone(utc).strftime("%d %b %Y"),
        moment=lambda at: at.astimezone(utc).strftime("%d %b %Y %H:%M"),
        weekday=lambda at: at.astimezone(utc).strftime("%a"),
    )


def found(*points):
    look = Look(HYPERVISOR, NOON, ("vault",), is_complete=True)
    return standing(Evidence(histories=histories(HYPERVISOR, points), looks=(look,)), NOON)


@pytest.mark.parametrize(
    ("ahead", "text"),
    [
        (14 * HOUR, "02:00"),
        (38 * HOUR, "Sat 02:00"),
        (10 * DAY, "11 Jan 2026"),
        (-HOUR, "overdue"),
    ],
)
def test_the_nearer_the_next_run_the_shorter_it_is_told(formats, ahead, text):
    assert wording.next_run(NOON + ahead, NOON, formats) == text


def test_what_is_not_planned_is_not_told(formats):
    assert wording.next_run(None, NOON, formats) == "—"


@pytest.mark.parametrize(
    ("rhythm", "text"),
    [(DAY, "Daily"), (23 * HOUR, "Daily"), (7 * DAY, "Weekly"), (6 * HOUR, "Every 6h 0m")],
)
def test_a_rhythm_has_a_word_where_there_is_one(formats, rhythm, text):
    assert wording.every(rhythm, formats) == text


def test_a_chain_is_spoken_in_words(formats):
    chain = {PointMode.SNAPSHOT: Freshness.FRESH, PointMode.REMOTE: Freshness.OLD}
    assert wording.spoken_chain(chain, formats) == "snapshot fresh, no local copy, remote copy old"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "—"),
        ({"is_verified": False}, "✗ Broken"),
        ({"is_verified": True}, "✓ Verified"),
        ({"is_verified": True, "verified_at": NOON}, "✓ 01 Jan 2026"),
    ],
)
def test_a_copy_is_verified_broken_or_not_looked_at(formats, fields, text):
    assert wording.verified(point(1, **fields), formats) == text


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (point(1), "Backup"),
        (point(1, mode=PointMode.LOCAL), "Backup, local"),
        (snapshots(1), "Snapshot"),
        (point(1, kind=PointKind.OTHER), "Other copy"),
    ],
)
def test_a_point_says_what_it_is(formats, made, text):
    assert wording.kind(made, formats) == text


def test_a_copy_that_was_found_broken_is_critical_although_it_was_made():
    assert wording.outcome_shape(point(1, is_verified=False)) is Shape.CRITICAL
    assert wording.outcome_shape(point(1)) is Shape.OK


def test_what_keeps_a_copy_is_told(formats):
    kept = point(1, is_protected=True, is_encrypted=True)
    assert wording.guarded(kept, formats) == "Kept from pruning, Encrypted"
    assert wording.guarded(point(1), formats) == ""


def test_a_place_has_its_namespace():
    assert wording.where(point(1, store="vault")) == "vault"
    assert wording.where(point(1, numbered(namespace="lab"), store="vault")) == "vault / lab"
    assert wording.where(point(1)) == "—"


def test_copies_of_nothing_known_say_what_they_tell_of_themselves(formats):
    lost = histories(HYPERVISOR, nightly(numbered(7, name="old-mail"), store="vault"))
    assert wording.strays(lost, formats) == "VM 7, old-mail, vault: 5"


def test_of_many_such_a_few_are_told(formats):
    lost = histories(HYPERVISOR, [point(1, numbered(vmid)) for vmid in range(20)])
    *told, rest = wording.strays(lost, formats).splitlines()
    assert (len(told), rest) == (12, "and 8 more")


def test_a_plan_is_told_with_its_next_run(formats):
    presentation = Presentation(formats=formats, now=lambda: NOON)
    assert wording.plan(found(*nightly()), presentation) == "Daily"
    assert wording.last_good(found(*nightly()), presentation) == "01 Jan 2026 02:00 · 10 h ago"
    assert wording.last_good(found(), presentation) == "—"


@pytest.mark.parametrize(
    ("looks", "later", "words"),
    [
        ((), 0, "No connection that is polled knows"),
        ((Look(HYPERVISOR, NOON, (), is_complete=False),), 0, "No good copy was found"),
        ((Look(HYPERVISOR, NOON, (), is_complete=True),), 60, "Who knows of its copies has not"),
    ],
)
def test_why_something_is_not_known_is_said(looks, later, words):
    unknown = standing(Evidence(looks=looks), NOON + later * HOUR)
    assert str(wording.reason(unknown)).startswith(words)


def test_a_run_under_way_is_changing():
    assert wording.outcome_shape(point(0, outcome=PointOutcome.RUNNING)) is Shape.CHANGING
