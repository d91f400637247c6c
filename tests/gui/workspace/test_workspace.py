"""The Charts tab: any series of any resource, in panels by unit, with a legend in figures."""

import sys
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.saved_chart import Against, Strength, Strongest
from pulse_desktop.model.text import mark
from pulse_desktop.ui.clock.time_window import Range
from pulse_desktop.ui.workspace.commands import chart_keys

CPU, MEMORY, NET_IN = Metric.CPU, Metric.MEMORY, Metric.NET_IN


@pytest.fixture
def shown(charts, look, series):
    """A workspace with two processors and one network, drawn."""
    charts.document.add([series("pve1", CPU), series("pve2", CPU), series("pve1", NET_IN)])
    return look(charts)


def names(workspace):
    return [row.name for row in workspace.legend.model_of_rows.rows]


def place_of(workspace, name, nth=0):
    found = [n for n, row in enumerate(workspace.legend.model_of_rows.rows) if row.name == name]
    return workspace.legend.model_of_rows.index(found[nth], 0)


def texts(index):
    model = index.model()
    return [model.index(index.row(), c).data() for c in range(model.columnCount())]


def test_an_empty_chart_says_how_one_begins(charts, look):
    workspace = look(charts)
    assert workspace.picture is None
    assert workspace.subject is None
    assert not workspace.commands.export.isEnabled()


def test_units_never_share_a_panel(shown):
    """H-05: any series of any resource, one panel a unit."""
    assert [panel.title for panel in shown.picture.panels] == ["CPU", "Network in"]
    assert names(shown) == ["CPU", "pve1", "pve2", "Network in", "pve1"]


def test_one_window_of_time_is_read_for_every_series_at_once(shown, desk, charts):
    keys, window, points = desk.recordings.asked[-2]
    assert [key.metric for key in keys] == [CPU, CPU, NET_IN]
    assert window[1] - window[0] == 86_400
    assert points >= 120


def test_the_legend_has_the_figures_of_the_window(shown):
    row = texts(place_of(shown, "pve1"))
    assert row[:2] == ["pve1", "CPU"]
    assert all(text.endswith("%") for text in row[2:])


def test_the_crosshair_puts_its_values_into_the_legend(shown, estate):
    before = texts(place_of(shown, "pve2"))[2]
    at_s = estate.NOW.timestamp() - 7200
    shown.column.hovered.emit(at_s)
    legend = shown.legend.model_of_rows
    assert legend.headerData(2, Qt.Orientation.Horizontal) != "Last"
    shown.column.hovered.emit(None)
    assert (legend.headerData(2, Qt.Orientation.Horizontal), texts(place_of(shown, "pve2"))[2]) == (
        "Last",
        before,
    )


def test_another_range_is_read_again(shown, charts, desk):
    charts._control.choose(Range.HOUR)
    _keys, window, _points = desk.recordings.asked[-2]
    assert window[1] - window[0] == 3600


def test_hiding_a_curve_reads_nothing(shown, desk, charts):
    asked = len(desk.recordings.asked)
    shown.legend.toggled.emit(place_of(shown, "pve1").model().rows[1].series)
    assert len(desk.recordings.asked) == asked
    assert [trace.name for trace in shown.picture.panels[0].traces] == ["pve2"]
    assert names(shown)[:3] == ["CPU", "pve1", "pve2"]


def test_a_comparison_is_a_dashed_line_of_the_same_colour(shown, charts):
    charts.document.compare(Against.WEEK)
    before, now = shown.picture.panels[0].traces[:2]
    assert (before.name, now.name) == ("pve1 −7 d", "pve1")
    assert before.stroke.hue == now.stroke.hue
    assert before.stroke.dash is not now.stroke.dash
    assert "pve1 −7 d" in names(shown)


def test_a_name_that_is_cut_keeps_how_far_back_it_lies(shown, charts):
    charts.document.compare(Against.WEEK)
    name = next(name for name in names(shown) if name.endswith(" −7 d"))
    option, index = QStyleOptionViewItem(), place_of(shown, name)
    shown.legend.itemDelegateForIndex(index).initStyleOption(option, index)
    metrics = option.fontMetrics
    room = metrics.horizontalAdvance(name) - 1
    assert metrics.elidedText(name, option.textElideMode, room).endswith(" −7 d")


def test_what_is_compared_with_lies_under_the_window(shown, charts, desk):
    charts.document.compare(Against.DAY)
    then = next(t for t in shown.picture.panels[0].traces if t.name.endswith("d")).line
    first, last = shown.picture.window_s
    assert first <= then.at_s[0] <= then.at_s[-1] <= last
    windows = [asked[1] for asked in desk.recordings.asked[-3:-1]]
    assert windows[0][0] - windows[1][0] == 86_400


def test_a_pinned_instant_can_be_compared_with(shown, charts, told, estate):
    shown.column.pinned.emit(estate.NOW.timestamp() - 36 * 3600)
    charts.document.compare(Against.PINNED)
    assert "pve1 −1 d" in names(shown)
    assert told.said[-1].startswith("Pinned ")


def test_twenty_curves_are_the_strongest_and_a_band(charts, look, many):
    charts.document.add(many(CPU, 20))
    panel = look(charts).picture.panels[0]
    assert (len(panel.traces), len(panel.bands)) == (5, 1)
    assert panel.bands[0].name == "15 others, middle 80 %"


def test_how_many_are_drawn_is_the_users_choice(charts, look, many):
    charts.document.add(many(CPU, 20))
    workspace = look(charts)
    charts.document.choose_strongest(Strongest(Strength.AVERAGE, 3))
    assert len(workspace.picture.panels[0].traces) == 3
    charts.document.choose_strongest(Strongest(Strength.AVERAGE, 50))
    assert len(workspace.picture.panels[0].traces) == 12


def test_twelve_curves_are_all_drawn(charts, look, many):
    charts.document.add(many(CPU, 12))
    panel = look(charts).picture.panels[0]
    assert (len(panel.traces), len(panel.bands)) == (12, 0)


def test_the_lane_shows_what_happened(shown):
    said = [mark.text for mark in shown.picture.lane]
    assert any("Started" in text for text in said)


def test_what_cannot_be_read_is_said_and_asked_again(charts, look, series, desk):
    desk.recordings.failure = StoreError(StoreState.FAILED, mark("Test", "The disk is gone."))
    charts.document.add([series("pve1", CPU)])
    workspace = look(charts)
    assert workspace._message.text() == "The disk is gone."
    desk.recordings.failure = None
    charts.document.add([series("pve2", CPU)])
    assert workspace._message.isHidden()
    assert workspace.picture is not None


def test_what_could_not_be_read_is_said_until_it_is_read(shown, charts, desk, estate):
    desk.recordings.failure = StoreError(StoreState.FAILED, mark("Test", "The disk is gone."))
    charts._control.choose(Range.HOUR)
    shown.column.resized.emit()
    shown.look(estate.read_state(None, 8))
    assert shown._message.isVisible()
    assert shown.picture.window_s[1] - shown.picture.window_s[0] == 86_400
    desk.recordings.failure = None
    charts._control.choose(Range.WEEK)
    assert shown._message.isHidden()


def test_nothing_is_said_of_an_empty_chart(shown, charts, desk):
    desk.recordings.failure = StoreError(StoreState.FAILED, mark("Test", "The disk is gone."))
    charts._control.choose(Range.HOUR)
    charts.document.remove([one.identity for one in charts.document.chart.series])
    assert shown._message.isHidden()


def test_a_window_of_which_nothing_was_recorded_is_hatched_all_over(
    shown, charts, desk, monkeypatch
):
    async def nothing(*_asked):
        return {}

    monkeypatch.setattr(desk.recordings, "series", nothing)
    charts._control.choose(Range.HOUR)
    (hatch,) = shown.picture.hatches
    assert (hatch.start_s, hatch.end_s) == shown.picture.window_s
    assert shown._message.text().startswith("Nothing of these series was recorded")
    assert shown._message.isVisible()
    monkeypatch.undo()
    charts._control.choose(Range.DAY)
    assert shown._message.isHidden()


def test_a_late_answer_is_dropped(charts, look, series, turns):
    charts.document.add([series("pve1", CPU)])
    workspace = look(charts)
    turns.is_held = True
    charts._control.choose(Range.HOUR)
    charts._control.choose(Range.WEEK)
    turns.waiting.reverse()
    turns.is_held = False
    turns.run()
    line = workspace.picture.panels[0].traces[0].line
    assert line.at_s[-1] - line.at_s[0] == 7 * 86_400


def test_of_many_windows_in_a_row_the_newest_is_read_after_the_one_under_way(
    shown, charts, turns, desk
):
    asked, turns.is_held = len(desk.recordings.asked), True
    for _ in range(20):
        charts._control.scale(0.9)
    assert len(turns.waiting) == 1
    turns.is_held = False
    turns.run()
    series = (one for one in desk.recordings.asked[asked:] if isinstance(one, tuple))
    windows = {window for _, window, _ in series}
    assert len(windows) == 2
    assert shown.picture.window_s == min(windows, key=lambda window: window[1] - window[0])


def test_what_was_read_stays_in_its_own_time_until_a_longer_one_is_read(
    shown, charts, turns, estate
):
    turns.is_held = True
    charts._control.choose(Range.WEEK)
    reading = turns.waiting.pop()
    turns.is_held = False
    shown.look(estate.read_state(None, 8))
    shown.legend.toggled.emit(place_of(shown, "pve2").model().rows[2].series)
    assert shown.picture.window_s[1] - shown.picture.window_s[0] == 86_400
    turns.spawn(reading)
    assert shown.picture.window_s[1] - shown.picture.window_s[0] == 7 * 86_400


def test_live_values_are_added_without_reading_again(shown, desk, estate):
    asked = len(desk.recordings.asked)
    pve1 = estate.read_state().by_id["agent-pve1"]
    read = replace(pve1.metrics[CPU], at=estate.NOW + timedelta(seconds=1))
    read = replace(read, measurement=Measurement(0.99))
    newer = replace(pve1, metrics=MappingProxyType({**pve1.metrics, CPU: read}))
    shown.look(estate.read_state((newer,), 8))
    assert texts(place_of(shown, "pve1"))[2] == "99 %"
    assert len(desk.recordings.asked) == asked


def test_a_past_stretch_of_time_stands_still(shown, charts, desk, estate):
    charts._control.fix(estate.NOW.timestamp() - 7200, estate.NOW.timestamp() - 3600)
    before = shown.picture
    shown.look(estate.read_state(None, 8))
    assert shown.picture == before


def test_nothing_is_read_while_nobody_looks(shown, charts, desk, series):
    charts.tab.hide()
    asked = len(desk.recordings.asked)
    charts.document.add([series("desk", CPU)])
    charts._control.choose(Range.HOUR)
    assert len(desk.recordings.asked) == asked
    charts.tab.show()
    assert [key.target.id for key in desk.recordings.asked[-2][0]][-1] == "desk"


def test_an_export_holds_the_curves_and_every_figure(shown):
    subject = shown.subject
    assert [(one.name, one.key.metric) for one in subject.series] == [
        ("pve1", CPU),
        ("pve2", CPU),
        ("pve1", NET_IN),
    ]
    headings = [heading for heading, _ in subject.picture.panels[0].legend[0].figures]
    assert headings == ["Last", "Min", "Avg", "Max", "p95"]


def test_an_export_has_the_newest_values_wherever_the_crosshair_stands(shown, estate):
    before = shown.subject
    shown.column.attend(estate.NOW.timestamp() - 7200)
    assert shown.subject == before


def test_the_axis_begins_at_zero_or_where_the_values_do(shown, charts):
    assert shown.picture.panels[0].scale.lower == 0
    charts.document.begin_at_zero(wanted=False)
    assert shown.picture.panels[0].scale.lower > 0


def test_a_narrow_window_has_the_legend_below(shown, qapp):
    shown.window().resize(900, 700)
    qapp.processEvents()
    assert shown._split.orientation() is Qt.Orientation.Vertical


def test_up_and_down_choose_the_series(shown, qtbot):
    view = shown.column.views[0]
    view.setFocus()
    qtbot.keyClick(view.focusProxy(), Qt.Key.Key_Down)
    assert shown.legend.current_row().name == "pve1"
    qtbot.keyClick(view.focusProxy(), Qt.Key.Key_Down)
    assert shown.legend.current_row().name == "pve2"


def test_nothing_that_draws_is_loaded_before_the_tab_is_looked_at(qtbot, tmp_path):
    import subprocess

    code = (
        "import sys, pulse_desktop.ui.workspace.charts\n"
        "print([m for m in ('numpy', 'pyqtgraph') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_the_pane_key_gives_the_keyboard_to_the_panels(shown, charts, qapp):
    shown.window().activateWindow()
    charts.tab.setFocus()
    qapp.processEvents()
    assert qapp.focusWidget() is shown.column.views[0].face


def test_the_pane_key_gives_the_keyboard_to_the_first_step_of_an_empty_chart(charts, look, qapp):
    look(charts).window().activateWindow()
    charts.tab.setFocus()
    qapp.processEvents()
    assert qapp.focusWidget().text() == "Add series (A)"


def test_a_chart_that_is_first_looked_at_has_the_keyboard(shown, qapp):
    shown.window().activateWindow()
    qapp.processEvents()
    qapp.processEvents()
    assert qapp.focusWidget() is shown.column.views[0].face


def test_everything_that_takes_the_keyboard_has_a_name(shown):
    tab = Qt.FocusPolicy.TabFocus
    reached = [w for w in shown.findChildren(QWidget) if w.focusPolicy() & tab and w.isVisible()]
    nameless = [w for w in reached if not (w.accessibleName() or getattr(w, "text", str)())]
    assert reached
    assert nameless == []


def test_the_keys_of_a_chart_are_told():
    told = dict(chart_keys())
    assert told["A"] == "Charts: Add series"
    assert "P" in told


def test_a_wider_chart_is_read_at_a_finer_grain(shown, desk, qapp):
    before = desk.recordings.asked[-2][2]
    shown.window().resize(shown.window().width() * 2, shown.window().height())
    qapp.processEvents()
    keys, _window, points = desk.recordings.asked[-2]
    assert [key.metric for key in keys] == [CPU, CPU, NET_IN]
    assert points > before
