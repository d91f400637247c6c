"""What draws charts is loaded lightly, and whole."""

import subprocess
import sys

import pytest

from pulse_desktop.ui.charts.library import pg

_PROBE = """
import PySide6.QtWidgets
listed = dir(PySide6.QtWidgets)
import pulse_desktop.ui.charts.plot
print("QWizard" in vars(PySide6.QtWidgets), listed == dir(PySide6.QtWidgets))
"""


@pytest.mark.gui
def test_the_library_of_charts_makes_no_class_of_qt_that_nobody_asked_for():
    is_made, is_listed = _printed(_PROBE)
    assert (is_made, is_listed) == ("False", "True")


def test_the_library_of_charts_finds_every_class_of_qt():
    from PySide6.QtWidgets import QWizard

    assert pg.QtWidgets.QWizard is QWizard


def _printed(script: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.split()
