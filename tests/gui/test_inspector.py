"""The inspector shows one resource, without flicker, and drops late answers."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.text import mark
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.inspector.inspector import Inspector, PageId
from pulse_desktop.ui.inspector.meter_line import MeterLine
from pulse_desktop.ui.recovery.auditor import Auditor


@pytest.fixture
def inspector(qtbot, qapp, desk, presentation):
    time = TimeControl(presentation.now, lambda: None)
    auditor = Auditor(desk.spawn, presentation.now, qapp)
    made = Inspector(desk.recordings, time, auditor, desk.spawn, presentation)
    qtbot.addWidget(made)
    made.resize(400, 800)
    made.show()
    return made


@pytest.fixture
def show(inspector, estate):
    def shown(name, state=None):
        known = state or estate.read_state()
        (resource, *_) = known.named(name)
        inspector.show_resource(resource, known)
        return resource

    return shown


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def test_nothing_selected_is_said_in_words(inspector, estate):
    inspector.show_resource(None, estate.read_state())
    assert "Select a row to see it from every side." in texts(inspector)
    assert not inspector._body.isVisible()


def test_the_widgets_stay_while_only_values_change(inspector, show, estate):
    resource = show("pve1")
    before = inspector._overview.findChildren(MeterLine)
    later = replace(
        resource,
        metrics=MappingProxyType(
            {
                m: replace(v, measurement=replace(v.measurement, value=v.value / 2))
                for m, v in resource.metrics.items()
            }
        ),
    )
    inspector.show_resource(later, estate.read_state())
    assert inspector._overview.findChildren(MeterLine) == before
    assert before[0].accessibleName() == "CPU 6 %"


def test_another_resource_gets_its_own_lines(inspector, show):
    show("desk")
    show("windows-11")
    assert inspector._overview.widget().findChildren(MeterLine) == []


def test_the_focused_line_tells_where_its_value_comes_from(inspector, show):
    show("desk")
    memory = inspector._overview.findChildren(MeterLine)[1]
    assert memory.accessibleDescription() == "used minus available, This computer, 4 s ago"
    memory.setFocus(Qt.FocusReason.TabFocusReason)
    memory.attended.emit(memory.accessibleDescription())
    assert "used minus available, This computer, 4 s ago" in texts(inspector)


def test_a_relation_can_be_followed(qtbot, inspector, show):
    show("web-1")
    link = next(b for b in inspector._overview.findChildren(QPushButton) if b.text() == "pve1")
    with qtbot.waitSignal(inspector.followed) as heard:
        link.click()
    assert heard.args == ["agent-pve1"]


def test_the_address_can_be_copied(inspector, show):
    show("pve1")
    buttons = inspector._overview.findChildren(QPushButton)
    next(b for b in buttons if b.text() == "Copy 10.0.0.11").click()
    assert QGuiApplication.clipboard().text() == "10.0.0.11"


def test_a_web_address_of_another_kind_is_not_offered(inspector, estate):
    odd = estate.resource("odd", estate.ResourceType.VM, web_url="file:///etc/passwd")
    inspector.show_resource(odd, estate.read_state((odd,)))
    assert not [b for b in inspector._overview.findChildren(QPushButton) if "web" in b.text()]


def test_names_are_never_read_as_markup(inspector, estate):
    odd = estate.resource("<b>bold</b>", estate.ResourceType.VM)
    inspector.show_resource(odd, estate.read_state((odd,)))
    assert inspector._name.textFormat() is Qt.TextFormat.PlainText


def test_events_are_not_read_until_they_are_looked_at(inspector, show, desk):
    show("desk")
    assert desk.recordings.asked == []
    inspector.open_page(PageId.EVENTS)
    assert len(desk.recordings.asked) == 1


def test_a_late_answer_about_another_resource_is_dropped(inspector, show, desk):
    inspector.open_page(PageId.EVENTS)
    held = desk.hold()
    show("desk")
    show("pve1")
    first, second = held
    asyncio.run(second)
    shown = inspector._events._feed.changes
    desk.recordings.now -= timedelta(days=3)
    asyncio.run(first)
    assert inspector._events._feed.changes == shown != ()


@pytest.mark.parametrize("page", [PageId.EVENTS, PageId.CHARTS])
def test_a_database_that_cannot_be_read_is_told_in_its_words(inspector, show, desk, page):
    desk.recordings.failure = StoreError(StoreState.LOCKED, mark("Test", "It is locked."))
    inspector.open_page(page)
    show("desk")
    assert "It is locked." in texts(inspector)


def test_details_can_be_searched_and_copied(qtbot, inspector, show):
    inspector.open_page(PageId.DETAILS)
    show("desk")
    page = inspector._details
    qtbot.keyClicks(page._filter, "mount_point")
    seen = [row.text(1) for _head, rows in page._rows for row in rows if not row.isHidden()]
    assert seen == ["/", "/srv/media"]
    page._filter.clear()
    page._rows[-2][1][0].setSelected(True)
    page._copy()
    assert "\t" in QGuiApplication.clipboard().text()


def test_closing_is_told_and_not_done(qtbot, inspector, show):
    show("desk")
    with qtbot.waitSignal(inspector.closed):
        inspector._close.click()
    assert inspector.isVisible()
