"""Taking a picture of the window: what was begun for it is ended."""

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest

from pulse_desktop.app import picture
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.text import mark
from pulse_desktop.settings.preferences import Preferences

ORDER = picture.Order(
    out=Path("out.png"), tab="charts", select=None, dialog=None, size=(960, 600), wait_s=0.0
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
