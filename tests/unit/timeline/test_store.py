"""The one log of changes: written once, read newest first, through its indexes."""

import sqlite3
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.text import mark
from pulse_desktop.timeline.store import SCHEMA, append, earliest_at, events, selection

START = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture(scope="session")
def timeline():
    """Makes a fresh timeline."""

    def make():
        handle = sqlite3.connect(":memory:")
        handle.executescript(SCHEMA)
        return handle

    return make


@pytest.fixture
def handle(timeline):
    opened = timeline()
    yield opened
    opened.close()


def change(name, at=0, **given):
    values = {
        "id": name,
        "at": START + timedelta(seconds=at),
        "resource": "vm-1",
        "resource_name": "web",
        "kind": ChangeKind.STATE_TRANSITION,
        "source": "src",
        "text": mark("Changes", "{name} started.").given(name="web"),
    }
    return Change(**values | given)


def names(found):
    return [one.id for one in found]


def test_what_is_entered_comes_back_whole(handle):
    entered = change(
        "a",
        from_state="offline",
        to_state="online",
        metadata=MappingProxyType({"task": "UPID:1", "wer": "jürgen"}),
        text=mark("Changes", "{n} of {share} done").given(n=3, share=0.5),
    )
    append(handle, [entered])
    assert events(handle) == (entered,)


def test_the_newest_comes_first(handle):
    append(handle, [change("old", 1), change("new", 3), change("middle", 2)])
    assert names(events(handle)) == ["new", "middle", "old"]


def test_of_two_at_one_instant_the_later_entered_comes_first(handle):
    append(handle, [change("first"), change("second")])
    assert names(events(handle)) == ["second", "first"]


def test_the_same_change_twice_is_one_entry_and_stays_as_it_was(handle):
    append(handle, [change("a", to_state="online")])
    append(handle, [change("a", to_state="offline"), change("b", 1)])
    assert [(one.id, one.to_state) for one in events(handle)] == [("b", None), ("a", "online")]


def test_entries_are_chosen_by_resource_time_kind_and_source(handle):
    append(
        handle,
        [
            change("other", 1, resource="vm-2"),
            change("early", 2),
            change("restart", 3, kind=ChangeKind.RESTART),
            change("elsewhere", 4, source="else"),
        ],
    )
    assert names(events(handle, resource="vm-2")) == ["other"]
    assert names(events(handle, since=START + timedelta(seconds=3))) == ["elsewhere", "restart"]
    assert names(events(handle, kinds=[ChangeKind.RESTART])) == ["restart"]
    assert names(events(handle, source="else")) == ["elsewhere"]
    assert names(events(handle, resource="vm-1", kinds=[ChangeKind.ACTIVITY])) == []


def test_no_more_come_than_were_asked_for(handle):
    append(handle, [change(str(n), n) for n in range(10)])
    assert names(events(handle, limit=2)) == ["9", "8"]


def test_a_resources_timeline_is_empty_before_anything_happened(handle):
    assert events(handle, resource="vm-1") == ()


def test_history_begins_with_the_first_run_and_not_with_an_older_activity(handle):
    append(handle, [change("task", -3600, kind=ChangeKind.ACTIVITY)])
    assert earliest_at(handle) is None
    append(handle, [change("first", 60), change("second", 120)])
    assert earliest_at(handle) == START + timedelta(seconds=60)


@pytest.mark.parametrize(
    ("given", "index"),
    [
        ({}, "change_at"),
        ({"since": START}, "change_at"),
        ({"resource": "vm-1"}, "change_resource"),
        ({"resource": "vm-1", "since": START}, "change_resource"),
        ({"kinds": [ChangeKind.RESTART]}, "change_kind"),
        ({"source": "src"}, "change_source"),
    ],
)
def test_every_question_is_answered_through_an_index(handle, given, index):
    append(handle, [change(str(n), n) for n in range(50)])
    asked = {"resource": None, "since": None, "kinds": (), "source": None, "limit": 5} | given
    sql, values = selection(**asked)
    plan = [row[3] for row in handle.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert f"USING INDEX {index}" in plan[0]
    assert not [step for step in plan if "TEMP B-TREE FOR ORDER BY" in step]


@given(
    context=st.text(max_size=10),
    template=st.text(alphabet="abc é😀\"'\\", max_size=20),
    parameters=st.dictionaries(
        st.text(max_size=5), st.text(max_size=10) | st.integers() | st.floats(allow_nan=False)
    ),
)
def test_every_sentence_survives_with_its_parameters_apart(timeline, context, template, parameters):
    handle = timeline()
    text = type(mark("", ""))(context, template, MappingProxyType(parameters))
    append(handle, [change("a", text=text)])
    (found,) = events(handle)
    handle.close()
    assert (found.text, dict(found.text.parameters)) == (text, parameters)
