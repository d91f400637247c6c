"""What is kept for the next start comes back as it was."""

from types import MappingProxyType

import msgspec
import pytest

from pulse_desktop.model.condition import Condition, Shape, Status
from pulse_desktop.model.errors import Category
from pulse_desktop.model.poll import (
    Attempt,
    Breaker,
    IssueSummary,
    Observed,
    Outcome,
    PollError,
    PollRecord,
)
from pulse_desktop.model.snapshot import Activity, Issue, ResourceType, Snapshot
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.last_seen import decode, encode
from simulators.scripted import NOON, observation, snapshot

NESTED = mark("Test", "{title}: {share} of {n}").given(
    title=mark("Test", "{what} missing").given(what="Disk"), share=0.5, n=3
)


def kept(value):
    return decode(encode(value), Snapshot)


def test_a_sentence_within_a_sentence_is_kept():
    word = Condition(Status.WARNING, Shape.WARNING, NESTED)
    seen = snapshot(observation("web", condition=word), issues=(Issue("a", "b", NESTED),))
    assert kept(seen).observations[0].condition.word == NESTED
    assert str(kept(seen).issues[0].message) == "Disk missing: 0.5 of 3"


def test_what_an_activity_told_is_kept():
    told = Activity(
        "1",
        "web",
        ResourceType.VM,
        NOON,
        NESTED,
        actor="root",
        details=MappingProxyType({"a": "b"}),
    )
    assert kept(snapshot(activities=(told,))).activities == (told,)


def test_a_sentence_of_the_form_before_nesting_is_still_read():
    body = encode(snapshot(issues=(Issue("a", "b", mark("Test", "{n} left").given(n=3)),)))
    plain = msgspec.json.decode(body)
    assert plain["issues"][0]["message"]["parameters"] == {"n": 3}
    assert str(kept(snapshot(issues=(Issue("a", "b", NESTED),))).issues[0].message)


@pytest.mark.parametrize("parameter", [[1], {"context": 1}, None])
def test_a_parameter_that_is_neither_a_value_nor_a_sentence_is_refused(parameter):
    body = encode(snapshot(issues=(Issue("a", "b", mark("T", "{n}").given(n="X")),)))
    broken = body.replace(b'"X"', msgspec.json.encode(parameter))
    with pytest.raises(msgspec.DecodeError):
        decode(broken, Snapshot)


FULL = PollRecord(
    interval_s=0.2,
    last_attempt_at=NOON,
    last_success_at=NOON,
    consecutive_failures=4,
    breaker=Breaker.HALF_OPEN,
    rejections=1,
    target="0123456789abcdef",
    last_error=PollError(NOON, NESTED, Category.AUTH),
    next_poll_at=NOON,
    not_before=NOON,
    attempts=(Attempt(NOON, Outcome.DEGRADED, 12.5),),
    observed=Observed(
        collected_at=NOON,
        counts={"vms": 3},
        issues=(IssueSummary(stage="a", category="b", message=NESTED, occurrences=7),),
        issue_count=9,
    ),
)


def test_a_record_comes_back_whole():
    """P-01: one record, also over a restart."""
    assert decode(encode(FULL), PollRecord) == FULL


def test_a_record_from_before_breakers_and_occurrences_is_still_read():
    body = msgspec.json.decode(encode(FULL))
    for name in ("breaker", "target", "not_before"):
        del body[name]
    del body["observed"]["issues"][0]["occurrences"]
    old = decode(msgspec.json.encode(body), PollRecord)
    assert (old.breaker, old.target, old.observed.issues[0].occurrences) == ("closed", "", 1)
