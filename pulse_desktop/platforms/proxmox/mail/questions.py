"""What is asked of a mail gateway, how often, and what it answered last."""

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.recovery import Survey
from pulse_desktop.model.snapshot import Issue
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.envelope import Rows
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.kept import Kept
from pulse_desktop.platforms.proxmox.lanes import Lanes
from pulse_desktop.platforms.proxmox.mail import area, wire
from pulse_desktop.platforms.proxmox.mail.archives import survey
from pulse_desktop.platforms.proxmox.mail.area import Area
from pulse_desktop.platforms.proxmox.mail.queue import QUEUES, Count, counted
from pulse_desktop.platforms.proxmox.mail.wire import (
    Domain,
    Held,
    Member,
    NodeName,
    NodeStatus,
    Score,
    Statistics,
)
from pulse_desktop.provider.numbers import size

T = TypeVar("T")

_POLL = timedelta(seconds=5)
_MINUTE = timedelta(seconds=55)
"""A little less, so that polls a minute apart do not miss every second turn."""

_FIVE_MINUTES = timedelta(minutes=5)
_HOUR = timedelta(hours=1)
_SIX_HOURS = timedelta(hours=6)

_USUAL_S = 10.0
_COUNTING_S = 20.0
"""The gateway sums up its database, or looks at every file of a queue."""

_CLUSTER_S = 30.0
"""The gateway asks all nodes of its cluster, one after the other."""

_MOST_NODES = 32
"""Whose queues are asked for; no cluster is known that comes near."""

_HERE = "localhost"

_NODE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
"""What a node may be called in a path; no host has another name."""

_OUT_OF_REACH = mark(
    "Proxmox", "The gateway cannot reach node {node}: what waits there is in no sum."
)
_UNKNOWN = mark("Proxmox", "This release does not know {path}.")
_UNREADABLE_ROWS = mark("Proxmox", "Rows of a listing that could not be read: {count}.")


class Questions:
    """One session's questions: ``ask`` renews what is due, the rest reads what is known."""

    def __init__(self, lanes: Lanes, gateway: NativeId) -> None:
        self._lanes = lanes
        self._gateway = gateway
        self._status = Kept[NodeStatus](_POLL)
        self._names = Kept[Rows[NodeName]](_FIVE_MINUTES)
        self._members = Kept[Rows[Member]](_MINUTE)
        self._queues: dict[str, Kept[Mapping[str, Count]]] = {}
        self._statistics = Kept[Statistics](_FIVE_MINUTES)
        self._scores = Kept[Rows[Score]](_FIVE_MINUTES)
        self._spam = Kept[Held](_FIVE_MINUTES)
        self._virus = Kept[Held](_FIVE_MINUTES)
        self._domains = Kept[Rows[Domain]](_SIX_HOURS)
        self._survey = Kept[Survey](_HOUR)

    async def ask(self, at: datetime) -> None:
        """Renew what is due.

        Raises:
            ProviderError: A failure that is not of one question alone.
        """
        await _together(self._first(at))
        await _together(self._rest(at))

    @property
    def node(self) -> str | None:
        """The name of the node that answers."""
        told = self._names.value
        return first_line(told.rows[0].node) or None if told and told.rows else None

    @property
    def status(self) -> NodeStatus | None:
        """Of the node that answers."""
        return self._status.fresh

    @property
    def members(self) -> tuple[Member, ...]:
        """The nodes as they were last told."""
        return self._members.value.rows if self._members.value else ()

    @property
    def are_members_fresh(self) -> bool:
        """Whether they were told when they should have been."""
        return self._members.fresh is not None

    @property
    def queues(self) -> Mapping[str, Mapping[str, Count] | None]:
        """By node, then by queue."""
        return {node: kept.fresh for node, kept in self._queues.items()}

    @property
    def statistics(self) -> Statistics | None:
        """Of today."""
        return self._statistics.fresh

    @property
    def scores(self) -> tuple[Score, ...]:
        """Of today's mail."""
        return self._scores.fresh.rows if self._scores.fresh else ()

    @property
    def spam(self) -> Held | None:
        """Held back as spam."""
        return self._spam.fresh

    @property
    def virus(self) -> Held | None:
        """Held back for a virus."""
        return self._virus.fresh

    @property
    def domains(self) -> tuple[Domain, ...] | None:
        """Relay domains, as last told; ``None`` where not one of them could be read."""
        told = self._domains.value
        return None if told is None or (told.refused and not told.rows) else told.rows

    @property
    def survey(self) -> Survey | None:
        """The archives of the configuration on the node that answers."""
        return self._survey.fresh

    def refused(self) -> frozenset[Area]:
        """The areas of which something may not be read."""
        return frozenset(
            where
            for where, kept in self._all()
            if kept.problem is not None and kept.problem.category is Category.FORBIDDEN
        )

    def issues(self) -> tuple[Issue, ...]:
        """What is missing from the picture, and why; each thing once."""
        return tuple(dict.fromkeys(self._issues()))

    def _issues(self) -> Iterator[Issue]:
        for member in self._members.fresh.rows if self._members.fresh else ():
            if member.conn_error:
                said = _OUT_OF_REACH.given(node=first_line(member.name))
                yield Issue(area.CLUSTER.stage, Category.PARTIAL, said)
        for where, kept in self._all():
            problem = kept.problem
            if problem is not None and problem.category is Category.FORBIDDEN:
                yield Issue(where.stage, Category.FORBIDDEN, where.missing())
            elif problem is not None:
                yield Issue(where.stage, problem.category, problem.message)
            elif isinstance(kept.value, Rows) and kept.value.refused:
                said = _UNREADABLE_ROWS.given(count=kept.value.refused)
                yield Issue(where.stage, Category.PROTOCOL, said)

    def _all(self) -> Iterator[tuple[Area, Kept[Any]]]:
        yield area.NODE, self._status
        yield area.NODE, self._names
        yield area.CLUSTER, self._members
        for queues in self._queues.values():
            yield area.QUEUES, queues
        yield area.STATISTICS, self._statistics
        yield area.STATISTICS, self._scores
        yield area.QUARANTINE, self._spam
        yield area.QUARANTINE, self._virus
        yield area.DOMAINS, self._domains
        yield area.BACKUPS, self._survey

    def _first(self, at: datetime) -> Iterator[Coroutine[Any, Any, None]]:
        """The gateway's clock says which day today is, and its cluster whose queues there are."""
        yield self._renew(self._status, "nodes/localhost/status", wire.node_status, at)
        path = "config/cluster/status?list_single_node=1"
        yield self._renew(self._members, path, wire.members, at, _CLUSTER_S)

    def _rest(self, at: datetime) -> Iterator[Coroutine[Any, Any, None]]:
        yield self._renew(self._names, "nodes", wire.node_names, at)
        yield from self._counting(at)
        day = _day(self.status, at)
        yield self._renew(
            self._statistics, f"statistics/mail?{day}", wire.statistics, at, _COUNTING_S
        )
        yield self._renew(
            self._scores, f"statistics/spamscores?{day}", wire.scores, at, _COUNTING_S
        )
        yield self._renew(self._spam, "quarantine/spamstatus", wire.held, at, _COUNTING_S)
        yield self._renew(self._virus, "quarantine/virusstatus", wire.held, at, _COUNTING_S)
        yield self._renew(self._domains, "config/domains", wire.domains, at)
        yield self._survey.renew(partial(self._look_through, at), at)

    def _counting(self, at: datetime) -> Iterator[Coroutine[Any, Any, None]]:
        """The queues of all nodes that can be reached; of this one where none is known."""
        reachable = [one.name for one in self.members if not one.conn_error]
        names = [name for name in reachable if _NODE.fullmatch(name)] if self.members else [_HERE]
        self._queues = {
            name: self._queues.get(name) or Kept(_MINUTE) for name in names[:_MOST_NODES]
        }
        for node, kept in self._queues.items():
            yield kept.renew(partial(self._count, node), at)

    async def _count(self, node: str) -> Mapping[str, Count]:
        """One after the other: the first that is not answered spares a node the others."""
        path = f"nodes/{node}/postfix/qshape?queue="
        return {name: await self._get(path + name, counted, _COUNTING_S) for name in QUEUES}

    async def _look_through(self, at: datetime) -> Survey:
        found = await self._get(f"nodes/{_HERE}/backup", wire.archives, _USUAL_S)
        if found.refused:
            raise ProviderError(Category.PROTOCOL, _UNREADABLE_ROWS.given(count=found.refused))
        return survey(found.rows, self._gateway, at, self._survey.value)

    async def _renew(
        self,
        kept: Kept[T],
        path: str,
        decode: Callable[[bytes], T],
        at: datetime,
        deadline_s: float = _USUAL_S,
    ) -> None:
        await kept.renew(partial(self._get, path, decode, deadline_s), at)

    async def _get(self, path: str, decode: Callable[[bytes], T], deadline_s: float) -> T:
        """What the release does not know is no reason to doubt the product: its version is read."""
        try:
            return await self._lanes.get(path, decode, deadline_s=deadline_s)
        except ProviderError as error:
            if error.category is not Category.WRONG_PRODUCT:
                raise
            raise ProviderError(Category.PROTOCOL, _UNKNOWN.given(path=f"/{path}")) from error


def _day(status: NodeStatus | None, at: datetime) -> str:
    """Today, as the gateway has it: it counts whole days of its own time zone.

    With both ends on one day that day counts; otherwise the last one would not.
    """
    now_s = size(status.time) if status else None
    now_s = now_s or int(at.timestamp())
    return f"starttime={now_s}&endtime={now_s}"


async def _together(calls: Iterable[Coroutine[Any, Any, None]]) -> None:
    """As many at once as there are lanes; the first failure ends the others and is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            for call in calls:
                group.create_task(call)
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
