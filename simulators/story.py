"""Somebody asks the window why jellyfin was slow, with the keyboard alone, and exports the answer.

    python -m simulators.story PROFILE BEGAN OUT.png

BEGAN is when the trouble began, epoch seconds. Says at each stop what the window shows, as JSON.
"""

import asyncio
import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from pulse_desktop.app.qt_application import make_application
from pulse_desktop.app.qt_loop import run_with_qt
from pulse_desktop.app.window_session import WindowSession
from pulse_desktop.settings.preferences import Preferences, Theme
from pulse_desktop.settings.profile import Profile
from pulse_desktop.ui import theme
from pulse_desktop.ui.screens.pages import Pages
from simulators.keyboard import Keyboard

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MINUTE_S = 60.0
_BEFORE_S, _AFTER_S = 8 * MINUTE_S, 12 * MINUTE_S
"""What is selected around the beginning: twenty minutes."""


class Story:
    """The window, the keys, and what is seen."""

    def __init__(self, window, began_s, out):
        self._window, self._began_s, self._out = window, began_s, out
        self._keys = Keyboard()

    async def told(self):
        """Go through it, and return what was seen on the way."""
        await self._find("jell")
        await self._enter_strip()
        await self._select()
        span = self._strip.crosshair.span
        await self._keys.press(Key.Key_Return)
        zoomed = await self._keys.until(lambda: self._cards_of(span), "four cards of the span")
        happened = await self._keys.until(self._happened, "what happened, in the lane")
        await self._export()
        return {
            "name": self._page.table.wanted,
            "span": span,
            "windows": zoomed,
            "happened": happened,
        }

    @property
    def _page(self):
        return self._window.findChild(Pages).page

    @property
    def _strip(self):
        return self._page.strip

    async def _find(self, letters):
        await self._keys.press(Key.Key_2, modifier=CTRL)
        await self._keys.until(self._page.model.count, "the workloads")
        await self._keys.press(Key.Key_Slash)
        await self._keys.type(letters)
        await self._keys.press(Key.Key_Return)
        await self._keys.until(lambda: self._page.model.count() == 1, "only what was sought")

    async def _enter_strip(self):
        await self._keys.press(Key.Key_3)
        await self._keys.until(self._shows_six_hours, "curves of six hours")
        for _ in range(6):
            if _within(self._strip):
                return
            await self._keys.press(Key.Key_F6)
        raise AssertionError("F6 never leads to the strip")

    async def _select(self):
        """Go back to shortly before it began, and select to some time after."""
        await self._step_to(self._began_s - _BEFORE_S, -1)
        await self._step_to(self._began_s + _AFTER_S, 1, SHIFT)

    async def _step_to(self, at_s, way, modifier=Qt.KeyboardModifier.NoModifier):
        near, far = (Key.Key_Left, Key.Key_PageUp) if way < 0 else (Key.Key_Right, Key.Key_PageDown)
        await self._keys.press(near, modifier=modifier)
        while (at_s - self._strip.crosshair.at_s) * way > 0:
            is_far = abs(at_s - self._strip.crosshair.at_s) > 60 * MINUTE_S
            await self._keys.press(far if is_far else near, modifier=modifier)

    async def _export(self):
        await self._keys.press(Key.Key_E, modifier=CTRL)
        await self._keys.until(lambda: _dialog() is not None, "the question where to")
        await self._keys.press(Key.Key_A, modifier=CTRL)
        await self._keys.type(str(self._out))
        await self._keys.press(Key.Key_Return)
        await self._keys.until(self._out.exists, "the picture")

    def _cards_with_lines(self):
        return [card for card in self._strip.cards if card.plot is not None]

    def _shows_six_hours(self):
        lengths = {end - start for start, end in map(_window, self._cards_with_lines())}
        return lengths and max(lengths) < 7 * 60 * MINUTE_S

    def _cards_of(self, span):
        """The window of each card, once all show ``span``."""
        windows = [_window(card) for card in self._cards_with_lines()]
        return windows if len(windows) == 4 and all(_is_near(w, span) for w in windows) else None

    def _happened(self):
        plot = self._strip.cards[0].plot
        return plot and [str(change.text) for mark in plot.marks for change in mark.changes]


def _window(card):
    return card.plot.window_s


def _within(widget):
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def _is_near(window, span):
    return all(abs(one - other) < MINUTE_S for one, other in zip(window, span, strict=True))


def _dialog():
    shown = QApplication.activeModalWidget()
    return shown if isinstance(shown, QFileDialog) else None


async def _tell(profile, began_s, out):
    async with asyncio.TaskGroup() as group:
        session = WindowSession(profile, Preferences(theme=Theme.LIGHT), (), group)
        session.window.resize(1360, 840)
        await session.show()
        session.window.activateWindow()
        await session.open(writes=False)
        told = await Story(session.window, began_s, out).told()
        await session.close(remember=False)
    return told


def main(profile, began_s, out):
    """Tell the story and print what was seen."""
    application = make_application()
    theme.apply(application, Theme.LIGHT)
    work = _tell(Profile.below(Path(profile)), float(began_s), Path(out))
    print(json.dumps(run_with_qt(application, lambda: work)))


if __name__ == "__main__":
    main(*sys.argv[1:])
