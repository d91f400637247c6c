"""The strip of cards above a table."""

import asyncio
from datetime import timedelta

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.model.text import mark
from pulse_desktop.ui.clock import wording as clock_wording
from pulse_desktop.ui.clock.time_window import Range
from pulse_desktop.ui.strip import showing
from pulse_desktop.ui.strip.lane import marks

pytestmark = pytest.mark.gui


def at(view, share, height=0.5):
    """A place over a card's field, from its left and from its floor."""
    box = view.boxes.plot
    return QPointF(box.left() + share * box.width(), box.bottom() - height * box.height())


def hover(stage, share, height=0.5):
    view = stage.strip.cards[0]
    QTest.mouseMove(view, at(view, share, height).toPoint())


def press(stage, key, modifiers=Qt.KeyboardModifier.NoModifier, times=1):
    for _ in range(times):
        QTest.keyClick(stage.strip.cards[0], key, modifiers)


def test_it_has_its_height_before_anything_is_known(stage):
    before = stage.strip.sizeHint().height()
    stage.show("a", "b")
    assert stage.strip.sizeHint().height() == stage.strip.height() == before


def test_a_card_says_what_its_large_value_is_of(stage):
    stage.show("a", "b", "c")
    said = stage.strip.cards[0].readout
    assert (said.title, said.value, said.note) == ("CPU", "20 %", "median of 3")


def test_a_card_is_left_out_when_no_row_measures_what_it_shows(stage):
    stage.show("a", "b")
    assert [view.readout.title for view in stage.strip.cards] == ["CPU"]


def test_few_rows_have_a_line_each_and_many_a_band_with_the_strongest(stage):
    stage.show("a", "b", "c")
    panel = stage.strip.cards[0].plot.panel
    assert (len(panel.traces), len(panel.bands)) == (3, 0)
    stage.show(*"abcdefghijklm")
    panel = stage.strip.cards[0].plot.panel
    assert (len(panel.traces), len(panel.bands)) == (3, 1)


def test_history_is_asked_for_once_however_much_is_read(stage):
    rows = stage.show("a", "b")
    for _ in range(5):
        stage.strip.go_on(stage.state(*rows), [row.id for row in rows])
    assert len(stage.history.asked) == 1


def test_what_is_read_comes_in_and_what_comes_meanwhile_waits_a_moment(stage, qtbot):
    (row,) = stage.show("a")
    newer = [stage.rows("x", "a")[1], stage.rows("x", "y", "a")[2]]
    stage.strip.go_on(stage.state(newer[0]), [row.id])
    assert stage.strip.cards[0].readout.value == "20 %"
    stage.strip.go_on(stage.state(newer[1]), [row.id])
    assert stage.strip.cards[0].readout.value == "20 %"
    qtbot.waitUntil(lambda: stage.strip.cards[0].readout.value == "30 %")


def test_a_window_of_the_past_tells_what_was_then(stage):
    """Not the present values: the two rows of 10 and 20 % had other ones all the time before."""
    rows = stage.rows("x", "y", "a", "b")[2:]
    stage.strip.show()
    stage.strip.show_rows(stage.state(*rows), lambda: rows)
    stage.qtbot.waitUntil(lambda: not stage.is_pending())
    assert stage.strip.cards[0].readout.value == "35 %"
    end_s = stage.now_s - 3 * 86400
    stage.time.fix(end_s - 7200, end_s)
    said, card = stage.strip.cards[0].readout, stage.strip.cards[0]
    at = stage.strip._presentation.formats.time(clock_wording.at(end_s))
    assert (said.value, said.note) == ("15 %", f"as of {at}")
    assert card.accessibleDescription() == f"as of {at}: Median 15 % of 2, from 10 % to 20 %."


def test_at_a_past_instant_the_headers_tell_what_the_rows_said_then(stage, qtbot):
    stage.show("a", "b")
    stage.time.go_to(stage.now_s - 3600)
    then = stage.rows("x", "a", "b")[1:]
    stage.strip.go_on(stage.state(*then), [row.id for row in then])
    qtbot.waitUntil(lambda: stage.strip.cards[0].readout.value == "25 %")
    at = stage.strip._presentation.formats.time(clock_wording.at(stage.now_s - 3600))
    assert stage.strip.cards[0].readout.note == f"as of {at}"
    stage.time.go_to(None)
    assert stage.strip.cards[0].readout.note == "median of 2"


def test_while_history_is_read_it_says_so(stage, qtbot):
    stage.held = []
    rows = stage.rows("a", "b")
    stage.strip.show()
    stage.strip.show_rows(stage.state(*rows), lambda: rows)
    qtbot.waitUntil(lambda: bool(stage.held))
    asyncio.run(stage.held.pop())  # which rows there are
    qtbot.waitUntil(lambda: stage.strip.notice == "Reading what was recorded…")
    while stage.held:
        asyncio.run(stage.held.pop(0))
    assert (stage.strip.notice, stage.strip.cards[0].readout.value) == ("", "15 %")


def test_where_there_is_no_row_no_box_stays_empty(stage, qtbot):
    stage.strip.show()
    words = "Curves appear here as soon as there are rows."
    qtbot.waitUntil(lambda: stage.strip.notice == words)


def test_the_crosshair_is_at_one_instant_in_all_cards(stage):
    stage.show("a", "b")
    hover(stage, 0.5)
    at_s = stage.strip.crosshair.at_s
    assert abs(at_s - (stage.now_s - 12 * 3600)) < 600
    assert {view.cross.at_s for view in stage.strip._deck.views} == {at_s}
    assert stage.strip.cards[0].readout.note == stage.strip._presentation.formats.time(
        stage.estate.NOW.fromtimestamp(at_s, stage.estate.NOW.tzinfo)
    )


def test_hovering_repaints_no_curve(stage):
    stage.show("a", "b")
    picture = stage.strip.cards[0]._field
    hover(stage, 0.3)
    stage.strip.cards[0].grab()
    assert stage.strip.cards[0]._field is picture
    assert not stage.strip.cards[0].is_behind


def test_the_nearest_row_is_attended_to(stage, qtbot):
    """H-05: a curve leads to the row whose it is."""
    rows = stage.show("a", "b", "c")
    with qtbot.waitSignal(stage.strip.attended) as told:
        hover(stage, 0.5, height=1.0)
    assert told.args == [rows[2].id]
    hover(stage, 0.5, height=0.0)
    assert stage.strip.cards[0].readout.named == "a"


def test_a_row_of_the_table_stands_out_in_its_card(stage):
    rows = stage.show("a", "b", "c")
    stage.strip.point_at_row(rows[1].id)
    (trace,) = stage.strip.cards[0].traces
    assert trace.stroke.is_emphasised
    assert trace.line.value[0] == pytest.approx(0.2)


def test_the_rows_of_a_section_stand_out_together(stage):
    rows = stage.show("a", "b", "c")
    stage.strip.point_at_group((rows[0].id, rows[2].id))
    assert len(stage.strip.cards[0].traces) == 2


def test_the_selected_row_is_named_with_its_present_value(stage):
    rows = stage.show("a", "b", "c")
    stage.strip.select(rows[2].id)
    said = stage.strip.cards[0].readout
    assert (said.named, said.named_value) == ("c", "30 %")


def test_a_click_pins_the_crosshair_and_escape_takes_it_away(stage):
    stage.show("a", "b")
    view = stage.strip.cards[0]
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at(view, 0.5).toPoint())
    pinned = stage.strip.crosshair
    hover(stage, 0.9)
    assert stage.strip.crosshair == pinned
    assert stage.strip.step_back()
    assert stage.strip.crosshair.at_s is None
    assert not stage.strip.step_back()


def test_a_drag_zooms_into_what_was_dragged_over(stage):
    stage.show("a", "b")
    view = stage.strip.cards[0]
    begin, end = at(view, 0.25).toPoint(), at(view, 0.75).toPoint()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    shown = stage.time.window.fixed
    assert shown.start_s == pytest.approx(stage.now_s - 18 * 3600, abs=900)
    assert shown.end_s == pytest.approx(stage.now_s - 6 * 3600, abs=900)


def test_the_story_of_a_slow_evening_is_told_by_keys_alone(stage):
    """Arrows find the evening, Shift selects it, Enter zooms."""
    stage.show("jellyfin", "b")
    stage.strip.setFocus()
    press(stage, Qt.Key.Key_Left, times=13)
    press(stage, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, times=4)
    begin_s, end_s = stage.strip.crosshair.span
    assert end_s - begin_s == 4 * 600
    press(stage, Qt.Key.Key_Return)
    shown = stage.time.window.fixed
    assert (shown.start_s, shown.end_s) == (begin_s, end_s)
    stage.time.back()
    assert stage.time.window.range is Range.DAY


def test_escape_leaves_when_there_is_nothing_left_to_take_back(stage, qtbot):
    stage.show("a", "b")
    press(stage, Qt.Key.Key_Left)
    press(stage, Qt.Key.Key_Escape)
    with qtbot.waitSignal(stage.strip.left):
        press(stage, Qt.Key.Key_Escape)


def test_a_double_click_opens_the_rows_that_are_looked_at(stage, qtbot):
    rows = stage.show("a", "b")
    stage.strip.select(rows[1].id)
    view = stage.strip.cards[0]
    with qtbot.waitSignal(stage.strip.opened) as told:
        QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at(view, 0.5).toPoint())
    (keys,) = told.args
    assert keys == (SeriesKey(rows[1].series, Metric.CPU),)


def test_another_window_is_read_at_once_and_the_crosshair_let_go(stage):
    stage.show("a", "b")
    press(stage, Qt.Key.Key_Left)
    stage.time.choose(Range.HOUR)
    _keys, window, _columns = stage.history.asked[-1]
    assert window[1] - window[0] == 3600
    assert stage.strip.crosshair.at_s is None


def test_a_late_answer_is_dropped(stage):
    stage.show("a", "b")
    stage.held = held = []
    stage.time.choose(Range.HOUR)
    stage.time.choose(Range.WEEK)
    late, events_late, newest, events = held
    stage.held = None
    for coroutine in (newest, events, late, events_late):
        stage.spawn(coroutine)
    start_s, _end_s = stage.strip.cards[0].plot.window_s
    assert stage.now_s - start_s == 7 * 86_400
    assert stage.strip._scene.frame.size > 1000


def test_news_of_the_window_before_is_dropped(stage, monkeypatch):
    (row,) = stage.show("a")

    async def meanwhile(work, *given):
        stage.held = []
        stage.time.choose(Range.HOUR)
        return work(*given)

    monkeypatch.setattr("pulse_desktop.ui.strip.feed.asyncio.to_thread", meanwhile)
    came = []
    stage.strip._feed.came.connect(came.append)
    stage.strip.go_on(stage.state(*stage.rows("a")), [row.id])
    assert came == []
    assert len(stage.held) == 2


def test_where_nothing_was_recorded_it_says_when_curves_will_come(stage):
    stage.history.is_empty = True
    stage.show_unmeasured("a")
    assert stage.strip.notice.startswith("Nothing has been recorded yet. Curves appear here")
    stage.show("a", "b")
    assert stage.strip.notice.startswith("Recording has only begun.")


def test_a_span_without_records_is_said_to_be_one(stage):
    stage.history.is_empty = True
    stage.show("a", "b")
    stage.time.fix(1000.0, 9000.0)
    assert stage.strip.notice == "Nothing was recorded in this span of time."


def test_history_that_cannot_be_read_is_said_in_a_sentence(stage):
    stage.history.failure = StoreError(StoreState.DAMAGED, mark("Test", "The database is damaged."))
    stage.show("a", "b")
    assert stage.strip.notice == "The database is damaged."


def test_while_all_rows_are_stale_there_is_no_present_value(stage):
    stage.show("a", "b", is_stale=True)
    said = stage.strip.cards[0].readout
    assert (said.value, said.note) == ("—", "no value now")


def test_what_happened_is_marked_and_told(stage):
    (row,) = stage.rows("web")
    stage.history.changes = [
        Change(
            id="1",
            at=stage.estate.NOW - timedelta(hours=12),
            resource=row.id,
            resource_name="web",
            kind=ChangeKind.RESTART,
            source="engine",
            text=mark("Test", "Restarted"),
        )
    ]
    stage.show("web")
    (found,) = stage.strip.cards[0].plot.marks
    assert found.shape is Shape.CHANGING
    assert stage.strip._gaze.happened(found.at_s).startswith("Restarted · web · ")


def test_a_change_of_status_has_the_lane_read_again(stage, estate):
    rows = stage.show("a", "b")
    asked = []
    stage.strip._events.look_at = asked.append
    stage.strip.go_on(stage.state(*rows), [rows[0].id])
    assert asked == []
    changed = stage.rows("a", condition=estate.WARNED)
    stage.strip.go_on(stage.state(*changed, rows[1]), [rows[0].id])
    assert len(asked) == 1


def test_a_card_tells_its_present_value_and_range_to_a_screen_reader(stage):
    stage.show("a", "b", "c")
    view = stage.strip.cards[0]
    assert view.accessibleName() == "CPU"
    assert view.accessibleDescription() == "Median 20 % of 3, from 10 % to 30 %."


def test_the_values_at_the_crosshair_are_spoken(stage):
    rows = stage.show("a", "b", "c")
    stage.strip.select(rows[2].id)
    press(stage, Qt.Key.Key_Left)
    assert stage.strip.cards[0].accessibleDescription().endswith("CPU 20 %, c 30 %")


def test_it_is_exported_with_the_curves_that_are_drawn_and_their_own_series(stage):
    stage.show("a", "b", "c")
    subject = stage.strip.subject()
    assert subject.picture.title == "Workloads"
    (panel,) = subject.picture.panels
    assert [row.name for row in panel.legend] == ["a", "b", "c"]
    assert {key.metric for key in subject.keys} == {Metric.CPU}
    assert subject.window_s == subject.picture.window_s


def test_of_many_the_band_is_exported_with_the_strongest_and_the_one_looked_at(stage):
    rows = stage.show(*"abcdefghijklmn")
    stage.strip.select(rows[0].id)
    (panel,) = stage.strip.subject().picture.panels
    assert [trace.name for trace in panel.traces] == ["n", "m", "l", "a"]
    assert panel.bands[0].name == "Median and middle 80 % of 14"


def test_of_many_of_which_none_is_drawn_all_figures_are_exported(stage):
    stage.show(*"abcdefghijklmn", is_stale=True)
    subject = stage.strip.subject()
    assert subject.picture.panels[0].traces == ()
    assert [one.name for one in subject.series] == list("abcdefghijklmn")


def test_without_curves_there_is_nothing_to_export(stage):
    assert stage.strip.subject() is None


def test_a_narrow_strip_shows_the_cards_that_have_room(stage):
    stage.strip._deck.want([True] * 4)
    stage.strip.show()
    stage.strip.resize(1000, 100)
    assert len(stage.strip.cards) == 4
    stage.strip.resize(330, 100)
    assert 1 <= len(stage.strip.cards) <= 2


def test_a_filter_that_is_being_typed_is_waited_for(stage, qtbot):
    stage.show("a", "b")
    asked = []
    for name in ("j", "je", "jel"):
        rows = stage.rows(name)
        stage.strip.show_rows(stage.state(*rows), lambda rows=rows: asked.append(1) or rows)
    qtbot.waitUntil(lambda: not stage.is_pending())
    assert len(asked) == 1
    assert len(stage.history.asked) == 2


def test_nothing_is_read_while_it_is_hidden(stage):
    rows = stage.rows("a")
    stage.strip.show_rows(stage.state(*rows), lambda: rows)
    stage.strip.go_on(stage.state(*rows), [rows[0].id])
    assert stage.history.asked == []
    stage.strip.show()
    stage.qtbot.waitUntil(lambda: len(stage.history.asked) == 1)


def test_what_was_read_while_it_was_hidden_is_caught_up_on(stage, qtbot):
    (row,) = stage.show("a")
    stage.strip.hide()
    came = []
    stage.strip._feed.came.connect(came.append)
    stage.strip.go_on(stage.state(*stage.rows("a")), [row.id])
    assert came == []
    stage.strip.show()
    qtbot.waitUntil(lambda: len(stage.history.asked) == 2)


@pytest.fixture
def merged(monkeypatch):
    """What the lane was merged of, each time."""
    calls = []

    def counted(changes, window_s, places):
        calls.append(changes)
        return marks(changes, window_s, places)

    monkeypatch.setattr(showing, "marks", counted)
    return calls


def test_another_current_row_leaves_the_lane_as_it_is(stage, merged):
    first, second = stage.show("a", "b")
    stage.strip.select(first.id)
    merged.clear()
    stage.strip.select(second.id)
    assert merged == []
    assert stage.strip._gaze.attention.selected == second.id


def test_cards_out_of_sight_are_composed_when_they_are_seen_again(stage, merged, presentation):
    stage.show("a", "b")
    stage.strip.hide()
    merged.clear()
    stage.strip.present(presentation)
    stage.time.go_to(stage.now_s - 3600)
    assert merged == []
    stage.strip.show()
    assert len(merged) == 1
    assert stage.strip._gaze.showing.instant_s == stage.now_s - 3600
