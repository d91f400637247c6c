"""The parts of polls that are still being ingested, until the last of them makes a sweep."""

from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.monitoring.sweep import Sweep, join
from pulse_desktop.resources.commit import Commit


class Parts:
    """What each connection's poll under way has told so far.

    A poll that was cancelled between its parts did change the truth: that much is a sweep too,
    without its snapshot, because a listing that was not heard to its end is no listing.
    """

    def __init__(self) -> None:
        self._commits: dict[ConnectionId, list[Commit]] = {}

    def add(self, commit: Commit) -> tuple[Sweep, ...]:
        """Take the commit of a snapshot's part; returns the sweeps that it completes or ends.

        Parts of another instant are those of a poll that was cancelled between them.
        """
        if commit.snapshot is None:
            return (join([commit]),)
        connection, at = commit.snapshot.source.connection, commit.snapshot.collected_at
        commits = self._commits.setdefault(connection, [])
        ended: tuple[Sweep, ...] = ()
        if commits and commits[0].snapshot is not None and commits[0].snapshot.collected_at != at:
            ended = self.give_up(connection)
            commits = self._commits.setdefault(connection, [])
        commits.append(commit)
        if not commit.snapshot.is_last_part:
            return ended
        return (*ended, join(self._commits.pop(connection)))

    def give_up(self, connection: ConnectionId) -> tuple[Sweep, ...]:
        """What a poll told that will not be heard to its end; nothing if none is under way."""
        commits = self._commits.pop(connection, None)
        return (join(commits).without_snapshot(),) if commits else ()

    def give_up_all(self) -> tuple[Sweep, ...]:
        """The same for every connection."""
        return tuple(sweep for each in tuple(self._commits) for sweep in self.give_up(each))
