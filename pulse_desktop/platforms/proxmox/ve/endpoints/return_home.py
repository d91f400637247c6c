"""Looks whether the user's own endpoint answers again, while another one is used."""

import asyncio
from datetime import datetime

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.platforms.proxmox.client import Client
from pulse_desktop.platforms.proxmox.ve.endpoints.endpoints import REST, Endpoints

_PROBE_S = 5.0

_NO_WAY = frozenset({Category.DNS, Category.REFUSED, Category.TIMEOUT, Category.PROTOCOL})
"""After anything else something answers there, be it with another certificate."""


class ReturnHome:
    """Owns its task from ``begin`` until ``aclose``: no poll waits for it."""

    def __init__(self, endpoints: Endpoints, own: Client, now: Clock) -> None:
        self._endpoints, self._own, self._now = endpoints, own, now
        self._probed_at: datetime | None = None
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Look, if that is due. A defect of the look before is the poll's."""
        if self._task is not None:
            if not self._task.done():
                return
            task, self._task = self._task, None
            task.result()
        if self._endpoints.is_home or not self._is_due():
            return
        self._probed_at = self._now()
        # No task group of a poll can hold it: a later poll takes up how it ended.
        self._task = asyncio.get_running_loop().create_task(self._probe())

    async def aclose(self) -> None:
        """End it. Safe to call twice."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
            # Nobody waits for what it came to; unread, it would be reported as a leak.
            _ = task.cancelled() or task.exception()
        await self._own.aclose()

    def _is_due(self) -> bool:
        return self._probed_at is None or self._now() - self._probed_at >= REST

    async def _probe(self) -> None:
        try:
            await self._own.get("version", len, deadline_s=_PROBE_S)
        except ProviderError as error:
            if error.category in _NO_WAY:
                return
        self._endpoints.go_home()
