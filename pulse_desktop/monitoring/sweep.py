"""What one poll adds to the database, in one transaction (H-01)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from types import MappingProxyType

from pulse_desktop.model.change import Change
from pulse_desktop.model.ids import ConnectionId, ResourceId
from pulse_desktop.model.operator import NOTHING_KEPT, Annotation, Kept, Tenancy, Verdict
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.series import Readings
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.resources.commit import Commit

_Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Readings, changes, what the registry wants kept, the snapshot, and changed records."""

    readings: Readings | None = None
    changes: tuple[Change, ...] = ()
    snapshot: Snapshot | None = None
    records: Mapping[ConnectionId, PollRecord] = field(default_factory=lambda: MappingProxyType({}))
    kept: Kept = NOTHING_KEPT
    """As in ``Commit``: its verdicts are all that are in force, where ``is_judged``."""

    is_judged: bool = False

    @property
    def lasting(self) -> "Sweep":
        """What no later poll says again, and so must outlive a refusal of the disk."""
        return Sweep(changes=self.changes, kept=self.kept, is_judged=self.is_judged)

    @property
    def weight(self) -> int:
        """How many values in it grow with time and must not be lost."""
        return len(self.changes)

    @property
    def is_empty(self) -> bool:
        """Whether writing it would change nothing."""
        return self == Sweep()

    def without_snapshot(self) -> "Sweep":
        """The same without the snapshot: one as good is kept, or it is not whole."""
        return replace(self, snapshot=None)

    def trimmed(self, limit: int) -> "Sweep":
        """The same with at most ``limit`` of the values that grow with time: the newest."""
        return replace(self, changes=self.changes[max(0, len(self.changes) - limit) :])

    def after(self, earlier: "Sweep") -> "Sweep":
        """This one with the lasting values of ``earlier`` before its own."""
        return replace(
            self,
            changes=earlier.changes + self.changes,
            kept=_kept_together((earlier, self)),
            is_judged=earlier.is_judged or self.is_judged,
        )


def join(commits: Sequence[Commit]) -> Sweep:
    """One sweep from the commits of one poll, in order. All bear the same instant."""
    return replace(
        reduce(_joined, commits, Sweep()),
        kept=_kept_together(commits),
        is_judged=any(commit.is_judged for commit in commits),
    )


def _joined(sweep: Sweep, commit: Commit) -> Sweep:
    return Sweep(
        readings=_joined_readings(sweep.readings, commit.readings),
        changes=sweep.changes + commit.changes,
        snapshot=_joined_snapshot(sweep.snapshot, commit.snapshot),
    )


def _kept_together(parts: Sequence[Commit | Sweep]) -> Kept:
    """What the last one says of each resource and each place, and the last verdicts."""
    annotations: dict[ResourceId, Annotation] = {}
    tenancies: dict[_Place, list[Tenancy]] = {}
    verdicts: frozenset[Verdict] = frozenset()
    for part in parts:
        annotations |= part.kept.annotations
        tenancies |= _by_place(part.kept.tenancies)
        verdicts = part.kept.verdicts if part.is_judged else verdicts
    together = tuple(tenancy for group in tenancies.values() for tenancy in group)
    return Kept(annotations=MappingProxyType(annotations), verdicts=verdicts, tenancies=together)


def _by_place(tenancies: Iterable[Tenancy]) -> dict[_Place, list[Tenancy]]:
    found: defaultdict[_Place, list[Tenancy]] = defaultdict(list)
    for tenancy in tenancies:
        found[tenancy.source, tenancy.type, tenancy.place].append(tenancy)
    return found


def _joined_readings(first: Readings | None, then: Readings | None) -> Readings | None:
    if first is None or then is None:
        return first or then
    return Readings(first.at, first.columns + then.columns, first.values + then.values)


def _joined_snapshot(first: Snapshot | None, then: Snapshot | None) -> Snapshot | None:
    """The parts of one listing put together again; the last part knows what was complete."""
    if first is None or then is None:
        return first or then
    return replace(then, observations=first.observations + then.observations)
