"""Brings a strip what happened to its rows."""

import asyncio
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from pulse_desktop.model.change import Change
from pulse_desktop.model.errors import PulseError
from pulse_desktop.timeline.selection import Selection
from pulse_desktop.ui.clock.wording import at
from pulse_desktop.ui.strip.cast import Cast
from pulse_desktop.ui.strip.lane import concerned
from pulse_desktop.ui.strip.source import StripSource

_FEW = 40
"""Rows that the timeline is asked for by name; of more it is asked for everything."""

_PAGE = 1000
_PAGES = 5
"""In a window with more entries than this many pages hold, the oldest have no mark."""


class LaneFeed(QObject):
    """One answer a question, the latest wins. Without a readable timeline there are no marks."""

    came = Signal(object)
    """Carries the changes, newest first."""

    def __init__(self, source: StripSource, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._request = 0

    def look_at(self, cast: Cast) -> None:
        """Read what happened to a cast in the window."""
        self._request += 1
        self._source.spawn(self._read(cast, self._request))

    async def _read(self, cast: Cast, request: int) -> None:
        stretch = self._source.time.stretch
        names = await asyncio.to_thread(cast.names)  # there may be thousands
        wanted = Selection(
            resources=tuple(names) if len(cast) <= _FEW else (),
            since=at(stretch.start_s),
            until=at(stretch.end_s),
            limit=_PAGE,
        )
        found: list[Change] = []
        try:
            for _ in range(_PAGES):
                page = await self._source.recordings.events(wanted)
                if request != self._request:
                    return
                found += concerned(page.changes, names)
                if page.next is None:
                    break
                wanted = replace(wanted, before=page.next)
        except PulseError:
            # The curves' own question fails alike, and says so.
            found = []
        if request == self._request:
            self.came.emit(tuple(found))
