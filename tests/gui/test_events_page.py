"""The Events page: newest first, by day, searchable, read on as it is scrolled, and live."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.ids import SourceName
from pulse_desktop.model.text import mark
from pulse_desktop.timeline.selection import Cursor, Page
from pulse_desktop.ui.inspector.event_line import EventLine
from pulse_desktop.ui.inspector.event_model import ROW, DayHeading
from pulse_desktop.ui.inspector.events_page import EventsPage


class Log:
    """A timeline in memory, newest first, that answers like the real one."""

    def __init__(self):
        self.changes = []
        self.asked = []
        self.failure = None

    async def events(self, wanted):
        self.asked.append(wanted)
        if self.failure is not None:
            raise self.failure
        kept = [
            one
            for one in self.changes
            if one.resource in wanted.resources and (not wanted.kinds or one.kind in wanted.kinds)
        ]
        first = wanted.before.entry if wanted.before else 0
        end = first + wanted.limit
        return Page(tuple(kept[first:end]), Cursor(0, end) if end < len(kept) else None)

    async def event_counts(self, resources):
        return Counter(one.kind for one in self.changes if one.resource in resources)


class Tasks:
    """Coroutines that wait until they are run."""

    def __init__(self):
        self.waiting = []

    def spawn(self, coroutine):
        self.waiting.append(coroutine)

    def run(self, most=50):
        while self.waiting and most:
            asyncio.run(self.waiting.pop(0))
            most -= 1


@pytest.fixture
def log():
    return Log()


@pytest.fixture
def tasks():
    made = Tasks()
    yield made
    for coroutine in made.waiting:
        coroutine.close()


@pytest.fixture
def web(estate):
    return replace(estate.resource("web", estate.ResourceType.VM), aliases=("vm-alias",))


@pytest.fixture
def page(qtbot, log, tasks):
    made = EventsPage(log, tasks.spawn)
    qtbot.addWidget(made)
    made.resize(420, 500)
    made.show()
    return made


@pytest.fixture
def entry(web, estate):
    """A change of the resource, that many minutes before the estate's present."""

    def made(minutes, text="Running → Stopped", **given):
        values = {
            "id": f"{text}-{minutes}",
            "at": estate.NOW - timedelta(minutes=minutes),
            "resource": web.id,
            "resource_name": "web",
            "kind": ChangeKind.STATE_TRANSITION,
            "source": SourceName("agent"),
            "text": mark("Test", text),
        }
        return Change(**values | given)

    return made


@pytest.fixture
def look(page, tasks, web, presentation):
    """Show the resource, as it is done with every new state, and let all reads end."""

    def shown(resource=web):
        page._feed._since_read.invalidate()
        page.show_resource(resource, presentation)
        tasks.run()
        return rows(page)

    return shown


def rows(page):
    return [page._model.index(n).data(ROW) for n in range(page._model.rowCount())]


def sentences(page):
    return [row.sentence for row in rows(page) if isinstance(row, EventLine)]


def test_without_events_it_says_so(page, look):
    assert look() == []
    assert page._message.text() == "No events yet."


def test_events_stand_below_the_heading_of_their_day(look, log, entry):
    log.changes = [entry(3, "b"), entry(20, "a"), entry(60 * 24), entry(60 * 24 * 30)]
    titles = [row.title if isinstance(row, DayHeading) else "line" for row in look()]
    assert titles[:2] == ["Today", "line"]
    assert titles[3:5] == ["Yesterday", "line"]
    assert titles[5][-4:].isdigit()


def test_a_line_says_what_when_of_which_kind_and_who_told(look, log, entry, estate):
    log.changes = [entry(3, kind=ChangeKind.RESTART, text="Restarted")]
    line = look()[1]
    at = (estate.NOW - timedelta(minutes=3)).astimezone()
    assert (line.time, line.sentence, line.caption) == (
        f"{at:%H:%M}",
        "Restarted",
        "Restart · agent",
    )


def test_who_did_it_is_named_in_place_of_who_told(look, log, entry):
    log.changes = [entry(3, actor="root@pam")]
    assert look()[1].caption == "State · root@pam"


def test_the_timeline_of_an_alias_is_the_resources_own(page, look, log, entry):
    log.changes = [entry(1, "now"), entry(2, "then", resource="vm-alias")]
    look()
    assert sentences(page) == ["now", "then"]


def test_a_new_event_comes_in_without_the_others_being_made_again(page, look, log, entry, qtbot):
    log.changes = [entry(5, "old")]
    look()
    log.changes.insert(0, entry(1, "new"))
    with qtbot.assertNotEmitted(page._model.modelReset):
        look()
    assert sentences(page) == ["new", "old"]


def test_what_is_selected_stays_selected_when_a_new_event_comes(page, look, log, entry):
    log.changes = [entry(5, "old")]
    look()
    page._list.setCurrentIndex(page._model.index(1))
    log.changes.insert(0, entry(1, "new"))
    look()
    assert page._list.currentIndex().data(ROW).sentence == "old"


def test_who_reads_further_down_is_not_moved_by_a_new_event(page, look, log, entry):
    log.changes = [entry(n, f"event {n}") for n in range(10, 60)]
    look()
    page._list.verticalScrollBar().setValue(300)
    before = page._list.indexAt(QPoint(5, 5)).data(ROW)
    top = page._list.visualRect(page._list.indexAt(QPoint(5, 5))).top()
    log.changes.insert(0, entry(1, "new"))
    look()
    index = page._list.indexAt(QPoint(5, 5))
    assert (index.data(ROW), page._list.visualRect(index).top()) == (before, top)


def test_older_events_are_read_when_the_end_comes_near(page, look, log, tasks, entry, qtbot):
    log.changes = [entry(n, f"event {n}") for n in range(250)]
    look()
    assert len(sentences(page)) == 100
    page._list.scrollToBottom()
    qtbot.waitUntil(lambda: tasks.waiting != [])
    tasks.run()
    assert sentences(page) == [f"event {n}" for n in range(200)]


def test_what_was_read_stays_when_the_newest_are_read_again(page, look, log, entry):
    log.changes = [entry(n, f"event {n}") for n in range(1, 250)]
    look()
    page._feed.read_on()
    look()
    log.changes.insert(0, entry(0, "new"))
    look()
    assert sentences(page) == ["new", *(f"event {n}" for n in range(1, 201))]


def test_a_search_goes_through_all_that_was_recorded(page, look, log, tasks, entry):
    log.changes = [entry(n, f"event {n}") for n in range(950)]
    look()
    page._search.setText("event 942")
    tasks.run()
    assert sentences(page) == ["event 942"]


def test_a_search_that_finds_nothing_says_so_once_all_is_read(page, look, log, tasks, entry):
    log.changes = [entry(n, f"event {n}") for n in range(150)]
    look()
    page._search.setText("nowhere")
    assert page._message.text() == "Searching…"
    tasks.run()
    assert page._message.text() == "No events match."


def test_the_menu_offers_the_kinds_that_occur_and_how_often(page, look, log, entry):
    log.changes = [entry(1), entry(2), entry(3, kind=ChangeKind.RESTART)]
    look()
    page._menu.aboutToShow.emit()
    titles = [action.text() for action in page._menu.actions()]
    assert titles == ["All kinds", "State (2)", "Restart (1)"]


def test_a_kind_that_is_chosen_is_the_only_one_shown(page, look, log, tasks, entry):
    log.changes = [entry(1), entry(3, "Restarted", kind=ChangeKind.RESTART)]
    look()
    page._menu.aboutToShow.emit()
    page._menu.actions()[2].trigger()
    tasks.run()
    assert sentences(page) == ["Restarted"]
    assert (page._kinds.text(), log.asked[-1].kinds) == ("Restart", (ChangeKind.RESTART,))


def test_a_late_answer_to_another_question_is_dropped(page, log, tasks, web, presentation, entry):
    log.changes = [entry(1, "of web")]
    page.show_resource(web, presentation)
    page.show_resource(replace(web, id="vm-other", aliases=()), presentation)
    first, second = tasks.waiting
    tasks.waiting = []
    asyncio.run(second)
    asyncio.run(first)
    assert sentences(page) == []


def test_a_timeline_that_cannot_be_read_is_told_and_tried_again(page, look, log, entry):
    log.changes = [entry(1, "there")]
    log.failure = StoreError(StoreState.LOCKED, mark("Test", "It is locked."))
    look()
    assert page._message.text() == "It is locked."
    log.failure = None
    look()
    assert sentences(page) == ["there"]


def test_lines_are_reached_by_keyboard_and_headings_are_passed_over(page, look, log, entry, qtbot):
    log.changes = [entry(1, "today"), entry(60 * 24, "yesterday")]
    look()
    page._list.setCurrentIndex(page._model.index(1))
    qtbot.keyClick(page._list, Qt.Key.Key_Down)
    assert page._list.currentIndex().data(ROW).sentence == "yesterday"


def test_chosen_lines_are_copied_whole(page, look, log, entry, qtbot):
    log.changes = [entry(1, "first")]
    line = look()[1]
    page._list.setCurrentIndex(page._model.index(1))
    page._list.setFocus()
    qtbot.keyClick(page._list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"{line.moment}, first, State · agent"


def test_a_screen_reader_hears_the_whole_line(page, look, log, entry):
    log.changes = [entry(1, "first")]
    line = look()[1]
    assert page._model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == line.spoken
    assert page._list.accessibleName() == "Events"
    assert page._kinds.accessibleName() == "Kind of events: All kinds"


def test_the_model_keeps_its_promises_to_the_view(page, look, log, entry, qtmodeltester):
    log.changes = [entry(n, f"event {n}") for n in range(5)]
    look()
    qtmodeltester.check(page._model)


def test_another_estate_keeps_nothing(page, look, log, entry):
    log.changes = [entry(1)]
    look()
    page.start_over()
    assert rows(page) == []
