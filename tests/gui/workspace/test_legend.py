"""The legend: mouse and keyboard isolate, hide, order and remove alike."""

import pytest
from PySide6.QtCore import QMimeData, Qt

from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.workspace import legend_model
from pulse_desktop.ui.workspace.composition import with_series
from pulse_desktop.ui.workspace.document import unnamed
from pulse_desktop.ui.workspace.legend_model import ROW_MIME

CPU, NET_IN = Metric.CPU, Metric.NET_IN
NONE, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def legend(charts, look, series):
    """The legend of three processors and a network, the second one current."""
    cpus = [series(name, CPU) for name in ("pve1", "pve2", "desk")]
    charts.document.add([*cpus, series("pve1", NET_IN)])
    made = look(charts).legend
    made.setCurrentIndex(made.model_of_rows.index(2, 0))
    return made


def drawn(charts):
    return [s.name for s in charts.document.chart.series if s.is_shown]


def names(charts):
    return [s.name for s in charts.document.chart.series]


def click(qtbot, legend, row, keys=NONE):
    place = legend.visualRect(legend.model_of_rows.index(row, 0)).center()
    qtbot.mouseClick(legend.viewport(), Qt.MouseButton.LeftButton, keys, place)


def drop(legend, row, before):
    carried = QMimeData()
    carried.setData(ROW_MIME, str(row).encode())
    model = legend.model_of_rows
    assert not model.dropMimeData(carried, Qt.DropAction.MoveAction, before, 0, model.index(-1, 0))


def test_a_click_isolates_and_another_brings_all_back(charts, legend, qtbot):
    click(qtbot, legend, 2)
    assert drawn(charts) == ["pve2", "pve1"]
    click(qtbot, legend, 2)
    assert drawn(charts) == ["pve1", "pve2", "desk", "pve1"]


def test_enter_isolates_as_a_click_does(charts, legend, qtbot):
    qtbot.keyClick(legend, Qt.Key.Key_Return)
    assert drawn(charts) == ["pve2", "pve1"]


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_shift_click_or_space_hides_a_curve(charts, legend, qtbot, by):
    if by == "mouse":
        click(qtbot, legend, 2, SHIFT)
    else:
        qtbot.keyClick(legend, Qt.Key.Key_Space)
    assert drawn(charts) == ["pve1", "desk", "pve1"]


def test_a_heading_isolates_nothing(charts, legend, qtbot):
    click(qtbot, legend, 0)
    assert len(drawn(charts)) == 4


def test_alt_and_arrows_order_within_the_panel(charts, legend, qtbot):
    qtbot.keyClick(legend, Qt.Key.Key_Up, ALT)
    assert names(charts) == ["pve2", "pve1", "desk", "pve1"]
    assert legend.current_row().name == "pve2"
    qtbot.keyClick(legend, Qt.Key.Key_Down, ALT)
    assert names(charts) == ["pve1", "pve2", "desk", "pve1"]


@pytest.mark.parametrize(
    ("row", "before", "after"),
    [(1, 4, "pve2 desk pve1"), (3, 1, "desk pve1 pve2"), (2, 3, "pve1 pve2 desk")],
)
def test_dragging_puts_a_curve_before_another(charts, legend, row, before, after):
    drop(legend, row, before)
    assert " ".join(names(charts)[:3]) == after


def test_delete_removes_what_is_selected_and_can_be_undone(charts, legend, qtbot, told):
    qtbot.keyClick(legend, Qt.Key.Key_Delete)
    assert names(charts) == ["pve1", "desk", "pve1"]
    assert told.done == ["Removed a curve from the chart"]
    told.undos.pop()()
    assert names(charts) == ["pve1", "pve2", "desk", "pve1"]


def test_several_curves_that_are_removed_are_counted(charts, legend, series, told):
    charts.document.remove([series(name, CPU).identity for name in ("pve1", "desk")])
    assert told.done == ["Removed 2 curves from the chart"]


def test_after_delete_the_next_curve_is_current_and_the_last_one_at_the_end(charts, legend, qtbot):
    legend.window().activateWindow()
    legend.setFocus()
    qtbot.keyClick(legend, Qt.Key.Key_Delete)
    assert legend.current_row().name == "desk"
    qtbot.keyClick(legend, Qt.Key.Key_Delete)
    assert legend.current_row().name == "pve1"
    assert names(charts) == ["pve1", "pve1"]


def test_another_chart_begins_without_a_current_curve(charts, legend, series):
    charts.document.replace_with(with_series(unnamed(), [series("pve2", NET_IN)]))
    assert legend.current_row() is None


def test_where_only_the_strongest_are_drawn_the_order_is_theirs(charts, look, many, qtbot):
    charts.document.add(many(CPU, 20))
    legend = look(charts).legend
    legend.setCurrentIndex(legend.model_of_rows.index(2, 0))
    before = names(charts)
    qtbot.keyClick(legend, Qt.Key.Key_Up, ALT)
    drop(legend, 3, 1)
    assert names(charts) == before
    assert not legend.model_of_rows.index(2, 0).flags() & Qt.ItemFlag.ItemIsDragEnabled


def test_the_current_row_is_drawn_above_the_others(charts, legend):
    (panel, _other) = charts.tab.workspace.picture.panels
    assert [t.name for t in panel.traces if t.stroke.is_emphasised] == ["pve2"]


def test_a_hidden_curve_is_said_to_be_hidden(charts, legend, qtbot):
    qtbot.keyClick(legend, Qt.Key.Key_Space)
    spoken = legend.model_of_rows.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("pve2, hidden, CPU, ")


def test_the_table_can_be_copied(charts, legend, qtbot, qapp):
    qtbot.keyClick(legend, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    first, heading, row, *_ = qapp.clipboard().text().split("\n")
    assert first == "Series\tMetric\tLast\tMin\tAvg\tMax\tp95"
    assert heading == "CPU"
    assert row.startswith("pve1\tCPU\t")


def test_fonts_are_made_once_for_all_cells(legend, monkeypatch):
    def fail(*_arguments, **_options):
        raise AssertionError

    for name in ("tabular", "scaled", "sizes"):
        monkeypatch.setattr(legend_model, name, fail)
    model, font = legend.model_of_rows, Qt.ItemDataRole.FontRole
    assert model.index(0, 0).data(font).bold()
    assert model.index(1, 2).data(font) != model.index(1, 0).data(font)
    assert model.index(1, 0).data(Qt.ItemDataRole.SizeHintRole).height() > 0


def test_the_model_is_sound(legend, qtmodeltester):
    qtmodeltester.check(legend.model_of_rows)


def test_figures_give_way_to_names_where_there_is_little_room(legend, qapp):
    legend.resize(1200, 300)
    qapp.processEvents()
    assert not any(legend.isColumnHidden(c) for c in range(7))
    legend.resize(260, 300)
    qapp.processEvents()
    assert not legend.isColumnHidden(0)
    assert not legend.isColumnHidden(2)
    assert legend.isColumnHidden(6)
