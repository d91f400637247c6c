"""One profile has one window: a second start brings it to the front."""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest

from simulators.program import eventually
from simulators.user import MAIN

pytestmark = pytest.mark.peer_display

OTHER = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("in front")
label.setWindowTitle("Something else")
label.showMaximized()
application.exec()
"""


@contextmanager
def another_program(display):
    """Another program, whose window lies over ours."""
    command = [sys.executable, "-c", OTHER]
    with subprocess.Popen(command, env=os.environ | display.environment) as process:
        try:
            yield display.window("^Something else$")
        finally:
            process.kill()


def recorded(user):
    """The runtime is ready, and with it the socket that a second start calls."""
    eventually(lambda: user.program.call("events", expect=None).stdout)


def test_a_second_start_brings_a_minimised_window_back(user):
    with user.started() as first:
        recorded(user)
        window = user.display.window(MAIN)
        user.display.minimise(window)
        assert "Pulse Desktop" not in user.display.titles()
        user.program.call(expect=0)
        assert user.display.window(MAIN) == window
        assert first.poll() is None


def test_a_second_start_brings_a_covered_window_to_the_front(user):
    with user.started():
        recorded(user)
        window = user.display.window(MAIN)
        with another_program(user.display):
            user.program.call(expect=0)
            assert user.display.window(MAIN) == window
