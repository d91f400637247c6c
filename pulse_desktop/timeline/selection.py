"""Which entries of the timeline are wanted, and one page of them."""

from dataclasses import dataclass
from datetime import datetime

from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.ids import ResourceId, SourceName


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the timeline: just after the last entry of a page."""

    at_ms: int
    entry: int
    """The number under which it was entered, for those of one instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Every condition given must hold; an empty one holds for all."""

    resources: tuple[ResourceId, ...] = ()
    """A resource's id and its aliases, or several resources'."""

    kinds: tuple[ChangeKind, ...] = ()
    sources: tuple[SourceName, ...] = ()
    since: datetime | None = None
    """The first instant that is wanted."""

    until: datetime | None = None
    """The first later instant that is not."""

    before: Cursor | None = None
    """Only what comes after this place, that is: older entries."""

    limit: int = 500


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, newest first."""

    changes: tuple[Change, ...]
    next: Cursor | None
    """Where the next page begins; ``None`` when there is no more."""
