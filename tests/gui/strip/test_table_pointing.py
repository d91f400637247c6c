"""Table and strip point at each other's rows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.ui.models.columns import WORKLOADS
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.models.resource_model import ResourceModel
from pulse_desktop.ui.screens.tab import TabId
from pulse_desktop.ui.screens.table_memory import remembered
from pulse_desktop.ui.table.resource_table import ResourceTable

pytestmark = pytest.mark.gui


@pytest.fixture
def table(estate, presentation, qtbot):
    rows = [
        estate.resource(f"vm-{n:03}", ResourceType.VM, metrics={Metric.CPU: 0.5})
        for n in range(200)
    ]
    model = ResourceModel(WORKLOADS, presentation)
    made = ResourceTable(model)
    qtbot.addWidget(made)
    model.show(rows)
    made.resize(900, 400)
    made.show()
    return made


def row_at(table, number):
    return table.visualRect(table.model().index(number, 0)).center()


def colour(table, at):
    return table.viewport().grab().toImage().pixelColor(at)


def test_the_row_under_the_pointer_is_told_once(table, qtbot):
    told = []
    table.pointing.row_changed.connect(told.append)
    for x in (40, 300, 500):
        QTest.mouseMove(table.viewport(), QPoint(x, row_at(table, 2).y()))
    QTest.mouseMove(table.viewport(), row_at(table, 3))
    assert told == ["vm-vm-002", "vm-vm-003"]


def test_leaving_the_rows_is_told_too(table):
    table.pointing.enter(table.model().index(2, 0))
    told = []
    table.pointing.row_changed.connect(told.append)
    table.pointing.leave()
    assert told == [None]


def test_the_row_that_a_chart_points_at_is_tinted(table):
    edge = QPoint(1, row_at(table, 4).y())
    before = colour(table, edge)
    table.pointing.tint("vm-vm-004")
    assert colour(table, edge) != before
    table.pointing.tint(None)
    assert colour(table, edge) == before


@pytest.mark.parametrize(("name", "is_below"), [("vm-vm-190", True), ("vm-vm-002", False)])
def test_a_hint_shows_the_way_to_a_tinted_row_that_is_out_of_sight(table, name, is_below):
    if not is_below:
        table.scrollToBottom()
    plain = table.viewport().grab().toImage()
    table.pointing.tint(name)
    hinted = table.viewport().grab().toImage()
    height = plain.height()
    changed = [
        y
        for y in range(height)
        if any(plain.pixel(x, y) != hinted.pixel(x, y) for x in range(0, plain.width(), 7))
    ]
    assert changed
    assert min(changed) > height * 0.8 if is_below else max(changed) < height * 0.2


def strip_of(window):
    return window.contents._pages.page.strip


def shown(qtbot, window):
    strip = strip_of(window)
    qtbot.waitUntil(lambda: strip._gaze._showing is not None)
    return strip


def test_pointing_at_a_row_lets_its_line_stand_out_in_every_card(window, qtbot):
    """H-05: a row and its curves are found by the row's own id."""
    strip, table = shown(qtbot, window), window.contents._pages.page.table
    index = table.model().index(2, 0, table.model().index(0, 0))
    QTest.mouseMove(table.viewport(), table.visualRect(index).center())
    name = table._rows.resource(index).name
    assert {view.readout.named for view in strip.cards} == {name}


def test_pointing_at_a_heading_lets_its_section_stand_out(window, qtbot):
    page = window.contents._pages.page
    strip = shown(qtbot, window)
    page.table.clearSelection()
    strip.select(None)
    page.group(Grouping.PLATFORM)
    section = page.model.sections[0]
    page._point_at_section(section.key)
    assert strip._gaze.attention.names == tuple(one.id for one in section.resources)


def test_only_rows_that_pass_the_filter_count(window, qtbot, desk):
    strip, page = shown(qtbot, window), window.contents._pages.page
    page.filter("pve")
    qtbot.waitUntil(lambda: not strip._is_waiting)
    assert len(strip._cast) == page.model.count() < page.model.total()


def test_charts_are_hidden_tab_by_tab_and_stay_so(window, qtbot):
    QTest.keyClick(
        window,
        Qt.Key.Key_G,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    page = window.contents._pages.page
    assert not page.strip.isVisible()
    assert not remembered(page).is_strip_shown
    window.turn_to(TabId.WORKLOADS)
    assert strip_of(window).isVisible()
    assert window.contents._actions.strip.isChecked()


def test_hidden_charts_are_hidden_at_the_next_start(window, make_window):
    window.contents._pages.page.want_strip(wanted=False)
    assert window.remember()
    again = make_window()
    assert not again.contents._pages.page.is_strip_wanted


def test_where_nothing_is_connected_there_is_nothing_to_sum_up(make_window, estate):
    made = make_window()
    made.show()
    made.show_published(estate.empty())
    assert not strip_of(made).isVisible()


def test_another_estate_is_read_even_where_its_rows_bear_the_same_names(
    window, estate, desk, qtbot
):
    def grids():
        return [one for one in desk.recordings.asked if isinstance(one, tuple) and len(one) == 3]

    window.show_published(estate.published(estate="one"))
    shown(qtbot, window)
    before = len(grids())
    window.show_published(estate.published(estate="other"))
    qtbot.waitUntil(lambda: len(grids()) > before)
