"""Everything that can be reached has a name, in every page and dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QScrollBar,
    QSpinBox,
    QToolButton,
    QWidget,
)

from pulse_desktop.ui.inspector.inspector import PageId
from pulse_desktop.ui.screens.tab import TabId


def is_named(widget):
    if widget.accessibleName():
        return True
    if isinstance(widget, QAbstractButton) and widget.text():
        return True
    if isinstance(widget, QLineEdit) and isinstance(widget.parent(), QSpinBox | QComboBox):
        return True
    return any(
        label.buddy() is widget for label in widget.window().findChildren(QLabel) if label.buddy()
    )


def reachable(root):
    kinds = QAbstractButton | QAbstractItemView | QComboBox | QLineEdit | QSpinBox
    for widget in root.findChildren(QWidget):
        focusable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        internal = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)
        if widget.isVisible() and not internal and (focusable or isinstance(widget, kinds)):
            yield widget


def unnamed(root):
    return [(repr(w), w.objectName(), repr(w.parent())) for w in reachable(root) if not is_named(w)]


@pytest.mark.parametrize("tab", list(TabId))
def test_everything_in_a_tab_has_a_name(window, tab):
    window.turn_to(tab)
    assert unnamed(window) == []


@pytest.mark.parametrize("page", list(PageId))
def test_everything_in_the_inspector_has_a_name(window, page):
    window.contents._inspector.open_page(page)
    assert unnamed(window) == []


@pytest.mark.parametrize("opener", ["preferences", "shortcuts", "about"])
def test_everything_in_a_dialog_has_a_name(window, opener):
    getattr(window.contents._actions, opener).trigger()
    (dialog,) = window.findChildren(QDialog)
    assert unnamed(dialog) == []


def test_buttons_without_words_explain_themselves_at_the_pointer(window, estate):
    window.show_published(estate.published(recorded_at=estate.NOW))
    for button in window.findChildren(QToolButton):
        if button.isVisible() and not button.text() and not button.objectName().startswith("qt_"):
            assert button.toolTip() or isinstance(button.parent(), QLineEdit), button


def test_lens_rows_are_spoken_with_their_state(window):
    spoken = window.contents._lens_bar.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Docker, 1, critical"
