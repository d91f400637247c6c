"""The export dialog: only what a format has, and what it will look like."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialogButtonBox, QLabel
from shiboken6 import delete, isValid

from pulse_desktop.settings.export_choice import (
    CsvLayout,
    ExportChoice,
    ExportFormat,
    ExportPoints,
    ExportSize,
    ExportTheme,
)
from pulse_desktop.ui.screens.export.export_dialog import ExportDialog

UNUSUAL = ExportChoice(
    format=ExportFormat.CSV,
    scale=4,
    size=ExportSize.SQUARE,
    theme=ExportTheme.PRINT,
    is_transparent=True,
    has_title=False,
    has_legend=False,
    has_notes=False,
    has_footer=False,
    layout=CsvLayout.LONG,
    points=ExportPoints.RAW,
    has_local_times=False,
    folder="/some/where",
)


@pytest.fixture
def make(frame, desk, charts):
    made = []

    def dialog(**chosen):
        made.append(ExportDialog(charts.subject(), ExportChoice(**chosen), desk.spawn, frame))
        made[-1].open()
        QApplication.processEvents()
        return made[-1]

    yield dialog
    for one in made:
        if isValid(one):
            delete(one)


@pytest.mark.parametrize("kind", [ExportFormat.PNG, ExportFormat.CSV])
def test_a_preview_that_is_made_when_the_window_goes_is_dropped(make, desk, kind):
    held = desk.hold()
    dialog = make(format=kind)
    work = held.pop()

    async def gone_meanwhile():
        async with asyncio.TaskGroup() as group:
            group.create_task(work)
            await asyncio.sleep(0)
            delete(dialog)

    asyncio.run(gone_meanwhile())
    assert not isValid(dialog)


def labels(dialog):
    return {
        label.text().replace("&", "")
        for label in dialog._form.findChildren(QLabel)
        if label.isVisible() and label.text()
    }


def choose(dialog, value):
    for box in dialog._form.findChildren(QComboBox):
        if box.findData(value) >= 0:
            box.setCurrentIndex(box.findData(value))
            return
    raise AssertionError(value)


def shown(dialog):
    return dialog._preview._image._shown


@pytest.mark.parametrize("choice", [ExportChoice(), UNUSUAL])
def test_an_untouched_dialog_gives_back_what_it_was_given(make, choice):
    fields = {name: getattr(choice, name) for name in ExportChoice.__dataclass_fields__}
    assert make(**fields).choice() == choice


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (ExportFormat.PNG, {"Format", "Size", "Scale", "Theme", "Include"}),
        (ExportFormat.PDF, {"Format", "Size", "Theme", "Include"}),
        (ExportFormat.CSV, {"Format", "Layout", "Points"}),
        (ExportFormat.JSON, {"Format", "Points"}),
    ],
)
def test_only_what_a_format_has_is_offered(make, kind, rows):
    assert labels(make(format=kind)) == rows


def test_a_page_cannot_be_transparent(make):
    dialog = make(format=ExportFormat.PDF)
    ticks = [tick.text() for tick in dialog.findChildren(QCheckBox) if tick.isVisible()]
    assert not [text for text in ticks if "ransparent" in text]


def test_the_preview_follows_the_choice(make):
    dialog = make()
    before = shown(dialog).copy()
    choose(dialog, ExportTheme.DARK)
    assert shown(dialog) != before


def test_the_preview_of_figures_is_their_first_rows(make):
    dialog = make(format=ExportFormat.CSV)
    lines = dialog._preview.text().splitlines()
    assert lines[0] == "time_utc,time_local,pve2 cpu (%),tank cpu (%)"
    assert len(lines) == 41


def test_the_size_in_pixels_is_told(make):
    dialog = make(scale=4)
    assert dialog._caption.text() == "3600 × 2400 pixels"


def test_raw_figures_are_said_to_be_read_later(make):
    dialog = make(format=ExportFormat.CSV, points=ExportPoints.RAW)
    assert "Every reading is read" in dialog._caption.text()


def test_accepting_carries_the_choice_and_closes(make):
    dialog, chosen = make(), []
    dialog.chosen.connect(chosen.append)
    choose(dialog, ExportFormat.SVG)
    buttons = dialog.findChild(QDialogButtonBox)
    next(b for b in buttons.buttons() if "xport" in b.text()).click()
    assert chosen == [replace(ExportChoice(), format=ExportFormat.SVG)]
    assert not dialog.isVisible()


def test_every_control_can_be_reached_and_has_a_name(make):
    dialog = make()
    boxes = [b for b in dialog.findChildren(QComboBox) if b.isVisible()]
    named = {label.buddy() for label in dialog._form.findChildren(QLabel)}
    assert all(box in named or box.accessibleName() for box in boxes)
