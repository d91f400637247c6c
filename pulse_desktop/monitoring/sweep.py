"""What one poll adds to the database, in one transaction (H-01)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
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


def join(commits: Iterable[Commit]) -> Sweep:
    """One sweep from the commits of one poll, in order. All bear the same instant."""
    sweep = Sweep()
    for commit in commits:
        sweep = Sweep(
            readings=_joined_readings(sweep.readings, commit.readings),
            changes=sweep.changes + commit.changes,
            snapshot=_joined_snapshot(sweep.snapshot, commit.snapshot),
        )
    return sweep


def _joined_readings(first: Readings | None, then: Readings | None) -> Readings | None:
    if first is None or then is None:
        return first or then
    return Readings(first.at, first.columns + then.columns, first.values + then.values)


def _joined_snapshot(first: Snapshot | None, then: Snapshot | None) -> Snapshot | None:
    """The parts of one listing put together again; the last part knows what was complete."""
    if first is None or then is None:
        return first or then
    return replace(then, observations=first.observations + then.observations)
