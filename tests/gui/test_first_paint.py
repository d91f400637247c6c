"""The window paints before anything heavy is loaded."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt

from pulse_desktop.ui import theme

_HEAVY = (
    "numpy",
    "pyqtgraph",
    "httpx",
    "keyring",
    "proxmoxer",
    "cryptography",
    "sqlite3",
    "qasync",
)
_INSIDE = (
    "pulse_desktop.ui.screens.contents",
    "pulse_desktop.ui.desk",
    "pulse_desktop.model.resource",
    "pulse_desktop.platforms",
)
"""What only the contents of the window need."""

_PROBE = """
import sys
import {module}
print(",".join(name for name in {absent!r} if name in sys.modules))
"""


@pytest.mark.gui
@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("pulse_desktop.ui.screens.main_window", _HEAVY + _INSIDE),
        ("pulse_desktop.app.window_session", _HEAVY + _INSIDE),
        ("pulse_desktop.ui.screens.contents", _HEAVY),
    ],
)
def test_what_a_frame_does_not_need_is_imported_after_it(module, absent):
    assert _printed(_PROBE.format(module=module, absent=absent)) == ""


_UNREAD = """
from pulse_desktop.app.qt_imports import load_qt
load_qt()
import linecache
linecache.clearcache()
import pulse_desktop.ui.screens.contents
print(len(linecache.cache))
"""


@pytest.mark.gui
def test_no_module_is_read_as_text_to_be_imported():
    assert _printed(_UNREAD) == "0"


def test_a_frame_without_contents_is_painted_in_the_windows_colour(make_frame, qtbot):
    frame = make_frame()
    frame.show()
    assert frame.grab().toImage().pixelColor(480, 300) == theme.LIGHT.window


def test_closing_a_frame_without_contents_asks_to_quit(make_frame, qtbot):
    frame = make_frame()
    frame.show()
    with qtbot.waitSignal(frame.quit_requested):
        frame.close()
    assert frame.isVisible()


def test_esc_in_a_frame_without_contents_does_nothing(make_frame, qtbot):
    frame = make_frame()
    frame.show()
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    assert frame.isVisible()


def test_furnishing_leaves_the_frame_where_it_was(make_frame, furnished):
    frame = make_frame()
    frame.show()
    before = frame.geometry()
    assert furnished(frame).geometry() == before


def _printed(program):
    found = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path), "QT_QPA_PLATFORM": "offscreen"},
    )
    return found.stdout.strip()
