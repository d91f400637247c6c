"""History and disk use: what it takes, how long it is kept, and deleting what is older."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QDialog, QProgressBar, QPushButton, QWidget

from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.text import mark
from pulse_desktop.settings.preferences import Retention
from pulse_desktop.ui.screens.upkeep.upkeep_commands import UpkeepCommands
from simulators.desk import NOW, Loop, scripted_desk

pytestmark = pytest.mark.gui
KEY = Qt.Key
DAMAGED = StoreError(StoreState.DAMAGED, mark("t", "The file is damaged."))


class Screen:
    """A window with the dialog's command, a desk that plays along, and a loop turned by hand."""

    def __init__(self, qtbot):
        self.desk = scripted_desk()
        self.loop = Loop()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.action = QAction(self.window)
        self.kept = []
        commands = UpkeepCommands(
            self.desk, self.loop.spawn, lambda: NOW, self.cost, self.action, self.window
        )
        commands.kept.connect(self.kept.append)
        self.commands = commands

    def cost(self, retention):
        return f"{retention.value} takes its room."

    def open(self):
        self.action.trigger()
        self.loop.turn()
        return self.commands.show_dialog()


@pytest.fixture
def screen(qtbot):
    made = Screen(qtbot)
    yield made
    for dialog in made.window.findChildren(QDialog):
        dialog.close()
    made.loop.close()


def press(widget, *keys):
    for key in keys:
        QTest.keyClick(widget, key)


def texts(dialog):
    """Everything that is written on it and shown."""
    return [w.text() for w in dialog.findChildren(QWidget) if hasattr(w, "text") and w.isVisible()]


def test_it_says_what_history_takes_since_when_and_how_that_divides(screen):
    assert screen.open().use.texts() == [
        "95.4 MB since 7 Feb 2026",
        "/data/pulse-desktop/estates/default/estate.sqlite",
        *("3.81 MB", "15.3 MB", "57.2 MB", "9.54 MB", "9.54 MB"),
    ]


def test_another_day_says_at_once_what_it_frees(screen):
    dialog = screen.open()
    dialog.findChild(QDateEdit).setDate(QDate(2026, 2, 20))
    screen.loop.turn()
    assert "Frees about" in dialog.deletion.price()
    dialog.findChild(QDateEdit).setDate(QDate(2026, 2, 7))
    screen.loop.turn()
    assert dialog.deletion.price() == "There is nothing older to free."
    assert not button(dialog, "&Delete…").isEnabled()


def button(dialog, text):
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == text)


def test_deleting_is_confirmed_in_words_and_cancel_is_what_return_does(screen):
    dialog = screen.open()
    button(dialog, "&Delete…").click()
    said = f"{dialog.question.text()} {dialog.question.informativeText()}"
    for words in (
        "from before 24 Mar 2026",
        "about 4",
        "Events and notes stay",
        "Averages of up to 60 days before it stay in the file, hidden.",
        "cannot be undone",
    ):
        assert words in said
    press(dialog.question, KEY.Key_Return)
    screen.loop.turn()
    assert screen.desk.upkeep.deleted == []


def test_history_is_deleted_with_keys_alone_and_what_it_freed_is_said(screen, qtbot):
    dialog = screen.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, KEY.Key_D, Qt.KeyboardModifier.AltModifier)
    press(dialog.question, KEY.Key_Tab)
    press(dialog.question.focusWidget(), KEY.Key_Space)
    screen.loop.turn()
    (before,) = screen.desk.upkeep.deleted
    assert NOW - timedelta(days=90) < before < NOW
    assert dialog.deletion.price().startswith("Deleted. The file is 4")


def test_a_deletion_shows_how_far_it_is_and_can_be_stopped(screen):
    screen.desk.upkeep.waits = True
    dialog = screen.open()
    dialog._begin()
    screen.loop.turn()
    assert dialog.findChild(QProgressBar).value() == 50
    press(button(dialog, "&Stop"), KEY.Key_Space)
    assert dialog.deletion.price() == "Stopping…"
    screen.loop.turn()
    assert dialog.deletion.price() == "Stopped. What was deleted until then freed 977 KB."


def test_a_deletion_goes_on_when_the_dialog_is_closed_and_is_shown_when_it_is_back(screen):
    screen.desk.upkeep.waits = True
    dialog = screen.open()
    dialog._begin()
    screen.loop.turn()
    press(dialog, KEY.Key_Escape)
    assert not dialog.isVisible()
    assert screen.open().findChild(QProgressBar).isVisible()


def test_another_preset_is_taken_only_when_it_is_applied_and_says_what_goes(screen):
    dialog = screen.open()
    assert "for good" not in " ".join(texts(dialog))
    dialog.retention.choose(Retention.LIGHT)
    said = " ".join(texts(dialog))
    assert "light takes its room." in said
    assert "deleted within minutes, for good" in said
    assert screen.kept == []
    button(dialog, "&Apply").click()
    assert [preferences.retention for preferences in screen.kept] == [Retention.LIGHT]


def test_a_preset_that_was_not_applied_is_forgotten_with_the_dialog(screen):
    dialog = screen.open()
    dialog.retention.choose(Retention.DEEP)
    dialog.reject()
    assert screen.open().retention.retention is Retention.STANDARD


def test_a_file_that_cannot_be_read_is_said(screen):
    screen.desk.upkeep.refusal = DAMAGED
    assert screen.open().deletion.price() == "The file is damaged."


def test_everything_that_takes_the_focus_has_a_name(screen):
    dialog = screen.open()
    unnamed = [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and isinstance(widget, QDateEdit | QPushButton | type(dialog.retention))
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert unnamed == []
