"""The line that says what was just done."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from pulse_desktop.ui.screens.undo_notice import UndoNotice

LONG = "Added the note" + 40 * " restarted"


@pytest.fixture
def notice(qtbot):
    made = UndoNotice()
    qtbot.addWidget(made)
    return made


def test_a_long_text_is_cut_and_whole_in_the_tool_tip(notice):
    notice.tell(LONG, lambda: None)
    (label,) = notice.findChildren(QLabel)
    assert "…" in label.text()
    assert label.toolTip() == notice.text() == LONG


def test_a_long_text_leaves_undo_within_the_window(window, qapp):
    window.resize(960, 600)
    window.contents._undo.tell(LONG, lambda: None)
    qapp.processEvents()
    button = window.contents._undo.findChild(QPushButton)
    right = button.mapTo(window, button.rect().topRight()).x()
    assert right < window.width() == 960


def test_what_people_wrote_is_not_markup(notice):
    notice.tell("Added the note <b>x</b>", lambda: None)
    (label,) = notice.findChildren(QLabel)
    assert label.text() == "Added the note <b>x</b>"
    assert label.textFormat() is label.textFormat().PlainText
    assert "&lt;b&gt;" in label.toolTip()


def test_lines_are_joined(notice):
    notice.tell("Added the note a\nb", lambda: None)
    (label,) = notice.findChildren(QLabel)
    assert label.text() == "Added the note a b"
