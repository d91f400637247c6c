"""Asking for an instant."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from pulse_desktop.ui.clock.instant_dialog import InstantDialog
from pulse_desktop.ui.clock.time_window import Present


@pytest.fixture
def ask(qtbot, now_s, estate, presentation, window):
    """Opens the dialog; its answers are in ``chosen``."""

    def opened(since_s=now_s - 10 * 86400):
        dialog = InstantDialog(Present(now_s, since_s), estate.NOW, presentation, window)
        dialog.answers = []
        dialog.chosen.connect(dialog.answers.append)
        dialog.open()
        return dialog

    return opened


def test_an_age_is_typed(qtbot, ask, estate):
    dialog = ask()
    qtbot.keyClicks(dialog.typed, "2h ago")
    assert dialog.verdict().endswith(", 2 h ago")
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert dialog.answers == [estate.NOW - timedelta(hours=2)]


def test_the_calendar_follows_what_is_typed(qtbot, ask, estate):
    dialog = ask()
    qtbot.keyClicks(dialog.typed, "3d")
    shown_ms = dialog.calendar.dateTime().toMSecsSinceEpoch()
    assert shown_ms == (estate.NOW - timedelta(days=3)).timestamp() * 1000


def test_the_calendar_is_set_by_hand(qtbot, ask):
    dialog = ask()
    dialog.calendar.setDateTime(dialog.calendar.dateTime().addDays(-1))
    qtbot.keyClick(dialog.calendar, Qt.Key.Key_Return)
    assert len(dialog.answers) == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("soon", "That is no time."),
        ("2026-12-31 08:00", "That lies in the future. Choose a time up to now."),
        ("30d", "Recording began "),
    ],
)
def test_what_leads_nowhere_is_refused_in_words(qtbot, ask, typed, words):
    dialog = ask()
    qtbot.keyClicks(dialog.typed, typed)
    assert dialog.verdict().startswith(words)
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert dialog.answers == []
    assert dialog.isVisible()


def test_without_recordings_there_is_no_past(ask):
    assert ask(since_s=None).verdict().startswith("Nothing has been recorded yet")


def test_escape_leaves(qtbot, ask):
    dialog = ask()
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Escape)
    assert (dialog.isVisible(), dialog.answers) == (False, [])
