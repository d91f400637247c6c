"""Takes the window into the past and back."""

import asyncio
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.condition import Status
from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.text import mark
from pulse_desktop.timeline.selection import Selection
from pulse_desktop.ui.clock.clock_button import ClockButton
from pulse_desktop.ui.clock.past_banner import PastBanner
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.clock.time_window import TimeWindow
from pulse_desktop.ui.clock.travel_actions import TravelActions
from pulse_desktop.ui.clock.wording import at
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.tasks import Spawn

if TYPE_CHECKING:
    from pulse_desktop.model.ids import ResourceId
    from pulse_desktop.ui.clock.instant_dialog import InstantDialog
    from pulse_desktop.ui.desk import Published, Recordings

Ids = AbstractSet["ResourceId"]

_STEP = 200
"""Rows that are shown at once: a few milliseconds."""

_DAY = timedelta(days=1)
_JUST_BEFORE = timedelta(seconds=1)
_MOST_CHANGES = 500
"""Newest changes among which one for the worse is looked for."""

_NO_EARLIER = mark("Travel", "Recording began {moment}. There is no past before that.")
_WORSE = {Status.ONLINE: 0, Status.UNKNOWN: 1, Status.WARNING: 2, Status.OFFLINE: 3}


class TravelCommands(QObject):
    """Owner of the clock button and of the banner. While in the past it keeps live states back."""

    shown = Signal(object)
    """Carries the ``Published`` to show from now on: of the past, or live again."""

    told = Signal(object)
    """Carries a ``Text`` that says why the way led nowhere."""

    def __init__(
        self,
        recordings: "Recordings",
        time: TimeControl,
        actions: TravelActions,
        spawn: Spawn,
        presents: Callable[[], Presentation],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._recordings = recordings
        self._time = time
        self._actions = actions
        self._spawn = spawn
        self._presents = presents
        self._window = window
        self._live: Published | None = None
        self._request = 0
        self._is_returning = False
        self._is_guessed = False
        """Whether nothing was recorded at the past instant that is shown."""

        self._missed: frozenset[ResourceId] = frozenset()
        """Rows of which a newer live state was kept back."""

        self._on_tables: frozenset[ResourceId] = frozenset()
        """Rows that the tables may have."""

        self._left: TimeWindow | None = None
        self._moved_to: TimeWindow | None = None
        """The window of time before the journey, and the one that it led to."""

        self.button = ClockButton(actions, window)
        self.banner = PastBanner(actions, window)
        actions.go_to_time.triggered.connect(self.ask)
        actions.yesterday.triggered.connect(self._go_to_yesterday)
        actions.before_worse.triggered.connect(self._look_for_worse)
        actions.back.triggered.connect(self.back)

    @property
    def is_past(self) -> bool:
        """Whether something else than the present is shown."""
        return self._time.instant_s is not None

    def holds(self, published: "Published") -> bool:
        """Take a newer live state; whether it is kept back because the past is shown."""
        before, self._live = self._live, published
        if before is not None and before.shown != published.shown:
            self._come_back()
            return False
        if not self.is_past and not self._is_returning:
            return False
        touched = published.touched
        self._missed |= published.state.by_id.keys() if touched is None else touched
        return True

    def ask(self) -> "InstantDialog":
        """Let the user name an instant."""
        # Dialogs are loaded when they are asked for.
        from pulse_desktop.ui.clock.instant_dialog import InstantDialog

        dialog = InstantDialog(self._time.present, self._instant(), self._presents(), self._window)
        dialog.chosen.connect(self.go)
        dialog.open()
        return dialog

    def go(self, instant: datetime) -> None:
        """Show everything as it was at ``instant``; what is asked last is shown."""
        since_s = self._time.present.since_s
        if since_s is not None and epoch_ms(instant) / 1000 < since_s:
            began = self._presents().formats.absolute(at(since_s))
            self.told.emit(_NO_EARLIER.given(moment=began))
            return
        self._request += 1
        self.button.show_way()
        self._spawn(self._go(instant, self._request))

    def back(self) -> None:
        """Show the present again, with the newest state."""
        was_past = self.is_past
        self._come_back()
        if was_past and self._live is not None:
            self._is_returning = True
            self._missed = self._on_tables | self._live.state.by_id.keys()
            self._spawn(self._return(self._request))

    def _come_back(self) -> None:
        """Let everything but the rows be live."""
        self._request += 1
        self._is_returning = False
        self._time.go_to(None)
        self._settle()
        if self._left is not None and self._time.window == self._moved_to:
            self._time.show(self._left)
        self._left = self._moved_to = None

    async def _go(self, instant: datetime, request: int) -> None:
        try:
            state = await self._recordings.at(instant)
        except PulseError as error:
            if request == self._request:
                self._settle()
                self.told.emit(error.message)
            return
        live = self._live
        if request != self._request or live is None:
            return
        if not self.is_past:
            self._on_tables |= live.state.by_id.keys()
        self._is_returning = False
        self._turn_charts_to(epoch_ms(instant) / 1000)
        self._is_guessed = state.at is None
        self._settle()
        past = replace(live, state=state, recorded_at=None)
        await self._bring(past, self._on_tables | state.by_id.keys(), request)

    async def _return(self, request: int) -> None:
        """Rows that changed on the way are shown again in the end."""
        while self._live is not None and self._missed and request == self._request:
            rows, self._missed = self._missed, frozenset()
            await self._bring(self._live, rows, request)
        if request == self._request:
            self._is_returning = False

    async def _bring(self, published: "Published", rows: Ids, request: int) -> None:
        """Show ``rows`` in parts, so that no step holds up the window; less if it is called off."""
        there = published.state.by_id.keys()
        self._on_tables |= there
        for part in _parts(rows, there):
            self.shown.emit(replace(published, touched=frozenset(part)))
            await asyncio.sleep(0)
            if request != self._request:
                return
        self._on_tables = frozenset(there)

    def _turn_charts_to(self, instant_s: float) -> None:
        """Mark the instant, and bring it into view."""
        window, shown = self._time.window, self._time.stretch
        self._time.go_to(instant_s)
        if shown.start_s <= instant_s <= shown.end_s:
            return
        if self._left is None:
            self._left = window
        half_s = shown.length_s / 2
        end_s = min(instant_s + half_s, self._time.present.now_s)
        self._time.fix(end_s - 2 * half_s, end_s)
        self._moved_to = self._time.window

    def _settle(self) -> None:
        """Let button, banner and actions say where the window is."""
        self._actions.back.setEnabled(self.is_past)
        if not self.is_past:
            self.button.show_live()
            self.banner.say("")
            return
        moment = self._presents().formats.full(self._instant())
        self.button.show_instant(moment)
        if self._is_guessed:
            said = self.tr("Viewing {moment}. Nothing was recorded then: this is what was known.")
        else:
            said = self.tr("Viewing {moment}, recorded.")
        self.banner.say(said.format(moment=moment))

    def _instant(self) -> datetime:
        """The one that is shown; the present where that is it."""
        past_s = self._time.instant_s
        return at(self._time.present.now_s if past_s is None else past_s)

    def _go_to_yesterday(self) -> None:
        self.go(self._instant() - _DAY)

    def _look_for_worse(self) -> None:
        self._request += 1
        self.button.show_way()
        self._spawn(self._go_before_worse(self._request))

    async def _go_before_worse(self, request: int) -> None:
        """From the past, the one before that."""
        kinds = (ChangeKind.STATE_TRANSITION,)
        wanted = Selection(kinds=kinds, until=self._instant(), limit=_MOST_CHANGES)
        try:
            page = await self._recordings.events(wanted)
        except PulseError as error:
            if request == self._request:
                self._settle()
                self.told.emit(error.message)
            return
        if request != self._request:
            return
        worse = next((change for change in page.changes if _is_worse(change)), None)
        if worse is None:
            self._settle()
            self.told.emit(
                mark("Travel", "Nothing turned for the worse in what was recorded before.")
            )
        else:
            await self._go(worse.at - _JUST_BEFORE, request)


def _parts(rows: Ids, there: Ids) -> Iterator[list["ResourceId"]]:
    """What is gone first, so that nothing is shown that is not there; one part at least."""
    ordered = sorted(rows, key=there.__contains__)
    for first in range(0, max(1, len(ordered)), _STEP):
        yield ordered[first : first + _STEP]


def _is_worse(change: Change) -> bool:
    before, after = _badness(change.from_state), _badness(change.to_state)
    return before is not None and after is not None and after > before


def _badness(state: str | None) -> int | None:
    return _WORSE[Status(state)] if state in set(Status) else None
