"""From the tables into charts: a key on a row, a menu, a card of the strip, a window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.ui.screens.tab import TabId
from pulse_desktop.ui.workspace.pop_out import PopOutWindow

CPU, MEMORY = Metric.CPU, Metric.MEMORY


@pytest.fixture
def table(window):
    """The table of hosts, with its first row current."""
    made = window.contents._pages.page.table
    made.setFocus()
    return made


@pytest.fixture
def drawn(window):
    """What is in the chart, as name and metric."""
    charts = window.contents._charts
    return lambda: [(s.name, s.metric) for s in charts.document.chart.series]


def test_c_adds_the_main_metrics_of_the_current_row(window, table, drawn, estate, qtbot):
    table.select("agent-pve1")
    window.contents._actions.add_to_chart.trigger()
    assert drawn() == [("pve1", CPU), ("pve1", MEMORY)]
    shown = window.contents._strip.currentMessage()
    assert shown == "pve1 is in the chart now. Ctrl+5 shows it."


def test_a_row_is_added_once(window, table, drawn):
    table.select("agent-pve1")
    for _ in range(2):
        window.contents._actions.add_to_chart.trigger()
    assert len(drawn()) == 2
    assert "already" in window.contents._strip.currentMessage()


def test_a_row_that_measures_nothing_says_so(window, table, drawn):
    table.select("agent-edge-pi")
    window.contents._actions.add_to_chart.trigger()
    assert drawn() == []
    assert window.contents._strip.currentMessage() == ("Nothing of edge-pi is recorded over time.")


def test_the_charts_tab_has_neither_filter_nor_columns(window):
    window.turn_to(TabId.CHARTS)
    assert not window.contents._top._filter.isEnabled()
    assert not window.contents._actions.columns.isEnabled()


def test_the_tab_shows_what_was_added(window, table, qapp):
    table.select("agent-pve1")
    window.contents._actions.add_to_chart.trigger()
    window.turn_to(TabId.CHARTS)
    qapp.processEvents()
    workspace = window.contents._charts.tab.workspace
    assert [panel.title for panel in workspace.picture.panels] == ["CPU · Memory"]


def test_a_resource_is_drawn_in_the_tab_of_charts(window, drawn, estate):
    (host,) = (one for one in estate.resources() if one.name == "pve1")
    window.contents.chart(host)
    assert drawn() == [("pve1", CPU), ("pve1", MEMORY)]
    assert window.contents._top.tab is TabId.CHARTS


def test_the_first_visit_gives_the_keyboard_to_the_chart(window, table, qapp):
    window.contents._actions.add_to_chart.trigger()
    window.activateWindow()
    table.setFocus()
    window.contents._actions.tabs[4].trigger()
    qapp.processEvents()
    workspace = window.contents._charts.tab.workspace
    assert workspace.column.isAncestorOf(qapp.focusWidget())


def test_the_chart_on_show_is_the_one_that_is_exported(window, table, qapp):
    table.select("agent-pve1")
    window.contents._actions.add_to_chart.trigger()
    window.turn_to(TabId.CHARTS)
    qapp.processEvents()
    subject = window.contents._charts.subject()
    assert [one.name for one in subject.series] == ["pve1", "pve1"]


def test_a_card_of_the_strip_opens_as_a_chart(window, drawn, estate):
    page = window.contents._pages.page
    hosts = [one for one in estate.resources() if one.name in {"pve1", "pve2"}]
    page.strip.opened.emit(tuple(SeriesKey(host.series, CPU) for host in reversed(hosts)))
    assert drawn() == [("pve2", CPU), ("pve1", CPU)]
    assert window.contents._top.tab is TabId.CHARTS


def test_a_card_that_adds_up_opens_with_all_that_it_adds(window, drawn, estate):
    page = window.contents._pages.page
    (host,) = (one for one in estate.resources() if one.name == "pve1")
    both = (Metric.NET_IN, Metric.NET_OUT)
    page.strip.opened.emit(tuple(SeriesKey(host.series, metric) for metric in both))
    assert drawn() == [("pve1", Metric.NET_IN), ("pve1", Metric.NET_OUT)]


def test_a_chart_window_opens_and_goes_with_the_main_one(window, qapp):
    window.contents._actions.chart_window.trigger()
    (made,) = window.contents._charts.windows
    assert isinstance(made, PopOutWindow)
    assert made.isVisible()
    window.hide()
    assert not made.isVisible()


def test_removing_a_curve_is_undone_as_everything_else(window, table, drawn):
    table.select("agent-pve1")
    window.contents._actions.add_to_chart.trigger()
    charts = window.contents._charts
    charts.document.remove([charts.document.chart.series[0].identity])
    assert drawn() == [("pve1", MEMORY)]
    window.contents._actions.undo.trigger()
    assert len(drawn()) == 2


def test_a_renamed_guest_keeps_its_curve(window, table, drawn, estate, qapp):
    """H-05: the series is the resource's, whatever it is called."""
    table.select("agent-pve1")
    window.contents._actions.add_to_chart.trigger()
    window.turn_to(TabId.CHARTS)
    qapp.processEvents()
    rows = [replace(r, name="node-1") if r.name == "pve1" else r for r in estate.resources()]
    window.show_published(estate.published(estate.read_state(tuple(rows), 8)))
    assert drawn() == [("node-1", CPU), ("node-1", MEMORY)]


def test_c_is_a_key_of_the_table(window, table, drawn, qtbot, qapp):
    table.select("agent-pve2")
    window.activateWindow()
    table.setFocus()
    qapp.processEvents()
    qtbot.keyClick(table, Qt.Key.Key_C)
    assert drawn() == [("pve2", CPU), ("pve2", MEMORY)]


def test_a_chart_window_has_the_keys_of_the_main_one(window, table, drawn, qapp):
    table.select("agent-pve1")
    window.contents._actions.add_to_chart.trigger()
    made = window.contents._charts.pop_out(window.contents._charts.document.chart)
    assert {"Undo", "Export chart"} <= {a.text().replace("&", "") for a in made.actions()}


def test_a_chart_window_exports_its_own_chart(window, table, qapp):
    table.select("agent-pve1")
    window.contents._actions.add_to_chart.trigger()
    made = window.contents._charts.pop_out(window.contents._charts.document.chart)
    made.activateWindow()
    qapp.processEvents()
    subject = window.contents._chart_on_show()
    assert [one.name for one in subject.series] == ["pve1", "pve1"]


def test_a_chart_window_asks_for_itself_where_to(window, table, qapp):
    table.select("agent-pve1")
    window.contents._actions.add_to_chart.trigger()
    made = window.contents._charts.pop_out(window.contents._charts.document.chart)
    made.activateWindow()
    qapp.processEvents()
    window.contents._actions.export_chart.trigger()
    assert window.findChild(QFileDialog) is None
    made.findChild(QFileDialog).reject()


def test_e_asks_how_the_chart_is_to_be_exported(window, table, qapp):
    table.select("agent-pve1")
    window.contents._actions.add_to_chart.trigger()
    window.turn_to(TabId.CHARTS)
    qapp.processEvents()
    asked = []
    window.contents._actions.export_chart_as.triggered.disconnect()
    window.contents._actions.export_chart_as.triggered.connect(lambda: asked.append("asked"))
    window.contents._charts.tab.workspace.commands.export.trigger()
    assert asked == ["asked"]
