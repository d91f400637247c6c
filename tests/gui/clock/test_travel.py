"""Looking at the estate as it was, and coming back."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt

from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.condition import STOPPED
from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.ids import SourceName
from pulse_desktop.model.text import mark
from pulse_desktop.resources.read_state import EMPTY
from pulse_desktop.timeline.selection import Page
from pulse_desktop.ui.clock import travel_commands
from pulse_desktop.ui.clock.instant_dialog import InstantDialog

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def travel(window):
    return window.contents._travel


@pytest.fixture
def time(window):
    return window.contents._time


@pytest.fixture
def actions(window):
    return window.contents._actions


@pytest.fixture
def yesterday(estate):
    return estate.NOW - 24 * HOUR


@pytest.fixture
def past(desk, estate, yesterday):
    """What the desk answers of any earlier instant: everything was stopped, and bare."""
    state = estate.published().state
    bare = {
        identity: replace(one, condition=STOPPED, metrics=MappingProxyType({}), facets=(), tags=())
        for identity, one in state.by_id.items()
    }
    desk.recordings.past = replace(state, by_id=MappingProxyType(bare), at=yesterday)
    return desk.recordings.past


@pytest.fixture
def tell(monkeypatch, desk):
    """Puts changes on the timeline."""

    def put(told):
        async def events(wanted):
            return Page(tuple(change for change in told if change.at < wanted.until), None)

        monkeypatch.setattr(desk.recordings, "events", events)

    return put


def row(window):
    page = window.contents._pages.page
    return page.model.first(), page.model.cells(page.model.first())


def test_the_tables_show_the_past(window, travel, past, yesterday):
    travel.go(yesterday)
    shown, cells = row(window)
    assert shown.condition == STOPPED
    assert "◌" in {cell.text for cell in cells}
    assert "—" not in {cell.text for cell in cells}


def test_the_window_says_that_it_is_the_past(window, travel, past, yesterday):
    travel.go(yesterday)
    assert travel.banner.isVisible()
    assert travel.banner.text().startswith("Viewing Thu 7 May 2026 ")
    assert travel.banner.text().endswith(", recorded.")
    assert "7 May 2026" in travel.button.toolTip()


def test_an_instant_at_which_nothing_was_recorded_says_so(travel, desk, yesterday):
    desk.recordings.past = EMPTY
    travel.go(yesterday)
    assert "Nothing was recorded then" in travel.banner.text()


def test_a_past_without_rows_speaks_of_the_past(window, travel, desk, yesterday):
    desk.recordings.past = EMPTY
    travel.go(yesterday)
    page = window.contents._pages.page
    assert page.reason() == "Nothing was known at that time"
    assert not page.strip.isVisible()
    travel.back()
    assert not page.is_empty()
    assert page.strip.isVisible()


def test_there_is_no_way_to_before_recording_began(window, travel, past, estate):
    began = estate.published().recorder.since
    travel.go(began - SECOND)
    assert not travel.is_past
    said = window.contents._strip.currentMessage()
    assert said.startswith("Recording began ")
    travel.go(began)
    assert travel.is_past


def test_a_way_that_leads_nowhere_leaves_what_is_said_of_the_past(
    travel, desk, yesterday, actions, tell
):
    desk.recordings.past = EMPTY
    travel.go(yesterday)
    said = travel.banner.text()
    tell(())
    actions.travel.before_worse.trigger()
    assert travel.banner.text() == said
    desk.recordings.failure = StoreError(StoreState.FAILED, mark("Test", "The disk is gone."))
    travel.go(yesterday - HOUR)
    assert travel.banner.text() == said


def test_charts_mark_the_instant_and_have_it_in_view(travel, time, past, yesterday, estate):
    travel.go(yesterday - 48 * HOUR)
    instant_s = epoch_ms(yesterday - 48 * HOUR) / 1000
    assert time.instant_s == instant_s
    assert time.stretch.middle_s == instant_s
    travel.back()
    assert time.instant_s is None
    assert time.window.is_live


def test_live_states_are_kept_back_and_the_newest_is_shown_in_the_end(
    window, travel, past, yesterday, estate
):
    travel.go(yesterday)
    newest = estate.published()
    window.show_published(newest)
    assert row(window)[0].condition == STOPPED
    travel.back()
    assert row(window)[0] is newest.state.by_id[row(window)[0].id]
    assert not travel.banner.isVisible()


def test_the_inspector_offers_no_change_of_the_past(window, travel, past, yesterday):
    overview = window.contents._inspector._overview
    buttons = (overview._notes._edit, overview._sources._merge, overview._sources._split)
    travel.go(yesterday)
    for button in buttons:
        assert not button.isEnabled()
        assert button.toolTip() == "It needs live data. Press 0 to go back to live."
    travel.back()
    assert all(button.isEnabled() for button in buttons)
    assert buttons[0].toolTip() == "Edit notes, link and tags (F2)"


def test_zero_leads_back_to_live(qtbot, window, travel, past, yesterday):
    travel.go(yesterday)
    window.contents._pages.page.table.setFocus()
    qtbot.keyClick(window.focusWidget(), "0")
    assert not travel.is_past


def test_what_needs_live_data_is_out_of_use_and_says_why(travel, past, yesterday, actions):
    travel.go(yesterday)
    for action in (actions.poll_now, actions.open_web, *actions.on_words()):
        assert not action.isEnabled()
        assert action.toolTip() == "It needs live data. Press 0 to go back to live."
    travel.back()
    assert actions.poll_now.isEnabled()
    assert actions.poll_now.toolTip() == "Poll now"
    assert actions.edit_notes.isEnabled()


def test_a_past_that_cannot_be_read_leaves_everything_as_it_is(window, travel, desk, yesterday):
    desk.recordings.failure = StoreError(StoreState.FAILED, mark("Test", "The disk is gone."))
    travel.go(yesterday)
    assert not travel.is_past
    assert window.contents._strip.currentMessage() == "The disk is gone."
    assert travel.button.text().strip() == "Live"


def test_the_instant_asked_for_last_is_shown(travel, desk, past, yesterday, time):
    waiting = desk.hold()
    travel.go(yesterday)
    travel.go(yesterday - HOUR)
    later, last = waiting
    desk.held = None
    desk.spawn(last)
    desk.spawn(later)
    assert time.instant_s == epoch_ms(yesterday - HOUR) / 1000


def test_going_back_ends_a_journey_that_is_under_way(travel, desk, past, yesterday):
    waiting = desk.hold()
    travel.go(yesterday)
    travel.back()
    desk.held = None
    desk.spawn(waiting[0])
    assert not travel.is_past
    assert travel.button.text().strip() == "Live"


def test_another_estate_is_shown_live(window, travel, past, yesterday, estate):
    window.show_published(estate.published(estate="home"))
    travel.go(yesterday)
    window.show_published(estate.published(estate="cabin"))
    assert not travel.is_past
    assert window.contents._published.estate == "cabin"


def test_yesterday_is_a_day_before_what_is_shown(travel, past, time, actions, yesterday):
    actions.travel.yesterday.trigger()
    actions.travel.yesterday.trigger()
    assert time.instant_s == epoch_ms(yesterday - 24 * HOUR) / 1000


def test_without_a_change_for_the_worse_nothing_moves(window, travel, past, actions, tell, estate):
    tell(turns(estate, ("offline", "online")))
    actions.travel.before_worse.trigger()
    assert not travel.is_past
    assert "turned for the worse" in window.contents._strip.currentMessage()


def turns(estate, *states):
    """Turns of one thing, newest first, an hour apart."""
    return tuple(
        Change(
            id=str(hours),
            at=estate.NOW - hours * HOUR,
            resource="x",
            resource_name="x",
            kind=ChangeKind.STATE_TRANSITION,
            source=SourceName("agent"),
            text=mark("Test", "turned"),
            from_state=before,
            to_state=after,
        )
        for hours, (before, after) in enumerate(states, 1)
    )


def test_just_before_the_last_change_for_the_worse(travel, past, actions, tell, estate):
    told = turns(estate, ("offline", "online"), ("online", "offline"), ("online", "warning"))
    tell(told)
    actions.travel.before_worse.trigger()
    assert travel._instant() == told[1].at - SECOND
    actions.travel.before_worse.trigger()
    assert travel._instant() == told[2].at - SECOND


def test_words_go_to_what_is_live(window, travel, past, yesterday, estate):
    """Notes that were edited over an earlier state would undo later ones."""
    travel.go(yesterday)
    newest = estate.published()
    window.show_published(newest)
    assert window.contents._operator._state is newest.state


def test_the_dialog_is_reached_and_left_by_keys(qtbot, window, travel, past, yesterday, estate):
    window.contents._pages.page.table.setFocus()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = window.findChildren(InstantDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.typed, "yesterday 21:40")
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert travel.is_past


@pytest.fixture
def small_parts(monkeypatch):
    """Two rows at once."""
    monkeypatch.setattr(travel_commands, "_STEP", 2)


def states(window):
    """The statuses of all rows of the page that is up."""
    resources = [r for s in window.contents._pages.page.model.sections for r in s.resources]
    return {resource.condition.status for resource in resources}


def run(coroutine):
    for _ in range(1000):
        try:
            coroutine.send(None)
        except StopIteration:
            return
    raise AssertionError("it does not end")


def test_rows_come_in_parts(travel, past, yesterday, small_parts):
    parts = []
    travel.shown.connect(lambda published: parts.append(published.touched))
    travel.go(yesterday)
    assert max(map(len, parts)) == 2
    assert frozenset().union(*parts) == past.by_id.keys()
    assert sum(map(len, parts)) == len(past.by_id)


@pytest.mark.usefixtures("small_parts")
def test_what_comes_on_the_way_back_is_shown_in_the_end(
    window, travel, past, yesterday, desk, estate
):
    travel.go(yesterday)
    waiting = desk.hold()
    travel.back()
    waiting[0].send(None)
    window.show_published(estate.published(past))
    desk.held = None
    run(waiting[0])
    assert states(window) == {STOPPED.status}
    window.show_published(estate.published())
    assert len(states(window)) > 1


@pytest.mark.usefixtures("past", "small_parts")
def test_a_journey_that_is_called_off_half_way_leaves_no_row_behind(
    window, travel, yesterday, desk, estate
):
    waiting = desk.hold()
    travel.go(yesterday)
    with suppress(StopIteration):
        for _ in range(2):
            waiting[0].send(None)
    desk.held = None
    travel.back()
    run(waiting[0])
    live = estate.published().state.by_id
    shown = [r for s in window.contents._pages.page.model.sections for r in s.resources]
    assert all(resource.condition == live[resource.id].condition for resource in shown)


def test_what_was_not_there_then_is_gone_from_the_tables(window, travel, past, desk, yesterday):
    first, *others = past.by_id.values()
    kept = {one.id: one for one in others}
    desk.recordings.past = replace(past, by_id=MappingProxyType(kept))
    travel.go(yesterday)
    model = window.contents._pages.page.model
    assert not model.index_of(first.id).isValid()
    travel.back()
    assert model.total() == len(past.by_id.keys() & model._rows.slots.identities)
