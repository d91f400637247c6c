"""Which listings are worth their place on the disk."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.monitoring.last_seen import entered
from pulse_desktop.monitoring.sweep import Sweep
from pulse_desktop.resources.contribution import Entry, Said

SPACING = timedelta(seconds=60)
SPACING_PER_THING = timedelta(milliseconds=100)
"""Between two times that the values of a connection are written. News are written at once, so
what is kept is never wrong, only older: of ten thousand things by a quarter of an hour, at
most ten a second, which is less than a gigabyte a day."""

Listing = tuple[Snapshot, ...]
"""All parts of one poll, in order."""


class Thinning:
    """Remembers when each connection's listing was last kept, and the newest that was not."""

    def __init__(self) -> None:
        self._kept_at: dict[ConnectionId, datetime] = {}
        self._unkept: dict[ConnectionId, Listing] = {}
        self._said_since: dict[ConnectionId, set[Entry]] = {}
        """What was said after the listing that was not kept, by a poll without one."""

    def thinned(self, sweep: Sweep) -> Sweep:
        """``sweep`` without its listing, where one as good was kept a moment ago."""
        self._outdate(sweep.said)
        if not sweep.listing:
            return sweep
        connection, at = _origin(sweep.listing)
        self._said_since.pop(connection, None)
        if self._is_due(connection, at, sweep.listing):
            self._kept_at[connection] = at
            self._unkept.pop(connection, None)
            return sweep
        self._unkept[connection] = sweep.listing
        return sweep.without_listing()

    def refused(self, listing: Listing) -> None:
        """The disk did not take ``listing``: the next is due."""
        connection, _ = _origin(listing)
        self._kept_at.pop(connection, None)

    def forget(self, connection: ConnectionId) -> None:
        """The connection was removed."""
        self._kept_at.pop(connection, None)
        self._unkept.pop(connection, None)
        self._said_since.pop(connection, None)

    def unkept(self) -> Iterable[Listing]:
        """The listings that are newer than the kept ones, as far as nothing newer was said."""
        return tuple(
            tuple(_without(self._said_since.get(connection, set()), part) for part in listing)
            for connection, listing in self._unkept.items()
        )

    def _outdate(self, said: Said) -> None:
        for source, entry in said if self._unkept else ():
            if source.connection in self._unkept:
                self._said_since.setdefault(source.connection, set()).add(entry)

    def _is_due(self, connection: ConnectionId, at: datetime, listing: Listing) -> bool:
        """Also when the clock was set back since: the stored time would stay ahead for long."""
        kept_at = self._kept_at.get(connection)
        things = sum(len(part.observations) for part in listing)
        spacing = max(SPACING, things * SPACING_PER_THING)
        return kept_at is None or not timedelta(0) <= at - kept_at < spacing


def _origin(listing: Listing) -> tuple[ConnectionId, datetime]:
    return listing[-1].source.connection, listing[-1].collected_at


def _without(entries: Collection[Entry], part: Snapshot) -> Snapshot:
    if not entries:
        return part
    left = (seen for entry, seen in entered(part) if entry not in entries)
    return replace(part, observations=tuple(left))
