"""Proxmox VE as a provider: two cheap calls a poll, and slower ones when they are due."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.snapshot import Issue, Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.platforms.proxmox.envelope import Rows
from pulse_desktop.platforms.proxmox.failure import unreadable
from pulse_desktop.platforms.proxmox.kept import BEARABLE, Kept
from pulse_desktop.platforms.proxmox.login_page import product_of
from pulse_desktop.platforms.proxmox.rounds.findings import NOTHING_FOUND, Findings
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.rounds.rounds import Rounds
from pulse_desktop.platforms.proxmox.ve import areas, wire
from pulse_desktop.platforms.proxmox.ve.closer.look import CloserLook
from pulse_desktop.platforms.proxmox.ve.closer.subjects import subjects
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.known import Known
from pulse_desktop.platforms.proxmox.ve.load import LOADS, Load
from pulse_desktop.platforms.proxmox.ve.meter import Meter, expected
from pulse_desktop.platforms.proxmox.ve.past import Past
from pulse_desktop.platforms.proxmox.ve.privileges import Granted
from pulse_desktop.platforms.proxmox.ve.release import checked, number, of_nodes
from pulse_desktop.platforms.proxmox.ve.snapshot import Answers, snapshot
from pulse_desktop.platforms.proxmox.ve.ways import Ways
from pulse_desktop.platforms.proxmox.ve.wire import NODE, Entry, Member, Node
from pulse_desktop.provider.platform import Surroundings

T = TypeVar("T")

_VERSION_GOOD_FOR = timedelta(minutes=5)

_NO_NODES: Rows[Node] = Rows(())


class ProxmoxVe:
    """A live session to one endpoint."""

    def __init__(
        self,
        source: Source,
        connection: Connection,
        ways: Ways,
        look: CloserLook,
        rounds: Rounds,
        surroundings: Surroundings,
    ) -> None:
        self._source = source
        self._connection = connection
        self._ways, self._client = ways, ways.poll
        self._look = look
        self._rounds = rounds
        self._surroundings = surroundings
        self._past = Past()
        self._load = LOADS[connection.load]
        self._meter = Meter()
        self._expected: Callable[[], int] = int
        self._version: tuple[str, datetime] | None = None
        self._members = Kept[Rows[Member]](timedelta(seconds=60))
        self._granted = Kept[Granted](timedelta(minutes=10))
        self._types: frozenset[str] = frozenset()
        self._is_unnamed = False
        self._silent: frozenset[str] = frozenset()

    async def collect(self) -> Snapshot:
        """Read the estate once.

        Raises:
            ProviderError: The endpoint did not give even its inventory.
        """
        answers = await self._answers(self._surroundings.now())
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._surroundings.workers, snapshot, self._source, answers, self._past
        )

    async def _answers(self, at: datetime) -> Answers:
        issues: list[Issue] = []
        self._ways.home.begin()
        version = await self._kept_version(at)
        members = await self._membership(at, issues)
        entries = await self._client.get("cluster/resources", wire.entries)
        nodes = await self._bearing(self._client.get("nodes", wire.nodes), issues)
        granted = await self._permitted(entries, at, issues)
        self._ways.endpoints.learn(members, (nodes or _NO_NODES).rows)
        self._look.keep(entries.rows)
        wanted = subjects((nodes or _NO_NODES).rows, entries.rows, granted)
        known = _known(at, version, entries.rows, frozenset(wanted), granted, self._load)
        plan = partial(_errands, known, self._look)
        self._rounds.ask_anew(self._back_again())
        notes, findings = await asyncio.gather(
            self._look.go_on(wanted),
            self._rounds.go_on(plan, known.online - self._look.silent),
        )
        interval_s, pace = self._connection.interval_s, self._load.pace
        self._expected = lambda: expected(interval_s, wanted, notes, plan(findings), findings, pace)
        inventory = Inventory(
            at=at,
            connection_name=self._connection.name,
            is_unnamed=self._is_unnamed,
            web_url=self._connection.web_url or self._connection.address,
            version=version,
            members=members,
            nodes=(nodes or _NO_NODES).rows,
            entries=entries.rows,
            notes=notes,
            findings=replace(findings, answering=self._look.answering),
            granted=granted,
        )
        return Answers(
            inventory=inventory,
            refused=entries.refused,
            knows_nodes=nodes is not None and not nodes.refused,
            issues=(*issues, *self._ways.endpoints.issues()),
            connection=self._connection,
            requests_per_minute=self._meter.per_minute(self._ways.requests, at),
        )

    @property
    def expected_requests(self) -> int:
        """A minute, by what the last poll saw; counted when it is asked for."""
        return self._expected()

    async def login_page(self) -> str | None:
        """The product whose login page is served; asked for without any credential."""
        return await self._client.look(product_of)

    async def answer(self) -> None:
        """Have one call answered, which takes an accepted credential."""
        await self._client.get("version", len)

    async def version(self) -> str:
        """The product's version, checked.

        Raises:
            ProviderError: Among others ``wrong_product`` and ``version``.
        """
        return checked(await self._client.get("version", wire.version))

    async def granted(self) -> Granted:
        """What the credential may see."""
        return await self._client.get("access/permissions", wire.permissions)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._look.aclose()
        await self._rounds.aclose()
        await self._ways.aclose()

    def _back_again(self) -> frozenset[str]:
        """Nodes that were silent at the poll before and are no more."""
        before, self._silent = self._silent, self._look.silent
        return before - self._silent

    async def _membership(self, at: datetime, issues: list[Issue]) -> tuple[Member, ...]:
        """The cluster's status, whose name all native ids begin with.

        Only a refusal lets the session begin without it. Ids then go without that name as long
        as the session lasts, since one that came later would make every resource a new one.
        """
        await self._members.renew(self._read_members, at)
        known, problem = self._members.value, self._members.problem
        if problem is None:
            return () if known is None else known.rows
        if known is None and problem.category is Category.FORBIDDEN:
            self._is_unnamed = True
        if known is None and not self._is_unnamed:
            self._members.expire()
            raise problem
        issues.append(_issue(problem))
        return () if known is None else known.rows

    async def _read_members(self) -> Rows[Member]:
        told = await self._client.get("cluster/status", wire.members)
        nameless = any(row.type == "cluster" and not row.name for row in told.rows)
        if told.refused or nameless or not told.rows:
            # Without its name everything in the cluster would seem to be something else.
            raise unreadable("/cluster/status")
        return told

    async def _permitted(
        self, entries: Rows[Entry], at: datetime, issues: list[Issue]
    ) -> Granted | None:
        """Asked again at once when a type of row comes or goes: it may be hidden, not gone."""
        types = frozenset(entry.type for entry in entries.rows)
        if types != self._types:
            self._granted.expire()
        self._types = types
        await self._granted.renew(self.granted, at)
        if self._granted.problem is not None:
            issues.append(_issue(self._granted.problem))
        return self._granted.value

    async def _kept_version(self, at: datetime) -> str:
        """Asked for again every few minutes: a node may be upgraded under a session."""
        if self._version is None or at - self._version[1] >= _VERSION_GOOD_FOR:
            self._version = await self.version(), at
        return self._version[0]

    async def _bearing(self, reading: Awaitable[T], issues: list[Issue]) -> T | None:
        """An optional answer; that it failed goes to ``issues``."""
        try:
            return await reading
        except ProviderError as error:
            if error.category not in BEARABLE:
                raise
            issues.append(_issue(error))
            return None


def _issue(problem: ProviderError) -> Issue:
    return Issue("inventory", problem.category, problem.message)


def _known(
    at: datetime,
    version: str,
    entries: tuple[Entry, ...],
    online: frozenset[str],
    granted: Granted | None,
    load: Load,
) -> Known:
    """The estate as it is before anything else is asked."""
    listed = {entry.node for entry in entries if entry.type == NODE and entry.node}
    return Known(
        at=at,
        release=number(version),
        nodes=tuple(sorted(listed | online)),
        online=online,
        entries=entries,
        granted=granted,
        found=NOTHING_FOUND,
        wakes_disks=load.wakes_disks,
    )


def _errands(known: Known, look: CloserLook, found: Findings) -> Iterator[Errand[Any]]:
    """All that is read in rounds, by what is known of the estate by now."""
    return areas.errands(replace(known, found=found, releases=of_nodes(look.notes)))
