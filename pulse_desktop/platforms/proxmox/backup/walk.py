"""Looking through the backups of all stores: in the background, one call at a time.

On a store that is broken a walk can occupy a thread of the server for ever, so the first call
that is not answered in time ends walking for as long as the session lasts.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from urllib.parse import urlencode

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.recovery import RecoveryPoint, Survey
from pulse_desktop.model.snapshot import Issue
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.backup import wire
from pulse_desktop.platforms.proxmox.backup.attempts import failed
from pulse_desktop.platforms.proxmox.backup.points import GroupKey, points
from pulse_desktop.platforms.proxmox.backup.shelf import Shelf, Turn
from pulse_desktop.platforms.proxmox.backup.store_path import store_id, store_path
from pulse_desktop.platforms.proxmox.backup.wire import Backup, Group, Task
from pulse_desktop.platforms.proxmox.backup.work import stores_in
from pulse_desktop.platforms.proxmox.client import Client
from pulse_desktop.platforms.proxmox.kept import BEARABLE
from pulse_desktop.provider.platform import Surroundings

EVERY = timedelta(minutes=5)
DEADLINE_S = 25.0
"""Of one call: the server reads every manifest of a namespace for it."""

PATIENCE_S = 3.0
"""How long a poll waits for a walk; one that takes longer goes on without it."""

_FEW = 3
"""Up to so many groups are read one by one; above, their whole namespace is cheaper."""

STAGE = "backups"

_TOUCHING = ("verif", "prune", "sync", "forget")
"""Kinds of tasks; a backup shows in its group's listing."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a walk goes through."""

    connection: ConnectionId
    stores: tuple[str, ...]
    """Those that may be read and can be."""

    all_stores: tuple[str, ...] | None
    """All that there are; ``None`` where some may be out of sight."""

    has_namespaces: bool
    tasks: tuple[Task, ...] = ()
    """The newest ones, newest first."""

    knows_tasks: bool = False
    """Whether those of others are among them."""

    def turn(self, store: str, at: datetime) -> Turn:
        """What is known of a store's last change."""
        touch = next((task.upid for task in self.tasks if _touches(task, store)), None)
        return Turn(at, touch, self.knows_tasks)


class Walk:
    """Owns the walking task until ``aclose``: it outlives the poll that starts it."""

    def __init__(self, client: Client, surroundings: Surroundings) -> None:
        self._client = client
        self._surroundings = surroundings
        self._shelf = Shelf()
        self._task: asyncio.Task[None] | None = None
        self._begun_at: datetime | None = None
        self._survey: Survey | None = None
        self._namespaces: dict[str, tuple[str, ...]] = {}
        self._issues: list[Issue] = []
        self._stopped_at: str | None = None

    @property
    def survey(self) -> Survey | None:
        """What the last walk that ended had found; ``None`` before the first."""
        return self._survey

    @property
    def namespaces(self) -> Mapping[str, tuple[str, ...]]:
        """By store, without the root."""
        return MappingProxyType(self._namespaces)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What could not be looked through, the last time."""
        return tuple(self._issues)

    @property
    def is_suspended(self) -> bool:
        """Whether a call was not answered."""
        return self._stopped_at is not None

    async def go_on(self, scope: Scope, at: datetime) -> None:
        """Begin a walk when one is due, and wait a little for its end."""
        if self._task is not None and self._task.done():
            self._end()
        if self._task is None and self._is_due(scope, at):
            self._begun_at = at
            # No task group of a poll can hold it; its failures are taken up by the next one.
            self._task = asyncio.get_running_loop().create_task(self._through(scope, at))
            await asyncio.wait({self._task}, timeout=PATIENCE_S)
            if self._task.done():
                self._end()
            else:
                self._task.add_done_callback(lambda _: self._surroundings.wake())

    async def aclose(self) -> None:
        """End the walk and its connection. Safe to call twice."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
            # Nobody waits for what it came to; unread, it would be reported as a leak.
            _ = task.cancelled() or task.exception()
        await self._client.aclose()

    def _is_due(self, scope: Scope, at: datetime) -> bool:
        if self.is_suspended or not scope.stores:
            return False
        return self._begun_at is None or at - self._begun_at >= EVERY

    def _end(self) -> None:
        """Take up how it ended; a failure that is not of a store alone is the poll's."""
        task, self._task = self._task, None
        if task is not None and not task.cancelled():
            task.result()

    async def _through(self, scope: Scope, at: datetime) -> None:
        issues: list[Issue] = []
        for store in scope.stores:
            try:
                await self._store(store, scope, at, issues)
            except ProviderError as error:
                if error.category not in BEARABLE:
                    raise
                issues.append(self._noted(store, error))
                if self.is_suspended:
                    break
        if scope.all_stores is not None:
            self._shelf.see_stores(scope.all_stores)
        self._issues = issues
        self._survey = Survey(at=at, points=self._points(scope), stores=scope.stores)

    def _points(self, scope: Scope) -> tuple[RecoveryPoint, ...]:
        """The very same tuple while nothing in it changed."""
        failures = failed(scope.tasks, self._shelf.subject, scope.connection)
        points = (*self._shelf.points(), *failures)
        return self._survey.points if self._survey and self._survey.points == points else points

    def _noted(self, store: str, error: ProviderError) -> Issue:
        if error.category is not Category.TIMEOUT:
            return Issue(STAGE, error.category, error.message)
        self._stopped_at = store
        said = mark(
            "Proxmox",
            "Datastore {store} did not answer within {seconds} s. Backups are not looked through "
            "any more, so that the server is not held up: check the datastore, then pause and "
            "resume the connection.",
        ).given(store=store, seconds=round(DEADLINE_S))
        return Issue(STAGE, Category.TIMEOUT, said)

    async def _store(self, store: str, scope: Scope, at: datetime, issues: list[Issue]) -> None:
        names = await self._named(store) if scope.has_namespaces else ("",)
        self._namespaces[store] = tuple(name for name in names if name)
        for name in names:
            await self._namespace(store, name, scope, at, issues)

    async def _named(self, store: str) -> tuple[str, ...]:
        path = store_path(store, "namespace")
        found = await self._client.get(path, wire.namespaces, deadline_s=DEADLINE_S)
        names = tuple(sorted({row.ns for row in found.rows}))
        if not found.refused:
            self._shelf.see_namespaces(store, names)
        return names

    async def _namespace(
        self, store: str, name: str, scope: Scope, at: datetime, issues: list[Issue]
    ) -> None:
        path = store_path(store, "groups") + _query(ns=name)
        found = await self._client.get(path, wire.groups, deadline_s=DEADLINE_S)
        listed = {_key(store, name, row): row for row in found.rows}
        turn = scope.turn(store, at)
        due = self._shelf.due(listed.items(), turn)
        read = await self._read(store, name, due, issues)
        owner = store_id(scope.connection, store)
        for key, backups in read.items():
            self._shelf.put(key, listed[key], points(key, backups, owner, at), turn)
        if not found.refused:
            self._shelf.see(store, name, listed)

    async def _read(
        self, store: str, name: str, due: list[GroupKey], issues: list[Issue]
    ) -> Mapping[GroupKey, list[Backup]]:
        """The backups of the groups that are due, as far as they could be read."""
        if len(due) > _FEW:
            try:
                return await self._whole(store, name, due)
            except ProviderError as error:
                # One broken backup makes the server refuse the listing of its whole namespace.
                if error.category is not Category.PROTOCOL:
                    raise
        return await self._each(store, name, due, issues)

    async def _whole(
        self, store: str, name: str, due: list[GroupKey]
    ) -> Mapping[GroupKey, list[Backup]]:
        path = store_path(store, "snapshots") + _query(ns=name)
        found = await self._client.get(path, wire.backups, deadline_s=DEADLINE_S)
        read: dict[GroupKey, list[Backup]] = {key: [] for key in due}
        for row in found.rows:
            read.get(_key(store, name, row), []).append(row)
        return read

    async def _each(
        self, store: str, name: str, due: list[GroupKey], issues: list[Issue]
    ) -> Mapping[GroupKey, list[Backup]]:
        read: dict[GroupKey, list[Backup]] = {}
        problem: ProviderError | None = None
        for key in due:
            which = {"backup-type": key.type, "backup-id": key.id}
            path = store_path(store, "snapshots") + _query(ns=name, **which)
            try:
                found = await self._client.get(path, wire.backups, deadline_s=DEADLINE_S)
                read[key] = list(found.rows)
            except ProviderError as error:
                if error.category is not Category.PROTOCOL:
                    raise
                problem = problem or error
        if problem is not None:
            issues.append(Issue(STAGE, problem.category, problem.message))
        return read


def _touches(task: Task, store: str) -> bool:
    """Whether it ended and may have changed what is known of backups that were there before."""
    is_over = task.endtime is not None and task.worker_type.startswith(_TOUCHING)
    return is_over and store in stores_in(task, (store,))


def _key(store: str, namespace: str, row: Group | Backup) -> GroupKey:
    return GroupKey(store=store, namespace=namespace, type=row.backup_type, id=str(row.backup_id))


def _query(**fields: str) -> str:
    """What is empty is left out: the root namespace has no name, and old servers know none."""
    given = {name: value for name, value in fields.items() if value}
    return f"?{urlencode(given)}" if given else ""
