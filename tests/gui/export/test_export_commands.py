"""Exporting, copying and printing the chart that is on show."""

import json
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QProgressDialog

from pulse_desktop.model.errors import SettingsError, StoreError, StoreState
from pulse_desktop.model.text import mark
from pulse_desktop.settings.export_choice import ExportFormat, ExportPoints
from pulse_desktop.ui.charts.export.dress import document_font
from pulse_desktop.ui.charts.export.paper import print_picture
from pulse_desktop.ui.charts.look import Look
from pulse_desktop.ui.theme import PRINT


def prefer(desk, **choice):
    desk.preferences = replace(desk.preferences, export=replace(desk.preferences.export, **choice))


def test_ctrl_e_saves_the_chart_as_the_last_one_was(exporting, answer, tmp_path):
    exporting.actions.export_chart.trigger()
    path = answer()
    assert path.parent == tmp_path
    assert path.suffix == ".png"
    assert QImage(str(path)).width() == 1800
    assert str(exporting.said[-1]) == f"Saved as {path}"


def test_a_chart_that_is_not_there_is_said(exporting, frame):
    exporting.subject = None
    for action in ("export_chart", "export_chart_as", "copy_chart", "print_chart"):
        getattr(exporting.actions, action).trigger()
    assert {str(text) for text in exporting.said} == {
        "There is no chart to export yet. Open one first."
    }
    assert frame.findChild(QFileDialog) is None


def test_what_was_chosen_is_remembered(exporting, answer, desk, tmp_path):
    dialog = exporting.commands.show_dialog()
    dialog.chosen.emit(replace(dialog.choice(), format=ExportFormat.JSON))
    answer()
    assert desk.preferences.export.format is ExportFormat.JSON
    assert desk.preferences.export.folder == str(tmp_path)


def test_raw_figures_are_read_at_once_and_whole(exporting, answer, desk):
    prefer(desk, format=ExportFormat.JSON, points=ExportPoints.RAW)
    exporting.actions.export_chart.trigger()
    series = json.loads(answer().read_text())["series"]
    assert desk.recordings.asked[-1][2] == 10_000_000
    assert [len(one["points"]) for one in series] == [110, 110]


def test_figures_as_drawn_are_not_read_again(exporting, answer, desk):
    prefer(desk, format=ExportFormat.CSV)
    exporting.actions.export_chart.trigger()
    answer()
    assert desk.recordings.asked == []


def test_a_history_that_cannot_be_read_is_said_and_leaves_no_file(
    exporting, answer, desk, tmp_path
):
    desk.recordings.failure = StoreError(StoreState.DAMAGED, mark("Test", "It is damaged."))
    prefer(desk, format=ExportFormat.CSV, points=ExportPoints.RAW)
    exporting.actions.export_chart.trigger()
    answer()
    assert str(exporting.said[-1]) == "It is damaged."
    assert not list(tmp_path.glob("*.csv"))


def test_a_place_that_cannot_be_written_is_said(exporting, frame, tmp_path):
    exporting.actions.export_chart.trigger()
    frame.findChild(QFileDialog).fileSelected.emit(str(tmp_path / "gone" / "x.png"))
    assert "cannot be written" in str(exporting.said[-1])


def test_no_progress_is_left_behind(exporting, answer, frame, qapp):
    exporting.actions.export_chart.trigger()
    answer()
    qapp.sendPostedEvents(None, 52)
    assert frame.findChild(QProgressDialog) is None


def test_a_copied_chart_is_an_image_and_a_text(exporting):
    exporting.actions.copy_chart.trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert data.imageData().width() == 1800
    assert data.text().splitlines()[:3][0] == "NAS slow on Tuesday"
    assert "pve2\t" in data.text()


def test_the_key_copies_an_image_whatever_was_saved_last(exporting, desk):
    prefer(desk, format=ExportFormat.CSV)
    exporting.actions.copy_chart.trigger()
    assert QGuiApplication.clipboard().mimeData().hasImage()


def test_the_dialog_copies_figures_as_text(exporting):
    dialog = exporting.commands.show_dialog()
    dialog.copied.emit(replace(dialog.choice(), format=ExportFormat.CSV))
    assert QGuiApplication.clipboard().text().startswith("time_utc,time_local,pve2 cpu (%)")
    assert str(exporting.said[-1]) == "The figures are on the clipboard."
    dialog.reject()


def test_printing_asks_for_a_printer_without_holding_up_the_window(exporting, frame):
    exporting.actions.print_chart.trigger()
    dialog = frame.findChild(QPrintDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_what_was_accepted_is_printed(exporting, frame, tmp_path):
    exporting.actions.print_chart.trigger()
    dialog = frame.findChild(QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "page.pdf"))
    dialog.done(QDialog.DialogCode.Accepted.value)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    assert exporting.said == []


@pytest.mark.qt_log_ignore("QPainter::begin", "This plugin does not support")
def test_a_printer_that_cannot_be_reached_is_said(exporting, frame, tmp_path):
    exporting.actions.print_chart.trigger()
    dialog = frame.findChild(QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "gone" / "page.pdf"))
    dialog.done(QDialog.DialogCode.Accepted.value)
    assert "Nothing was printed" in str(exporting.said[-1])


def test_preferences_that_cannot_be_kept_do_not_keep_a_chart_from_being_saved(
    exporting, answer, desk
):
    desk.failure = SettingsError(mark("Test", "They hold for this run only."))
    exporting.actions.export_chart.trigger()
    path = answer()
    assert path.is_file()
    assert [str(text) for text in exporting.said] == [
        "They hold for this run only.",
        f"Saved as {path}",
    ]


@pytest.mark.parametrize("resolution", [300, 1200])
def test_a_printed_chart_fills_one_page(qapp, charts, tmp_path, resolution):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    printer.setResolution(resolution)
    look = Look(colours=PRINT, font=document_font(), is_monochrome=True)
    assert print_picture(printer, charts.subject().picture, look)
    assert (tmp_path / "page.pdf").read_bytes().count(b"/Type /Page\n") == 1
