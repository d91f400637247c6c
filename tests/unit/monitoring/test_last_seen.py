"""What is kept for the next start comes back as it was."""

from dataclasses import replace
from types import MappingProxyType

import msgspec
import pytest

from pulse_desktop.database import Database, Migration, Schema, read_only
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
from pulse_desktop.model.snapshot import (
    Activity,
    Continuity,
    Issue,
    Place,
    ResourceType,
    Snapshot,
)
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring import last_seen
from pulse_desktop.monitoring.last_seen import decode, encode
from pulse_desktop.resources.contribution import Contribution
from simulators.scripted import HYPERVISOR, NOON, later, observation, snapshot

WEB, DB = observation("web", cpu=0.5), observation("db")
TABLES = Schema((last_seen.SCHEMA,), last_seen.MIGRATIONS)
OLD_TABLES = """
CREATE TABLE IF NOT EXISTS last_snapshot (
    connection TEXT PRIMARY KEY, collected_ms INTEGER, body BLOB
);
CREATE TABLE IF NOT EXISTS poll_record (connection TEXT PRIMARY KEY, body BLOB);
"""

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


@pytest.fixture
async def kept_file(tmp_path):
    database = Database(tmp_path / "estate.sqlite", TABLES)
    await database.open()
    yield database
    await database.aclose()


def saying(*seen, at=NOON, without=()):
    """What the hypervisor says, and what it takes back."""
    said = {
        (HYPERVISOR, (one.type, one.native_id)): Contribution(HYPERVISOR, one, at) for one in seen
    }
    return said | {(HYPERVISOR, (one.type, one.native_id)): None for one in without}


async def recalled(database):
    left = await database.read(last_seen.load)
    return [(s.collected_at, [one.name for one in s.observations]) for s in left.snapshots]


async def test_what_was_said_comes_back_with_its_values_and_its_time(kept_file):
    await kept_file.write(lambda handle: last_seen.save_said(handle, saying(WEB)))
    (listing,) = (await kept_file.read(last_seen.load)).snapshots
    assert (listing.source, listing.collected_at) == (HYPERVISOR, NOON)
    assert listing.observations == (WEB,)


async def test_what_a_partial_listing_does_not_mention_is_kept(kept_file):
    """L-01: so it is not discovered once more after a restart."""
    await kept_file.write(lambda handle: last_seen.save_said(handle, saying(WEB, DB)))
    partial = snapshot(WEB, at=later(70), complete=frozenset())
    await kept_file.write(lambda handle: last_seen.refresh(handle, partial, {}))
    assert await recalled(kept_file) == [(NOON, ["db"]), (later(70), ["web"])]


async def test_what_was_taken_back_is_gone_and_an_older_listing_does_not_bring_it_back(kept_file):
    await kept_file.write(lambda handle: last_seen.save_said(handle, saying(WEB, DB)))
    await kept_file.write(lambda handle: last_seen.save_said(handle, saying(without=[DB])))
    await kept_file.write(lambda handle: last_seen.refresh(handle, snapshot(WEB, DB), {}))
    assert await recalled(kept_file) == [(NOON, ["web"])]


async def test_what_was_written_with_its_change_is_not_written_twice(kept_file):
    await kept_file.write(lambda handle: last_seen.save_said(handle, saying(WEB, DB)))
    listing = snapshot(WEB, DB, at=later(9))
    await kept_file.write(lambda handle: last_seen.refresh(handle, listing, saying(WEB)))
    assert await recalled(kept_file) == [(NOON, ["web"]), (later(9), ["db"])]


async def test_two_that_share_a_place_are_recalled_together(kept_file):
    """One listing showed both; one after the other, the later would replace the earlier."""
    place = Place("100", Continuity.SAME)
    here, there = replace(WEB, place=place), replace(DB, place=place)
    await kept_file.write(lambda handle: last_seen.save_said(handle, saying(here)))
    await kept_file.write(lambda handle: last_seen.save_said(handle, saying(there, at=later(9))))
    assert await recalled(kept_file) == [(later(9), ["web", "db"])]


async def test_one_thing_that_cannot_be_read_costs_only_itself(kept_file, caplog):
    def spoil(handle):
        last_seen.save_said(handle, saying(WEB, DB))
        handle.execute("UPDATE last_said SET body = '{}' WHERE native = 'db'")

    await kept_file.write(spoil)
    left = await kept_file.read(last_seen.load)
    await kept_file.write(lambda handle: last_seen.drop(handle, left.unreadable))
    assert await recalled(kept_file) == [(NOON, ["web"])]
    assert (await kept_file.read(last_seen.load)).unreadable == ()


async def in_the_form_before(path):
    """A file that keeps one snapshot a connection."""
    database = Database(path, Schema((OLD_TABLES,), (Migration(2, lambda handle: None),)))
    body = msgspec.json.encode(snapshot(WEB, DB), enc_hook=dict)
    await database.open()
    await database.write(
        lambda handle: handle.execute("INSERT INTO last_snapshot VALUES ('one', 0, ?)", (body,))
    )
    await database.aclose()


async def test_a_file_of_the_form_before_is_read_as_it_is(tmp_path):
    await in_the_form_before(tmp_path / "old.sqlite")
    with read_only(tmp_path / "old.sqlite", TABLES) as handle:
        (listing,) = last_seen.load(handle).snapshots
    assert listing.observations == (WEB, DB)


async def test_a_file_of_the_form_before_is_brought_to_this_one(tmp_path):
    await in_the_form_before(tmp_path / "old.sqlite")
    database = Database(tmp_path / "old.sqlite", TABLES)
    await database.open()
    assert await recalled(database) == [(NOON, ["web", "db"])]
    await database.aclose()
