"""What the window asks of the program, in one place. ``app`` implements it.

Everything else reaches the window through the hub. Each call is one intent on one owner; its
effect comes round again as a published state.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from pulse_desktop.database import Job, Progress
from pulse_desktop.history.tier import Tier
from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, EstateId, PlatformId, ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.note import Note, NoteId
from pulse_desktop.model.operator import Annotation
from pulse_desktop.model.poll import ConnectionStatus
from pulse_desktop.model.saved_chart import ChartBook
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.series import SeriesKey, SeriesTarget
from pulse_desktop.model.text import Text
from pulse_desktop.model.tour import Stop
from pulse_desktop.monitoring.readiness import SystemUsage
from pulse_desktop.provider.platform import Candidate, Platform
from pulse_desktop.provider.stage import Stage
from pulse_desktop.resources.judgement import Judgement
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.settings.estates import DEMO, EstateList
from pulse_desktop.settings.preferences import Preferences, Retention
from pulse_desktop.timeline.selection import Page, Selection

if TYPE_CHECKING:  # numpy is not loaded before first paint
    from pulse_desktop.history.grid import Grid
    from pulse_desktop.history.line import Line


@dataclass(frozen=True, slots=True)
class RecorderStatus:
    """What the status bar says about recording."""

    is_recording: bool
    problem: Text | None
    """Why it is not, in the user's words; shown as a banner."""

    database_bytes: int | None
    since: datetime | None
    """The oldest instant that was recorded, also while nothing is recorded now."""

    under_way: Progress | None = None
    """What is done with the database before it can record."""


@dataclass(frozen=True, slots=True)
class Published:
    """All that the window shows, consistent at one moment."""

    state: ReadState
    connections: tuple[ConnectionStatus, ...]
    recorder: RecorderStatus
    notices: tuple[Text, ...] = ()
    """Standing banner lines: a read-only profile, a keyring that is absent."""

    recorded_at: datetime | None = None
    """Set while ``state`` is the stored one of an earlier run: its time."""

    touched: frozenset[ResourceId] | None = None
    """What may differ from the state published before, gone or new; ``None`` for anything."""

    estate: EstateId | None = None
    """The open one: whose state and connections these are."""

    estates: EstateList | None = None
    """All there are, and which of them opens at the next start."""

    is_demo: bool = False
    """Whether it is the demo estate; ``estate`` is the one to come back to then."""

    @property
    def shown(self) -> EstateId | None:
        """Whose state this is: what the window has of another one, it forgets."""
        return DEMO if self.is_demo else self.estate


@dataclass(frozen=True, slots=True)
class EstateCount:
    """What is in one estate."""

    connections: int | None
    """``None`` where they cannot be read."""

    systems: SystemUsage


@dataclass(frozen=True, slots=True)
class Tally:
    """What is in all estates."""

    counts: Mapping[EstateId, EstateCount]
    total: SystemUsage


class Connections(Protocol):
    """Saved targets: the Connections manager's intents."""

    async def save(self, connection: Connection, secret: Secret | None) -> None:
        """Add or replace by id. ``None`` keeps the stored secret.

        Raises:
            SecretError: The keyring is absent, locked or refused; nothing was saved.
            SettingsError: The file could not be written; nothing was saved.
        """
        ...

    async def save_for_this_run(self, connection: Connection, secret: Secret) -> None:
        """As ``save``, but the secret stays in memory until the program ends."""
        ...

    async def remove(self, connection: ConnectionId) -> None:
        """Stop polling it and forget it; undone by ``restore`` until the program ends."""
        ...

    async def restore(self, connection: ConnectionId) -> None:
        """Undo the ``remove`` of it."""
        ...

    async def set_paused(self, connection: ConnectionId, *, paused: bool) -> None:
        """Stop or resume polling it."""
        ...

    def poll_now(self, connection: ConnectionId | None) -> None:
        """Poll it at once, or all for ``None``; also ends a stop after rejected credentials."""
        ...


class Estates(Protocol):
    """Named sets of connections: the switcher's intents. Each may raise ``SettingsError``."""

    async def switch(self, estate: EstateId) -> None:
        """Show another estate. Returns once nothing of the one before runs any more.

        Raises:
            SettingsError: It is not there, or another switch is under way; nothing changed.
                Or: it is shown, but will not be at the next start.
            StoreError: Its database cannot be used; nothing changed.
        """
        ...

    async def create(self, name: str) -> None:
        """Make an estate without connections."""
        ...

    async def rename(self, estate: EstateId, name: str) -> None:
        """Give an estate another name."""
        ...

    async def delete(self, estate: EstateId) -> None:
        """Take out an estate that is not open; undone by ``restore`` until the program ends."""
        ...

    async def restore(self, estate: EstateId) -> None:
        """Undo the ``delete`` of it."""
        ...

    async def tally(self) -> Tally:
        """Count what is in every estate, also in those that are not open (T-13)."""
        ...


class Demo(Protocol):
    """The demo estate: authored, offline, beside everything that is the user's."""

    async def enter(self) -> None:
        """Show the demo estate in place of the open one.

        Raises:
            SettingsError: A policy forbids it, or a switch is under way; nothing changed.
            StoreError: Its database cannot be used; nothing changed.
        """
        ...

    async def leave(self) -> None:
        """Show the estate again that was open before.

        Raises:
            SettingsError: A switch is under way; nothing changed.
            StoreError: Its database cannot be used; nothing changed.
        """
        ...

    def tour(self) -> tuple[Stop, ...]:
        """The stops of a walk through it, with the times that hold now."""
        ...


class Examiner(Protocol):
    """The staged connection test, and what was found on this computer."""

    def examine(self, connection: Connection, secret: Secret | None) -> AsyncIterator[Stage]:
        """Test ``connection``; the stored secret is used for ``None``.

        An unedited saved connection's record takes the result (P-02), a form's does not.
        """
        ...

    async def discover(self, platform: PlatformId) -> tuple[Candidate, ...]:
        """Targets found on this computer without contacting any."""
        ...


class Operator(Protocol):
    """The user's words on resources, and verdicts on which things are one.

    They hold at once, and are kept with the estate as soon as the disk takes them; while nothing
    is recorded, until the program ends.
    """

    async def annotate(self, resource: ResourceId, words: Annotation) -> None:
        """Put ``words`` in place of what was said about ``resource``."""
        ...

    async def judge(self, judgement: Judgement) -> None:
        """Change the verdicts in force; undone by the reverse judgement."""
        ...


class Recordings(Protocol):
    """Recorded history."""

    async def lines(
        self,
        target: SeriesTarget,
        metrics: tuple[Metric, ...],
        window: tuple[float, float],
        max_points: int,
    ) -> "dict[Metric, Line]":
        """One line a metric between two epoch seconds; a metric without points is absent."""
        ...

    async def series(
        self, keys: tuple[SeriesKey, ...], window: tuple[float, float], max_points: int
    ) -> "dict[SeriesKey, Line]":
        """As ``lines``, for any series of any resources, read at once."""
        ...

    async def grid(
        self, keys: tuple[SeriesKey, ...], window: tuple[float, float], columns: int
    ) -> "Grid":
        """Many series on one time grid of at most ``columns`` buckets."""
        ...

    async def events(self, wanted: Selection) -> Page:
        """A page of the timeline, newest first."""
        ...

    async def event_counts(self, resources: tuple[ResourceId, ...]) -> Mapping[ChangeKind, int]:
        """How many entries of each kind there are of ``resources``."""
        ...

    async def at(self, moment: datetime) -> ReadState:
        """What is known of an earlier instant; its ``at`` is the newest reading that counts.

        Raises:
            StoreError: Nothing is recorded, or it cannot be read.
        """
        ...


class Notes(Protocol):
    """The user's notes on the timeline of the estate. Each may raise ``StoreError``."""

    async def between(self, start: datetime, end: datetime) -> tuple[Note, ...]:
        """Those of a window, oldest first."""
        ...

    async def keep(self, note: Note) -> None:
        """Add it, or put it in place of the one of its id; also undoes a ``remove``."""
        ...

    async def remove(self, note: NoteId) -> None:
        """Take it off the timeline."""
        ...


class SavedCharts(Protocol):
    """The charts of an estate, open or not. Each may raise ``SettingsError``."""

    async def load(self, estate: EstateId) -> ChartBook:
        """All of them, and what was on show last."""
        ...

    async def save(self, estate: EstateId, book: ChartBook) -> None:
        """Replace them."""
        ...


@dataclass(frozen=True, slots=True)
class TierUse:
    """What one resolution of recorded history takes on disk."""

    tier: Tier
    size_bytes: int
    """An estimate: a few blocks stand for all."""


@dataclass(frozen=True, slots=True)
class DiskUse:
    """What the open estate's database takes on disk."""

    path: str
    file_bytes: int
    since: datetime | None
    """From when on there is history: the first sweep, or the end of what was deleted."""

    tiers: tuple[TierUse, ...]

    @property
    def other_bytes(self) -> int:
        """Events, notes, and what was seen last."""
        return max(0, self.file_bytes - sum(use.size_bytes for use in self.tiers))


class Upkeep(Protocol):
    """Recorded history as something that takes disk space. Each may raise ``StoreError``."""

    async def use(self) -> DiskUse | None:
        """What it takes now; ``None`` where nothing was ever recorded."""
        ...

    async def freed_by(self, before: datetime) -> int:
        """About how many bytes ``delete_before`` would free."""
        ...

    async def delete_before(self, before: datetime, job: Job) -> int:
        """Delete history older than that, slice by slice; returns the bytes freed on disk.

        Events and notes stay. ``job`` is told how far it is; stopped, it keeps what is left: all
        but the oldest days, the last of which goes whole.
        """
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the window may call."""

    platforms: Callable[[], tuple[Platform, ...]]
    """Those of what is open: the demo estate has its own."""

    connections: Connections
    estates: Estates
    demo: Demo
    examiner: Examiner
    operator: Operator
    recordings: Recordings
    notes: Notes
    charts: SavedCharts
    upkeep: Upkeep
    preferences: Callable[[], Preferences]
    save_preferences: Callable[[Preferences], Awaitable[None]]
    """May raise ``SettingsError``."""

    new_connection_id: Callable[[], ConnectionId]
    retention_bytes: Callable[[Retention], int | None]
    """Size of the database after a year at the present estate; ``None`` while it is not known."""
