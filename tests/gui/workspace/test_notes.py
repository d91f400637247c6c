"""Notes on the timeline: written at the crosshair, shown as flags, changed and taken back."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.note import Note, NoteId
from pulse_desktop.model.text import mark

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def at(estate):
    return estate.NOW - timedelta(hours=5)


@pytest.fixture
def workspace(charts, look, series, at):
    """A drawn chart with the crosshair five hours back."""
    charts.document.add([series("pve1", Metric.CPU)])
    made = look(charts)
    made.column.attend(at.timestamp())
    return made


@pytest.fixture
def known(desk, charts, workspace, at):
    """A note that is there already."""
    note = Note(NoteId("n1"), at, "NAS slow")
    desk.notes.kept[note.id] = note
    workspace._projection.read()
    return note


def write(workspace, qtbot, text):
    workspace.commands.note.trigger()
    line = workspace.note_line._text
    line.clear()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, ENTER)


def flags(workspace):
    return [flag.text for flag in workspace.picture.flags]


def test_a_note_is_written_at_the_crosshair(workspace, desk, qtbot, at):
    write(workspace, qtbot, "switch replaced")
    (note,) = desk.notes.kept.values()
    assert (note.at, note.text) == (at, "switch replaced")
    assert flags(workspace) == ["switch replaced"]
    assert workspace.note_line.isHidden()


def test_without_a_crosshair_a_note_is_about_now(charts, look, series, desk, qtbot, estate):
    charts.document.add([series("pve1", Metric.CPU)])
    write(look(charts), qtbot, "moved house")
    (note,) = desk.notes.kept.values()
    assert note.at == estate.NOW


def test_a_new_note_can_be_taken_back(workspace, desk, qtbot, told):
    write(workspace, qtbot, "oops")
    told.undos.pop()()
    assert desk.notes.kept == {}
    assert flags(workspace) == []


def test_a_note_at_the_crosshair_is_changed_and_the_change_undone(
    workspace, known, desk, qtbot, told
):
    write(workspace, qtbot, "NAS was slow")
    assert [n.text for n in desk.notes.kept.values()] == ["NAS was slow"]
    told.undos.pop()()
    assert list(desk.notes.kept.values()) == [known]


@pytest.mark.parametrize("by", ["button", "emptying"])
def test_a_note_is_deleted_and_brought_back(workspace, known, desk, qtbot, told, by):
    if by == "button":
        workspace.commands.note.trigger()
        workspace.note_line._delete.click()
    else:
        write(workspace, qtbot, " ")
    assert desk.notes.kept == {}
    told.undos.pop()()
    assert list(desk.notes.kept.values()) == [known]


def test_escape_keeps_nothing(workspace, desk, qtbot):
    workspace.commands.note.trigger()
    qtbot.keyClicks(workspace.note_line._text, "never mind")
    qtbot.keyClick(workspace.note_line._text, ESCAPE)
    assert desk.notes.kept == {}
    assert workspace.note_line.isHidden()


def test_nothing_written_is_no_note(workspace, desk, qtbot):
    write(workspace, qtbot, "  ")
    assert desk.notes.kept == {}


def test_a_note_that_cannot_be_kept_is_said(workspace, desk, qtbot, told):
    desk.notes.failure = StoreError(StoreState.READ_ONLY, mark("Test", "Nothing is recorded."))
    write(workspace, qtbot, "lost")
    assert told.said == ["Nothing is recorded."]
    assert told.undos == []


def test_a_note_that_cannot_be_deleted_is_said(workspace, known, desk, told):
    workspace.commands.note.trigger()
    desk.notes.failure = StoreError(StoreState.READ_ONLY, mark("Test", "Nothing is recorded."))
    workspace.note_line._delete.click()
    assert told.said == ["Nothing is recorded."]


def test_notes_are_listed_in_a_menu_that_leads_to_them(workspace, known, at):
    workspace.column.attend(None)
    workspace._toolbar.notes.aboutToShow.emit()
    *_, entry = workspace._toolbar.notes.actions()
    assert entry.text().endswith("NAS slow")
    entry.trigger()
    assert workspace.column.at_s == at.timestamp()
    assert workspace.note_line._text.text() == "NAS slow"
