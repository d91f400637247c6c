"""The strip of cards: one crosshair, one attention, and what moves them."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pulse_desktop.model.change import Change
from pulse_desktop.model.condition import Condition
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.model.text import Text
from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.strip.card_view import CardView, Readout
from pulse_desktop.ui.strip.cast import NOBODY
from pulse_desktop.ui.strip.casting import Bill, Casting
from pulse_desktop.ui.strip.crosshair import Crosshair
from pulse_desktop.ui.strip.deck import Deck
from pulse_desktop.ui.strip.feed import Feed
from pulse_desktop.ui.strip.gaze import Gaze
from pulse_desktop.ui.strip.lane_feed import LaneFeed
from pulse_desktop.ui.strip.plan import Card
from pulse_desktop.ui.strip.source import StripSource
from pulse_desktop.ui.translation import translate

if TYPE_CHECKING:  # numpy is not loaded before the first grid
    from pulse_desktop.ui.charts.export.subject import Subject
    from pulse_desktop.ui.strip.scene import Scene
    from pulse_desktop.ui.strip.showing import Showing

_TYPING_MS = 150
"""A filter that is being typed, or an edge that is being dragged, is waited for."""

_BEAT_MS = 10_000
"""How often a live window goes on with time where nothing is read."""

_MOST_COLUMNS = 300
_FAR = 10
"""Buckets that a page key moves the crosshair by."""

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -_FAR,
    Qt.Key.Key_PageDown: _FAR,
    Qt.Key.Key_Home: -(10**9),
    Qt.Key.Key_End: 10**9,
}

Rows = Callable[[], Iterable[Resource]]
"""Asked for when they are needed: a filter that is being typed changes them at each letter."""


class SummaryStrip(QWidget):
    """Follows the rows of one table and the window of time that its source gives."""

    attended = Signal(object)
    """Carries the id of the row whose curve is nearest to the pointer, or ``None``."""

    opened = Signal(object)
    """Carries the ``SeriesKey`` of everything that the card adds up, row by row."""

    left = Signal()
    """The keyboard wants to be elsewhere."""

    def __init__(
        self,
        title: str,
        cards: Sequence[Card],
        source: StripSource,
        presentation: Presentation,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._cards = tuple(cards)
        self._time = source.time
        self._presentation = presentation
        self._state = EMPTY
        self._cast = NOBODY
        self._conditions: dict[ResourceId, Condition] = {}
        self._changes: tuple[Change, ...] = ()
        self._scene: Scene | None = None
        self._rows: Rows = tuple
        self._is_behind = True
        """Whether history has to be read, since it is of another width or of long ago."""

        self._is_waiting = False
        """Whether the rows may be others than the cast."""

        self._is_outdated = False
        """Whether the cards have to be composed again when they are seen."""

        self._casting = Casting(source.spawn, self)
        self._feed = Feed(source, cards, self)
        self._events = LaneFeed(source, self)
        self._deck = Deck(len(self._cards), self)
        self._gaze = Gaze(self._deck, self)
        self._soon = QTimer(self, singleShot=True)
        self._beat = QTimer(self, interval=_BEAT_MS)
        self._lay_out()
        self._connect()

    @property
    def cards(self) -> tuple[CardView, ...]:
        """The cards that are shown, left to right."""
        return self._deck.shown

    @property
    def notice(self) -> str:
        """The words in place of curves."""
        return self._deck.notice

    @property
    def crosshair(self) -> Crosshair:
        """Where all cards look."""
        return self._gaze.crosshair

    def show_rows(self, state: ReadState, rows: Rows) -> None:
        """The table shows other rows, those of ``state``; they are asked for in a moment."""
        self._state, self._rows = state, rows
        self._catch_up_soon()

    def start_over(self) -> None:
        """Keep nothing: what comes next may bear the same names and be another estate."""
        self._cast = NOBODY
        self._casting.forget()
        self._forget_scene()

    def go_on(self, state: ReadState, touched: Iterable[ResourceId]) -> None:
        """Some rows may be newer in ``state``."""
        self._state = state
        known = [one for one in touched if one in self._cast.place]
        if not known or not self.isVisible():
            self._is_behind = self._is_behind or bool(known)
            return
        self._feed.take(state, known)
        changed = {one: state.by_id[one].condition for one in known if one in state.by_id}
        if not changed.items() <= self._conditions.items():
            self._conditions.update(changed)
            self._events.look_at(self._cast)

    def present(self, presentation: Presentation) -> None:
        """Write values another way."""
        self._presentation = presentation
        self._show()

    def point_at_row(self, row: ResourceId | None) -> None:
        """The pointer is over a row of the table."""
        self._gaze.attend(row=row)

    def point_at_group(self, rows: tuple[ResourceId, ...]) -> None:
        """The pointer is over the heading of these rows."""
        self._gaze.attend(group=rows)

    def select(self, row: ResourceId | None) -> None:
        """Another row is the current one."""
        if row != self._gaze.attention.selected:
            self._gaze.attend(selected=row)
            self._is_outdated = self._is_outdated or not self.isVisible()
            if self._gaze.showing is not None and not self._is_outdated:
                self._spread(self._gaze.showing)

    def subject(self) -> "Subject | None":
        """The cards as a chart to be exported; ``None`` while there is none to be seen."""
        showing = self._gaze.showing
        if showing is None or not self.isVisible():
            return None
        from pulse_desktop.ui.strip.subject import subject

        return subject(self._title, showing, self._gaze.attention.names, self.font())

    def step_back(self) -> bool:
        """Esc: take back the selected span, or else the crosshair. Whether there was any."""
        return self._gaze.step_back()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._deck)
        self.setFocusProxy(self._deck.views[0])
        self.setAccessibleName(self.tr("Summary charts of {tab}").format(tab=self._title))
        self._entitle()

    def _connect(self) -> None:
        self._soon.timeout.connect(self._catch_up)
        self._beat.timeout.connect(self._go_on_with_time)
        self._casting.made.connect(self._take_bill)
        self._feed.came.connect(self._take_scene)
        self._feed.failed.connect(self._tell_failure)
        self._events.came.connect(self._take_changes)
        self._time.changed.connect(self._look_elsewhere)
        self._time.travelled.connect(self._show)
        self._gaze.attended.connect(self.attended)
        self._gaze.zoomed.connect(self._time.zoom)
        for number, view in enumerate(self._deck.views):
            view.opened.connect(partial(self._open, number))

    def _catch_up_soon(self, wait_ms: int = _TYPING_MS) -> None:
        self._is_waiting = True
        if self.isVisible():
            self._soon.start(wait_ms)

    def _catch_up(self) -> None:
        """Look which rows there are, and read their history unless that was done."""
        self._casting.ask(self._rows(), self._cast)

    def _take_bill(self, bill: Bill) -> None:
        self._is_waiting = False
        if not bill.is_known:
            self._cast, self._conditions = bill.cast, bill.conditions
            self._is_behind = True
        if self._is_behind:
            self._read()

    def _read(self) -> None:
        self._is_behind = False
        if not len(self._cast):
            self._forget_scene()
            self._deck.say_soon(self.tr("Curves appear here as soon as there are rows."))
            return
        if self._scene is None:
            self._deck.say_soon(self.tr("Reading what was recorded…"))
        columns = min(_MOST_COLUMNS, self._deck.columns())
        self._feed.look_at(self._cast, self._state, columns)
        self._events.look_at(self._cast)

    def _look_elsewhere(self) -> None:
        self._gaze.let_go()
        self._is_behind = True
        if self.isVisible():
            self._read()

    def _go_on_with_time(self) -> None:
        if self._time.window.is_live and self._scene is not None:
            self._feed.go_on()

    def _take_scene(self, scene: "Scene") -> None:
        self._scene = scene
        self._show()

    def _take_changes(self, changes: tuple[Change, ...]) -> None:
        self._changes = changes
        self._show()

    def _tell_failure(self, why: Text) -> None:
        self._forget_scene()
        self._deck.say(translate(why))

    def _forget_scene(self) -> None:
        self._scene = None
        self._changes = ()
        self._feed.forget()
        self._gaze.show(None)
        self._deck.clear()
        self._entitle()

    def _entitle(self) -> None:
        """Say what the cards are of before there are values."""
        for view, card in zip(self._deck.views, self._cards, strict=True):
            title = self._presentation.formats.say(card.title)
            view.tell(Readout(title=title))
            view.setAccessibleName(title)

    def _show(self) -> None:
        """Compose the cards again, or when they are next seen."""
        scene = self._scene
        self._is_outdated = not self.isVisible()
        if self._is_outdated or scene is None or not scene.frame.size:
            return
        from pulse_desktop.ui.strip.showing import Showing

        stretch = self._time.stretch
        showing = Showing(
            scene=scene,
            window_s=(stretch.start_s, stretch.end_s),
            formats=self._presentation.formats,
            instant_s=self._time.instant_s,
            as_of_s=self._as_of_s(stretch.end_s),
        )
        self._deck.want(showing.measured())
        self._keep_focusable()
        self._spread(showing.with_changes(self._changes, self._deck.lane_places()))
        self._deck.say(self._explained(showing.instants()))

    def _as_of_s(self, end_s: float) -> float | None:
        """The past instant that the headers are of; ``None`` for the present."""
        if self._time.instant_s is not None:
            return self._time.instant_s
        return None if self._time.window.is_live else end_s

    def _spread(self, showing: "Showing") -> None:
        """Put what is shown into the cards, with room for the current row."""
        selected = self._gaze.attention.selected
        showing.show_fields(self._deck.views, () if selected is None else (selected,))
        self._gaze.show(showing)

    def _keep_focusable(self) -> None:
        """The strip hands the focus to a card that is on show."""
        shown = self._deck.shown
        if shown and self.focusProxy() not in shown:
            self.setFocusProxy(shown[0])

    def _explained(self, instants: int) -> str:
        """Why there are no curves; nothing where there are."""
        if instants > 1:
            return ""
        if not self._time.window.is_live:
            return self.tr("Nothing was recorded in this span of time.")
        if instants:
            return self.tr("Recording has only begun. Curves appear here as it goes on.")
        return self.tr("Nothing has been recorded yet. Curves appear here as it is.")

    def _open(self, number: int) -> None:
        card, place = self._cards[number], self._cast.place
        names = self._gaze.attention.names
        self._gaze.let_go()
        members = [self._cast.members[place[one]] for one in names if one in place]
        keys = tuple(
            SeriesKey(member.target, metric)
            for member in members or self._cast.members
            if member.target is not None
            for metric in card.metrics
        )
        self.opened.emit(keys)

    def _focused(self) -> CardView:
        return next((view for view in self._deck.views if view.hasFocus()), self._deck.views[0])

    def _turn(self, step: int) -> None:
        """Give the focus to the next card."""
        shown = self._deck.shown
        here = shown.index(self._focused()) if self._focused() in shown else 0
        shown[(here + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def _enter(self) -> None:
        if self._gaze.crosshair.span is not None:
            self._gaze.zoom()
        else:
            self._open(self._deck.views.index(self._focused()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            is_selecting = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._gaze.step(self._focused(), _STEPS[key], is_selecting=is_selecting)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._turn(1 if key is Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key is Qt.Key.Key_Escape:
            if not self.step_back():
                self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._beat.start()
        if self._is_outdated:
            self._show()
        if self._is_behind or self._is_waiting:
            self._catch_up_soon(0)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._beat.stop()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._scene is not None and event.oldSize().width() != event.size().width():
            self._is_behind = True
            self._catch_up_soon()
