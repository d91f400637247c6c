"""Which snapshots are worth their place on the disk."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.monitoring.sweep import Sweep

SNAPSHOT_SPACING = timedelta(seconds=60)
"""A snapshot without changes is as good as the one kept: keeping every one of a large estate
would write gigabytes a day."""


class Thinning:
    """Remembers when each connection's snapshot was last kept, and the newest that was not."""

    def __init__(self) -> None:
        self._kept_at: dict[ConnectionId, datetime] = {}
        self._unkept: dict[ConnectionId, Snapshot] = {}

    def thinned(self, sweep: Sweep) -> Sweep:
        """``sweep`` without its snapshot, where one as good was kept a moment ago."""
        snapshot = sweep.snapshot
        if snapshot is None:
            return sweep
        connection = snapshot.source.connection
        if sweep.weight or self._is_due(connection, snapshot.collected_at):
            self._kept_at[connection] = snapshot.collected_at
            self._unkept.pop(connection, None)
            return sweep
        self._unkept[connection] = snapshot
        return sweep.without_snapshot()

    def refused(self, snapshot: Snapshot) -> None:
        """The disk did not take ``snapshot``: the next is due, and this one until it comes."""
        connection = snapshot.source.connection
        self._kept_at.pop(connection, None)
        self._unkept.setdefault(connection, snapshot)

    def forget(self, connection: ConnectionId) -> None:
        """The connection was removed."""
        self._kept_at.pop(connection, None)
        self._unkept.pop(connection, None)

    def unkept(self) -> Iterable[Snapshot]:
        """The snapshots that are newer than the kept ones."""
        return tuple(self._unkept.values())

    def _is_due(self, connection: ConnectionId, at: datetime) -> bool:
        """Also when the clock was set back since: the stored time would stay ahead for long."""
        kept_at = self._kept_at.get(connection)
        return kept_at is None or not timedelta(0) <= at - kept_at < SNAPSHOT_SPACING
