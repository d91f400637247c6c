"""What is asked of a backup server, how often, and what it answered last."""

import asyncio
from collections.abc import Coroutine, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.snapshot import Issue
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.backup import wire
from pulse_desktop.platforms.proxmox.backup.privileges import (
    ALL,
    STORES,
    SYSTEM,
    Granted,
    Reach,
    Wanted,
)
from pulse_desktop.platforms.proxmox.backup.release import (
    WITH_ALL_COLLECTIONS,
    WITH_SYNC_DIRECTION,
    Number,
)
from pulse_desktop.platforms.proxmox.backup.store_path import store_path
from pulse_desktop.platforms.proxmox.backup.stores import is_readable
from pulse_desktop.platforms.proxmox.backup.wire import (
    Collection,
    Job,
    NodeStatus,
    Store,
    StoreStatus,
    Task,
    Usage,
)
from pulse_desktop.platforms.proxmox.envelope import Rows
from pulse_desktop.platforms.proxmox.kept import Kept
from pulse_desktop.platforms.proxmox.lanes import Lanes

_POLL = timedelta(seconds=5)
_MINUTE = timedelta(seconds=55)
"""A little less, so that polls a minute apart do not miss every second turn."""

_FIVE_MINUTES = timedelta(minutes=5)
_TEN_MINUTES = timedelta(minutes=10)

_USUAL_S = 5.0
_NODE_S = 10.0
USAGE_S = 10.0
"""The server asks every file system in turn for this one."""

_TASKS = 200
"""More than all jobs and guests of a homelab end between two polls."""

_DIRECTION = "sync-direction"
"""Jobs that push are listed only to who asks for all directions."""

STAGE = "inventory"

_NOT_TOGETHER = mark(
    "Proxmox",
    "The usage of all datastores together did not come within {seconds} s. Each is asked by "
    "itself from now on, and what the server foresees stays unknown.",
).given(seconds=round(USAGE_S))


class Questions:
    """One session's questions: ``ask`` renews what is due, the rest reads what is known."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self._granted = Kept[Granted](_TEN_MINUTES)
        self._stores = Kept[Rows[Store]](_MINUTE)
        self._usage = Kept[Rows[Usage]](_MINUTE)
        self._usage_of: dict[str, Kept[StoreStatus]] = {}
        self._status = Kept[NodeStatus](_POLL)
        self._collections = Kept[Rows[Collection]](_FIVE_MINUTES)
        self._jobs = {kind: Kept[Rows[Job]](_FIVE_MINUTES) for kind in ("sync", "verify", "prune")}
        self._tasks = Kept[Rows[Task]](_MINUTE)
        self._known_stores: tuple[Store, ...] = ()
        self._is_apart = False
        self._knows_direction = True

    async def ask(self, number: Number, at: datetime) -> None:
        """Renew what is due.

        Raises:
            ProviderError: A failure that is not of one question alone.
        """
        await self._renew_granted(at)
        await self._stores.renew(self._read_stores, at)
        if not self._listed():
            # Nothing at all is also what one is told who may not see anything.
            self._granted.expire()
            await self._renew_granted(at)
        if self._listed() or self.sees_all_stores:
            self._known_stores = self._listed()
        await _together(self._rest(number, at))
        if self._usage.problem and self._usage.problem.category is Category.TIMEOUT:
            self.ask_apart()
            await _together(self._usages(at))

    def ask_apart(self) -> None:
        """Ask for each store's usage by itself from now on: a broken one holds up the others'."""
        self._is_apart = True

    async def _renew_granted(self, at: datetime) -> None:
        """Soon again while something is missing. Other rights make all other answers old."""
        before = self._granted.value
        if before is not None and any(w.reach(before) is not Reach.EVERYWHERE for w in ALL):
            self._granted.expire()
        await self._granted.renew(self.read_granted, at)
        if before is not None and self._granted.value != before:
            for kept in self._all():
                if kept is not self._granted:
                    kept.expire()

    async def read_granted(self) -> Granted:
        """What the credential may see."""
        return await self._lanes.get("access/permissions", wire.permissions)

    @property
    def granted(self) -> Granted | None:
        """The same, as it was told last; ``None`` while it is not known."""
        return self._granted.fresh

    @property
    def stores(self) -> tuple[Store, ...]:
        """All that are known; they stay known when they are out of sight."""
        return self._known_stores

    @property
    def answering_stores(self) -> tuple[str, ...]:
        """Those that can be looked into, by name."""
        names = self._readable()
        if not self._is_apart:
            return tuple(names)
        return tuple(n for n in names if n in self._usage_of and self._usage_of[n].fresh)

    @property
    def sees_all_tasks(self) -> bool:
        """Whether those of others are told of, too."""
        return self._reach(SYSTEM) is Reach.EVERYWHERE and self._tasks.fresh is not None

    @property
    def sees_all_stores(self) -> bool:
        """Whether one that is not listed is gone."""
        listed = self._stores.fresh
        may_see_all = self.granted is not None and STORES.reach(self.granted) is Reach.EVERYWHERE
        are_named = listed is not None and all(row.store for row in listed.rows)
        return may_see_all and listed is not None and not listed.refused and are_named

    @property
    def usage(self) -> Mapping[str, Usage]:
        """By store."""
        if self._is_apart:
            return {name: _as_usage(name, kept) for name, kept in self._usage_of.items()}
        return {row.store: row for row in _rows(self._usage)}

    @property
    def status(self) -> NodeStatus | None:
        """Of the server."""
        return self._status.fresh

    @property
    def collections(self) -> Mapping[str, Collection]:
        """By store, in the order of their names."""
        rows = self._collections.value.rows if self._collections.value else ()
        return {row.store: row for row in sorted(rows, key=lambda row: row.store) if row.store}

    def jobs(self, kind: str) -> tuple[Job, ...]:
        """``sync``, ``verify`` or ``prune`` jobs, as last told."""
        told = self._jobs[kind].value
        return tuple(sorted(told.rows, key=lambda row: row.id)) if told else ()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The newest ones."""
        return _rows(self._tasks)

    def issues(self) -> Iterator[Issue]:
        """What is missing from the picture, and why."""
        yield from self._permissions()
        if self._is_apart:
            yield Issue(STAGE, Category.TIMEOUT, _NOT_TOGETHER)
        for kept in self._all():
            if kept.problem is not None:
                yield Issue(STAGE, kept.problem.category, kept.problem.message)
            elif isinstance(kept.value, Rows) and kept.value.refused:
                said = mark("Proxmox", "Rows of a listing that could not be read: {count}.")
                yield Issue(STAGE, Category.PROTOCOL, said.given(count=kept.value.refused))

    def _readable(self) -> list[str]:
        """Stores that can be looked into, as far as is known before asking."""
        granted = self.granted
        return sorted(
            row.store
            for row in self.stores
            if is_readable(row) and (granted is None or STORES.opens(row.store, granted))
        )

    def _all(self) -> Iterator[Kept[Any]]:
        yield from (self._granted, self._stores, self._status, self._collections, self._tasks)
        yield from self._jobs.values()
        yield from self._usage_of.values() if self._is_apart else (self._usage,)

    def _permissions(self) -> Iterator[Issue]:
        for wanted in ALL:
            if self._reach(wanted) is Reach.NOWHERE:
                yield Issue("permissions", Category.FORBIDDEN, wanted.missing())

    def _reach(self, wanted: Wanted) -> Reach | None:
        return None if self.granted is None else wanted.reach(self.granted)

    def _listed(self) -> tuple[Store, ...]:
        """What has no name cannot be asked about."""
        rows = self._stores.value.rows if self._stores.value else ()
        return tuple(row for row in rows if row.store)

    def _rest(self, number: Number, at: datetime) -> Iterator[Coroutine[Any, Any, None]]:
        if self._reach(SYSTEM) is not Reach.NOWHERE:
            yield self._status.renew(self._read_status, at)
        yield from self._usages(at)
        yield self._collections.renew(partial(self._read_collections, number), at)
        for kind, kept in self._jobs.items():
            yield kept.renew(partial(self._read_jobs, kind, number), at)
        yield self._tasks.renew(self._read_tasks, at)

    def _usages(self, at: datetime) -> Iterator[Coroutine[Any, Any, None]]:
        if not self._is_apart:
            yield self._usage.renew(self._read_usage, at)
            return
        names = self._readable()
        self._usage_of = {n: self._usage_of.get(n) or Kept(_MINUTE) for n in names}
        for name, kept in self._usage_of.items():
            yield kept.renew(partial(self._read_usage_of, name), at)

    async def _read_stores(self) -> Rows[Store]:
        return await self._lanes.get("admin/datastore", wire.stores, deadline_s=_USUAL_S)

    async def _read_status(self) -> NodeStatus:
        path = "nodes/localhost/status"
        return await self._lanes.get(path, wire.node_status, deadline_s=_NODE_S)

    async def _read_usage(self) -> Rows[Usage]:
        path = "status/datastore-usage"
        return await self._lanes.get(path, wire.usage, deadline_s=USAGE_S)

    async def _read_usage_of(self, store: str) -> StoreStatus:
        path = store_path(store, "status")
        return await self._lanes.get(path, wire.store_status, deadline_s=_USUAL_S)

    async def _read_collections(self, number: Number) -> Rows[Collection]:
        if number >= WITH_ALL_COLLECTIONS:
            return await self._lanes.get("admin/gc", wire.collections)
        names = self._readable()
        found = [await self._lanes.get(store_path(name, "gc"), wire.collection) for name in names]
        return Rows(tuple(found))

    async def _read_jobs(self, kind: str, number: Number) -> Rows[Job]:
        asks_all = kind == "sync" and number >= WITH_SYNC_DIRECTION
        if asks_all and self._knows_direction:
            try:
                return await self._lanes.get(f"admin/{kind}?{_DIRECTION}=all", wire.jobs)
            except ProviderError as error:
                if _DIRECTION not in str(error.message.parameters.get("said", "")):
                    raise
                self._knows_direction = False
        return await self._lanes.get(f"admin/{kind}", wire.jobs)

    async def _read_tasks(self) -> Rows[Task]:
        return await self._lanes.get(f"nodes/localhost/tasks?limit={_TASKS}", wire.tasks)


async def _together(works: Iterator[Coroutine[Any, Any, None]]) -> None:
    """All at once; the first failure ends the others and is raised by itself."""
    try:
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work)
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None


def _rows(kept: Kept[Rows[Any]]) -> tuple[Any, ...]:
    return kept.fresh.rows if kept.fresh else ()


def _as_usage(name: str, kept: Kept[StoreStatus]) -> Usage:
    told, problem = kept.fresh, kept.problem
    if told is None:
        is_down = problem is not None and problem.category is not Category.FORBIDDEN
        return Usage(store=name, error=str(problem) if is_down else None)
    return Usage(
        store=name,
        total=told.total,
        used=told.used,
        avail=told.avail,
        backend_type=told.backend_type,
    )
