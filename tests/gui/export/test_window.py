"""Exporting from the main window: what is on show is what is saved."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from pulse_desktop.settings.export_choice import ExportFormat
from pulse_desktop.ui.inspector.inspector import PageId
from pulse_desktop.ui.screens.export.export_dialog import ExportDialog
from pulse_desktop.ui.screens.tab import TabId
from pulse_desktop.ui.workspace.composition import main_series


@pytest.fixture
def charted(window, estate):
    """The window with a chart of one host."""
    contents = window.contents
    window.turn_to(TabId.CHARTS)
    host = next(one for one in estate.resources() if one.name == "pve1")
    contents._charts.document.add(main_series(host))
    QApplication.processEvents()
    return window


@pytest.fixture
def saved(window, desk, tmp_path):
    """Save the chart on show as a drawing; gives its text."""
    drawing = replace(desk.preferences.export, format=ExportFormat.SVG)
    desk.preferences = replace(desk.preferences, export=drawing)

    def save():
        window.contents._actions.export_chart.trigger()
        path = tmp_path / "chart.svg"
        window.findChild(QFileDialog).fileSelected.emit(str(path))
        return path.read_text()

    return save


def test_the_charts_tab_saves_its_chart(charted, saved):
    text = saved()
    assert ">CPU" in text
    assert ">pve1" in text
    assert "Pulse Desktop · " in text


def test_the_key_and_the_button_of_a_chart_open_one_dialog(charted):
    charted.contents._charts.export_requested.emit()
    dialogs = charted.findChildren(ExportDialog)
    assert [dialog.isVisible() for dialog in dialogs] == [True]
    dialogs[0].reject()


def test_the_inspectors_charts_can_be_saved(window, estate, saved):
    window.turn_to(TabId.INFRASTRUCTURE)
    host = next(one for one in estate.resources() if one.name == "pve1")
    window.select(host.id)
    window.contents._inspector.open_page(PageId.CHARTS)
    QApplication.processEvents()
    assert ">CPU" in saved()
