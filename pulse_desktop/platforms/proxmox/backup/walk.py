"""Looking through the backups of all stores: in the background, and not more often than needed.

On a store that is broken a walk can occupy a thread of the server for ever, so the first call
that is not answered in time ends walking for as long as the session lasts.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from pulse_desktop.model.recovery import RecoveryPoint, Survey
from pulse_desktop.model.snapshot import Issue
from pulse_desktop.platforms.proxmox.backup.attempts import failed
from pulse_desktop.platforms.proxmox.backup.scope import Scope
from pulse_desktop.platforms.proxmox.backup.search import Search
from pulse_desktop.platforms.proxmox.backup.shelf import Shelf
from pulse_desktop.platforms.proxmox.client import Client
from pulse_desktop.provider.platform import Surroundings

EVERY = timedelta(minutes=5)

PATIENCE_S = 3.0
"""How long a poll waits for a walk; one that takes longer goes on without it."""


class Walk:
    """Owns the walking task until ``aclose``: it outlives the poll that starts it."""

    def __init__(self, client: Client, surroundings: Surroundings) -> None:
        self._client = client
        self._surroundings = surroundings
        self._shelf = Shelf()
        self._task: asyncio.Task[None] | None = None
        self._begun_at: datetime | None = None
        self._namespaces: dict[str, tuple[str, ...]] = {}
        self.survey: Survey | None = None
        """What the last walk that ended had found; ``None`` before the first."""

        self.issues: tuple[Issue, ...] = ()
        """What could not be looked through, the last time."""

        self.is_suspended = False
        """Whether a call was not answered."""

    @property
    def namespaces(self) -> Mapping[str, tuple[str, ...]]:
        """By store, without the root."""
        return MappingProxyType(self._namespaces)

    async def go_on(self, scope: Scope) -> None:
        """Begin a walk when one is due, and wait a little for its end.

        Raises:
            ProviderError: A walk ended with a failure that is not of a store alone.
        """
        if self._task is not None and self._task.done():
            self._take_up(self._task)
        if self._task is None and self._is_due(scope):
            self._begun_at = scope.at
            # No task group of a poll can hold it; what it comes to is taken up by a later one.
            task = self._task = asyncio.get_running_loop().create_task(self._through(scope))
            await asyncio.wait({task}, timeout=PATIENCE_S)
            if task.done():
                self._take_up(task)
            else:
                task.add_done_callback(self._call)

    async def aclose(self) -> None:
        """End the walk and its connection. Safe to call twice."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
            # Nobody waits for what it came to; unread, it would be reported as a leak.
            _ = task.cancelled() or task.exception()
        await self._client.aclose()

    def _is_due(self, scope: Scope) -> bool:
        if self.is_suspended or not scope.stores:
            return False
        return self._begun_at is None or scope.at - self._begun_at >= EVERY

    def _take_up(self, task: asyncio.Task[None]) -> None:
        self._task = None
        task.result()

    def _call(self, task: asyncio.Task[None]) -> None:
        """For a poll that tells what was found; not when the walk was ended from outside."""
        if task is self._task:
            self._surroundings.wake()

    async def _through(self, scope: Scope) -> None:
        found = Search(self._client, self._shelf, scope)
        await found.make()
        self._namespaces.update(found.namespaces)
        self.issues = tuple(found.issues)
        self.is_suspended = found.is_cut_short
        self.survey = Survey(at=scope.at, points=self._points(scope), stores=scope.stores)

    def _points(self, scope: Scope) -> tuple[RecoveryPoint, ...]:
        """The very same tuple while nothing in it changed."""
        failures = failed(scope.tasks, self._shelf.subject, scope.connection)
        points = (*self._shelf.points(), *failures)
        return self.survey.points if self.survey and self.survey.points == points else points
