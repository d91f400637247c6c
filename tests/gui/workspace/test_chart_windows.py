"""Charts in windows of their own: own time, own series, back where they stood."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.clock.time_window import Range

CPU = Metric.CPU


@pytest.fixture
def popped(charts, look, series):
    """The window made of a chart of one processor."""
    charts.document.add([series("pve1", CPU)])
    look(charts).commands.pop_out.trigger()
    (window,) = charts.windows
    return window


def test_a_chart_window_has_its_own_series(charts, popped, series):
    popped.workspace._document.add([series("pve2", CPU)])
    assert len(popped.workspace.picture.panels[0].traces) == 2
    assert len(charts.document.chart.series) == 1


def test_a_chart_window_has_its_own_time(charts, popped, qtbot):
    popped._control.choose(Range.HOUR)
    assert charts._control.window.range is Range.DAY
    first, last = popped.workspace.picture.window_s
    assert last - first == 3600


def test_backspace_leads_a_chart_window_out_of_a_zoom(popped, qtbot, qapp, estate):
    now_s = estate.NOW.timestamp()
    popped.activateWindow()
    popped.workspace.focus_chart()
    popped._control.zoom(now_s - 7200, now_s - 3600)
    qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Backspace)
    assert popped._control.window.range is Range.DAY


def test_an_empty_window_can_be_opened(charts, qapp):
    charts.new_window()
    (window,) = charts.windows
    qapp.processEvents()
    assert window.isVisible()
    assert window.workspace.picture is None


def test_a_window_can_stay_on_top(popped):
    popped.on_top.setChecked(True)
    assert popped.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert popped.isVisible()


def test_windows_come_back_where_they_stood_with_what_they_showed(charts, popped, make_charts):
    popped.on_top.setChecked(True)
    popped._control.choose(Range.WEEK)
    popped.setGeometry(60, 80, 600, 400)
    charts.flush()
    (again,) = make_charts().windows
    assert again.remembered() == popped.remembered()
    assert again.isVisible()


def test_only_a_window_that_was_asked_for_takes_the_keyboard(charts, popped, make_charts):
    def is_shy(window):
        return bool(window.windowHandle().property("_q_showWithoutActivating"))  # Qt's own word

    charts.flush()
    (again,) = make_charts().windows
    assert is_shy(again)
    assert not is_shy(popped)


def test_a_window_is_closed_by_key(charts, popped, qtbot):
    popped.activateWindow()
    qtbot.keyClick(popped.workspace.legend, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert charts.windows == ()


def test_the_pane_key_goes_between_chart_and_legend(popped, qtbot, qapp):
    popped.activateWindow()
    popped.workspace.focus_chart()
    chart, legend = qapp.focusWidget(), popped.workspace.legend
    qtbot.keyClick(chart, Qt.Key.Key_F6)
    assert legend.hasFocus()
    qtbot.keyClick(legend, Qt.Key.Key_F6)
    assert qapp.focusWidget() is chart


def test_a_window_that_the_user_closed_stays_away(charts, popped, desk):
    popped.close()
    charts.flush()
    assert charts.windows == ()
    assert desk.charts.books["default"].pop_outs == ()


def test_windows_go_with_the_main_one_and_are_not_forgotten(charts, popped, desk):
    charts.flush()
    charts.tab.window().hide()
    assert not popped.isVisible()
    charts.flush()
    assert len(desk.charts.books["default"].pop_outs) == 1
    charts.tab.window().show()
    assert len(charts.windows) == 1


def test_another_estate_has_other_windows(charts, popped, publish, desk):
    charts.show_published(publish(of="cabin"))
    assert charts.windows == ()
    assert len(desk.charts.books["default"].pop_outs) == 1
    charts.show_published(publish())
    assert len(charts.windows) == 1


def test_the_window_bears_the_name_of_its_chart(popped):
    assert popped.windowTitle() == "Chart – Pulse Desktop"
    popped.workspace._document.rename("NAS")
    assert popped.windowTitle() == "NAS – Pulse Desktop"


def test_a_chart_window_does_not_offer_another_one(charts, popped):
    buttons = popped.workspace.findChildren(QToolButton)
    assert "Pop out" not in [button.text() for button in buttons if button.isVisible()]


def test_a_chart_without_a_name_is_another_one_in_its_window(charts, popped):
    for document, name in ((charts.document, "one"), (popped.workspace._document, "other")):
        document.rename(name)
        charts.shelf.put(document.chart)
    assert [chart.name for chart in charts.shelf.book.charts] == ["one", "other"]


def test_a_named_chart_is_the_same_one_in_its_window(charts, look, series):
    charts.document.add([series("pve1", CPU)])
    charts.document.rename("CPU")
    window = charts.pop_out(charts.document.chart)
    assert window.workspace._document.chart.id == charts.document.chart.id
