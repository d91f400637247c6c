"""What the user said, and who holds which place, survives the program."""

import sqlite3
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.operator import (
    NOTHING_KEPT,
    NOTHING_SAID,
    Annotation,
    Kept,
    Link,
    Split,
    Tenancy,
)
from pulse_desktop.resources import operator_store
from pulse_desktop.resources.operator_store import SCHEMA, load, save

WORDS = Annotation(
    web_url="https://wiki.test/web",
    description="Shop front",
    tags=("prod", "Größe"),
    notes="Restart\non Sundays",
)
texts = st.none() | st.text(max_size=8)
annotations = st.builds(
    Annotation,
    web_url=texts,
    description=texts,
    tags=st.none() | st.lists(st.text(max_size=4), max_size=3).map(tuple),
    notes=texts,
)


def opened():
    handle = sqlite3.connect(":memory:")
    handle.executescript(SCHEMA)
    return handle


@pytest.fixture
def handle():
    made = opened()
    yield made
    made.close()


def saying(**by_resource):
    return Kept(annotations=MappingProxyType(by_resource))


def holding(holder, origin="c1", place="host/web"):
    return Tenancy(source="docker", type="app-container", place=place, holder=holder, origin=origin)


@given(st.dictionaries(st.text(max_size=4), annotations, max_size=4))
def test_words_come_back_as_they_were_said(said):
    """D-02: kept in the estate's database."""
    handle = opened()
    save(handle, saying(**said), is_judged=False)
    found = load(handle).annotations
    handle.close()
    assert found == {resource: words for resource, words in said.items() if not words.is_silent}


def test_nothing_said_differs_from_said_to_be_empty(handle):
    save(handle, saying(vm1=Annotation(web_url="", tags=())), is_judged=False)
    words = load(handle).annotations["vm1"]
    assert (words.web_url, words.description, words.tags) == ("", None, ())


def test_later_words_replace_earlier_ones_and_leave_the_others(handle):
    save(handle, saying(vm1=WORDS, vm2=WORDS), is_judged=False)
    save(handle, saying(vm1=Annotation(notes="Moved")), is_judged=False)
    assert load(handle).annotations == {"vm1": Annotation(notes="Moved"), "vm2": WORDS}


def test_words_that_were_taken_back_leave_nothing_behind(handle):
    save(handle, saying(vm1=WORDS), is_judged=False)
    save(handle, saying(vm1=NOTHING_SAID), is_judged=False)
    assert load(handle).annotations == {}


def test_the_verdicts_on_disk_are_those_in_force(handle):
    first = frozenset({Link("agent-1", "agent-2"), Split("agent-3", "agent-1")})
    then = frozenset({Link("agent-1", "agent-2")})
    save(handle, Kept(verdicts=first), is_judged=True)
    assert load(handle).verdicts == first
    save(handle, Kept(verdicts=then), is_judged=True)
    assert load(handle).verdicts == then


def test_a_commit_without_a_verdict_leaves_the_verdicts_alone(handle):
    verdicts = frozenset({Split("agent-3", "agent-1")})
    save(handle, Kept(verdicts=verdicts), is_judged=True)
    save(handle, saying(vm1=WORDS), is_judged=False)
    assert load(handle).verdicts == verdicts


def test_verdicts_that_were_all_taken_back_are_gone(handle):
    save(handle, Kept(verdicts=frozenset({Link("agent-1", "agent-2")})), is_judged=True)
    save(handle, Kept(), is_judged=True)
    assert load(handle).verdicts == frozenset()


def test_who_took_a_place_over_replaces_who_had_it(handle):
    save(handle, Kept(tenancies=(holding("c1"),)), is_judged=False)
    save(handle, Kept(tenancies=(holding("c2"),)), is_judged=False)
    assert load(handle).tenancies == (holding("c2"),)


def test_several_may_hold_one_place(handle):
    both = (holding("c1"), holding("c2", origin="c2"))
    save(handle, Kept(tenancies=(holding("c3"), holding("c1", place="host/db"))), is_judged=False)
    save(handle, Kept(tenancies=both), is_judged=False)
    assert load(handle).tenancies == (holding("c1", place="host/db"), *both)


def test_saving_twice_is_saving_once(handle):
    kept = Kept(
        annotations=MappingProxyType({"vm1": WORDS}),
        verdicts=frozenset({Link("agent-1", "agent-2")}),
        tenancies=(holding("c2"),),
    )
    save(handle, kept, is_judged=True)
    save(handle, kept, is_judged=True)
    assert load(handle) == kept


def test_of_places_that_never_changed_hands_the_oldest_are_forgotten(handle, monkeypatch):
    monkeypatch.setattr(operator_store, "FIRST_HOLDERS_KEPT", 2)
    moved = holding("c9", origin="c1", place="host/moved")
    named = [holding(name, origin=name, place=f"host/{name}") for name in "abc"]
    for tenancy in (moved, *named):
        save(handle, Kept(tenancies=(tenancy,)), is_judged=False)
    assert load(handle).tenancies == (moved, *named[1:])


def test_a_file_of_an_earlier_version_has_nothing_to_tell():
    handle = sqlite3.connect(":memory:")
    found = load(handle)
    handle.close()
    assert found == NOTHING_KEPT
