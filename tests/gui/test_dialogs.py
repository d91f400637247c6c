"""Preferences, keyboard shortcuts and About."""

import pytest
from PySide6.QtWidgets import QAbstractItemView, QDialog, QDialogButtonBox, QLabel
from shiboken6 import delete, isValid

import pulse_desktop
from pulse_desktop.app.dialogs import Dialogs
from pulse_desktop.model.ids import PlatformId
from pulse_desktop.settings.preferences import (
    ByteUnit,
    Preferences,
    Retention,
    Theme,
    TimelineRetention,
)
from pulse_desktop.ui.screens.connections.connections_window import ConnectionsWindow
from pulse_desktop.ui.screens.preferences import PreferencesDialog


@pytest.fixture
def dialog(qapp, desk):
    made = PreferencesDialog(
        Preferences(), desk.seam.platforms(), estimate=lambda kept: f"about {kept} MB"
    )
    made.open()
    yield made
    if isValid(made):
        delete(made)


def press(dialog, button):
    dialog.findChild(QDialogButtonBox).button(button).click()


def choose(box, value):
    box.setCurrentIndex(box.findData(value))


def test_an_untouched_dialog_saves_what_was_there(qtbot, dialog):
    with qtbot.waitSignal(dialog.saved) as heard:
        press(dialog, QDialogButtonBox.StandardButton.Save)
    assert heard.args == [Preferences()]


def test_what_is_chosen_is_saved(qtbot, dialog):
    choose(dialog._theme, Theme.DARK)
    choose(dialog._bytes, ByteUnit.IEC)
    choose(dialog._retention, Retention.DEEP)
    choose(dialog._timeline, TimelineRetention.YEAR)
    dialog._intervals[PlatformId("engine")].setValue(30)
    saved = dialog.preferences()
    assert (saved.theme, saved.byte_unit) == (Theme.DARK, ByteUnit.IEC)
    assert (saved.retention, saved.timeline_retention) == (Retention.DEEP, TimelineRetention.YEAR)
    assert saved.intervals_s == {PlatformId("engine"): 30.0}


def test_cancel_saves_nothing(qtbot, dialog):
    with qtbot.assertNotEmitted(dialog.saved):
        choose(dialog._theme, Theme.DARK)
        press(dialog, QDialogButtonBox.StandardButton.Cancel)


def test_an_interval_cannot_go_below_the_platforms_minimum(dialog):
    box = dialog._intervals[PlatformId("engine")]
    box.setValue(1)
    assert box.value() == 5


def test_retention_tells_what_it_costs(dialog):
    choose(dialog._retention, Retention.LIGHT)
    assert dialog._cost.text() == "about light MB"


def test_units_take_effect_in_the_window_at_once(window, desk):
    window.contents._preferences.save(Preferences(theme=Theme.LIGHT, byte_unit=ByteUnit.IEC))
    assert (
        "20.6 GiB of 32.0 GiB"
        in window.contents._inspector._overview.widget()
        .findChildren(type(window.contents._inspector._overview._meters[1]))[1]
        .accessibleName()
    )


def test_shortcuts_list_every_key_once(window):
    listed = dict(window.contents._actions.with_shortcuts())
    assert listed["F5"] == "Poll now"
    assert listed["Ctrl+1"] == "Infrastructure"
    window.contents._actions.shortcuts.trigger()
    (dialog,) = window.findChildren(QDialog)
    assert {"F5", "Esc"} <= {label.text() for label in dialog.findChildren(QLabel)}


def test_about_names_the_version(window):
    window.contents._actions.about.trigger()
    (dialog,) = window.findChildren(QDialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert f"Pulse Desktop {pulse_desktop.__version__}" in texts


def test_the_connections_window_knows_what_was_published_before_it_was_made(
    window, desk, hub, estate
):
    dialogs = Dialogs(window, desk.seam, hub, desk.spawn, lambda: estate.NOW)
    assert window.findChild(ConnectionsWindow) is None
    hub.published.emit(estate.published())
    listed = dialogs.connections.findChild(QAbstractItemView).model().rowCount()
    assert listed == len(estate.published().connections)
