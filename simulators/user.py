"""Someone who sits before the program on a display: hands that type and click, eyes that read."""

import re
import time
from contextlib import contextmanager

from simulators.display import Display
from simulators.program import Program, eventually

MAIN = "^Pulse Desktop$"
EDITOR = "^Add a connection$"
TEST = "^Test “"
CONNECTIONS = "^Connections$"
WELCOME = "^Welcome to Pulse Desktop$"
"""Titles of the program's windows, as regular expressions."""

_COPY_REPORT = (60, -28)
_STOP = (-45, 30)
_CLOCK = (-100, -70, 90, 24)
"""Where the test dialog has these, from its nearest corner."""

_TABS = (0, 30, 420, 60)
_PLAIN = 8
"""Where the main window has its tabs, and the most byte values that an empty area shows."""

_KEEP_FOR_THIS_RUN = (-190, -65)
_DO_NOT_SAVE = (-110, -80, 90, 30)
"""Where the editor offers these, once there is no keyring to take the secret."""

_LONGER_THAN_A_TICK_S = 0.5


class User:
    """Uses one program on one display."""

    def __init__(self, program: Program, display: Display) -> None:
        self.program = program
        self.display = display

    @contextmanager
    def started(self, first=MAIN):
        """The running program, from the moment its first window has the focus and shows its tabs.

        A bare frame comes first, which hears no keys.
        """
        with self.program.running() as process:
            self.display.window(first)
            main = self.display.find(MAIN)
            eventually(lambda: len(set(self.display.pixels(main, _TABS))) > _PLAIN)
            yield process

    def quit(self, process) -> int:
        """Leave by the keyboard; the status with which the program ended."""
        self.display.press("ctrl+q")
        return process.wait(20)

    def fill_in(self, address, secret, *, account="pulse@pve!desktop", pin="", name="lab"):
        """Open the form of a new Proxmox VE and fill it in, by keys only."""
        self._open("ctrl+n", EDITOR)
        # An empty form that is to be tested puts the keyboard where something is missing.
        self.display.press("End", "Up", "Up", "Return")  # the first of the vendor's three products
        for text, tabs in ((address, 2), (account, 1), (secret, 2), (pin, 5), (name, 0)):
            self.display.write(text)
            self.display.press(*("Tab",) * tabs)

    def test(self):
        """Test what the form says; the dialog that shows it."""
        return self._open("Return", TEST)

    def test_saved(self):
        """Test the first connection of the Connections window; the dialog that shows it."""
        self._open("ctrl+7", CONNECTIONS)
        eventually(lambda: self._pressed("ctrl+t", TEST))
        return self.display.window(TEST)

    def _pressed(self, keys, title):
        """Press keys once more, as a user does where there was nothing yet to press them for."""
        self.display.press(keys)
        time.sleep(_LONGER_THAN_A_TICK_S)
        return any(re.search(title, shown) for shown in self.display.titles())

    def report(self, dialog, awaited="."):
        """What *Copy report* copies, once the test has ended and it says what is awaited."""

        def copied():
            self.display.click(dialog, *_COPY_REPORT)
            text = self.display.clipboard()
            is_report = text.startswith("Pulse Desktop connection test")
            return text if is_report and re.search(awaited, text) else ""

        return eventually(copied, 15)

    def stop(self, dialog):
        """Press the Stop button."""
        self.display.click(dialog, *_STOP)

    def sees_the_clock_run(self, dialog):
        """Whether the clock of a test goes on: it shows every tenth of a second."""
        before = self.display.pixels(dialog, _CLOCK)
        time.sleep(_LONGER_THAN_A_TICK_S)
        return self.display.pixels(dialog, _CLOCK) != before

    def trust(self, dialog):
        """Agree to the certificate that the test asks about; the keyboard is one step before."""
        eventually(lambda: not self.sees_the_clock_run(dialog))
        self.display.press("Tab", "space")

    def close(self):
        """Press Enter, which does what is safe or proposed."""
        self.display.press("Return")

    def save(self):
        """Save what was found usable; everything that is saved then, by name."""
        self.display.press("Return")
        self.display.window(MAIN)
        return self.saved()

    def save_for_this_run(self):
        """Save what was found usable, and take the offer to keep its secret in memory."""
        editor = self.display.find(EDITOR)
        before = self.display.pixels(editor, _DO_NOT_SAVE)
        self._open("Return", EDITOR)
        eventually(lambda: self.display.pixels(editor, _DO_NOT_SAVE) != before)
        self.display.click(editor, *_KEEP_FOR_THIS_RUN)
        self.display.window(MAIN)

    def saved(self):
        """The saved connections by name."""
        return {c["name"]: c for c in self.program.json("connections", "list")["connections"]}

    def _open(self, keys, title):
        """Press keys; the window that they open."""
        self.display.press(keys)
        return self.display.window(title)
