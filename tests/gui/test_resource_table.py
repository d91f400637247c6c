"""The table paints a row at once and keeps what the user is looking at."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from typing_extensions import override

from pulse_desktop.ui.models.columns import WORKLOADS
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.models.resource_model import ResourceModel
from pulse_desktop.ui.table.resource_table import Layout, ResourceTable


class CountingModel(ResourceModel):
    """Counts how often a view asks for data."""

    asked = 0

    def data(self, index, role=0):
        self.asked += 1
        return super().data(index, role)


@pytest.fixture
def model(qapp, presentation, estate):
    made = CountingModel(WORKLOADS, presentation)
    made.show(estate.read_state().workloads())
    return made


@pytest.fixture
def table(qtbot, model):
    made = ResourceTable(model)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    return made


def test_a_repaint_asks_the_model_for_no_data(table, model):
    table.grab()
    model.asked = 0
    table.viewport().grab()
    assert model.asked == 0


@pytest.mark.parametrize("count", [100, 5000])
def test_a_repaint_does_not_grow_with_the_rows(table, model, estate, count):
    model.show(estate.many(count))
    table.grab()
    painted = []
    paint, table.drawRow = table.drawRow, lambda *a: (painted.append(1), paint(*a))
    table.viewport().grab()
    assert len(painted) <= table.viewport().height() // table.sizeHintForRow(0) + 2
    assert model.asked < 200


def test_columns_that_have_no_room_are_dropped_and_come_back(table):
    table.resize(600, 400)
    narrow = table.titles(table.visible_positions())
    table.resize(1600, 400)
    wide = table.titles(table.visible_positions())
    assert narrow[:1] == ["Name"]
    assert len(narrow) < len(wide)
    assert "Restarts" in wide
    assert "Restarts" not in narrow


def test_no_column_is_narrower_than_its_title(table):
    for width in (500, 900, 1400):
        table.resize(width, 400)
        metrics = table.header().fontMetrics()
        for position in table.visible_positions():
            (title,) = table.titles([position])
            assert table.columnWidth(position) >= metrics.horizontalAdvance(title)


def test_columns_fill_the_width_and_never_more(table):
    for width in (700, 1000, 1300):
        table.resize(width, 400)
        total = sum(table.columnWidth(position) for position in table.visible_positions())
        assert total == table.viewport().width()


def test_a_hidden_column_stays_hidden_when_there_is_room(table):
    table.choose_column("type", shown=False)
    table.resize(1900, 400)
    assert "Type" not in table.titles(table.visible_positions())
    table.choose_column("type", shown=True)
    assert "Type" in table.titles(table.visible_positions())


def test_a_dragged_width_is_remembered(table):
    position = [column.id for column in WORKLOADS].index("host")
    table.header().resizeSection(position, 200)
    assert table.layout_choice.widths == {"host": 200}
    table.resize(1300, 400)
    assert table.columnWidth(position) == 200


def test_the_current_resource_survives_sorting(table, qtbot):
    table.select("vm-web-1")
    table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert table.current_resource().name == "web-1"


def test_the_current_resource_survives_a_filter_that_let_it_go(table, model):
    table.select("vm-web-1")
    model.ask(replace(model.query, text="grafana"))
    assert table.current_resource() is None
    model.ask(replace(model.query, text=""))
    assert table.current_resource().name == "web-1"


def test_the_current_resource_survives_a_move_to_another_section(table, model, estate):
    model.ask(replace(model.query, grouping=Grouping.HOST))
    table.select("vm-web-1")
    moved = [
        replace(r, parent_name="pve2") if r.name == "web-1" else r
        for r in estate.read_state().workloads()
    ]
    model.show(moved)
    table.restore()
    assert table.current_resource().name == "web-1"


def test_a_section_the_user_closed_stays_closed(table, model, estate):
    model.ask(replace(model.query, grouping=Grouping.HOST))
    assert table.isExpanded(model.index(0, 0))
    table.collapse(model.index(0, 0))
    model.ask(replace(model.query, text="a"))
    assert not table.isExpanded(model.index(0, 0))
    assert table.isExpanded(model.index(1, 0))


def test_enter_on_a_section_folds_it(table, model, qtbot):
    model.ask(replace(model.query, grouping=Grouping.HOST))
    table.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert not table.isExpanded(model.index(0, 0))


def test_the_scroll_position_survives_a_poll(table, model, estate):
    model.show(estate.many(500))
    table.grab()
    table.verticalScrollBar().setValue(2000)
    model.show(tuple(replace(r) for r in estate.many(500)))
    assert table.verticalScrollBar().value() == 2000


def test_selected_rows_come_top_to_bottom(table, model):
    table.selectAll()
    assert [r.name for r in table.selected_resources()] == [
        r.name for r in model.sections[0].resources
    ]


def test_an_arrangement_can_be_given_back(table):
    table.arrange(Layout(frozenset({"name", "image"}), {"image": 300}))
    assert table.titles(table.visible_positions()) == ["Name", "Image"]
    assert table.columnWidth(table.visible_positions()[1]) == 300


def painted(table):
    """How often the table painted since the last time it was asked."""
    QCoreApplication.processEvents()
    count, table.paints = table.paints, 0
    return count


class CountingTable(ResourceTable):
    """Counts how often it paints."""

    paints = 0

    @override
    def paintEvent(self, event):
        self.paints += 1
        super().paintEvent(event)


@pytest.fixture
def counting(qtbot, model, estate):
    made = CountingTable(model)
    qtbot.addWidget(made)
    made.resize(1200, 400)
    model.show(estate.many(500))
    made.show()
    painted(made)
    return made


def test_what_changes_out_of_sight_is_not_painted(counting, model, estate):
    rows = estate.many(500)
    model.update([replace(rows[400])], ())
    assert painted(counting) == 0
    model.update([replace(rows[3])], ())
    assert painted(counting) == 1


def test_rows_that_changed_places_are_painted_where_they_are_now(counting, model):
    before = counting.grab().toImage()
    counting.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert painted(counting) >= 1
    assert counting.grab().toImage() != before
    assert counting.indexAt(QPoint(5, 5)).data() == "guest-00499"


def test_a_section_can_be_closed_after_its_rows_changed_places(table, model):
    model.ask(replace(model.query, grouping=Grouping.HOST))
    table.grab()
    table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    table.collapse(model.index(0, 0))
    table.grab()
    below = table.visualRect(model.index(0, 0)).bottomLeft() + QPoint(5, 5)
    assert table.indexAt(below).siblingAtColumn(0) == model.index(1, 0)


def test_a_larger_font_makes_higher_rows(table):
    table.grab()
    before = table.visualRect(table.model().index(1, 0)).height()
    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    table.setFont(font)
    table.grab()
    assert table.visualRect(table.model().index(1, 0)).height() > before
