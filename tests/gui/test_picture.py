"""Taking a picture of the window: what was begun for it is ended."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from pulse_desktop.app import picture
from pulse_desktop.app.commands import screenshot
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.text import mark
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.ui.inspector.inspector import PageId

ORDER = picture.Order(
    out=Path("out.png"),
    tab="charts",
    select=None,
    page=None,
    at=None,
    dialog=None,
    size=(960, 600),
    wait_s=0.0,
)


class Refusing:
    """A session whose profile cannot be opened."""

    closed = 0

    def __init__(self, *_given):
        self.window = SimpleNamespace(resize=lambda *_size: None, turn_to=lambda _tab: None)

    async def show(self):
        return None

    async def open(self, *, writes):
        raise SettingsError(mark("Test", "It cannot be opened."))

    async def close(self, *, remember):
        Refusing.closed += 1


def test_a_picture_that_cannot_be_taken_closes_its_window(monkeypatch):
    monkeypatch.setattr(picture, "WindowSession", Refusing)
    with pytest.raises(ExceptionGroup):
        asyncio.run(picture._take(None, Preferences(), ORDER))
    assert Refusing.closed == 1


@pytest.fixture
def turned(window, estate, desk, monkeypatch):
    """Carries an order out in a window over the estate, and gives the window."""

    async def answered(_seconds):
        """In place of waiting: what the window asked for is answered."""
        while desk.held:
            await desk.held.pop(0)

    waiting = SimpleNamespace(sleep=answered)
    monkeypatch.setattr(picture, "asyncio", waiting)
    session = SimpleNamespace(window=window, state=estate.read_state())

    def carry_out(**asked):
        desk.held = []
        order = replace(ORDER, tab="infrastructure", **asked)
        asyncio.run(picture.turn(session, order))
        return window

    return carry_out


@pytest.mark.parametrize("page", screenshot.PAGES)
def test_a_picture_can_be_of_any_page_of_the_inspector(turned, page):
    window = turned(select="pve2", page=page)
    assert window.contents._inspector.page == page
    assert window.contents._inspector._resource.name == "pve2"


def test_a_picture_can_be_asked_of_every_page():
    assert set(screenshot.PAGES) == set(PageId)


def test_a_picture_can_be_of_the_past(turned, estate, desk):
    desk.recordings.past = estate.read_state()
    at = estate.NOW - timedelta(days=1)
    assert turned(at=at).contents.is_past
    assert at in desk.recordings.asked


def test_a_picture_of_a_time_that_is_not_known_is_not_taken(turned, estate, desk):
    desk.recordings.failure = SettingsError(mark("Test", "Damaged."))
    with pytest.raises(SettingsError, match="Nothing is known of how it was at"):
        turned(at=estate.NOW - timedelta(days=1))
