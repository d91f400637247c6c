"""The strip of cards: one crosshair, one attention, and what moves them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHideEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from pulse_desktop.model.change import Change
from pulse_desktop.model.condition import Condition
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.model.text import Text
from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.strip import lane, wording
from pulse_desktop.ui.strip.attention import Attention
from pulse_desktop.ui.strip.card_view import CardView
from pulse_desktop.ui.strip.cast import NOBODY, Cast
from pulse_desktop.ui.strip.crosshair import Crosshair
from pulse_desktop.ui.strip.deck import Deck
from pulse_desktop.ui.strip.event_feed import EventFeed
from pulse_desktop.ui.strip.feed import Feed
from pulse_desktop.ui.strip.plan import Card
from pulse_desktop.ui.strip.source import StripSource
from pulse_desktop.ui.translation import translate

if TYPE_CHECKING:  # numpy is not loaded before the first grid
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


class SummaryStrip(QWidget):
    """Follows the rows of one table and the window of time that its source gives."""

    attended = Signal(object)
    """Carries the id of the row whose curve is nearest to the pointer, or ``None``."""

    opened = Signal(object, object)
    """Carries a ``Metric`` and the ``SeriesKey`` of each row that it is to be charted of."""

    left = Signal()
    """The keyboard wants to be elsewhere."""

    def __init__(
        self,
        cards: Sequence[Card],
        source: StripSource,
        presentation: Presentation,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._cards = tuple(cards)
        self._time = source.time
        self._presentation = presentation
        self._state = EMPTY
        self._cast = NOBODY
        self._conditions: dict[ResourceId, Condition] = {}
        self._changes: tuple[Change, ...] = ()
        self._scene: Scene | None = None
        self._showing: Showing | None = None
        self._attention = Attention()
        self._crosshair = Crosshair()
        self._is_behind = True
        self._feed = Feed(source, cards, self)
        self._events = EventFeed(source, self)
        self._deck = Deck(len(self._cards), self)
        self._soon = QTimer(self, singleShot=True, interval=_TYPING_MS)
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
        return self._crosshair

    def show_rows(self, state: ReadState, rows: Iterable[Resource]) -> None:
        """The table shows these rows of ``state``."""
        self._state = state
        shown = tuple(rows)
        cast = Cast.of(shown)
        if not cast.plays_as(self._cast):
            self._cast = cast
            self._conditions = {one.id: one.condition for one in shown}
            self._read_soon()

    def start_over(self) -> None:
        """Keep nothing: what comes next may bear the same names and be another estate."""
        self._cast = NOBODY
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
        self._attend(replace(self._attention, row=row))

    def point_at_group(self, rows: tuple[ResourceId, ...]) -> None:
        """The pointer is over the heading of these rows."""
        self._attend(replace(self._attention, group=rows))

    def select(self, row: ResourceId | None) -> None:
        """Another row is the current one."""
        if row != self._attention.selected:
            self._attend(replace(self._attention, selected=row))
            self._show()

    def step_back(self) -> bool:
        """Esc: take back the selected span, or else the crosshair. Whether there was any."""
        if self._crosshair == Crosshair():
            return False
        self._cross(self._crosshair.back())
        if self._crosshair.at_s is None:
            self._attend_chart(None)
        return True

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._deck)
        self.setFocusProxy(self._deck.views[0])
        self.setAccessibleName(self.tr("Summary charts"))
        say = self._presentation.formats.say
        for view, card in zip(self._deck.views, self._cards, strict=True):
            view.setAccessibleName(say(card.title))

    def _connect(self) -> None:
        self._soon.timeout.connect(self._read)
        self._beat.timeout.connect(self._go_on_with_time)
        self._feed.came.connect(self._take_scene)
        self._feed.failed.connect(self._tell_failure)
        self._events.came.connect(self._take_changes)
        self._time.changed.connect(self._look_elsewhere)
        self._time.travelled.connect(self._show)
        for number, view in enumerate(self._deck.views):
            view.pointed.connect(partial(self._point, number))
            view.pointer_left.connect(self._unpoint)
            view.dragged.connect(partial(self._drag, view))
            view.dropped.connect(self._zoom)
            view.clicked.connect(partial(self._pin, number))
            view.opened.connect(partial(self._open, number))
            view.asked.connect(partial(self._explain, view))

    def _read_soon(self) -> None:
        self._is_behind = True
        if self.isVisible():
            self._soon.start()

    def _read(self) -> None:
        self._soon.stop()
        self._is_behind = False
        if not len(self._cast):
            self._forget_scene()
            return
        columns = min(_MOST_COLUMNS, self._deck.columns())
        self._feed.look_at(self._cast, self._state, columns)
        self._events.look_at(self._cast)

    def _look_elsewhere(self) -> None:
        self._cross(Crosshair())
        self._attend_chart(None)
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
        self._scene = self._showing = None
        self._changes = ()
        self._deck.say("")
        for view in self._deck.views:
            view.show_plot(None)

    def _show(self) -> None:
        """Compose the cards again; they are painted when they are next seen."""
        scene = self._scene
        if scene is None or not scene.frame.size:
            return
        from pulse_desktop.ui.strip.showing import Showing

        stretch = self._time.stretch
        showing = Showing(
            scene=scene,
            window_s=(stretch.start_s, stretch.end_s),
            formats=self._presentation.formats,
            instant_s=self._time.instant_s,
        )
        self._deck.want(showing.measured())
        self._showing = showing.with_changes(self._changes, self._deck.lane_places())
        selected = self._attention.selected
        kept = () if selected is None else (selected,)
        self._showing.show_fields(self._deck.views, kept)
        self._deck.say(self._explained(showing.instants()))
        self._show_gaze()

    def _explained(self, instants: int) -> str:
        """Why there are no curves; nothing where there are."""
        if instants > 1:
            return ""
        if not self._time.window.is_live:
            return self.tr("Nothing was recorded in this span of time.")
        if instants:
            return self.tr("Recording has only begun. Curves appear here as it goes on.")
        return self.tr("Nothing has been recorded yet. Curves appear here as it is.")

    def _show_gaze(self) -> None:
        if self._showing is not None:
            self._showing.show_attention(self._deck.views, self._attention)
            self._showing.show_crosshair(self._deck.views, self._crosshair, self._attention)

    def _attend(self, attention: Attention) -> None:
        is_same = attention.names == self._attention.names
        self._attention = attention
        if not is_same:
            self._show_gaze()

    def _attend_chart(self, row: ResourceId | None) -> None:
        if row != self._attention.chart:
            self._attend(replace(self._attention, chart=row))
            self.attended.emit(row)

    def _cross(self, crosshair: Crosshair) -> None:
        if crosshair != self._crosshair:
            self._crosshair = crosshair
            if self._showing is not None:
                self._showing.show_crosshair(self._deck.views, crosshair, self._attention)

    def _point(self, number: int, where: QPointF) -> None:
        if not self._crosshair.is_pinned:
            self._look(number, where, is_pinned=False)

    def _unpoint(self) -> None:
        if not self._crosshair.is_pinned and self._crosshair.anchor_s is None:
            self._cross(Crosshair())
            self._attend_chart(None)

    def _look(self, number: int, where: QPointF, *, is_pinned: bool) -> None:
        showing, view = self._showing, self._deck.views[number]
        if showing is None:
            return
        at_s = showing.instant(view.share_of(where.x()))
        self._crosshair = replace(self._crosshair.moved(at_s), is_pinned=is_pinned)
        row = showing.nearest(number, at_s, view.value_at(where.y()))
        self._attention = replace(self._attention, chart=row)
        self._show_gaze()
        self.attended.emit(row)

    def _pin(self, number: int, where: QPointF) -> None:
        self._look(number, where, is_pinned=True)

    def _drag(self, view: CardView, begin: float, end: float) -> None:
        if self._showing is not None:
            anchor_s, at_s = (self._showing.instant(view.share_of(x)) for x in (begin, end))
            self._cross(replace(self._crosshair, at_s=at_s, anchor_s=anchor_s))

    def _zoom(self) -> None:
        span = self._crosshair.span
        self._cross(Crosshair())
        if span is not None:
            self._time.zoom(*span)

    def _open(self, number: int) -> None:
        self._cross(Crosshair())
        card, names = self._cards[number], self._attention.names
        members = [self._cast.members[self._cast.place[n]] for n in names if n in self._cast.place]
        keys = tuple(
            SeriesKey(member.target, metric)
            for member in members or self._cast.members
            if member.target is not None
            for metric in card.metrics
        )
        self.opened.emit(card.metric, keys)

    def _explain(self, view: CardView, where: QPointF, place: QPoint) -> None:
        if self._showing is None or where.y() < view.boxes.plot.bottom():
            return
        said = self._happened(self._showing.instant(view.share_of(where.x())))
        if said:
            QToolTip.showText(place, said, view)

    def _happened(self, at_s: float) -> str:
        """What the lane says at an instant."""
        if self._showing is None:
            return ""
        start_s, end_s = self._showing.window_s
        within_s = (end_s - start_s) / self._deck.lane_places()
        found = lane.nearest(self._showing.marks, at_s, within_s)
        return "" if found is None else wording.happenings(found, self._presentation.formats)

    def _step(self, steps: int, *, is_selecting: bool) -> None:
        if self._showing is None:
            return
        at_s = self._showing.stepped(self._crosshair.at_s, steps)
        crosshair = self._crosshair
        moved = crosshair.reaching(at_s) if is_selecting else crosshair.moved(at_s)
        self._cross(replace(moved, is_pinned=True))
        self._announce()

    def _announce(self) -> None:
        """Say the crosshair's values and what happened there to who cannot see them."""
        view, at_s = self._focused(), self._crosshair.at_s
        if self._showing is None or at_s is None:
            return
        number = self._deck.views.index(view)
        said = self._showing.spoken(number, self._crosshair, self._attention)
        happened = self._happened(at_s)
        said = f"{said}. {happened}" if happened else said
        view.setAccessibleDescription(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, said))

    def _focused(self) -> CardView:
        return next((view for view in self._deck.views if view.hasFocus()), self._deck.views[0])

    def _turn(self, step: int) -> None:
        """Give the focus to the next card."""
        shown = self._deck.shown
        here = shown.index(self._focused()) if self._focused() in shown else 0
        shown[(here + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def _enter(self) -> None:
        if self._crosshair.span is not None:
            self._zoom()
        else:
            self._open(self._deck.views.index(self._focused()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            is_selecting = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step(_STEPS[key], is_selecting=is_selecting)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._turn(1 if key is Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key is Qt.Key.Key_Backspace:
            self._time.back()
        elif key is Qt.Key.Key_Escape:
            if not self.step_back():
                self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._beat.start()
        if self._is_behind:
            self._soon.start(0)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._beat.stop()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._scene is not None and event.oldSize().width() != event.size().width():
            self._read_soon()
