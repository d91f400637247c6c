"""The one log of changes: written once, read newest first, through its indexes."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.change import Change, ChangeKind, Confidence, Origin
from pulse_desktop.model.text import Text, mark
from pulse_desktop.timeline.schema import SCHEMA
from pulse_desktop.timeline.selection import Selection
from pulse_desktop.timeline.store import (
    append,
    counting,
    counts,
    earliest_at,
    events,
    is_told_since,
    page,
    prune,
    questions,
)

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


def chosen(handle, **conditions):
    return names(events(handle, Selection(**conditions)))


def test_what_is_entered_comes_back_whole(handle):
    entered = change(
        "a",
        observed_at=START + timedelta(minutes=1),
        from_state="offline",
        to_state="online",
        origin=Origin.AGENT_ACTION,
        adapter="agent:ops-helper",
        actor="root@pam",
        confidence=Confidence.LOW,
        reason=mark("Changes", "asked for"),
        related=("vm-2", "agent-1"),
        metadata=MappingProxyType({"task": "UPID:1", "wer": "jürgen", "n": 3, "f": ("a", "b")}),
        text=mark("Changes", "{n} of {share} done").given(n=3, share=0.5),
    )
    append(handle, [entered])
    assert events(handle) == (entered,)


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_kind_of_change_can_be_entered(handle, kind):
    """L-01: the contract's 13 kinds."""
    append(handle, [change("a", kind=kind)])
    assert events(handle)[0].kind is kind
    assert len(ChangeKind) == 13


def test_the_newest_comes_first(handle):
    append(handle, [change("old", 1), change("new", 3), change("middle", 2)])
    assert chosen(handle) == ["new", "middle", "old"]


def test_of_two_at_one_instant_the_later_entered_comes_first(handle):
    append(handle, [change("first"), change("second")])
    assert chosen(handle) == ["second", "first"]


def test_the_same_change_twice_is_one_entry_and_stays_as_it_was(handle):
    """L-01: idempotent by id."""
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
    third = START + timedelta(seconds=3)
    assert chosen(handle, resources=("vm-2",)) == ["other"]
    assert chosen(handle, since=third) == ["elsewhere", "restart"]
    assert chosen(handle, until=third) == ["early", "other"]
    assert chosen(handle, kinds=(ChangeKind.RESTART,)) == ["restart"]
    assert chosen(handle, sources=("else",)) == ["elsewhere"]


def test_a_resource_and_its_aliases_have_one_timeline(handle):
    append(handle, [change(str(n), n, resource=f"vm-{n % 3}") for n in range(6)])
    assert chosen(handle, resources=("vm-0", "vm-2")) == ["5", "3", "2", "0"]


def test_no_more_come_than_were_asked_for(handle):
    append(handle, [change(str(n), n) for n in range(10)])
    assert chosen(handle, limit=2) == ["9", "8"]


RESOURCES, SOURCES = ("vm-1", "vm-2", "vm-3"), ("src", "else")
KINDS = (ChangeKind.RESTART, ChangeKind.ACTIVITY, ChangeKind.CONFIG_UPDATE)


def scattered(count):
    """Entries of every resource, kind and source; several share an instant."""
    return [
        change(
            str(n), n // 3, resource=RESOURCES[n % 3], kind=KINDS[n % 5 % 3], source=SOURCES[n % 2]
        )
        for n in range(count)
    ]


SELECTIONS = st.builds(
    Selection,
    resources=st.lists(st.sampled_from(RESOURCES), unique=True).map(tuple),
    kinds=st.lists(st.sampled_from(KINDS), unique=True).map(tuple),
    sources=st.lists(st.sampled_from(SOURCES), unique=True).map(tuple),
    since=st.none() | st.integers(0, 10).map(lambda s: START + timedelta(seconds=s)),
    until=st.none() | st.integers(0, 10).map(lambda s: START + timedelta(seconds=s)),
    limit=st.integers(1, 7),
)


def is_wanted(one, wanted):
    return (
        (not wanted.resources or one.resource in wanted.resources)
        and (not wanted.kinds or one.kind in wanted.kinds)
        and (not wanted.sources or one.source in wanted.sources)
        and (wanted.since is None or one.at >= wanted.since)
        and (wanted.until is None or one.at < wanted.until)
    )


@given(wanted=SELECTIONS)
def test_page_after_page_brings_all_that_is_wanted_once_and_in_order(timeline, wanted):
    handle, entered = timeline(), scattered(30)
    append(handle, entered)
    found = []
    while wanted is not None:
        one = page(handle, wanted)
        assert len(one.changes) <= wanted.limit
        found += one.changes
        last, wanted = wanted, one.next and replace(wanted, before=one.next)
    handle.close()
    assert found == [one for one in reversed(entered) if is_wanted(one, replace(last, before=None))]


def test_entries_are_counted_by_kind(handle):
    append(handle, [change(str(n), n, kind=ChangeKind.RESTART) for n in range(3)])
    append(handle, [change("other", resource="vm-2"), change("third", resource="vm-3")])
    of_two = counts(handle, ("vm-1", "vm-2"))
    assert of_two == {ChangeKind.RESTART: 3, ChangeKind.STATE_TRANSITION: 1}
    assert counts(handle)[ChangeKind.STATE_TRANSITION] == 2


def test_a_resources_timeline_is_empty_before_anything_happened(handle):
    assert chosen(handle, resources=("vm-1",)) == []
    assert counts(handle, ("vm-1",)) == {}


def test_history_begins_with_the_first_run_and_not_with_an_older_activity(handle):
    append(handle, [change("task", -3600, kind=ChangeKind.ACTIVITY)])
    assert earliest_at(handle) is None
    append(handle, [change("first", 60), change("second", 120)])
    assert earliest_at(handle) == START + timedelta(seconds=60)


def test_what_is_too_old_goes_and_the_first_entry_stays(handle):
    append(handle, [change(str(n), n) for n in range(10)])
    assert prune(handle, START + timedelta(seconds=7)) is False
    assert chosen(handle) == ["9", "8", "7", "0"]
    assert earliest_at(handle) == START


def test_what_was_pruned_is_no_longer_told(handle):
    append(handle, [change(str(n), n) for n in range(10)])
    assert is_told_since(handle, START)
    prune(handle, START + timedelta(seconds=7))
    told = [is_told_since(handle, START + timedelta(seconds=second)) for second in (5, 6, 7)]
    assert told == [False, True, True]


def test_pruning_goes_in_small_steps(handle):
    append(handle, [change(str(n), n) for n in range(1200)])
    latest = START + timedelta(seconds=1190)
    assert [prune(handle, latest) for _ in range(3)] == [True, True, False]
    assert len(chosen(handle)) == 11


def spread(n):
    """Resource, kind and source of the nth entry; vm-0 and source0 had one runbook, long ago."""
    resource, source = f"vm-{n % 300 if n % 3 else 0}", f"source{n % 7}"
    kind = list(ChangeKind)[12 - n % 13]
    is_rare = kind is ChangeKind.RUNBOOK_EXECUTED and (resource == "vm-0" or source == "source0")
    return resource, (ChangeKind.RESTART if is_rare and n else kind).value, source


@pytest.fixture(scope="module")
def long_log(tmp_path_factory):
    """Two hundred thousand entries, a third of them one resource's."""
    handle = sqlite3.connect(tmp_path_factory.mktemp("log") / "log.sqlite")
    table, create, indexes = SCHEMA.partition("CREATE INDEX")
    handle.executescript(table)
    handle.executemany(
        "INSERT INTO change (id, at_ms, resource, resource_name, kind, source, text, metadata)"
        " VALUES (?, ?, ?, 'web', ?, ?, '[\"T\",\"T\",{}]', '{}')",
        ((str(n), n * 1000, *spread(n)) for n in range(200_000)),
    )
    handle.executescript(create + indexes)
    yield handle
    handle.close()


CONDITIONS = {
    "resources": [(), ("vm-1",), ("vm-0", "vm-1", "vm-2")],
    "kinds": [(), (ChangeKind.RESTART,), (ChangeKind.RESTART, ChangeKind.ACTIVITY)],
    "sources": [(), ("source1",), ("source1", "source2")],
    "since": [None, datetime(1970, 1, 2, tzinfo=UTC)],
    "until": [None, datetime(1970, 1, 3, tzinfo=UTC)],
}


@pytest.mark.parametrize("later_page", [False, True])
def test_every_question_is_answered_in_order_through_an_index(long_log, later_page):
    for values in product(*CONDITIONS.values()):
        wanted = Selection(**dict(zip(CONDITIONS, values, strict=True)), limit=50)
        if later_page:
            wanted = replace(wanted, before=page(long_log, wanted).next)
        for sql, given_values in questions(wanted):
            plan = [row[3] for row in long_log.execute(f"EXPLAIN QUERY PLAN {sql}", given_values)]
            assert len(plan) == 1, (wanted, plan)
            assert "USING INDEX change_" in plan[0], (wanted, plan)
            narrow = sql.partition("WHERE")[2].split()[0] != "1"
            assert plan[0].startswith("SEARCH" if narrow else "SCAN"), (wanted, plan)


def test_counting_touches_no_entry_but_only_an_index(long_log):
    for resources in ((), ("vm-1", "vm-2")):
        for sql, values in counting(resources):
            (step,) = long_log.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            assert "USING COVERING INDEX change_" in step[3]


@pytest.mark.parametrize("whose", [{"resources": ("vm-0",)}, {"sources": ("source0",)}])
def test_what_is_rare_is_found_without_passing_over_the_rest(long_log, whose):
    steps = 0

    def step():
        nonlocal steps
        steps += 1

    long_log.set_progress_handler(step, 100)
    found = page(long_log, Selection(**whose, kinds=(ChangeKind.RUNBOOK_EXECUTED,), limit=5))
    long_log.set_progress_handler(None, 0)
    assert (names(found.changes), steps < 20) == (["0"], True)


PARAMETERS = st.dictionaries(
    st.text(max_size=5), st.text(max_size=10) | st.integers() | st.floats(allow_nan=False)
)
TEMPLATES = st.text(alphabet="abc é😀\"'\\", max_size=20)
SENTENCES = st.recursive(
    st.builds(Text, st.text(max_size=10), TEMPLATES, PARAMETERS),
    lambda inner: st.builds(
        Text, st.just("Outer"), TEMPLATES, st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=4,
)


@given(text=SENTENCES)
def test_every_sentence_survives_with_its_parameters_apart(timeline, text):
    handle = timeline()
    append(handle, [change("a", text=text, reason=text)])
    (found,) = events(handle)
    handle.close()
    assert (found.text, found.reason) == (text, text)
