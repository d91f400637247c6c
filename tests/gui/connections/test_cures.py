"""Permissions that a credential lacks: named, and their commands within reach of the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from pulse_desktop.model.poll import Observed
from pulse_desktop.model.snapshot import Lack
from pulse_desktop.model.text import mark
from pulse_desktop.ui.screens.connections.cures import cures
from simulators import desk as script

STORAGE = Lack(
    title=mark("Script", "storage"),
    message=mark("Script", "storage: Audit is missing; storages are not listed."),
    commands=("grant audit to watch@lab", "grant audit to watch@lab!token"),
)
POOLS = Lack(
    title=mark("Script", "pools"),
    message=mark("Script", "pools: Audit is missing; pools stay unknown."),
    commands=("grant audit to watch@lab",),
)
BACKUPS = Lack(
    title=mark("Script", "backups"),
    message=mark("Script", "backups: Copy is missing; backups are not listed."),
    commands=("grant copy to watch@lab",),
    opens=mark("Script", "Copy also lets who holds it start backups."),
)


def seeing(*lacking):
    """A connection that is read without some permissions."""
    observed = Observed(collected_at=script.NOW, counts={"nodes": 1}, lacking=lacking)
    return script.live(script.target(), observed=observed)


@pytest.fixture
def press_key(qtbot):
    """Presses a key where the focus of a window is."""

    def press(window, key):
        with qtbot.waitActive(window):
            window.activateWindow()
        qtbot.keyClick(window.focusWidget(), key)
        return window.focusWidget()

    return press


def test_every_missing_permission_is_a_line_of_the_details(window):
    shown = window(seeing(STORAGE, POOLS, BACKUPS)).details.fact("lacking")
    assert shown.split("\n") == [
        "storage: Audit is missing; storages are not listed.",
        "pools: Audit is missing; pools stay unknown.",
        "backups: Copy is missing; backups are not listed. Optional.",
    ]


def test_a_connection_that_lacks_nothing_says_nothing_of_permissions(window):
    shown = window(seeing())
    assert shown.details.fact("lacking") == ""
    assert shown.details.cures().isHidden()


def test_what_reading_takes_is_one_block_and_each_extra_another():
    """No command is given twice, and none that opens more stands among those that only read."""
    first, second = cures((STORAGE, POOLS, BACKUPS))
    assert first.lines == STORAGE.commands
    assert (str(second.title), second.lines) == ("Optional: backups", BACKUPS.commands)
    assert str(second.note) == "Copy also lets who holds it start backups."


def test_a_permission_without_a_command_has_no_block():
    assert list(cures([Lack(title=STORAGE.title, message=STORAGE.message)])) == []


def test_the_commands_are_shown_and_copied_without_a_mouse(window, press_key, words):
    shown = window(seeing(STORAGE, BACKUPS))
    shown.details.cures().button().setFocus(Qt.FocusReason.TabFocusReason)
    press_key(shown, Qt.Key.Key_Space)
    commands = shown.details.cures().commands()
    assert commands.isVisible()
    assert "grant copy to watch@lab" in words(commands)
    assert press_key(shown, Qt.Key.Key_Tab).text() == "Copy"
    press_key(shown, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == "\n".join(STORAGE.commands)


def test_commands_stay_on_show_when_the_next_poll_says_the_same(window):
    shown = window(seeing(STORAGE))
    shown.details.cures().button().click()
    shown.show_published(script.published(seeing(STORAGE)))
    assert shown.details.cures().commands().isVisible()


def test_the_commands_go_once_the_permission_is_there(window):
    shown = window(seeing(STORAGE))
    shown.details.cures().button().click()
    shown.show_published(script.published(seeing()))
    assert shown.details.cures().isHidden()
    assert not shown.details.cures().button().isChecked()
