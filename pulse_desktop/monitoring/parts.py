"""The parts of polls that are still being ingested, until the last of them makes a sweep."""

from datetime import datetime

from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.monitoring.sweep import Sweep, join, of_commit
from pulse_desktop.resources.commit import Commit


class Parts:
    """What was told, by all connections, and what each poll under way has measured so far.

    A sweep carries everything that was told before it, also by polls that are not through:
    what is on disk is then the truth as it was at one moment, whenever the program ends.
    """

    def __init__(self) -> None:
        self._told: list[Sweep] = []
        self._measured: dict[ConnectionId, tuple[datetime, list[Sweep]]] = {}

    def add(self, commit: Commit) -> tuple[Sweep, ...]:
        """Take a commit; returns the sweeps that it completes or ends.

        Parts of another instant are those of a poll that was cancelled between them.
        """
        sweep, snapshot = of_commit(commit), commit.snapshot
        if snapshot is None:
            self._told.append(sweep.lasting)
            return (self._sweep([]),)
        ended = self._superseded(snapshot)
        self._told.append(sweep.lasting)
        connection, at = snapshot.source.connection, snapshot.collected_at
        _, measured = self._measured.setdefault(connection, (at, []))
        measured.append(sweep.passing)
        if not snapshot.is_last_part:
            return ended
        del self._measured[connection]
        return (*ended, self._sweep(measured))

    def give_up(self, connection: ConnectionId) -> tuple[Sweep, ...]:
        """What there is of a poll that will not be heard to its end; nothing if none is under way.

        Without its listing, because one that was not heard to its end is none.
        """
        _, measured = self._measured.pop(connection, (None, []))
        return (self._sweep(measured).without_listing(),) if measured else ()

    def give_up_all(self) -> tuple[Sweep, ...]:
        """The same for every connection."""
        return tuple(sweep for each in tuple(self._measured) for sweep in self.give_up(each))

    def _superseded(self, snapshot: Snapshot) -> tuple[Sweep, ...]:
        connection = snapshot.source.connection
        at, _ = self._measured.get(connection, (snapshot.collected_at, []))
        return self.give_up(connection) if at != snapshot.collected_at else ()

    def _sweep(self, measured: list[Sweep]) -> Sweep:
        told, self._told = self._told, []
        return join([*told, *measured])
