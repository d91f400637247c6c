"""Charts in the inspector: recorded curves, then live ones, in the window of time of all charts."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import numpy as np
import pytest
from PySide6.QtCore import Qt

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.text import mark
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.clock.time_window import Range
from pulse_desktop.ui.inspector.charts_page import ChartsPage

HOUR, DAY = 3600.0, 86_400.0


@pytest.fixture
def time(presentation):
    now_s = epoch_ms(presentation.now()) / 1000
    return TimeControl(presentation.now, lambda: now_s - 100 * DAY)


@pytest.fixture
def page(qtbot, desk, time):
    made = ChartsPage(desk.recordings, time, desk.spawn)
    qtbot.addWidget(made)
    made.resize(420, 800)
    made.show()
    return made


@pytest.fixture
def computer(estate):
    return estate.computer()


@pytest.fixture
def shown(page, computer, presentation):
    """The page with the curves of this computer."""
    page.show_resource(computer, presentation)
    return page


@pytest.fixture
def settled(qtbot, desk):
    """Waits until so many questions were asked, the last one of a window that stayed."""

    def wait(count):
        qtbot.waitUntil(lambda: len(desk.recordings.asked) == count)
        return desk.recordings.asked[-1]

    return wait


def read_later(resource, seconds, presentation):
    """The same resource as the next poll sees it."""
    metrics = {
        m: replace(v, at=v.at + timedelta(seconds=seconds)) for m, v in resource.metrics.items()
    }
    later = presentation.now() + timedelta(seconds=seconds)
    newer = replace(presentation, now=lambda: later)
    return replace(resource, metrics=MappingProxyType(metrics)), newer


def first_line(page):
    return page.column.picture.panels[0].traces[0].line


def test_every_recorded_quantity_has_a_chart_whether_it_is_measured_now_or_not(
    page, computer, presentation
):
    page.show_resource(computer, presentation)
    titles = [view.accessibleName() for view in page.column.views]
    assert titles == [
        "CPU",
        "Memory",
        "Disk",
        "Usage",
        "Network",
        "Disk transfer",
        "Load",
        "Temperature",
    ]


def test_a_day_is_asked_for_with_a_point_a_pixel(page, computer, presentation, desk):
    page.show_resource(computer, presentation)
    target, _metrics, (start, end), points = desk.recordings.asked[0]
    assert target == computer.series
    assert end - start == DAY
    assert points == page.width()


@pytest.mark.parametrize(
    ("chosen", "length_s"),
    [(Range.MINUTES_15, 900.0), (Range.YEAR, 365.25 * DAY), (Range.ALL, 100 * DAY)],
)
def test_another_range_is_read_once_it_stays(shown, time, settled, chosen, length_s):
    time.choose(chosen)
    start, end = settled(2)[2]
    assert end - start == pytest.approx(length_s)


def test_old_curves_are_moved_until_the_new_ones_come(page, computer, presentation, time, desk):
    page.show_resource(computer, presentation)
    before = first_line(page)
    time.shift(-1)
    assert len(desk.recordings.asked) == 1
    assert first_line(page) is before
    assert page.column.picture.window_s == (time.stretch.start_s, time.stretch.end_s)


def test_many_steps_in_a_row_are_one_question(page, computer, presentation, time, settled, qtbot):
    page.show_resource(computer, presentation)
    for _ in range(5):
        time.shift(-1)
    assert settled(2)[2] == (time.stretch.start_s, time.stretch.end_s)


def test_a_hidden_page_asks_when_it_is_looked_at_again(
    page, computer, presentation, time, desk, qtbot
):
    page.show_resource(computer, presentation)
    page.hide()
    time.choose(Range.HOUR)
    qtbot.wait(150)
    assert len(desk.recordings.asked) == 1
    page.show()
    page.show_resource(computer, presentation)
    start, end = desk.recordings.asked[1][2]
    assert end - start == HOUR


def test_the_range_bar_of_the_page_is_that_of_all_charts(page, time, qtbot):
    bar = page._ranges
    button = bar._buttons[Range.HOUR]
    button.setVisible(True)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert time.window.range is Range.HOUR


def test_the_ranges_take_what_room_there_is_and_ask_for_none(page):
    assert page.sizeHint().width() < page.width()
    assert page._ranges.shown()


def test_a_gap_is_not_bridged(page, computer, presentation):
    """H-12: neither in the curve nor in what the crosshair tells."""
    page.show_resource(computer, presentation)
    line = first_line(page)
    assert np.isnan(line.value[50:60]).all()
    page.column.attend(float(line.at_s[55]))
    assert page.column.views[0].panel.legend[0].figures[0][1] == "—"


def test_what_is_read_now_goes_on_from_what_was_recorded(page, computer, presentation, desk):
    page.show_resource(computer, presentation)
    before = first_line(page)
    page.show_resource(*read_later(computer, 14, presentation))
    after = first_line(page)
    assert len(desk.recordings.asked) == 1
    newest = epoch_ms(presentation.now() + timedelta(seconds=10)) / 1000
    assert after.at_s[-1] == newest > before.at_s[-1]


def test_a_window_in_the_past_does_not_go_on(page, computer, presentation, time, settled):
    page.show_resource(computer, presentation)
    time.shift(-2)
    settled(2)
    before = first_line(page)
    page.show_resource(*read_later(computer, 14, presentation))
    assert first_line(page) is before


def test_the_same_reading_twice_draws_nothing(page, computer, presentation):
    page.show_resource(computer, presentation)
    before = page.column._picture
    page.show_resource(computer, presentation)
    assert page.column._picture is before


def test_a_late_answer_is_dropped(page, computer, presentation, desk, estate):
    held = desk.hold()
    page.show_resource(computer, presentation)
    guest = next(r for r in estate.resources() if r.name == "jellyfin")
    page.show_resource(guest, presentation)
    first, second = held
    asyncio.run(second)
    shown = first_line(page)
    asyncio.run(first)
    assert first_line(page) is shown
    assert page.column.picture.title == "jellyfin"


def test_answers_out_of_order_leave_the_newest_window(
    page, computer, presentation, desk, time, qtbot
):
    page.show_resource(computer, presentation)
    held = desk.hold()
    for chosen in (Range.HOUR, Range.WEEK):
        time.choose(chosen)
        qtbot.waitUntil(lambda: page._asked.window == time.window)
    late, newest = held
    asyncio.run(newest)
    asyncio.run(late)
    at_s = first_line(page).at_s
    assert at_s[-1] - at_s[0] == pytest.approx(7 * DAY)


def test_what_has_no_series_says_so(page, estate, presentation):
    service = next(r for r in estate.resources() if r.name == "web")
    page.show_resource(service, presentation)
    assert page.column is None
    assert page._message.text() == "Nothing that is measured here can be drawn over time."


def test_history_that_cannot_be_read_says_so(page, computer, presentation, desk):
    desk.recordings.failure = StoreError(StoreState.FAILED, mark("Test", "The disk is gone."))
    page.show_resource(computer, presentation)
    assert page._message.text() == "The disk is gone."
    assert page._message.isVisible()


def test_nothing_recorded_yet_is_said_in_words(page, computer, presentation, desk):
    desk.recordings.lines = _nothing
    page.show_resource(computer, presentation)
    assert page._message.text() == "Nothing has been recorded yet. Curves appear here as it is."


def test_nothing_recorded_in_the_past_is_said_in_words(
    page, computer, presentation, desk, time, qtbot
):
    desk.recordings.lines = _nothing
    time.fix(1e9, 1e9 + HOUR)
    page.show_resource(computer, presentation)
    assert page._message.text().startswith("Nothing was recorded between these times.")


async def _nothing(*_):
    return {}


def test_a_curve_is_told_in_words(page, computer, presentation):
    page.show_resource(computer, presentation)
    assert page.column.views[0].face.accessibleDescription().startswith("CPU: lowest ")


def test_a_span_that_is_selected_by_keys_becomes_the_window(
    page, computer, presentation, time, qtbot
):
    page.show_resource(computer, presentation)
    face, at_s = page.column.views[0].face, first_line(page).at_s
    qtbot.keyClick(face, Qt.Key.Key_End)
    for _ in range(5):
        qtbot.keyClick(face, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(face, Qt.Key.Key_Return)
    assert (time.stretch.start_s, time.stretch.end_s) == (at_s[-6], at_s[-1])
    time.back()
    assert time.window.range is Range.DAY


def test_charts_move_and_size_the_window_of_all_charts(shown, time, qtbot):
    face = shown.column.views[0].face
    qtbot.keyClick(face, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert time.stretch.end_s == pytest.approx(time.present.now_s - DAY / 4)
    shown.column.scaled.emit(time.stretch.middle_s, 0.5)
    assert time.stretch.length_s == pytest.approx(DAY / 2)


def test_a_wider_inspector_has_more_labels(shown, qtbot):
    before = len(shown.column.picture.time_ticks)
    shown.resize(1200, 800)
    qtbot.waitUntil(lambda: len(shown.column.picture.time_ticks) > before)


def test_after_a_minute_a_live_window_is_read_again(
    shown, computer, presentation, desk, monkeypatch
):
    monkeypatch.setattr(shown._since_read, "hasExpired", lambda _ms: True)
    shown.show_resource(computer, presentation)
    assert len(desk.recordings.asked) == 2


def test_another_estate_starts_without_curves(shown, computer, presentation, desk):
    shown.start_over()
    assert shown.subject() is None
    shown.show_resource(computer, presentation)
    assert len(desk.recordings.asked) == 2


def test_the_instant_that_the_tables_show_is_marked(page, computer, presentation, time):
    page.show_resource(computer, presentation)
    time.go_to(time.stretch.middle_s)
    assert page.column.views[0].face._moment_s == time.stretch.middle_s


def test_what_is_on_show_can_be_exported(shown, computer, time):
    subject = shown.subject()
    assert subject.picture == shown.column.picture
    assert subject.window_s == (time.stretch.start_s, time.stretch.end_s)
    assert {series.key.target for series in subject.series} == {computer.series}
    assert subject.series[0].line is first_line(shown)


def test_without_curves_there_is_nothing_to_export(page, computer, presentation, desk):
    desk.recordings.lines = _nothing
    page.show_resource(computer, presentation)
    assert page.subject() is None
