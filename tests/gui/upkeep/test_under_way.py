"""While the database is prepared the window says what is done, how far, and stays alive."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from pulse_desktop.database import Progress
from pulse_desktop.model.text import mark
from pulse_desktop.resources.read_state import EMPTY
from pulse_desktop.ui.desk import Published, RecorderStatus

pytestmark = pytest.mark.gui
COPYING = mark("t", "Recorded history is copied")


def prepared(percent):
    """What is published before anything was read."""
    under_way = None if percent is None else Progress(COPYING, percent / 100)
    recorder = RecorderStatus(
        is_recording=False, problem=None, database_bytes=None, since=None, under_way=under_way
    )
    return Published(state=EMPTY, connections=(), recorder=recorder)


def texts(window):
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def shown(make_window):
    window = make_window()
    window.show()
    return window


def test_in_place_of_rows_stands_what_is_done_and_how_far(shown):
    shown.show_published(prepared(42))
    assert "Preparing recorded history: 42 %" in texts(shown)
    assert "Recorded history is copied · 42 %" in texts(shown)


def test_it_goes_on_and_then_makes_room_for_what_else_there_is_to_say(shown):
    shown.show_published(prepared(42))
    shown.show_published(prepared(77))
    assert "Preparing recorded history: 77 %" in texts(shown)
    shown.show_published(prepared(None))
    assert "Nothing is connected yet" in texts(shown)


def test_rows_that_are_there_stay(shown, estate):
    known = estate.published()
    recorder = replace(known.recorder, under_way=Progress(COPYING, 0.1))
    shown.show_published(replace(known, recorder=recorder))
    assert "Preparing recorded history: 10 %" not in texts(shown)
    strip = [label.text() for label in shown.statusBar().findChildren(QLabel)]
    assert any(text.startswith("Recorded history is copied · 10 %") for text in strip)
