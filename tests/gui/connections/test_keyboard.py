"""Everything can be reached and named without a mouse and without eyes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QWidget

from simulators import desk as script


def silent(window):
    """Widgets that take the keyboard and that a screen reader could not name."""
    found = []
    for widget in window.findChildren(QWidget):
        is_passive = isinstance(widget, QAbstractScrollArea | QLabel)
        takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not widget.isVisible() or not takes_keys or is_passive:
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName() or text) and widget.focusProxy() is None:
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def tab_order(window, qtbot, presses):
    """What Tab reaches, by name, from where the keyboard is."""
    reached = []
    for _ in range(presses):
        widget = window.focusWidget()
        name = widget.accessibleName()
        reached.append(name or (widget.text() if isinstance(widget, QAbstractButton) else ""))
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    return reached


def test_every_control_of_the_editor_has_a_name(editing):
    assert silent(editing()) == []


def test_every_control_of_the_window_has_a_name(window):
    assert silent(window(script.live(script.target()))) == []


@pytest.mark.parametrize("scene", [script.UNTRUSTED, script.CHANGED, script.MISSING])
def test_every_control_of_the_test_has_a_name(examine, scene):
    assert silent(examine(scene)) == []


def test_every_control_of_the_first_run_has_a_name(welcome):
    assert silent(welcome()) == []


def test_tab_goes_through_the_form_from_top_to_bottom(editing, qtbot):
    editor = editing(script.target())
    assert tab_order(editor, qtbot, 6) == [
        "Address",
        "API token (recommended)",
        "User name and password",
        "Token ID",
        "Token value",
        "Show Token value while held",
    ]
