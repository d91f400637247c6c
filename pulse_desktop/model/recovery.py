"""Recovery points: copies that something can be restored from, as a source tells of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.resource_type import ResourceType


class PointKind(StrEnum):
    """What sort of copy it is, in the contract's words."""

    BACKUP = "backup"
    """A copy of its own, also one that replication keeps up to date."""

    SNAPSHOT = "snapshot"
    OTHER = "other"


class PointMode(StrEnum):
    """How far from the original it lies, in the contract's words."""

    SNAPSHOT = "snapshot"
    """Within the original's own storage, and lost with it."""

    LOCAL = "local"
    """On another storage of the same system."""

    REMOTE = "remote"
    """On another system."""


class PointOutcome(StrEnum):
    """How making it went, in the contract's words."""

    SUCCESS = "success"
    WARNING = "warning"
    FAILED = "failed"
    RUNNING = "running"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointSubject:
    """What was copied, as far as the source knows. All of it may be unknown.

    Who stores copies for others often knows no more of the original than a kind, a number and
    a name that somebody wrote beside it.
    """

    native_id: NativeId | None = None
    """Its native id in the same source."""

    type: ResourceType | None = None
    number: int | None = None
    """The number that a guest bears in its instance."""

    name: str | None = None
    namespace: str | None = None
    """Where the source sorts it; may tell the instance that a number belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPoint:
    """One copy, or one attempt to make one. What is not told is ``None``."""

    id: str
    """Its own within its source, and the same every time it is told."""

    kind: PointKind
    mode: PointMode
    outcome: PointOutcome
    subject: PointSubject
    started_at: datetime | None = None
    completed_at: datetime | None = None
    size_bytes: int | None = None
    store: str | None = None
    """Where it lies, as people call it: a datastore, a storage, a dataset."""

    store_id: NativeId | None = None
    """The same by its native id in the same source, where it is a resource."""

    is_verified: bool | None = None
    """Whether it was read again and found whole. ``False`` is: found broken."""

    verified_at: datetime | None = None
    is_protected: bool | None = None
    """Whether it is kept from being pruned."""

    is_encrypted: bool | None = None
    comment: str | None = None
    owner: str | None = None
    """Who made it, as the store knows them: a user, or a user's token."""

    error: str | None = None
    """Why it failed, in the source's words."""

    @property
    def at(self) -> datetime | None:
        """When it was complete, or else when it was begun: its place in time (Pulse 6)."""
        return self.completed_at or self.started_at

    @property
    def is_good(self) -> bool:
        """Whether something can be restored from it, as far as is known.

        A run that ended with warnings made a copy.
        """
        is_made = self.outcome in (PointOutcome.SUCCESS, PointOutcome.WARNING)
        return is_made and self.is_verified is not False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """That something is copied by a schedule."""

    subject: PointSubject
    next_at: datetime | None = None
    every: timedelta | None = None
    """How far apart two runs are, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All that a source knew of recovery points when it last looked."""

    at: datetime
    """When it looked: where that is rarer than its polls, earlier than the snapshot."""

    points: tuple[RecoveryPoint, ...] = ()
    """In any order. The very same tuple again while nothing in it changed: then nobody has to
    look through it again."""

    complete_kinds: frozenset[ResourceType] = frozenset()
    """Kinds of the source's own things of which no point here means that it knows of none.
    Empty for one that only stores copies of what others run."""

    unsure_of: frozenset[NativeId] = frozenset()
    """Single things of those kinds that may have points all the same, out of sight."""

    stores: tuple[str, ...] = ()
    """What it looked through, as people call it."""

    plans: tuple[Plan, ...] = ()
