"""Of which connections the state has taken in the news: what readiness goes by (T-12)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.model.poll import ConnectionStatus
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.monitoring.readiness import was_tried


class Intake:
    """Notes when a whole poll, or the news that one had failed, became part of the state.

    What came after what is known by the order in which it is told, and not by its times: the
    clock may be set back between a poll and its intake.
    """

    def __init__(self) -> None:
        self._at: dict[ConnectionId, datetime] = {}
        self._tried_at: dict[ConnectionId, datetime] = {}
        self._under_way: set[ConnectionId] = set()

    def recalled(self, connections: Iterable[ConnectionId], at: datetime) -> None:
        """What an earlier run kept of these was put back."""
        self._at.update(dict.fromkeys(connections, at))

    def took(self, snapshot: Snapshot, at: datetime) -> None:
        """This was made part of the state. Only the last part of a poll makes it whole."""
        if snapshot.is_last_part:
            self._at[snapshot.source.connection] = at
            self._under_way.discard(snapshot.source.connection)

    def heard(self, status: ConnectionStatus, at: datetime) -> None:
        """A connection's record changed. A poll that failed has nothing to be taken in.

        One that was never tried, or was removed and is back, is waited for.
        """
        connection, tried_at = status.connection.id, status.record.last_attempt_at
        if tried_at is None or not was_tried(status.record):
            self._at.pop(connection, None)
        elif status.record.last_error is not None:
            self._at[connection] = at
            self._under_way.discard(connection)
        elif self._tried_at.get(connection) != tried_at:
            self._under_way.add(connection)
        if tried_at is not None:
            self._tried_at[connection] = tried_at

    def is_under_way(self, connection: ConnectionId) -> bool:
        """Whether its last poll succeeded and is not yet part of the state, or not all of it."""
        return connection in self._under_way

    def rebuilt_at(
        self, statuses: Sequence[ConnectionStatus], owners: Collection[PlatformId]
    ) -> datetime | None:
        """When the state was last whole; ``None`` while an owner's connection is missing in it."""
        owned = [
            status.connection.id
            for status in statuses
            if status.connection.enabled and status.connection.platform in owners
        ]
        if any(connection not in self._at for connection in owned):
            return None
        return max(self._at.values(), default=None)
