"""The list of estates: opening, making, renaming, deleting, counting."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.poll import ConnectionState
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.readiness import Reason, SystemUsage, total
from pulse_desktop.settings.estates import EstateList
from pulse_desktop.ui.desk import EstateCount, Tally
from pulse_desktop.ui.screens.estates.estates_dialog import EstatesDialog

TWO = EstateList().with_new("Cabin")
UNKNOWN = SystemUsage(available=False, count=None, reason=Reason.MONITOR_STATE_UNAVAILABLE)


def known(count):
    return SystemUsage(available=True, count=count, reason=None)


def counted(home, cabin):
    counts = {"default": EstateCount(3, home), "cabin": EstateCount(None, cabin)}
    return Tally(MappingProxyType(counts), total([home, cabin]))


@pytest.fixture
def dialog(qtbot, window, desk, estate):
    desk.estates.counted = counted(known(7), known(2))
    made = EstatesDialog(desk.estates, desk.spawn, window)
    qtbot.addWidget(made)
    made.open()
    made.show_published(estate.published(estate="default", estates=TWO))
    return made


@pytest.fixture
def shows(dialog, estate):
    return lambda estates, opened="default": dialog.show_published(
        estate.published(estate=opened, estates=estates)
    )


def rows(dialog):
    model = dialog.rows
    columns = range(model.columnCount())
    return [
        tuple(model.index(row, column).data() for column in columns)
        for row in range(model.rowCount())
    ]


def test_each_estate_is_a_row_with_its_counts(dialog):
    assert rows(dialog) == [("Home", "3", "7", "open"), ("Cabin", "—", "2", "")]


def test_the_total_is_that_of_all_estates(dialog):
    """T-13: not of the open one."""
    assert dialog.total() == "Monitored systems in all estates: 9"


def test_a_total_that_is_not_known_says_why_and_where(dialog, desk, shows):
    """T-12, T-15: never a fake 0, and the reason from the one reader."""
    desk.estates.counted = counted(known(7), UNKNOWN)
    shows(TWO, "cabin")
    assert rows(dialog)[1][2] == "—"
    assert dialog.total() == (
        "Monitored systems in all estates: not known. "
        "Cabin: Nothing has been read yet, so systems cannot be counted."
    )


def test_return_opens_the_selected_estate(qtbot, dialog):
    dialog.table.selectRow(1)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert chosen.args == ["cabin"]


def test_the_open_estate_can_be_neither_opened_nor_deleted(dialog):
    assert not dialog.open_action.isEnabled()
    assert not dialog.delete_action.isEnabled()
    assert dialog.rename_action.isEnabled()


def test_a_new_estate_is_asked_for_by_its_name(qtbot, dialog, desk):
    qtbot.keyClick(dialog.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(dialog.naming._name, "Boat")
    qtbot.keyClick(dialog.naming._name, Qt.Key.Key_Return)
    assert desk.estates.asked == [("create", "Boat")]
    assert not dialog.naming.isVisible()


def test_a_rename_begins_with_the_old_name(qtbot, dialog, desk):
    dialog.table.selectRow(1)
    qtbot.keyClick(dialog.table, Qt.Key.Key_F2)
    assert dialog.naming._name.selectedText() == "Cabin"
    qtbot.keyClicks(dialog.naming._name, "Boat")
    qtbot.keyClick(dialog.naming._name, Qt.Key.Key_Return)
    assert desk.estates.asked == [("rename", "cabin", "Boat")]


def test_a_name_that_is_refused_can_be_typed_again(qtbot, dialog, desk):
    desk.estates.refusal = SettingsError(mark("Test", "There is an estate named Boat already."))
    dialog.new_action.trigger()
    dialog.naming._enter()
    assert dialog.naming.isVisible()
    assert dialog.naming.refusal() == "There is an estate named Boat already."
    dialog.naming.reject()
    dialog.new_action.trigger()
    assert dialog.naming.refusal() == ""


def test_a_deletion_can_be_undone_until_the_program_is_closed(qtbot, dialog, desk, shows):
    dialog.table.selectRow(1)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    shows(TWO.without("cabin", "default"))
    assert dialog.notice().text().startswith("Deleted “Cabin”.")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.estates.asked == [("delete", "cabin"), ("restore", "cabin")]
    assert dialog.notice().text() == ""


def test_the_estate_that_was_deleted_last_comes_back_first(dialog, desk, shows):
    three = TWO.with_new("Boat")
    shows(three.without("boat", "default"))
    shows(three.without("boat", "default").without("cabin", "default"))
    dialog.undo_action.trigger()
    assert desk.estates.asked == [("restore", "cabin")]


def test_the_selection_stays_near_an_estate_that_was_deleted(dialog, shows):
    three = TWO.with_new("Boat")
    shows(three)
    dialog.table.selectRow(1)
    shows(three.without("cabin", "default"))
    assert dialog.table.currentIndex().data() == "Boat"
    assert dialog.delete_action.isEnabled()


def test_what_is_refused_is_said_in_the_dialog(dialog, desk):
    desk.estates.refusal = SettingsError(mark("Test", "It cannot be written."))
    dialog.table.selectRow(1)
    dialog.delete_action.trigger()
    assert dialog.notice().text() == "It cannot be written."


def test_the_rows_are_a_sound_model(dialog, shows):
    tester = QAbstractItemModelTester(
        dialog.rows, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    for estates in (TWO, TWO.with_new("Boat"), EstateList()):
        shows(estates)
    tester.deleteLater()


@pytest.fixture
def asked(desk, monkeypatch):
    """How often the estates were counted."""
    counts, tally = [], desk.estates.tally

    async def count():
        counts.append(1)
        return await tally()

    monkeypatch.setattr(desk.estates, "tally", count)
    return counts


def test_nothing_is_counted_again_while_nothing_changed(asked, dialog, shows):
    before = len(asked)
    shows(TWO)
    assert len(asked) == before
    shows(TWO.with_new("Boat"))
    assert len(asked) == before + 1


def test_the_estates_are_counted_again_when_a_connection_stands_otherwise(asked, dialog, estate):
    """T-12: what was not known before its first answer may be known now."""
    first, *others = estate.published().connections
    waiting = replace(first, state=ConnectionState.WAITING)
    before = len(asked)
    dialog.show_published(
        estate.published(estate="default", estates=TWO, connections=(waiting, *others))
    )
    assert len(asked) == before + 1


def test_nothing_is_counted_while_nobody_looks(asked, dialog, shows):
    dialog.reject()
    before = len(asked)
    shows(TWO.with_new("Boat"))
    assert len(asked) == before
    dialog.open()
    assert len(asked) == before + 1


def test_the_keyboard_begins_in_the_list_and_reaches_every_button(qtbot, dialog):
    dialog.table.selectRow(1)
    dialog.table.setFocus()
    reached = []
    for _ in range(5):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        reached.append(dialog.focusWidget().text())
    assert reached == ["Open", "New…", "Rename…", "Delete", "Close"]


def test_return_on_a_button_presses_that_button(qtbot, dialog, desk):
    dialog.table.selectRow(1)
    (close,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Close"]
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert desk.estates.asked == []


def test_return_on_the_open_estate_does_nothing(qtbot, dialog):
    with qtbot.assertNotEmitted(dialog.chosen):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not dialog.naming.isVisible()
