"""The window paints before anything heavy is loaded."""

import subprocess
import sys

import pytest

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
_PROBE = """
import sys
import pulse_desktop.ui.screens.main_window
print(",".join(name for name in {heavy!r} if name in sys.modules))
"""


@pytest.mark.gui
def test_the_main_window_is_imported_without_anything_heavy():
    found = subprocess.run(
        [sys.executable, "-c", _PROBE.format(heavy=_HEAVY)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert found.stdout.strip() == ""
