"""A desk that plays a script: what the window asks of the program, answered without one."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from pulse_desktop.history.tier import Tier
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, Certificate, KeyringState, SecretError
from pulse_desktop.model.ids import ConnectionId, PlatformId, SourceName
from pulse_desktop.model.poll import (
    Attempt,
    ConnectionState,
    ConnectionStatus,
    IssueSummary,
    Observed,
    Outcome,
    PollError,
    PollRecord,
)
from pulse_desktop.model.saved_chart import ChartBook
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.source import Role
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.breaker import breaker_after
from pulse_desktop.monitoring.readiness import total
from pulse_desktop.provider.platform import (
    Candidate,
    Choice,
    Commands,
    Field,
    FieldKind,
    IngestionMode,
    Platform,
    Problem,
)
from pulse_desktop.provider.stage import Stage, StageId, StageLine, StageState, StageTitle
from pulse_desktop.provider.tls import normalise_fingerprint
from pulse_desktop.resources.read_state import EMPTY
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.timeline.selection import Page
from pulse_desktop.ui.desk import Desk, DiskUse, Published, RecorderStatus, Tally, TierUse
from simulators.scripted import until

NOW = datetime(2026, 5, 8, 14, 3, 20, tzinfo=UTC)
OLD_PIN = ":".join(["8F", "1C"] * 16)
NEW_PIN = ":".join(["A0", "77"] * 16)
HANG = object()
"""In a script: never goes on."""

CERTIFICATE = Certificate(
    fingerprint=NEW_PIN,
    subject="pve1.lab",
    issuer="PVE Cluster Manager CA",
    names=("pve1.lab", "pve1", "10.0.0.11"),
    not_before="2025-03-02T10:00:00Z",
    not_after="2027-03-02T10:00:00Z",
    self_signed=False,
)
TITLES = tuple(
    StageTitle(step, mark("Script", title))
    for step, title in (
        (StageId.RESOLVE, "Resolve name"),
        (StageId.REACH, "Reach port 8006"),
        (StageId.TLS, "TLS certificate"),
        (StageId.SIGN_IN, "Sign in"),
        (StageId.VERSION, "Version"),
        (StageId.PERMISSIONS, "Permissions"),
        (StageId.PREVIEW, "Inventory preview"),
    )
)
TAKES_MS = {StageId.RESOLVE: 1.2, StageId.REACH: 2.1, StageId.TLS: 14, StageId.SIGN_IN: 31}


def begun(step):
    """``step`` as it starts."""
    return Stage(id=step, state=StageState.RUNNING)


def passed(step, text, **fields):
    """``step`` as it went well."""
    fields.setdefault("state", StageState.PASSED)
    fields.setdefault("duration_ms", TAKES_MS.get(step, 8))
    return Stage(id=step, detail=mark("Script", text), **fields)


def failed(step, category, text, **fields):
    """``step`` as it ended the chain."""
    return passed(step, text, state=StageState.FAILED, category=category, **fields)


REACHED = (
    begun(StageId.RESOLVE),
    passed(StageId.RESOLVE, "10.0.0.11"),
    begun(StageId.REACH),
    passed(StageId.REACH, "open at 10.0.0.11"),
)
SECURED = (*REACHED, begun(StageId.TLS), passed(StageId.TLS, "the pinned certificate"))
GRANTED = ("Nodes", "Guests", "Storage", "Disks", "Tasks", "Cluster")
PREVIEW = passed(
    StageId.PREVIEW, "cluster “lab”: 3 nodes · 18 VMs · 22 containers · 9 storages", duration_ms=61
)
SIGNED_IN = (
    *SECURED,
    begun(StageId.SIGN_IN),
    passed(StageId.SIGN_IN, "accepted"),
    begun(StageId.VERSION),
    passed(StageId.VERSION, "Hypervisor 9.1.2"),
    begun(StageId.PERMISSIONS),
)
GOOD = (
    *SIGNED_IN,
    passed(StageId.PERMISSIONS, "8 of 8"),
    begun(StageId.PREVIEW),
    PREVIEW,
)
MISSING = (
    *SIGNED_IN,
    passed(
        StageId.PERMISSIONS,
        "6 of 8",
        state=StageState.WARNING,
        lines=(
            *(StageLine(StageState.PASSED, mark("Script", name)) for name in GRANTED),
            StageLine(
                StageState.WARNING,
                mark(
                    "Script", "Guest agent: Guest.Audit is missing. Disk use in VMs stays unknown."
                ),
            ),
            StageLine(
                StageState.WARNING,
                mark("Script", "Backups: Store.Audit is missing. Backup files are not listed."),
            ),
            StageLine(
                StageState.WARNING,
                mark("Script", "On a node: {command}").given(command="grant audit to watch@lab"),
            ),
        ),
    ),
    begun(StageId.PREVIEW),
    PREVIEW,
)
NAME_UNKNOWN = (
    begun(StageId.RESOLVE),
    failed(
        StageId.RESOLVE,
        Category.DNS,
        "pve1.lan could not be resolved. Check the spelling or use the IP address.",
    ),
)
PORT_CLOSED = (
    *REACHED[:3],
    failed(
        StageId.REACH,
        Category.REFUSED,
        "pve1.lan answered, but nothing listens on port 8007. It normally uses 8006.",
    ),
)
HANGING = (*REACHED[:3], HANG)
COMPARE = "On the machine: openssl x509 -noout -fingerprint -sha256 -in /etc/server.pem"
UNTRUSTED = (
    *REACHED,
    begun(StageId.TLS),
    failed(
        StageId.TLS,
        Category.TLS_UNTRUSTED,
        "The certificate of pve1.lan is not trusted: unable to get local issuer certificate.",
        certificate=CERTIFICATE,
        lines=(
            StageLine(StageState.WARNING, mark("Script", f"SHA-256 {NEW_PIN}")),
            StageLine(StageState.WARNING, mark("Script", COMPARE)),
        ),
    ),
)
CHANGED = (
    *REACHED,
    begun(StageId.TLS),
    failed(
        StageId.TLS,
        Category.TLS_CHANGED,
        "The certificate of pve1.lan:8006 is not the pinned one. Nothing was sent.",
        certificate=CERTIFICATE,
        pinned=OLD_PIN,
    ),
)
REJECTED = (
    *SECURED,
    begun(StageId.SIGN_IN),
    failed(
        StageId.SIGN_IN,
        Category.AUTH,
        "The token watch@lab!desktop or its value was refused.",
    ),
)


class ScriptedExaminer:
    """Plays scripts in turn, the last one for ever."""

    def __init__(self, *scripts):
        self.scripts = list(scripts) or [GOOD]
        self.asked = []
        """``(connection, secret)`` of each test."""

        self.closed = 0
        """Tests that ended or were cancelled."""

        self.candidates = {}

    async def examine(self, connection, secret):
        """Each stage, with a turn of the loop between."""
        self.asked.append((connection, secret))
        script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
        try:
            for stage in script:
                if stage is HANG:
                    await asyncio.Event().wait()
                yield stage
                await asyncio.sleep(0)
        finally:
            self.closed += 1

    async def discover(self, platform):
        """What was planted for ``platform``."""
        await asyncio.sleep(0)
        return self.candidates.get(platform, ())


@dataclass
class ScriptedConnections:
    """Remembers each intent, in order; refuses when told to."""

    did: list = field(default_factory=list)
    secrets: list = field(default_factory=list)
    refusal: Exception | None = None
    """Raised by ``save``."""

    async def save(self, connection, secret):
        if self.refusal is not None:
            raise self.refusal
        self.did.append(("save", connection))
        self.secrets.append(secret)

    async def save_for_this_run(self, connection, secret):
        self.did.append(("save for this run", connection))
        self.secrets.append(secret)

    async def remove(self, connection):
        self.did.append(("remove", connection))

    async def restore(self, connection):
        self.did.append(("restore", connection))

    async def set_paused(self, connection, *, paused):
        self.did.append(("pause" if paused else "resume", connection))

    def poll_now(self, connection):
        self.did.append(("poll", connection))


@dataclass
class ScriptedOperator:
    """Remembers what the user said."""

    did: list = field(default_factory=list)

    async def annotate(self, resource, words):
        self.did.append(("annotate", resource, words))

    async def judge(self, judgement):
        self.did.append(("judge", judgement))


class NothingRecorded:
    """A history without a point."""

    async def lines(self, target, metrics, window, max_points):
        return {}

    async def series(self, keys, window, max_points):
        return {}

    async def grid(self, keys, window, columns):
        from pulse_desktop.history.grid import query_grid  # numpy: not before a chart asks
        from pulse_desktop.history.memory import Held

        return query_grid(None, Held(SeriesIndex(), ()), keys, window, columns)

    async def events(self, wanted):
        return Page((), None)

    async def event_counts(self, resources):
        return {}

    async def at(self, moment):
        return EMPTY


class NoNotes:
    """A timeline on which nobody writes."""

    async def between(self, start, end):
        return ()

    async def keep(self, note):
        """Written into the wind."""

    async def remove(self, note):
        """There is none."""


class NoCharts:
    """An estate without charts."""

    async def load(self, estate):
        return ChartBook()

    async def save(self, estate, book):
        """Nobody will ask for it."""


NO_KEYRING = SecretError(
    KeyringState.ABSENT,
    mark(
        "Script",
        "Passwords cannot be saved. No keyring service is running, so you would have to enter "
        "secrets again after each start.",
    ),
)


def _normalise(connection):
    address = connection.address.strip()
    if address and "://" not in address:
        address = f"https://{address}:8006"
    pin = connection.fingerprint
    return replace(
        connection,
        address=address,
        fingerprint=(normalise_fingerprint(pin) or pin) if pin else None,
    )


def _check(connection):
    found = []
    if not connection.address:
        found.append(Problem("address", mark("Script", "Enter an address.")))
    if connection.token_id is not None and "!" not in connection.token_id:
        found.append(Problem("token_id", mark("Script", "A token ID looks like user@realm!name.")))
    if connection.token_id is None and connection.user is None:
        found.append(Problem("token_id", mark("Script", "Enter a token ID.")))
    return tuple(found)


_SIGN_IN = (
    Field(
        name="auth",
        title=mark("Script", "Sign in with"),
        kind=FieldKind.CHOICE,
        choices=(
            Choice("token", mark("Script", "API token (recommended)")),
            Choice("password", mark("Script", "User name and password")),
        ),
    ),
    Field(
        name="token_id",
        title=mark("Script", "Token ID"),
        placeholder="watch@lab!desktop",
        shown_when=("auth", "token"),
    ),
    Field(
        name="secret",
        title=mark("Script", "Token value"),
        kind=FieldKind.SECRET,
        help=mark("Script", "It is shown once, when the token is made."),
        shown_when=("auth", "token"),
    ),
    Field(
        name="user",
        title=mark("Script", "User"),
        placeholder="watch@lab",
        shown_when=("auth", "password"),
    ),
    Field(
        name="secret",
        title=mark("Script", "Password"),
        kind=FieldKind.SECRET,
        help=mark("Script", "A user with a second factor needs an API token."),
        shown_when=("auth", "password"),
    ),
)
_TRUST = (
    Field(
        name="fingerprint",
        title=mark("Script", "Fingerprint (SHA-256)"),
        kind=FieldKind.FINGERPRINT,
        help=mark("Script", "Leave empty to see and compare it in the connection test."),
    ),
    Field(name="ca_file", title=mark("Script", "CA file"), kind=FieldKind.FILE),
)
_ADDRESS = Field(
    name="address",
    title=mark("Script", "Address"),
    placeholder="https://pve1.lan:8006",
    help=mark("Script", "One node of a cluster is enough."),
)
COMMANDS = (
    Commands(
        title=mark("Script", "Create a read-only account"),
        lines=(
            'user add watch@lab --comment "Pulse Desktop (read-only)"',
            "grant / --users watch@lab --roles Auditor",
            "user token add watch@lab desktop --privsep 1",
            "grant / --tokens 'watch@lab!desktop' --roles Auditor",
        ),
        note=mark("Script", "The token sees only what both it and its user are granted."),
    ),
)


def _platform(identifier, title, **fields):
    fields.setdefault("fields", ())
    fields.setdefault("normalise", lambda connection: connection)
    fields.setdefault("check", lambda connection: ())
    fields.setdefault("needs_secret", lambda connection: False)
    fields.setdefault("commands", lambda connection: ())
    fields.setdefault("role", Role.AGENT)
    fields.setdefault("ingestion", IngestionMode.AGENT)
    fields.setdefault("owns_source", False)
    return Platform(
        id=PlatformId(identifier),
        title=title,
        source_name=SourceName(identifier),
        stale_after_s=60,
        default_interval_s=15,
        connect=None,
        stages=lambda connection: TITLES,
        examine=None,
        discover=tuple,
        **fields,
    )


HYPERVISOR = _platform(
    "hypervisor",
    "Hypervisor",
    role=Role.HYPERVISOR,
    ingestion=IngestionMode.API,
    fields=(_ADDRESS, *_SIGN_IN, *_TRUST),
    normalise=_normalise,
    check=_check,
    needs_secret=lambda connection: True,
    commands=lambda connection: COMMANDS,
)
ENGINE = _platform(
    "engine",
    "Container engine",
    role=Role.RUNTIME,
    fields=(
        replace(_ADDRESS, placeholder="unix:///var/run/engine.sock", help=None),
        Field(
            name="allow_plain",
            title=mark("Script", "Allow an unencrypted connection"),
            kind=FieldKind.CONFIRM,
            help=mark("Script", "Anyone in between can read and change everything."),
        ),
    ),
)
COMPUTER = _platform(
    "computer", "This computer", normalise=lambda connection: replace(connection, address="local")
)
PLATFORMS = (COMPUTER, ENGINE, HYPERVISOR)
FOUND = {
    COMPUTER.id: (Candidate("workbench", "local", mark("Script", "this computer")),),
    ENGINE.id: (
        Candidate("workbench", "unix:///var/run/engine.sock", mark("Script", "local socket")),
        Candidate(
            "nas",
            "context:nas",
            mark("Script", "context “nas”"),
            mark("Script", "Contexts over ssh are not supported yet."),
        ),
    ),
}


def target(identifier="lab", platform=HYPERVISOR, **fields):
    """A saved connection."""
    fields.setdefault("name", identifier)
    fields.setdefault("address", "https://pve1.lan:8006")
    fields.setdefault("interval_s", 15.0)
    if platform is HYPERVISOR and "user" not in fields:
        fields.setdefault("token_id", "watch@lab!desktop")
    return Connection(id=ConnectionId(identifier), platform=platform.id, **fields)


class ScriptedEstates:
    """Remembers what it was asked for, and refuses it if there is a ``refusal``."""

    def __init__(self):
        self.asked = []
        self.refusal = None
        self.counted = Tally({}, total([]))

    async def switch(self, estate):
        self._ask("switch", estate)

    async def create(self, name):
        self._ask("create", name)

    async def rename(self, estate, name):
        self._ask("rename", estate, name)

    async def delete(self, estate):
        self._ask("delete", estate)

    async def restore(self, estate):
        self._ask("restore", estate)

    async def tally(self):
        return self.counted

    def _ask(self, *words):
        if self.refusal is not None:
            raise self.refusal
        self.asked.append(words)


@dataclass
class ScriptedDemo:
    """Remembers how it was entered and left, and refuses it if there is a ``refusal``."""

    did: list = field(default_factory=list)
    refusal: Exception | None = None
    stops: tuple = ()

    async def enter(self):
        self._do("enter")

    async def leave(self):
        self._do("leave")

    def tour(self):
        return self.stops

    def _do(self, word):
        if self.refusal is not None:
            raise self.refusal
        self.did.append(word)


@dataclass
class ScriptedUpkeep:
    """A history of which each day takes a megabyte; remembers what was deleted."""

    days: int = 90
    refusal: Exception | None = None
    waits: bool = False
    """Whether a deletion goes on until it is stopped."""

    deleted: list = field(default_factory=list)

    async def use(self):
        if self.refusal is not None:
            raise self.refusal
        sizes = (4, 16, 60, 10)
        return DiskUse(
            path="/data/pulse-desktop/estates/default/estate.sqlite",
            file_bytes=100_000_000,
            since=NOW - timedelta(days=self.days),
            tiers=tuple(TierUse(tier, n * 1_000_000) for tier, n in zip(Tier, sizes, strict=True)),
        )

    async def freed_by(self, before):
        return max(0, (before - NOW).days + self.days) * 1_000_000

    async def delete_before(self, before, job):
        self.deleted.append(before)
        job.tell(mark("Script", "Deleting"), 1, 2)
        while self.waits and not job.is_stopped:  # noqa: ASYNC110 - as the real one looks
            await asyncio.sleep(0)
        return 1_000_000 if job.is_stopped else await self.freed_by(before)


def scripted_desk(*scripts, candidates=None, refusal=None):
    """A desk whose tests play ``scripts``."""
    examiner = ScriptedExaminer(*scripts)
    examiner.candidates = FOUND if candidates is None else candidates
    numbers = iter(range(1, 1000))

    async def keep(preferences):
        """Preferences are of no interest here."""

    return Desk(
        platforms=lambda: PLATFORMS,
        connections=ScriptedConnections(refusal=refusal),
        estates=ScriptedEstates(),
        demo=ScriptedDemo(),
        examiner=examiner,
        operator=ScriptedOperator(),
        recordings=NothingRecorded(),
        notes=NoNotes(),
        charts=NoCharts(),
        upkeep=ScriptedUpkeep(),
        preferences=Preferences,
        save_preferences=keep,
        new_connection_id=lambda: ConnectionId(f"new-{next(numbers)}"),
        retention_bytes=lambda _: None,
    )


def _attempts(text, every_s=15):
    outcomes = {"o": Outcome.OK, "d": Outcome.DEGRADED, "f": Outcome.FAILED}
    start = NOW - timedelta(seconds=every_s * len(text))
    return tuple(
        Attempt(start + timedelta(seconds=every_s * index), outcomes[letter], 40 + 7 * (index % 9))
        for index, letter in enumerate(text)
    )


def live(connection, **fields):
    """The status of a connection that was read just now."""
    fields.setdefault("interval_s", connection.interval_s)
    fields.setdefault("last_success_at", NOW - timedelta(seconds=4))
    fields.setdefault("last_attempt_at", NOW - timedelta(seconds=4))
    fields.setdefault("next_poll_at", NOW + timedelta(seconds=11))
    fields.setdefault("attempts", _attempts("o" * 60))
    fields.setdefault(
        "observed",
        Observed(
            collected_at=NOW - timedelta(seconds=4),
            counts={"nodes": 3, "vms": 18, "containers": 22, "storages": 9},
        ),
    )
    return ConnectionStatus(connection, PollRecord(**fields), ConnectionState.LIVE)


def degraded(connection, **fields):
    """Read, with gaps."""
    issue = IssueSummary(
        stage="backups",
        category="forbidden",
        message=mark("Script", "Backups could not be listed: not allowed."),
        occurrences=2,
    )
    observed = Observed(
        collected_at=NOW, counts={"hosts": 2, "vms": 9}, issues=(issue,), issue_count=3
    )
    fields.setdefault("attempts", _attempts("oooodddddd"))
    status = live(connection, observed=observed, **fields)
    return replace(status, state=ConnectionState.DEGRADED)


def unreachable(connection, failures=6, category=Category.TIMEOUT, **fields):
    """Failing for a while, with what was seen before."""
    text = mark("Script", "No reply from {host} in 10 s.").given(host=connection.name)
    fields.setdefault("last_success_at", NOW - timedelta(hours=2))
    fields.setdefault("next_poll_at", NOW + timedelta(seconds=220))
    fields.setdefault("attempts", _attempts("o" * 50 + "dd" + "f" * failures))
    fields.setdefault("breaker", breaker_after(failures))
    status = live(
        connection,
        consecutive_failures=failures,
        last_error=PollError(NOW - timedelta(seconds=80), text, category),
        **fields,
    )
    return replace(status, state=ConnectionState.FAILED)


def rejected(connection):
    """Stopped after three refusals."""
    status = unreachable(connection, 3, Category.AUTH, next_poll_at=None)
    record = replace(status.record, rejections=3)
    return replace(status, record=record, state=ConnectionState.REJECTED)


def paused(connection):
    """Paused by the user."""
    status = live(replace(connection, enabled=False), next_poll_at=None)
    return replace(status, state=ConnectionState.PAUSED)


def waiting(connection):
    """Not read yet."""
    record = PollRecord(interval_s=connection.interval_s)
    return ConnectionStatus(connection, record, ConnectionState.WAITING)


def published(*statuses):
    """What the hub brings."""
    return Published(
        state=EMPTY,
        connections=statuses,
        recorder=RecorderStatus(is_recording=True, problem=None, database_bytes=None, since=None),
    )


class Loop:
    """A plain event loop that a test turns by hand; its ``spawn`` is the window's."""

    def __init__(self):
        self._loop = asyncio.new_event_loop()
        self._tasks = []

    def spawn(self, coroutine):
        """Start it; it runs while the loop is turned."""
        task = self._loop.create_task(coroutine)
        self._tasks.append(task)
        return task

    def turn(self, times=60):
        """Let everything that can go on go on, and raise what broke."""
        for _ in range(times):
            self._loop.call_soon(self._loop.stop)
            self._loop.run_forever()
        for task in self._tasks:
            if task.done() and not task.cancelled():
                task.result()

    def is_idle(self):
        """Whether everything that was started has ended."""
        return all(task.done() for task in self._tasks)

    def turn_until(self, condition, patience_s=20):
        """Let real sockets and threads go on until ``condition()`` holds."""
        self._loop.run_until_complete(asyncio.wait_for(until(condition), patience_s))
        self.turn(1)

    def close(self):
        """End what is still waiting, then the loop."""
        for task in self._tasks:
            task.cancel()
        self.turn(5)
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()
