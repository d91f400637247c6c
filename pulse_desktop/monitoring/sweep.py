"""What one poll adds to the database, in one transaction (H-01)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from types import MappingProxyType

from pulse_desktop.model.change import Change
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.series import Readings
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.resources.commit import Commit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Readings, changes, the snapshot itself and the records that changed meanwhile."""

    readings: Readings | None = None
    changes: tuple[Change, ...] = ()
    snapshot: Snapshot | None = None
    records: Mapping[ConnectionId, PollRecord] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def lasting(self) -> "Sweep":
        """What no later poll says again, and so must outlive a refusal of the disk."""
        return Sweep(changes=self.changes)

    @property
    def weight(self) -> int:
        """How many values in it must not be lost."""
        return len(self.changes)

    @property
    def is_empty(self) -> bool:
        """Whether writing it would change nothing."""
        return self == Sweep()

    def without_snapshot(self) -> "Sweep":
        """The same without the snapshot: one as good is kept, or it is not whole."""
        return replace(self, snapshot=None)

    def trimmed(self, limit: int) -> "Sweep":
        """The same with at most ``limit`` values that must not be lost: the newest."""
        return replace(self, changes=self.changes[max(0, len(self.changes) - limit) :])

    def after(self, earlier: "Sweep") -> "Sweep":
        """This one with the lasting values of ``earlier`` before its own."""
        return replace(self, changes=earlier.changes + self.changes)


def join(commits: Iterable[Commit]) -> Sweep:
    """One sweep from the commits of one poll, in order. All bear the same instant."""
    return reduce(_joined, commits, Sweep())


def _joined(sweep: Sweep, commit: Commit) -> Sweep:
    return Sweep(
        readings=_joined_readings(sweep.readings, commit.readings),
        changes=sweep.changes + commit.changes,
        snapshot=_joined_snapshot(sweep.snapshot, commit.snapshot),
    )


def _joined_readings(first: Readings | None, then: Readings | None) -> Readings | None:
    if first is None or then is None:
        return first or then
    return Readings(first.at, first.columns + then.columns, first.values + then.values)


def _joined_snapshot(first: Snapshot | None, then: Snapshot | None) -> Snapshot | None:
    """The parts of one listing put together again; the last part knows what was complete."""
    if first is None or then is None:
        return first or then
    return replace(then, observations=first.observations + then.observations)
