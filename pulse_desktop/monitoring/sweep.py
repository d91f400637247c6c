"""What one poll adds to the database, in one transaction (H-01)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import chain
from types import MappingProxyType

from pulse_desktop.model.change import Change
from pulse_desktop.model.ids import ConnectionId, ResourceId
from pulse_desktop.model.operator import NOTHING_KEPT, Annotation, Kept, Tenancy, Verdict
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.series import Readings
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.resources.commit import Commit
from pulse_desktop.resources.contribution import Contribution, Entry, Said

_Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Readings, changes and what is behind them, the listing, and records that changed."""

    readings: Readings | None = None
    changes: tuple[Change, ...] = ()
    said: Said = field(default_factory=lambda: MappingProxyType({}))
    """As in ``Commit``: kept with the changes, so that a restart tells none of them again."""

    listing: tuple[Snapshot, ...] = ()
    """All that the poll saw, in its parts: newer values of what is kept already."""

    records: Mapping[ConnectionId, PollRecord] = field(default_factory=lambda: MappingProxyType({}))
    kept: Kept = NOTHING_KEPT
    """As in ``Commit``: its verdicts are all that are in force, where ``is_judged``."""

    is_judged: bool = False

    @property
    def lasting(self) -> "Sweep":
        """What no later poll says again, and so must outlive a refusal of the disk."""
        return Sweep(changes=self.changes, said=self.said, kept=self.kept, is_judged=self.is_judged)

    @property
    def passing(self) -> "Sweep":
        """What the next poll says as well."""
        return Sweep(readings=self.readings, listing=self.listing)

    @property
    def weight(self) -> int:
        """How many values in it grow with time and must not be lost."""
        return len(self.changes)

    @property
    def is_empty(self) -> bool:
        """Whether writing it would change nothing."""
        return self == Sweep()

    def without_listing(self) -> "Sweep":
        """The same without the listing: one as good is kept, or it is not whole."""
        return replace(self, listing=())

    def trimmed(self, limit: int) -> "Sweep":
        """The same with at most ``limit`` of the values that grow with time: the newest."""
        return replace(self, changes=self.changes[max(0, len(self.changes) - limit) :])

    def after(self, earlier: "Sweep") -> "Sweep":
        """This one with the lasting values of ``earlier`` before its own."""
        both = join((earlier.lasting, self.lasting))
        return replace(both, readings=self.readings, listing=self.listing, records=self.records)


def of_commit(commit: Commit) -> Sweep:
    """What one commit adds."""
    return Sweep(
        readings=commit.readings,
        changes=commit.changes,
        said=commit.said,
        listing=() if commit.snapshot is None else (commit.snapshot,),
        kept=commit.kept,
        is_judged=commit.is_judged,
    )


def join(sweeps: Sequence[Sweep]) -> Sweep:
    """One sweep from several, in order. All readings bear the same instant."""
    return Sweep(
        readings=reduce(_joined_readings, (sweep.readings for sweep in sweeps), None),
        changes=tuple(chain.from_iterable(sweep.changes for sweep in sweeps)),
        said=_said_together(sweeps),
        listing=tuple(chain.from_iterable(sweep.listing for sweep in sweeps)),
        kept=_kept_together(sweeps),
        is_judged=any(sweep.is_judged for sweep in sweeps),
    )


def _said_together(sweeps: Sequence[Sweep]) -> Said:
    said: dict[tuple[Source, Entry], Contribution | None] = {}
    for sweep in sweeps:
        said |= sweep.said
    return MappingProxyType(said)


def _kept_together(sweeps: Sequence[Sweep]) -> Kept:
    """What the last one says of each resource and each place, and the last verdicts."""
    annotations: dict[ResourceId, Annotation] = {}
    tenancies: dict[_Place, list[Tenancy]] = {}
    verdicts: frozenset[Verdict] = frozenset()
    for sweep in sweeps:
        annotations |= sweep.kept.annotations
        tenancies |= _by_place(sweep.kept.tenancies)
        verdicts = sweep.kept.verdicts if sweep.is_judged else verdicts
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
