"""Which listings are worth their place on the disk."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.monitoring.sweep import Sweep

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

    def thinned(self, sweep: Sweep) -> Sweep:
        """``sweep`` without its listing, where one as good was kept a moment ago."""
        if not sweep.listing:
            return sweep
        connection, at = _origin(sweep.listing)
        if self._is_due(connection, at, sweep.listing):
            self._kept_at[connection] = at
            self._unkept.pop(connection, None)
            return sweep
        self._unkept[connection] = sweep.listing
        return sweep.without_listing()

    def refused(self, listing: Listing) -> None:
        """The disk did not take ``listing``: the next is due, and this one until it comes."""
        connection, _ = _origin(listing)
        self._kept_at.pop(connection, None)
        self._unkept.setdefault(connection, listing)

    def forget(self, connection: ConnectionId) -> None:
        """The connection was removed."""
        self._kept_at.pop(connection, None)
        self._unkept.pop(connection, None)

    def unkept(self) -> Iterable[Listing]:
        """The listings that are newer than the kept ones."""
        return tuple(self._unkept.values())

    def _is_due(self, connection: ConnectionId, at: datetime, listing: Listing) -> bool:
        """Also when the clock was set back since: the stored time would stay ahead for long."""
        kept_at = self._kept_at.get(connection)
        things = sum(len(part.observations) for part in listing)
        spacing = max(SPACING, things * SPACING_PER_THING)
        return kept_at is None or not timedelta(0) <= at - kept_at < spacing


def _origin(listing: Listing) -> tuple[ConnectionId, datetime]:
    return listing[-1].source.connection, listing[-1].collected_at
