"""What is looked at in the cards of a deck: the crosshair, and the rows that stand out."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QToolTip
from typing_extensions import TypedDict, Unpack

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.ui.strip import lane, wording
from pulse_desktop.ui.strip.attention import Attention
from pulse_desktop.ui.strip.card_view import CardView
from pulse_desktop.ui.strip.crosshair import Crosshair
from pulse_desktop.ui.strip.deck import Deck
from pulse_desktop.ui.tool_tip import as_written

if TYPE_CHECKING:  # numpy is not loaded before the first grid
    from pulse_desktop.ui.strip.showing import Showing


class Looks(TypedDict, total=False):
    """Parts of an ``Attention`` that change."""

    row: ResourceId | None
    selected: ResourceId | None
    group: tuple[ResourceId, ...]


class Gaze(QObject):
    """Moves with the pointer and with keys. Repaints no field."""

    attended = Signal(object)
    """Carries the id of the row whose curve is nearest to the pointer, or ``None``."""

    zoomed = Signal(float, float)
    """A span was selected and is to be the window, epoch seconds."""

    def __init__(self, deck: Deck, parent: QObject) -> None:
        super().__init__(parent)
        self._deck = deck
        self._showing: Showing | None = None
        self._attention = Attention()
        self._crosshair = Crosshair()
        for number, view in enumerate(deck.views):
            view.pointed.connect(partial(self._point, number))
            view.pointer_left.connect(self._unpoint)
            view.dragged.connect(partial(self._drag, view))
            view.dropped.connect(self.zoom)
            view.clicked.connect(partial(self._pin, number))
            view.asked.connect(partial(self._explain, view))

    @property
    def crosshair(self) -> Crosshair:
        """Where all cards look."""
        return self._crosshair

    @property
    def attention(self) -> Attention:
        """Whose lines stand out."""
        return self._attention

    @property
    def showing(self) -> "Showing | None":
        """The curves that are looked at; ``None`` while there are none."""
        return self._showing

    def show(self, showing: "Showing | None") -> None:
        """Look at other curves, in the same way."""
        self._showing = showing
        self._apply()

    def attend(self, **looks: Unpack[Looks]) -> None:
        """Let other rows stand out, as far as nothing that counts more is looked at."""
        names = self._attention.names
        self._attention = replace(self._attention, **looks)
        if self._attention.names != names:
            self._apply()

    def step(self, card: CardView, steps: int, *, is_selecting: bool) -> None:
        """Move by so many buckets, with what lies between selected or nothing."""
        if self._showing is None:
            return
        crosshair = self._crosshair
        at_s = self._showing.stepped(crosshair.at_s, steps)
        moved = crosshair.reaching(at_s) if is_selecting else crosshair.moved(at_s)
        self._cross(replace(moved, is_pinned=True))
        self._announce(card)

    def step_back(self) -> bool:
        """Take back the selected span, or else the crosshair. Whether there was any."""
        if self._crosshair == Crosshair():
            return False
        self._cross(self._crosshair.back())
        if self._crosshair.at_s is None:
            self._attend_chart(None)
        return True

    def let_go(self) -> None:
        """Look nowhere."""
        self._cross(Crosshair())
        self._attend_chart(None)

    def zoom(self) -> None:
        """Go into the selected span, if there is one."""
        span = self._crosshair.span
        self._cross(Crosshair())
        if span is not None:
            self.zoomed.emit(*span)

    def happened(self, at_s: float) -> str:
        """What the lane says at an instant, a line each."""
        if self._showing is None:
            return ""
        start_s, end_s = self._showing.window_s
        within_s = (end_s - start_s) / self._deck.lane_places()
        found = lane.nearest(self._showing.marks, at_s, within_s)
        return "" if found is None else wording.happenings(found, self._showing.formats)

    def _apply(self) -> None:
        if self._showing is not None:
            self._showing.show_attention(self._deck.views, self._attention)
            self._showing.show_crosshair(self._deck.views, self._crosshair, self._attention)

    def _cross(self, crosshair: Crosshair) -> None:
        if crosshair != self._crosshair:
            self._crosshair = crosshair
            if self._showing is not None:
                self._showing.show_crosshair(self._deck.views, crosshair, self._attention)

    def _attend_chart(self, row: ResourceId | None) -> None:
        if row != self._attention.chart:
            self._attention = replace(self._attention, chart=row)
            self._apply()
            self.attended.emit(row)

    def _point(self, number: int, where: QPointF) -> None:
        if not self._crosshair.is_pinned:
            self._look(number, where, is_pinned=False)

    def _pin(self, number: int, where: QPointF) -> None:
        self._look(number, where, is_pinned=True)

    def _unpoint(self) -> None:
        if not self._crosshair.is_pinned and self._crosshair.anchor_s is None:
            self.let_go()

    def _look(self, number: int, where: QPointF, *, is_pinned: bool) -> None:
        showing, view = self._showing, self._deck.views[number]
        if showing is None:
            return
        at_s = showing.instant(view.share_of(where.x()))
        row = showing.nearest(number, at_s, view.value_at(where.y()))
        self._crosshair = replace(self._crosshair.moved(at_s), is_pinned=is_pinned)
        self._attention = replace(self._attention, chart=row)
        self._apply()
        self.attended.emit(row)

    def _drag(self, view: CardView, begin: float, end: float) -> None:
        if self._showing is not None:
            anchor_s, at_s = (self._showing.instant(view.share_of(x)) for x in (begin, end))
            self._cross(replace(self._crosshair, at_s=at_s, anchor_s=anchor_s))

    def _explain(self, view: CardView, where: QPointF, place: QPoint) -> None:
        if self._showing is not None and where.y() >= view.boxes.plot.bottom():
            said = self.happened(self._showing.instant(view.share_of(where.x())))
            if said:
                QToolTip.showText(place, as_written(said), view)

    def _announce(self, view: CardView) -> None:
        """Say the crosshair's values and what happened there to who cannot see them."""
        at_s = self._crosshair.at_s
        if self._showing is None or at_s is None:
            return
        number = self._deck.views.index(view)
        values = self._showing.spoken(number, self._crosshair, self._attention)
        said = "\n".join(filter(None, (values, self.happened(at_s))))
        view.setAccessibleDescription(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, said))
