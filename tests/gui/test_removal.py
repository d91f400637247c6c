"""What was taken away is gone: nothing of it comes up as a window of its own."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from pulse_desktop.ui.inspector.inspector import PageId
from pulse_desktop.ui.removal import discard


class Opened(QObject):
    """Counts the windows that come up."""

    def __init__(self):
        super().__init__()
        self.windows = 0

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        is_window = watched.isWidgetType() and watched.isWindow()
        self.windows += is_window and event.type() is QEvent.Type.Show
        return False


@pytest.fixture
def opened(qapp):
    counting = Opened()
    qapp.installEventFilter(counting)
    yield counting
    qapp.removeEventFilter(counting)


def test_a_widget_that_is_discarded_before_it_was_shown_opens_no_window(qtbot, opened):
    parent = QWidget()
    qtbot.addWidget(parent)
    column = QVBoxLayout(parent)
    parent.show()
    before = opened.windows
    column.addWidget(label := QLabel("soon gone"))
    discard(label)
    QApplication.processEvents()
    assert opened.windows == before
    assert parent.findChildren(QLabel) == []


def test_resources_inspected_in_quick_succession_open_no_window(window, estate, opened):
    window.contents._inspector.open_page(PageId.OVERVIEW)
    QApplication.processEvents()
    before = opened.windows
    for name in ("desk", "pve1", "pve2"):
        window.select(estate.ResourceId(f"agent-{name}"))
    QApplication.processEvents()
    assert opened.windows == before
