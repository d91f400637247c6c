"""The walk through the demo: what each stop shows, and how it is driven and ended."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.resources.read_state import EMPTY
from pulse_desktop.ui.clock.time_window import Range
from pulse_desktop.ui.inspector.inspector import PageId
from pulse_desktop.ui.screens.tab import TabId

ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


def press(qtbot, key, modifier=NONE):
    """As a keyboard does: to whatever has the focus."""
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


@pytest.fixture
def begin(qtbot, window, tour):
    """Starts the tour, in a window that has the keyboard."""

    def start():
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.contents._actions.tour.trigger()
        return tour

    return start


@pytest.fixture
def time(window):
    return window.contents._time


def test_help_tour_shows_the_first_stop(begin, card, inspected):
    begin()
    assert card.isVisible()
    said = "Stop 1 of 3. A node. What to see, and what it means."
    assert (card.said(), card.accessibleDescription()) == (said, said)
    assert inspected() == "pve2"


def test_a_stop_shows_its_stretch_of_time_in_the_inspectors_charts(begin, time, window, stops):
    begin()
    start, end = stops[0].window
    assert (time.stretch.start_s, time.stretch.end_s) == (
        epoch_ms(start) / 1e3,
        epoch_ms(end) / 1e3,
    )
    assert window.contents._inspector.page is PageId.CHARTS


def test_the_next_stop_brings_up_its_tab_and_its_resource(begin, window, inspected, time):
    begin()._go_on()
    assert window.contents._top.tab is TabId.STORAGE
    assert inspected() == "/srv/media"
    assert time.window.range is Range.DAY
    assert window.contents._inspector.page is PageId.OVERVIEW


def test_the_tour_is_driven_by_keys_alone(qtbot, begin, card):
    begin()
    seen = [card._step.text()]
    for key, modifier in (
        (Qt.Key.Key_Space, NONE),
        (Qt.Key.Key_P, NONE),
        (Qt.Key.Key_N, NONE),
        (Qt.Key.Key_Right, ALT),
        (Qt.Key.Key_Left, ALT),
        (Qt.Key.Key_Return, NONE),
    ):
        press(qtbot, key, modifier)
        seen.append(card._step.text())
    assert [text.removesuffix(" of 3") for text in seen] == [
        f"Stop {n}" for n in (1, 2, 1, 2, 3, 2, 3)
    ]


def test_esc_ends_the_tour_and_gives_the_keys_to_the_table(qtbot, begin, card, window, time):
    begin()
    press(qtbot, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert QApplication.focusWidget() is window.contents._pages.page.table
    assert time.window.range is Range.DAY


@pytest.mark.parametrize("pane", ["table", "lens_bar", "inspector"])
def test_esc_ends_the_tour_wherever_the_keys_are(qtbot, begin, card, window, pane):
    contents = window.contents
    panes = {
        "table": contents._pages.page.table,
        "lens_bar": contents._lens_bar,
        "inspector": contents._inspector,
    }
    begin()
    panes[pane].setFocus()
    assert not card.has_keys()
    press(qtbot, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_esc_that_clears_the_filter_ends_no_tour(qtbot, begin, card, window):
    begin()
    window.contents._top.set_text("pve")
    window.contents._navigation.focus_rows()
    press(qtbot, Qt.Key.Key_Escape)
    assert (window.contents._top.text(), card.isVisible()) == ("", True)
    press(qtbot, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_the_last_stop_finishes(qtbot, begin, card):
    begin()
    for _ in range(2):
        press(qtbot, Qt.Key.Key_N)
    assert (card._on.text(), card._end.isVisible()) == ("Finish", False)
    press(qtbot, Qt.Key.Key_Space)
    assert not card.isVisible()


def test_f6_leads_to_the_card_and_on(qtbot, begin, card, window):
    begin()
    window.contents._navigation.focus_rows()
    met = []
    for _ in range(5):
        press(qtbot, Qt.Key.Key_F6)
        met.append(card.has_keys())
    assert met.count(True) == 1


def test_a_stop_whose_resource_is_not_there_says_so_and_the_tour_goes_on(begin, card):
    tour = begin()
    tour._go_on()
    tour._go_on()
    assert card._missing.text() == "ghost is not there at the moment. The tour goes on without it."
    tour._go_back()
    assert not card._missing.isVisible()


def test_what_was_not_there_is_shown_as_soon_as_it_is(begin, shows, estate, card, inspected):
    tour = begin()
    tour._go_on()
    tour._go_on()
    state = estate.read_state()
    ghost = estate.resource("ghost", ResourceType.VM)
    shows(estate.replace(state, by_id={**state.by_id, ghost.id: ghost}))
    assert inspected() == "ghost"
    assert not card._missing.isVisible()


def test_the_window_of_time_that_the_user_chose_on_the_way_stays(begin, time):
    tour = begin()
    time.choose(Range.HOUR)
    tour._go_on()
    assert time.window.range is Range.HOUR


def test_the_tour_ends_with_the_demo(begin, card, shows, time):
    begin()
    shows(is_demo=False)
    assert not card.isVisible()
    assert time.window.range is Range.DAY


def test_outside_the_demo_the_tour_offers_to_enter_it(begin, card, shows, window, desk):
    shows(is_demo=False)
    begin()
    notice = window.contents._demo.notice
    assert notice.text() == "The tour walks through the demo estate. Nothing of yours is touched."
    assert QApplication.focusWidget() is notice._accept
    assert not card.isVisible()
    assert desk.demo.did == []


def test_the_tour_begins_when_the_demo_that_it_asked_for_is_there(begin, card, shows, window, desk):
    shows(is_demo=False)
    begin()
    window.contents._demo.notice.choose()
    shows(EMPTY)
    assert (desk.demo.did, card.isVisible()) == (["enter"], False)
    shows()
    assert card.isVisible()


def test_a_refused_demo_has_no_tour(begin, card, shows, window, desk):
    shows(is_demo=False)
    desk.demo.refusal = SettingsError(mark("Test", "Not here."))
    begin()
    window.contents._demo.notice.choose()
    desk.demo.refusal = None
    shows()
    assert not card.isVisible()


def test_asking_for_the_tour_again_leads_back_to_the_card(begin, card, window):
    begin()._go_on()
    window.contents._navigation.focus_rows()
    begin()
    assert card.has_keys()
    assert card._step.text() == "Stop 2 of 3"


def test_the_tour_is_of_the_present(begin, window, desk, estate, time):
    desk.recordings.past = estate.read_state()
    window.contents._travel.go(estate.NOW)
    begin()
    assert time.instant_s is None
