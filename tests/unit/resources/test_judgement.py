"""What splitting and merging change, and that each can be taken back by itself."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.ids import NativeId, ResourceId
from pulse_desktop.model.operator import Link, Split
from pulse_desktop.model.resource import Member
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.judgement import Judgement, decisions, merged, split, undone
from pulse_desktop.resources.read_state import ReadState
from simulators import canonical
from simulators.scripted import AGENT

sides = st.sampled_from("abc")
verdicts = st.frozensets(st.builds(Link, sides, sides) | st.builds(Split, sides, sides))


def resource(*members, name=None):
    """A resource that bears the id of its first member."""
    return canonical.resource(
        members[0],
        ResourceType.AGENT,
        members=tuple(
            Member(ResourceId(one), ResourceType.AGENT, f"{one}-name", AGENT, NativeId(one))
            for one in members
        ),
        aliases=members[1:],
        **({"name": name} if name else {}),
    )


def estate(*resources, verdicts=()):
    by_id = MappingProxyType({r.id: r for r in resources})
    return ReadState(1, by_id, verdicts=frozenset(verdicts))


def told(one, state):
    """Each decision in short: merged or apart, and from what."""
    return [
        ("apart" if d.is_apart else "merged", d.other and d.other.name)
        for d in decisions(one, state)
    ]


def test_a_split_keeps_the_leaver_apart_from_every_other_member():
    judgement = split(resource("a", "b", "c"), "b", frozenset())
    assert judgement.said == {Split("b", "a"), Split("b", "c")}


def test_a_split_takes_back_the_links_of_the_leaver_and_no_others():
    """The user's links overrule everything, so they have to go."""
    links = frozenset({Link("a", "b"), Link("a", "c"), Link("b", "x")})
    assert split(resource("a", "b", "c"), "b", links).taken_back == {Link("a", "b")}


def test_a_merge_links_the_first_members_of_both():
    judgement = merged(resource("a", "b"), resource("c", "d"), frozenset())
    assert judgement == Judgement(said=frozenset({Link("a", "c")}))


def test_a_merge_takes_back_the_splits_between_the_two_and_no_others():
    apart = frozenset({Split("d", "a"), Split("b", "c"), Split("a", "x")})
    judgement = merged(resource("a", "b"), resource("c", "d"), apart)
    assert judgement.taken_back == {Split("d", "a"), Split("b", "c")}


@given(verdicts, st.sampled_from("abc"))
def test_undoing_a_split_restores_the_verdicts(before, leaver):
    judgement = split(resource("a", "b", "c"), leaver, before)
    assert judgement.reverse.applied(judgement.applied(before)) == before


@given(verdicts)
def test_undoing_a_merge_restores_the_verdicts(before):
    judgement = merged(resource("a"), resource("b", "c"), before)
    assert judgement.reverse.applied(judgement.applied(before)) == before


@given(verdicts)
def test_undoing_leaves_alone_what_was_decided_meanwhile(before):
    judgement = split(resource("a", "b"), "b", before)
    meanwhile = judgement.applied(before) | {Link("x", "y")}
    assert Link("x", "y") in judgement.reverse.applied(meanwhile)


def test_what_is_kept_apart_is_told_once_on_either_side():
    one, other = resource("a", "b"), resource("c")
    state = estate(one, other, verdicts={Split("c", "a"), Split("c", "b")})
    assert told(one, state) == [("apart", "c-name")]
    assert told(other, state) == [("apart", "a-name")]


def test_a_merge_is_told_by_the_name_of_what_was_merged_into_it():
    one = resource("a", "b", "c")
    assert told(one, estate(one, verdicts={Link("a", "c")})) == [("merged", "c-name")]


def test_what_nobody_reports_now_is_told_without_a_name():
    one = resource("a")
    assert told(one, estate(one, verdicts={Split("x", "a")})) == [("apart", None)]


def test_decisions_about_others_are_not_told():
    one, other = resource("a"), resource("b")
    assert told(one, estate(one, other, verdicts={Split("b", "x")})) == []


def test_a_resource_that_names_no_members_is_its_own():
    one = replace(resource("a"), members=())
    assert merged(one, resource("b"), frozenset()).said == {Link("a", "b")}


@pytest.mark.parametrize("verdict", [Split("c", "a"), Link("a", "c")])
def test_a_decision_is_undone_by_taking_back_what_was_said(verdict):
    one, other = resource("a"), resource("c")
    (decision,) = decisions(one, estate(one, other, verdicts={verdict}))
    assert undone(decision).applied(frozenset({verdict})) == frozenset()
