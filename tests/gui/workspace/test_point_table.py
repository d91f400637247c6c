"""The points in figures, for those who do not see the curves."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from pulse_desktop.model.metric import Metric
from pulse_desktop.model.saved_chart import Against
from pulse_desktop.ui.clock.time_window import Range
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.workspace.point_table import PointTable
from pulse_desktop.ui.workspace.points import Column, Points

CPU, NET_IN = Metric.CPU, Metric.NET_IN


@pytest.fixture
def workspace(charts, look, series):
    charts.document.add([series("pve1", CPU), series("pve2", NET_IN)])
    made = look(charts)
    made.commands.table.setChecked(True)
    return made


def test_the_table_has_a_column_a_series_and_no_gap_rows(workspace):
    table = workspace.table
    assert [column.title for column in table.points.columns] == ["pve1 CPU", "pve2 Network in"]
    assert len(table.points.at_s) == 110
    assert list(table.points.at_s) == sorted(table.points.at_s, reverse=True)


def test_a_hidden_curve_is_not_in_the_table(workspace, charts, series):
    charts.document.toggle(series("pve1", CPU).identity)
    assert [column.title for column in workspace.table.points.columns] == ["pve2 Network in"]


def test_what_is_compared_with_has_a_column_of_its_own(workspace, charts):
    charts.document.compare(Against.DAY)
    titles = [column.title for column in workspace.table.points.columns]
    assert titles[:2] == ["pve1 CPU", "pve1 CPU −1 d"]


def test_times_and_titles_are_whole(workspace, charts, qapp):
    charts.document.compare(Against.DAY)
    qapp.processEvents()
    table, header = workspace.table, workspace.table.horizontalHeader()
    for column in range(table.model().columnCount()):
        needed = [table.sizeHintForColumn(column), header.sectionSizeHint(column)]
        assert table.columnWidth(column) >= max(needed)


def test_a_width_that_was_chosen_stays_while_points_come(qtbot):
    table, columns = PointTable(), (Column(title="a", metric=CPU),)
    qtbot.addWidget(table)
    for at_s in ([5.0], [9.0, 5.0]):
        table.show_points(
            Points(at_s=np.array(at_s), columns=columns, values=np.ones((1, len(at_s)))), Formats()
        )
        if len(at_s) == 1:
            table.setColumnWidth(1, 321)
    assert table.columnWidth(1) == 321


def test_a_cell_without_a_point_is_a_dash_and_copied_as_nothing(qtbot):
    table = PointTable()
    qtbot.addWidget(table)
    columns = (Column(title="a", metric=CPU), Column(title="b", metric=CPU))
    values = np.array([[0.5, np.nan], [np.nan, 0.25]])
    table.show_points(Points(at_s=np.array([9.0, 5.0]), columns=columns, values=values), Formats())
    model = table.model()
    assert [model.index(0, column).data() for column in (1, 2)] == ["50 %", "—"]
    _head, first, second, _end = table.text().split("\n")
    assert first == "1970-01-01T00:00:09Z\t0.5\t"
    assert second == "1970-01-01T00:00:05Z\t\t0.25"


def test_what_another_program_recorded_says_so_in_its_cell_and_beside_its_copy(qtbot):
    """H-08: marked as imported."""
    table = PointTable()
    qtbot.addWidget(table)
    columns = (Column(title="a", metric=CPU), Column(title="b", metric=CPU))
    values = np.array([[0.5, 0.25, np.nan], [0.5, 0.5, 0.5]])
    imported = np.array([[False, True, False], [False, False, False]])
    at_s = np.array([9.0, 5.0, 1.0])
    told = Points(at_s=at_s, columns=columns, values=values, imported=imported)
    table.show_points(told, Formats())
    cells = [table.model().index(row, 1).data() for row in range(3)]
    assert cells == ["50 %", "imported  25 %", "—"]
    lines = [line.split("\t")[1:] for line in table.text().split("\n")[:-1]]
    assert lines == [
        ["a", "b", "a imported"],
        ["0.5", "0.5", "0"],
        ["0.25", "0.5", "1"],
        ["", "0.5", ""],
    ]


def test_the_table_is_copied_with_exact_values(workspace, qtbot, qapp):
    qtbot.keyClick(workspace.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, first, *rest = qapp.clipboard().text().strip().split("\n")
    assert head == "Time\tpve1 CPU\tpve2 Network in"
    assert first.split("\t")[0].endswith("Z")
    assert float(first.split("\t")[1]) > 0
    assert len(rest) == 109


def test_selected_rows_alone_are_copied(workspace):
    table = workspace.table
    table.setSelectionMode(table.SelectionMode.MultiSelection)
    for row in (0, 3):
        table.selectRow(row)
    assert len(table.text().strip().split("\n")) == 3


def test_the_model_is_sound(workspace, qtmodeltester):
    qtmodeltester.check(workspace.table.model())


def test_rows_that_are_being_read_stay_while_time_goes_on(workspace):
    workspace.table.selectRow(40)
    before = workspace.table.points
    workspace._projection.draw()
    assert workspace.table.points is before
    workspace.table.clearSelection()
    workspace.table.scrollToTop()
    workspace._projection.draw()
    assert workspace.table.points is not before


def test_another_range_is_listed_at_once(workspace, charts):
    workspace.table.selectRow(40)
    charts._control.choose(Range.HOUR)
    at_s = workspace.table.points.at_s
    assert at_s[0] - at_s[-1] == 3600
