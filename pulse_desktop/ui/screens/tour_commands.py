"""The walk through the demo estate, from *Help ▸ Tour* to its end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.tour import Stop
from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.ui.inspector.inspector import PageId
from pulse_desktop.ui.screens.demo_commands import DemoCommands
from pulse_desktop.ui.screens.tab import TABLES, TabId
from pulse_desktop.ui.tour.card import Page, TourCard
from pulse_desktop.ui.tour.detour import Detour
from pulse_desktop.ui.tour.walk import Walk
from pulse_desktop.ui.translation import translate

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Demo, Published

_TYPES = {tab.id: tab.types for tab in TABLES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How the tour gets to what it shows."""

    turn_to: Callable[[TabId], None]
    select: Callable[[ResourceId], None]
    """Brings up the tab that lists a resource, and makes it the current one there."""

    inspect: Callable[[PageId], None]
    """Shows the inspector, turned to a page."""

    show_present: Callable[[], None]
    """Comes back from the past, if that is shown."""

    focus_rows: Callable[[], None]
    """Gives the keys to the table."""


class TourCommands(QObject):
    """Owner of the card. The tour ends with its last stop, with Esc, and with the demo."""

    def __init__(
        self,
        demo: "Demo",
        commands: DemoCommands,
        ways: Ways,
        detour: Detour,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._demo, self._commands, self._ways, self._detour = demo, commands, ways, detour
        self._state: ReadState = EMPTY
        self._walk: Walk | None = None
        self._is_awaited = False
        """Whether the tour begins as soon as the demo estate is there."""

        self._is_sought = False
        """Whether the resource of the stop was not there when it was looked for."""

        self.card = TourCard(window)
        self.card.on.connect(self._go_on)
        self.card.back.connect(self._go_back)
        self.card.ended.connect(self.end)
        commands.notice.accepted.connect(self._enter)
        commands.refused.connect(self._give_up)

    def show_published(self, published: "Published") -> None:
        """Begin or end with the demo estate, and find what was not there before."""
        self._state = published.state
        if not published.is_demo:
            self.end()
        elif self._is_awaited and published.state.by_id:
            self._begin()
        elif self._walk is not None and self._is_sought:
            self._show(self._walk)

    def start(self) -> None:
        """Begin, or go on where one is; where the demo is not on show, offer to enter it."""
        if self._walk is not None:
            self.card.begin()
        elif self._commands.is_shown:
            self._begin()
        else:
            self._offer()

    def end(self) -> None:
        """Put the card away, and show the time again that was shown before."""
        if self._walk is None:
            return
        had_keys = self.card.has_keys()
        self._walk, self._is_sought = None, False
        self.card.hide()
        self._detour.come_back()
        if had_keys:
            self._ways.focus_rows()

    def _offer(self) -> None:
        notice = self._commands.notice
        said = self.tr("The tour walks through the demo estate. Nothing of yours is touched.")
        notice.say(said, self.tr("Not now"), self.tr("Open the demo and start"), Shape.OFF)
        notice.setFocus()

    def _enter(self) -> None:
        self._is_awaited = True
        self._commands.enter()

    def _give_up(self) -> None:
        self._is_awaited = False

    def _begin(self) -> None:
        self._is_awaited = False
        stops = self._demo.tour()
        if stops:
            self._ways.show_present()
            self.card.show()  # first: what is selected then is in sight above it
            self._go_to(Walk(stops))
            self.card.begin()

    def _go_on(self) -> None:
        if self._walk is None or self._walk.is_last:
            self.end()
        else:
            self._go_to(self._walk.on())

    def _go_back(self) -> None:
        if self._walk is not None and not self._walk.is_first:
            self._go_to(self._walk.back())

    def _go_to(self, walk: Walk) -> None:
        """Turn everything to another stop."""
        self._walk = walk
        self._ways.turn_to(TabId(walk.stop.tab))
        self._detour.go(walk.stop.window)
        self._ways.inspect(PageId.OVERVIEW if walk.stop.window is None else PageId.CHARTS)
        self._show(walk)

    def _show(self, walk: Walk) -> None:
        """Select what the stop is about, and say so; also as soon as it is there."""
        resource = _found(walk.stop, self._state)
        if resource is not None:
            self._ways.select(resource.id)
        self._is_sought = resource is None and walk.stop.resource is not None
        self.card.show_page(self._page(walk))

    def _page(self, walk: Walk) -> Page:
        stop, missing = walk.stop, ""
        if self._is_sought:
            said = self.tr("{name} is not there at the moment. The tour goes on without it.")
            missing = said.format(name=stop.resource)
        return Page(
            step=self.tr("Stop {number} of {count}").format(
                number=walk.number, count=len(walk.stops)
            ),
            title=translate(stop.title),
            words=translate(stop.words),
            missing=missing,
            is_first=walk.is_first,
            is_last=walk.is_last,
        )


def _found(stop: Stop, state: ReadState) -> Resource | None:
    """What bears the name of the stop, among what its tab lists."""
    types = _TYPES.get(TabId(stop.tab))
    named = state.named(stop.resource) if stop.resource is not None else ()
    return next((one for one in named if types is None or one.type in types), None)
