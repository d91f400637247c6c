"""Reads one resource's timeline page by page, and again for what is new."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.timeline.selection import Cursor, Page, Selection
from pulse_desktop.ui.tasks import Spawn

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Recordings

_PAGE = 100
_REFRESH_MS = 2000


class EventFeed(QObject):
    """Holds what was read so far, newest first. Answers that come too late are dropped."""

    changed = Signal()
    """There is more, something new, or nothing any more."""

    failed = Signal(object)
    """Carries the ``Text`` of why the timeline could not be read."""

    def __init__(self, recordings: "Recordings", spawn: Spawn, parent: QObject) -> None:
        super().__init__(parent)
        self._recordings = recordings
        self._spawn = spawn
        self._selection = Selection(limit=_PAGE)
        self._request = 0
        self._is_reading = False
        self._since_read = QElapsedTimer()
        self._next: Cursor | None = None
        self.changes: tuple[Change, ...] = ()
        self.counts: Mapping[ChangeKind, int] = {}
        self.is_read = False
        """Whether anything was answered since ``follow``."""

    @property
    def resources(self) -> tuple[ResourceId, ...]:
        """Whose timeline it is: an id and its aliases."""
        return self._selection.resources

    @property
    def has_more(self) -> bool:
        """Whether there are older entries."""
        return self._next is not None

    def follow(self, resources: tuple[ResourceId, ...], kind: ChangeKind | None) -> None:
        """Read another timeline, or other kinds of entries of it, from the newest on."""
        self.forget()
        kinds = () if kind is None else (kind,)
        self._selection = Selection(resources=resources, kinds=kinds, limit=_PAGE)
        self._ask(None)

    def forget(self) -> None:
        """Hold nothing, and follow nothing."""
        self._request += 1
        self._is_reading = self.is_read = False
        self._selection = Selection(limit=_PAGE)
        self._next, self.changes, self.counts = None, (), {}
        self.changed.emit()

    def refresh(self) -> None:
        """Look for new entries, if the last look is a moment ago."""
        if self.resources and self._since_read.hasExpired(_REFRESH_MS):
            self._ask(None)

    def read_on(self) -> None:
        """Read the next older entries."""
        if self._next is not None:
            self._ask(self._next)

    def _ask(self, before: Cursor | None) -> None:
        if self._is_reading:
            return
        self._is_reading = True
        self._since_read.start()
        self._spawn(self._read(before, self._request))

    async def _read(self, before: Cursor | None, request: int) -> None:
        try:
            page = await self._recordings.events(replace(self._selection, before=before))
            counts = self.counts
            if before is None and request == self._request:
                counts = await self._recordings.event_counts(self.resources)
        except PulseError as error:
            if request == self._request:
                self._is_reading = False
                self.failed.emit(error.message)
            return
        if request == self._request:
            self._is_reading = False
            self._take(page, before, counts)

    def _take(self, page: Page, before: Cursor | None, counts: Mapping[ChangeKind, int]) -> None:
        if before is not None:
            self.changes, self._next = self.changes + page.changes, page.next
        else:
            self._begin_with(page)
        self.counts = counts
        self.is_read = True
        self.changed.emit()

    def _begin_with(self, page: Page) -> None:
        """Put the newest page before what is known; what does not reach it is read again."""
        known = [change.id for change in self.changes]
        last = page.changes[-1].id if page.changes else None
        if page.next is not None and last in known:
            self.changes = page.changes + self.changes[known.index(last) + 1 :]
        else:
            self.changes, self._next = page.changes, page.next
