"""A chart and a table to export, and a window to do it from."""

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow

from pulse_desktop.settings.preferences import Theme
from pulse_desktop.ui import theme
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.screens.actions import Actions
from pulse_desktop.ui.screens.export.export_commands import ExportCommands


@pytest.fixture(scope="session")
def charts():
    """Builders of what an export is made of; see ``tests/unit/ui/export/conftest.py``."""
    path = Path(__file__).parents[2] / "unit" / "ui" / "export" / "conftest.py"
    spec = importlib.util.spec_from_file_location("gui_export_charts", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.Charts()


@pytest.fixture
def frame(qapp):
    """A window for dialogs to belong to."""
    theme.apply(qapp, Theme.LIGHT)
    made = QMainWindow()
    made.show()
    yield made
    made.hide()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def actions(frame, estate):
    """Every command of a window."""
    return Actions(frame, TimeControl(lambda: estate.NOW, lambda: None, frame))


@pytest.fixture
def exporting(frame, actions, desk, charts, tmp_path):
    """The commands over a chart; ``subject`` may be put to ``None``, ``said`` is what was told."""
    desk.preferences = replace(
        desk.preferences, export=replace(desk.preferences.export, folder=str(tmp_path))
    )
    made = SimpleNamespace(subject=charts.subject(), said=[], actions=actions)
    made.commands = ExportCommands(
        actions, desk.seam, desk.spawn, made.said.append, lambda: made.subject, frame
    )
    return made


@pytest.fixture
def answer(frame):
    """Answer the question for a file's name with what it offers; gives the path."""

    def accept():
        dialog = frame.findChild(QFileDialog)
        path = Path(dialog.selectedFiles()[0])
        dialog.accept()
        return path

    return accept
