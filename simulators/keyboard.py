"""Somebody who has only a keyboard: the real window in this process, driven by key events."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

_PATIENCE_S = 30.0
_PAUSE_S = 0.02


class Keyboard:
    """Sends keys to whatever has the focus, as the operating system would."""

    async def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        """One key after the other; the window gets a turn after each."""
        for key in keys:
            QTest.keyClick(_focused(), key, modifier)
            await asyncio.sleep(_PAUSE_S)

    async def type(self, text):
        """A text, letter by letter."""
        for letter in text:
            QTest.keyClicks(_focused(), letter)
            await asyncio.sleep(0)

    async def until(self, condition, what):
        """Look again and again; windows have no event for everything that they show."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + _PATIENCE_S
        while not (answer := condition()):
            if loop.time() > deadline:
                raise AssertionError(f"not seen in {_PATIENCE_S:g} s: {what}")
            await asyncio.sleep(_PAUSE_S)
        return answer


def _focused():
    popup = QApplication.activePopupWidget()
    widget = popup or QApplication.focusWidget() or QApplication.activeWindow()
    if widget is None:
        raise AssertionError("nothing has the focus")
    return widget
