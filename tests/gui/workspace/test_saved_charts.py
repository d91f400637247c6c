"""Charts that are kept: saved, opened, renamed, deleted, and left as they were."""

import pytest
from PySide6.QtWidgets import QInputDialog

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.saved_chart import SavedChart
from pulse_desktop.model.text import mark
from pulse_desktop.ui.clock.time_window import Range

CPU = Metric.CPU


@pytest.fixture
def workspace(charts, look, series):
    charts.document.add([series("pve1", CPU)])
    return look(charts)


def answer(workspace, name):
    dialog = workspace.findChildren(QInputDialog)[-1]
    dialog.setTextValue(name)
    dialog.accept()


def save_as(workspace, name):
    workspace.commands.save.trigger()
    answer(workspace, name)


def titles(workspace):
    workspace._toolbar.charts.aboutToShow.emit()
    return [a.text() for a in workspace._toolbar.charts.actions() if a.isCheckable()]


def choose(workspace, name):
    workspace._toolbar.charts.aboutToShow.emit()
    next(a for a in workspace._toolbar.charts.actions() if a.text() == name).trigger()


def test_a_chart_is_saved_under_a_name(charts, workspace, desk):
    save_as(workspace, "  NAS slow on   Tuesday ")
    charts.flush()
    (chart,) = desk.charts.books["default"].charts
    assert (chart.name, [s.name for s in chart.series]) == ("NAS slow on Tuesday", ["pve1"])
    assert not workspace.commands.save.isEnabled()


def test_what_differs_from_what_is_saved_is_marked_and_saved_again(charts, workspace, series):
    save_as(workspace, "CPU")
    charts.document.add([series("pve2", CPU)])
    assert workspace._toolbar._name.text().startswith("CPU *")
    workspace.commands.save.trigger()
    assert len(charts.shelf.book.charts[0].series) == 2
    assert workspace._toolbar._name.text().startswith("CPU  ")


def test_a_chart_is_opened_at_its_time_and_the_one_before_comes_back(charts, workspace, told):
    charts._control.choose(Range.WEEK)
    save_as(workspace, "Week")
    workspace.commands.begin.trigger()
    charts._control.choose(Range.HOUR)
    choose(workspace, "Week")
    assert charts._control.window.range is Range.WEEK
    assert [s.name for s in charts.document.chart.series] == ["pve1"]


def test_leaving_a_chart_can_be_undone(charts, workspace, told):
    workspace.commands.begin.trigger()
    assert charts.document.chart.series == ()
    told.undos.pop()()
    assert [s.name for s in charts.document.chart.series] == ["pve1"]


def test_renaming_saves_the_name_alone(charts, workspace, series):
    save_as(workspace, "CPU")
    charts.document.add([series("pve2", CPU)])
    workspace.commands.rename.trigger()
    answer(workspace, "Processors")
    (saved,) = charts.shelf.book.charts
    assert (saved.name, len(saved.series)) == ("Processors", 1)


def test_a_deleted_chart_stays_on_show_and_can_be_brought_back(charts, workspace, told):
    save_as(workspace, "CPU")
    workspace.commands.delete.trigger()
    assert charts.shelf.book.charts == ()
    assert charts.document.chart.series
    told.undos.pop()()
    assert titles(workspace) == ["CPU"]


def test_bringing_a_deleted_chart_back_keeps_those_saved_since(charts, workspace, told):
    charts.shelf.put(SavedChart(id="a", name="Before"))
    save_as(workspace, "CPU")
    charts.shelf.put(SavedChart(id="b", name="After"))
    workspace.commands.delete.trigger()
    charts.shelf.put(SavedChart(id="c", name="From a window"))
    told.undos.pop()()
    names = [chart.name for chart in charts.shelf.book.charts]
    assert names == ["Before", "CPU", "After", "From a window"]


def test_a_deleted_chart_that_was_saved_again_is_not_replaced_by_undoing(
    charts, workspace, series, told
):
    save_as(workspace, "CPU")
    workspace.commands.delete.trigger()
    undo = told.undos.pop()
    charts.document.add([series("pve2", CPU)])
    workspace.commands.save.trigger()
    undo()
    assert [len(chart.series) for chart in charts.shelf.book.charts] == [2]


def test_a_chart_without_a_name_is_not_saved(charts, workspace):
    save_as(workspace, "   ")
    assert charts.shelf.book.charts == ()


def test_two_charts_never_have_the_same_name(charts, workspace, series):
    save_as(workspace, "CPU")
    for name in ("CPU", "CPU"):
        workspace.commands.begin.trigger()
        charts.document.add([series("pve2", CPU)])
        save_as(workspace, name)
    assert titles(workspace) == ["CPU", "CPU (2)", "CPU (3)"]
    workspace.commands.rename.trigger()
    answer(workspace, "CPU (3)")
    assert titles(workspace) == ["CPU", "CPU (2)", "CPU (3)"]


def test_a_long_name_leaves_room_for_the_ranges(workspace, qapp):
    save_as(workspace, "W" * 80)
    qapp.processEvents()
    button, ranges = workspace._toolbar._name, workspace._toolbar._ranges
    assert "…" in button.text()
    assert button.toolTip() == "W" * 80
    assert ranges.width() > button.width()


def test_a_name_is_shown_letter_by_letter(workspace):
    save_as(workspace, "a & b")
    assert workspace._toolbar._name.text().startswith("a && b")


def test_charts_are_listed_by_name(charts, workspace):
    save_as(workspace, "b & c")
    for name in ("Zoo", "ants"):
        charts.shelf.put(SavedChart(id=name, name=name))
    assert titles(workspace) == ["ants", "b && c", "Zoo"]


def test_what_was_on_show_comes_back_at_the_next_start(charts, workspace, make_charts):
    charts.flush()
    again = make_charts()
    assert [s.name for s in again.document.chart.series] == ["pve1"]


def test_a_saved_chart_that_was_on_show_comes_back_at_its_time(
    charts, workspace, make_charts, look
):
    charts._control.fix(1_000_000, 1_003_600)
    save_as(workspace, "Tuesday")
    charts._control.choose(Range.HOUR)
    charts.flush()
    again = look(make_charts())
    fixed = again._control.window.fixed
    assert (fixed.start_s, fixed.end_s) == (1_000_000, 1_003_600)
    assert not again.commands.save.isEnabled()


def test_a_chart_without_a_name_leaves_the_time_alone(charts, workspace, make_charts):
    charts._control.fix(1_000_000, 1_003_600)
    charts.flush()
    assert make_charts()._control.window.range is Range.DAY


def test_only_what_the_user_did_is_written(charts, look, desk):
    look(charts)
    charts.flush()
    assert desk.charts.saves == 0


def test_each_estate_has_its_own_chart(charts, workspace, desk, publish):
    charts.show_published(publish(of="cabin"))
    assert charts.document.chart.series == ()
    charts.show_published(publish())
    assert [s.name for s in charts.document.chart.series] == ["pve1"]
    assert list(desk.charts.books) == ["default"]


def test_charts_that_cannot_be_read_are_never_written_over(make_charts, desk, series, told):
    desk.charts.failure = SettingsError(mark("Test", "charts.toml is damaged."))
    charts = make_charts()
    assert told.said == ["charts.toml is damaged."]
    desk.charts.failure = None
    charts.document.add([series("pve1", CPU)])
    charts.flush()
    assert desk.charts.saves == 0


def test_charts_that_cannot_be_written_are_said(charts, workspace, desk, told):
    desk.charts.failure = SettingsError(mark("Test", "The disk is full."))
    charts.flush()
    assert told.said[-1] == "The disk is full."
