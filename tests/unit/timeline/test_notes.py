"""The user's notes: kept, changed, taken back, read by window."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.model.note import LONGEST, Note, NoteId, new_note_id, one_line
from pulse_desktop.timeline.notes import MOST, SCHEMA, between, keep, remove

START = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def handle():
    opened = sqlite3.connect(":memory:")
    opened.executescript(SCHEMA)
    yield opened
    opened.close()


def note(minutes, text="NAS slow"):
    return Note(NoteId(f"n{minutes}"), START + timedelta(minutes=minutes), text)


def test_notes_are_read_by_window_oldest_first(handle):
    for minutes in (30, 10, 20):
        keep(handle, note(minutes))
    found = between(handle, START + timedelta(minutes=10), START + timedelta(minutes=20))
    assert found == (note(10), note(20))


def test_an_edited_note_takes_the_place_of_the_one_before(handle):
    keep(handle, note(5))
    keep(handle, note(5, "switch replaced"))
    assert between(handle, START, START + timedelta(hours=1)) == (note(5, "switch replaced"),)


def test_a_removed_note_is_gone_and_can_be_kept_again(handle):
    keep(handle, note(5))
    remove(handle, note(5).id)
    assert between(handle, START, START + timedelta(hours=1)) == ()
    keep(handle, note(5))
    assert between(handle, START, START + timedelta(hours=1)) == (note(5),)


def test_a_window_with_very_many_notes_shows_the_newest(handle):
    for minutes in range(MOST + 1):
        keep(handle, note(minutes))
    found = between(handle, START, START + timedelta(days=9))
    assert (len(found), found[0]) == (MOST, note(1))


def test_a_file_of_an_earlier_version_has_no_notes():
    handle = sqlite3.connect(":memory:")
    assert between(handle, START, START + timedelta(days=1)) == ()
    handle.close()


def test_a_window_of_notes_is_found_through_an_index(handle):
    plan = handle.execute(
        "EXPLAIN QUERY PLAN SELECT id FROM note WHERE at_ms BETWEEN 1 AND 2 ORDER BY at_ms DESC"
    ).fetchall()
    assert "note_at" in str(plan)
    assert "TEMP B-TREE" not in str(plan)


def test_a_note_is_one_line_that_is_not_too_long():
    assert one_line("  disk\nreplaced ") == "disk replaced"
    assert len(one_line("x" * 999)) == LONGEST


def test_every_note_has_an_id_of_its_own():
    assert new_note_id() != new_note_id()
