"""A column of charts: what the mouse and the keys do on it, and what is drawn for it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QElapsedTimer, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication

from pulse_desktop.history.line import Line
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.metric import Metric
from pulse_desktop.settings.preferences import Theme
from pulse_desktop.ui import theme
from pulse_desktop.ui.charts import chart_column
from pulse_desktop.ui.charts.chart_column import ChartColumn
from pulse_desktop.ui.charts.column_layout import Axes
from pulse_desktop.ui.charts.composition import Curve, PanelPlan, compose
from pulse_desktop.ui.charts.pace import Pace
from pulse_desktop.ui.charts.picture import Band, Dash, Flag, LaneMark
from pulse_desktop.ui.formatting import Formats

BEGIN_S = 1.77e9
WINDOW_S = (BEGIN_S, BEGIN_S + 3600.0)
FORMATS = Formats()
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def line(level):
    at_s = BEGIN_S + 60.0 * np.arange(61)
    value = np.full(61, level)
    return Line(at_s, value, value - 0.05, value + 0.05, np.ones(61), 60.0)


def curve(name, level):
    return Curve(name=name, metric=Metric.CPU, line=line(level), key=name)


def shown_alone(column, line, **more):
    """One panel with one curve."""
    one = Curve(name="web", metric=Metric.CPU, line=line, key="web", **more)
    plan = PanelPlan(title="CPU", metric=Metric.CPU, curves=(one,))
    column.set_picture(compose("", [plan], column.frame(WINDOW_S, FORMATS)), FORMATS)
    column.draw_now()
    return column.views[0].face


def ink(face, at_s, value):
    """How much of a blue curve there is around a value, in full pixels of it."""
    image, x = face.pixmap.toImage(), round(face.area.x_of(at_s))
    middle = round(face.area.y_of(value))
    around = [image.pixelColor(x, middle + step) for step in range(-6, 7)]
    full = QColor(theme.LIGHT.series[0])
    return sum(one.blueF() - one.redF() for one in around) / (full.blueF() - full.redF())


def picture_for(column, *, window_s=WINDOW_S, **more):
    plans = (
        PanelPlan(title="CPU", metric=Metric.CPU, curves=(curve("web", 0.2), curve("db", 0.6))),
        PanelPlan(title="Memory", metric=Metric.MEMORY, curves=(curve("web", 0.4),)),
    )
    return compose("Charts", plans, column.frame(window_s, FORMATS, 2), **more)


@pytest.fixture
def column(qtbot, qapp):
    theme.apply(qapp, Theme.LIGHT)
    made = ChartColumn()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.set_picture(picture_for(made), FORMATS)
    made.draw_now()
    return made


@pytest.fixture
def face(column):
    return column.views[0].face


def place(face, share):
    area = face.area
    return QPoint(round(area.left + share * area.width), round(area.top + area.height / 2))


def point_at(qtbot, face, share):
    """Let the mouse come from elsewhere: one that stays where it is tells nothing."""
    qtbot.mouseMove(face, place(face, share) + QPoint(-9, 3))
    qtbot.mouseMove(face, place(face, share))


def pixel(face, at_s, value):
    image = face.pixmap.toImage()
    return image.pixelColor(round(face.area.x_of(at_s)), round(face.area.y_of(value)))


def wheel(face, share, *, across=0, up=0, modifiers=Qt.KeyboardModifier.NoModifier):
    at = QPointF(place(face, share))
    event = QWheelEvent(
        at,
        face.mapToGlobal(at),
        QPoint(),
        QPoint(across, up),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's signature
    )
    QApplication.sendEvent(face, event)
    return event


def test_a_curve_is_drawn_where_its_values_are(face):
    assert pixel(face, BEGIN_S + 1800, 0.2).blue() > pixel(face, BEGIN_S + 1800, 0.2).red() + 50
    assert pixel(face, BEGIN_S + 1830, 0.4).name() == theme.LIGHT.surface.lower()


def test_a_band_is_drawn_around_its_curve(face):
    ground = pixel(face, BEGIN_S + 1830, 0.63)
    assert ground.name() != theme.LIGHT.surface.lower()
    assert ground.lightness() > 200


def test_what_was_imported_is_lighter(column):
    """H-08: it is told from what this program measured."""
    flat = replace(line(0.4), minimum=np.full(61, 0.4), maximum=np.full(61, 0.4))
    face = shown_alone(column, replace(flat, imported=np.arange(61) < 30))
    assert ink(face, BEGIN_S + 3000, 0.4) == pytest.approx(1.0, abs=0.15)
    assert ink(face, BEGIN_S + 600, 0.4) == pytest.approx(0.5, abs=0.15)


def test_a_gap_in_all_curves_is_hatched(column):
    """H-12: nothing is drawn across it."""
    broken = line(0.4)
    for plane in (broken.value, broken.minimum, broken.maximum):
        plane[20:40] = np.nan
    face = shown_alone(column, broken)
    image, area = face.pixmap.toImage(), face.area
    row = [image.pixelColor(round(area.x_of(BEGIN_S + 1300)) + step, 40) for step in range(20)]
    assert any(colour.name() == theme.LIGHT.border.lower() for colour in row)


def test_an_emphasised_curve_is_wider(column):
    flat = replace(line(0.4), minimum=np.full(61, 0.4), maximum=np.full(61, 0.4))
    face = shown_alone(column, flat)
    assert ink(face, BEGIN_S + 1830, 0.4) == pytest.approx(1.0, abs=0.15)
    face = shown_alone(column, flat, is_emphasised=True)
    assert ink(face, BEGIN_S + 1830, 0.4) == pytest.approx(2.0, abs=0.2)


def test_a_dashed_curve_has_gaps(column):
    flat = replace(line(0.4), minimum=np.full(61, 0.4), maximum=np.full(61, 0.4))
    face = shown_alone(column, flat, dash=Dash.DASH)
    image, y = face.pixmap.toImage(), round(face.area.y_of(0.4))
    left = round(face.area.left)
    row = [min(image.pixelColor(left + x, y + d).red() for d in (-1, 0)) for x in range(5, 60)]
    assert min(row) < 200 < max(row)


def test_many_series_are_a_neutral_field_with_their_median(column):
    plan = PanelPlan(title="CPU", metric=Metric.CPU, bands=(Band(line(0.4), "all"),))
    column.set_picture(compose("", [plan], column.frame(WINDOW_S, FORMATS)), FORMATS)
    column.draw_now()
    field = pixel(column.views[0].face, BEGIN_S + 1830, 0.43)
    assert field.name() != theme.LIGHT.surface.lower()
    assert field.blue() - field.red() < 12
    assert column.views[0].instants()[0] == BEGIN_S


def test_curves_whose_names_have_no_room_are_counted(column):
    many = tuple(curve(f"a guest with a long name {number}", 0.1) for number in range(9))
    plan = PanelPlan(title="CPU", metric=Metric.CPU, curves=many)
    column.set_picture(compose("", [plan], column.frame(WINDOW_S, FORMATS)), FORMATS)
    header = column.views[0].header
    assert len(header.rows) == 9
    assert header.shown_rows(400) == 1
    assert header.shown_rows(4000) == 9
    header.grab()


def test_the_keyboard_s_crosshair_is_spoken(column, face, qtbot, monkeypatch):
    said = []
    monkeypatch.setattr(chart_column.QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(chart_column.QAccessible, "updateAccessibility", said.append)
    qtbot.keyClick(face, Qt.Key.Key_Home)
    assert said[0].message().endswith(": web 20 %, db 60 %")


def test_panels_share_their_plot_s_width_and_only_the_last_one_has_times(column):
    first, last = column.views
    assert first.plot_rect.width() == last.plot_rect.width()
    assert first.plot_rect.left() == last.plot_rect.left()
    assert abs(first.plot_rect.height() - last.plot_rect.height()) <= 1
    assert not first.face.has_times
    assert last.face.has_times


def test_a_picture_is_composed_for_the_plots_as_they_are(column):
    frame = column.frame(WINDOW_S, FORMATS, 2)
    assert (frame.width_px, frame.height_px) == (
        column.views[0].plot_rect.width(),
        column.views[0].plot_rect.height(),
    )


def test_the_mouse_moves_one_crosshair_over_all_panels(column, face, qtbot):
    heard = []
    column.hovered.connect(heard.append)
    point_at(qtbot, face, 0.5)
    assert heard[-1] == pytest.approx(BEGIN_S + 1800, abs=10)
    assert [view.panel.legend[0].figures[0][1] for view in column.views] == ["20 %", "40 %"]
    assert {view.face._marks.at_s for view in column.views} == {heard[-1]}


def test_the_crosshair_redraws_no_curve(column, face, qtbot):
    before = face.pixmap
    point_at(qtbot, face, 0.5)
    face.grab()
    assert face.pixmap is before
    assert not face.is_stale


def test_a_crosshair_from_outside_tells_nobody(column, face, qtbot):
    with qtbot.assertNotEmitted(column.hovered):
        column.attend(BEGIN_S + 600)
    assert column.at_s == BEGIN_S + 600


def test_a_drag_selects_a_span_and_zooms_into_it(column, face, qtbot):
    qtbot.mousePress(face, LEFT, pos=place(face, 0.25))
    qtbot.mouseMove(face, place(face, 0.5))
    assert column.views[1].face._marks.span_s is not None
    with qtbot.waitSignal(column.zoomed) as heard:
        qtbot.mouseMove(face, place(face, 0.75))
        qtbot.mouseRelease(face, LEFT, pos=place(face, 0.75))
    assert heard.args == pytest.approx([BEGIN_S + 900, BEGIN_S + 2700], abs=10)


def test_a_click_without_a_drag_zooms_nowhere(column, face, qtbot):
    with qtbot.assertNotEmitted(column.zoomed):
        qtbot.mouseClick(face, LEFT, pos=place(face, 0.5))


def test_a_hand_that_trembles_does_not_drag(column, face, qtbot):
    qtbot.mousePress(face, LEFT, pos=place(face, 0.5))
    with qtbot.assertNotEmitted(column.zoomed):
        qtbot.mouseMove(face, place(face, 0.5) + QPoint(2, 0))
        qtbot.mouseRelease(face, LEFT, pos=place(face, 0.5) + QPoint(2, 0))


def test_escape_gives_a_drag_up(column, face, qtbot):
    qtbot.mousePress(face, LEFT, pos=place(face, 0.25))
    qtbot.mouseMove(face, place(face, 0.5))
    qtbot.keyClick(face, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(column.zoomed):
        qtbot.mouseMove(face, place(face, 0.75))
        qtbot.mouseRelease(face, LEFT, pos=place(face, 0.75))


def test_arrows_move_the_crosshair_by_points(column, face, qtbot):
    qtbot.keyClick(face, Qt.Key.Key_Left)
    assert column.at_s == BEGIN_S + 3600
    qtbot.keyClick(face, Qt.Key.Key_Left, CONTROL)
    assert column.at_s == BEGIN_S + 3000
    qtbot.keyClick(face, Qt.Key.Key_Right)
    assert column.at_s == BEGIN_S + 3060
    qtbot.keyClick(face, Qt.Key.Key_Home)
    assert column.at_s == BEGIN_S


def test_shift_and_arrows_select_and_enter_zooms(column, face, qtbot):
    qtbot.keyClick(face, Qt.Key.Key_Home)
    for _ in range(3):
        qtbot.keyClick(face, Qt.Key.Key_Right, SHIFT)
    with qtbot.waitSignal(column.zoomed) as heard:
        qtbot.keyClick(face, Qt.Key.Key_Return)
    assert heard.args == [BEGIN_S, BEGIN_S + 180]


def test_the_mouse_leaves_a_selection_of_the_keyboard_alone(column, face, qtbot):
    qtbot.keyClick(face, Qt.Key.Key_Home)
    qtbot.keyClick(face, Qt.Key.Key_Right, SHIFT)
    point_at(qtbot, face, 0.5)
    assert column.views[0].face._marks.span_s == (BEGIN_S, BEGIN_S + 60)


def test_escape_drops_the_selection_then_the_crosshair_then_nothing_more(column, face, qtbot):
    qtbot.keyClick(face, Qt.Key.Key_Home)
    qtbot.keyClick(face, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(face, Qt.Key.Key_Escape)
    assert (column.at_s, face._marks.span_s) == (BEGIN_S + 60, None)
    qtbot.keyClick(face, Qt.Key.Key_Escape)
    assert column.at_s is None


def test_enter_without_a_selection_opens_as_a_double_click_does(column, face, qtbot):
    with qtbot.waitSignal(column.opened):
        qtbot.keyClick(face, Qt.Key.Key_Return)
    with qtbot.waitSignal(column.opened):
        qtbot.mouseDClick(face, LEFT, pos=place(face, 0.5))


def test_p_pins_the_instant_of_the_crosshair(column, face, qtbot):
    with qtbot.assertNotEmitted(column.pinned):
        qtbot.keyClick(face, Qt.Key.Key_P)
    qtbot.keyClick(face, Qt.Key.Key_Home)
    with qtbot.waitSignal(column.pinned) as heard:
        qtbot.keyClick(face, Qt.Key.Key_P)
    assert heard.args == [BEGIN_S]


def test_alt_and_arrows_move_the_window(column, face, qtbot):
    with qtbot.waitSignal(column.panned) as heard:
        qtbot.keyClick(face, Qt.Key.Key_Left, ALT)
    assert heard.args == [-900.0]


def test_the_wheel_moves_the_window(column, face, qtbot):
    with qtbot.waitSignal(column.panned) as heard:
        wheel(face, 0.5, up=-120)
    assert heard.args == [360.0]


def test_the_wheel_scrolls_what_the_charts_are_in_but_sideways_moves_the_window(qtbot, column):
    inside = ChartColumn(panel_height=80, axes=Axes.EACH, pans_on_wheel=False)
    qtbot.addWidget(inside)
    inside.show()
    inside.set_picture(picture_for(inside), FORMATS)
    face = inside.views[0].face
    with qtbot.assertNotEmitted(inside.panned):
        assert not wheel(face, 0.5, up=-120).isAccepted()
    with qtbot.waitSignals([inside.panned, inside.panned]):
        wheel(face, 0.5, across=-120)
        wheel(face, 0.5, up=-120, modifiers=SHIFT)


def test_control_and_the_wheel_zoom_about_the_mouse(column, face, qtbot):
    with qtbot.waitSignal(column.scaled) as heard:
        wheel(face, 0.25, up=120, modifiers=CONTROL)
    at_s, factor = heard.args
    assert at_s == pytest.approx(BEGIN_S + 900, abs=10)
    assert factor == pytest.approx(0.8)


def test_the_middle_button_drags_the_window(column, face, qtbot):
    qtbot.mousePress(face, Qt.MouseButton.MiddleButton, pos=place(face, 0.5))
    with qtbot.waitSignal(column.panned) as heard:
        qtbot.mouseMove(face, place(face, 0.25))
    assert heard.args[0] == pytest.approx(900, abs=10)


def test_an_emphasised_curve_lies_above_the_others_and_in_the_picture(column, face):
    before = face.pixmap
    column.emphasise("db")
    shown = [trace.stroke.is_emphasised for trace in column.picture.panels[0].traces]
    assert shown == [False, True]
    assert face.pixmap is before
    column.emphasise(None)
    assert not column.picture.panels[0].traces[1].stroke.is_emphasised


def test_a_curve_stays_emphasised_in_the_next_picture(column):
    column.emphasise("db")
    column.set_picture(picture_for(column), FORMATS)
    assert column.picture.panels[0].traces[1].stroke.is_emphasised


def test_a_curve_of_one_panel_stays_emphasised_and_is_there_once(column):
    column.emphasise_trace(0, column.picture.panels[0].traces[0])
    column.set_picture(picture_for(column), FORMATS)
    traces = column.picture.panels[0].traces
    assert [(one.name, one.stroke.is_emphasised) for one in traces] == [
        ("web", True),
        ("db", False),
    ]
    assert not column.picture.panels[1].traces[0].stroke.is_emphasised


def test_a_curve_that_is_not_in_the_picture_can_be_emphasised(column):
    other = replace(column.picture.panels[0].traces[0], name="cache", key="cache")
    column.emphasise_trace(0, other)
    assert [trace.name for trace in column.picture.panels[0].traces] == ["web", "db", "cache"]


def test_the_picture_has_neither_the_crosshair_nor_its_values(column):
    before = column.picture
    column.attend(BEGIN_S - 86_400)
    assert column.views[1].panel.legend[0].figures == (("last", "—"),)
    assert column.picture == before


def test_however_often_it_is_asked_a_frame_comes_at_most_every_16_ms(column, qtbot):
    pace, clock, frames = Pace(column), QElapsedTimer(), []
    clock.start()
    pace.due.connect(lambda: frames.append(clock.elapsed()))
    while len(frames) < 5:
        pace.ask()
        QApplication.processEvents()
    assert min(after - before for before, after in pairwise(frames)) >= 15


def test_many_pictures_in_a_row_are_drawn_once(column, face, qtbot, monkeypatch):
    drawn = []
    original = column._plot.drawn
    monkeypatch.setattr(column._plot, "drawn", lambda *args: drawn.append(1) or original(*args))
    for _ in range(20):
        column.set_picture(picture_for(column), FORMATS)
    qtbot.waitUntil(lambda: not any(view.face.is_stale for view in column.views))
    assert len(drawn) == len(column.views)


def test_the_window_goes_on_between_two_panels(column):
    for view in column.views:
        view.face.expire()
    column._draw_next()
    assert [view.face.is_stale for view in column.views] == [False, True]


def test_another_theme_draws_again(column, face, qtbot, qapp):
    theme.apply(qapp, Theme.DARK)
    qtbot.waitUntil(lambda: not face.is_stale)
    assert pixel(face, BEGIN_S + 1830, 0.4).name() == theme.DARK.surface.lower()


def test_another_size_asks_for_another_picture(column, qtbot):
    with qtbot.waitSignal(column.resized):
        column.resize(700, 300)


def test_the_keyboard_stays_on_its_chart_when_the_picture_changes(column, face, qtbot):
    face.setFocus()
    column.set_picture(picture_for(column, flags=(Flag(BEGIN_S, "x"),)), FORMATS)
    assert column.views[0].face is face
    assert column.focusWidget() is face


def test_a_chart_has_a_name_and_says_what_it_shows(face):
    assert face.accessibleName() == "CPU"
    assert face.accessibleDescription().startswith("web: lowest 15 %, average 20 %")


def test_a_note_is_found_at_its_pole(column, face):
    note = Flag(BEGIN_S + 900, "Upgrade")
    column.set_picture(picture_for(column, flags=(note,)), FORMATS)
    assert face.flag_at(face.area.x_of(note.at_s) + 2) == note
    assert face.flag_at(face.area.x_of(note.at_s) + 20) is None


def test_marks_are_painted_over_the_curves(column, face):
    plain = face.grab().toImage()
    column.set_picture(picture_for(column, flags=(Flag(BEGIN_S + 900, "Upgrade"),)), FORMATS)
    column.mark_moment(BEGIN_S + 2700)
    column.attend(BEGIN_S + 1800)
    marked = face.grab().toImage()
    for at_s in (BEGIN_S + 900, BEGIN_S + 1800, BEGIN_S + 2700):
        place = QPoint(round(face.area.x_of(at_s)), round(face.area.top) + 2)
        assert marked.pixelColor(place) != plain.pixelColor(place)


RESTART = LaneMark(BEGIN_S + 900, None, Shape.WARNING, "Restarted")
BACKUP = LaneMark(BEGIN_S + 1800, BEGIN_S + 2700, Shape.OK, "Backup")


def test_what_happened_has_a_lane_below_the_plots(column, qtbot):
    before = column.views[0].plot_rect.height()
    with qtbot.waitSignal(column.resized):
        column.set_picture(picture_for(column, lane=(RESTART, BACKUP)), FORMATS)
    lane = column._lane
    assert lane.geometry().bottom() < column.height()
    assert lane.geometry().top() >= column.views[-1].geometry().bottom()
    assert column.views[0].plot_rect.height() < before
    assert lane.accessibleDescription() == "Restarted; Backup"


def test_the_lane_is_in_line_with_the_plots_and_tells_what_is_near_the_mouse(column, face):
    column.set_picture(picture_for(column, lane=(RESTART, BACKUP)), FORMATS)
    lane = column._lane
    assert lane.mark_at(face.area.x_of(BEGIN_S + 900) + 3) == RESTART
    assert lane.mark_at(face.area.x_of(BEGIN_S + 2000)) == BACKUP
    assert lane.mark_at(face.area.x_of(BEGIN_S + 1400)) is None


def test_without_anything_that_happened_there_is_no_lane(column):
    column.set_picture(picture_for(column, lane=(RESTART,)), FORMATS)
    column.set_picture(picture_for(column), FORMATS)
    assert column._lane.isHidden()
