"""What draws charts is loaded lightly, and whole."""

import subprocess
import sys

import pytest

from pulse_desktop.ui.charts.library import pg

_LEFT_OUT = """
import sys
import pulse_desktop.ui.charts.plot
print(*(name for name in sys.modules if name.startswith(("PySide6.QtOpenGL", "PySide6.QtTest"))))
print(*(name for name in sys.modules if name.startswith("pyqtgraph.parametertree")))
from PySide6.QtOpenGLWidgets import QOpenGLWidget
print(QOpenGLWidget.__module__)
"""

_MADE = """
import PySide6.QtWidgets
listed = dir(PySide6.QtWidgets)
import pulse_desktop.ui.charts.plot
print("QWizard" in vars(PySide6.QtWidgets), listed == dir(PySide6.QtWidgets))
"""


@pytest.mark.gui
def test_the_library_of_charts_makes_no_class_of_qt_that_nobody_asked_for():
    is_made, is_listed = _printed(_MADE)
    assert (is_made, is_listed) == ("False", "True")


@pytest.mark.gui
def test_what_charts_do_not_need_is_not_loaded_with_them_and_can_be_loaded_later():
    assert _printed(_LEFT_OUT) == ["PySide6.QtOpenGLWidgets"]


def test_the_library_of_charts_finds_every_class_of_qt():
    from PySide6.QtWidgets import QWizard

    assert pg.QtWidgets.QWizard is QWizard


def _printed(script: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.split()
