"""The descriptor and protocols of a platform. One folder implements them; no base class."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import PlatformId, SourceName
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.source import Role, Source
from pulse_desktop.model.text import Text
from pulse_desktop.provider.stage import Stage, StageTitle


class Provider(Protocol):
    """A live session to one platform instance. Owned, and closed, by its poller."""

    async def collect(self) -> Snapshot:
        """Read the whole instance once.

        Raises:
            ProviderError: The instance could not be read. No partial state leaks.
        """
        ...

    async def aclose(self) -> None:
        """Release sockets and sessions. Safe to call twice."""
        ...


@dataclass(frozen=True, slots=True)
class Target:
    """A connection together with its secret, for the moment of connecting."""

    connection: Connection
    secret: Secret | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the program lends to a provider."""

    now: Clock
    workers: Executor
    """Bounded pool that all connections share, for decoding, mapping and files of this computer.

    Nothing waits for another computer in it: a few that hang would hold up everybody.
    """

    wake: Callable[[], None]
    """Asks for a poll as soon as possible; may be called often, from the loop's thread."""


class IngestionMode(StrEnum):
    """Where a platform's numbers come from (P-10). An agent enriches one, and never adds one."""

    API = "api"
    """Its own interface is asked."""

    AGENT = "agent"
    """A program on the machine itself reads the operating system."""

    HYBRID = "hybrid"
    """Its interface is asked, and agents on its machines add what that does not tell."""


class FieldKind(StrEnum):
    """How the connection form asks for a value."""

    TEXT = "text"
    CHOICE = "choice"
    SECRET = "secret"  # noqa: S105 - a kind of field, not a secret
    FILE = "file"
    FINGERPRINT = "fingerprint"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a choice field."""

    value: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line of the connection form. ``name`` is an attribute of ``Connection``, or ``secret``.

    A ``CHOICE`` whose name is no attribute (``auth``) only decides which other fields show.
    """

    name: str
    title: Text
    kind: FieldKind = FieldKind.TEXT
    placeholder: str = ""
    help: Text | None = None
    choices: tuple[Choice, ...] = ()
    shown_when: tuple[str, str] | None = None
    """``(choice field, value)`` under which this field shows; always when ``None``."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a form cannot be saved, at the field it belongs to."""

    field: str
    message: Text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A target that was found on this computer, offered and never contacted unasked."""

    name: str
    address: str
    origin: Text
    """Where it was found: ``docker context "lab"``."""

    obstacle: Text | None = None
    """Why it cannot be used as it is, and the remedy."""


@dataclass(frozen=True, slots=True)
class Commands:
    """Commands that a user may copy: least privilege, or the cure of a missing permission."""

    title: Text
    lines: tuple[str, ...]
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Everything the program knows about a platform. Declared once, in its folder."""

    id: PlatformId
    title: str
    source_name: SourceName
    role: Role
    ingestion: IngestionMode
    owns_source: bool
    """Whether everything of its source comes through its connections (T-12: a supplemental
    provider): systems cannot be counted before each of them was tried."""

    opt_out: str | None = None
    """An environment variable that leaves the platform out when it says no; unset, it is in."""

    stale_after_s: float
    default_interval_s: float
    minimum_interval_s: float = 5.0
    fields: tuple[Field, ...]
    normalise: Callable[[Connection], Connection]
    """Complete an address (scheme, port) and the spelling of a fingerprint. Never raises."""

    check: Callable[[Connection], tuple[Problem, ...]]
    """What is wrong with a normalised connection, apart from its name and interval."""

    needs_secret: Callable[[Connection], bool]
    connect: Callable[[Target, Surroundings], Awaitable[Provider]]
    """Open a session. May raise ``ProviderError``; usually defers all traffic to ``collect``."""

    stages: Callable[[Connection], tuple[StageTitle, ...]]
    """The steps of the connection test in order, known before it starts."""

    examine: Callable[[Target, Surroundings], AsyncIterator[Stage]]
    """Run the test. Yields each stage as it begins and again as it ends; never raises
    ``ProviderError``: a failure is the last stage yielded. Cancelling it closes everything."""

    discover: Callable[[], tuple[Candidate, ...]]
    """Look for targets on this computer, by reading files only. Blocking; run in a worker."""

    commands: Callable[[Connection], tuple[Commands, ...]]
    """Least-privilege commands for the form's side panel."""

    def source(self, connection: Connection) -> Source:
        """Who speaks when this platform is read through ``connection``."""
        return Source(self.source_name, self.role, self.id, connection.id)


_NO = frozenset({"false", "0", "no", "off"})


def offered(platforms: Iterable[Platform], environ: Mapping[str, str]) -> tuple[Platform, ...]:
    """Those that ``environ`` does not opt out of."""
    return tuple(
        platform
        for platform in platforms
        if platform.opt_out is None or environ.get(platform.opt_out, "").strip().lower() not in _NO
    )
