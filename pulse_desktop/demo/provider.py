"""Reads one connection of the estate, as a provider of a real one would: by the poller's clock."""

import asyncio
import threading
from datetime import datetime

from pulse_desktop.demo.chronicle import Chronicle
from pulse_desktop.demo.grid import on_grid
from pulse_desktop.demo.reader import Reader
from pulse_desktop.demo.shelf import Shelf
from pulse_desktop.demo.summary import Summary
from pulse_desktop.demo.thing import Site
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.text import mark
from pulse_desktop.provider.platform import Surroundings

_NO_REPLY = mark("Demo", "No reply from {host} in 10 s. The way to its site is interrupted.")

_turn = threading.Lock()
"""One connection after the other: together all would be through at the same late moment, because
arithmetic of this kind gains nothing from threads."""


class DemoProvider:
    """A session to one site. What it tells depends on nothing but the clock it was lent."""

    def __init__(
        self, site: Site, reader: Reader, surroundings: Surroundings, shelf: Shelf
    ) -> None:
        self._site = site
        self._surroundings = surroundings
        self._reader = reader
        self._chronicle = Chronicle(site, on_grid(surroundings.now()))
        self._summary = Summary(site, shelf)
        self._is_first = True

    async def collect(self) -> Snapshot:
        """Everything as it is at the newest instant of the grid.

        Raises:
            ProviderError: The story has it that the site cannot be reached now.
        """
        at = on_grid(self._surroundings.now())
        if any(outage.is_on(at) for outage in self._site.outages):
            host = self._site.connection.address
            raise ProviderError(Category.TIMEOUT, _NO_REPLY.given(host=host))
        loop = asyncio.get_running_loop()
        snapshot = await loop.run_in_executor(self._surroundings.workers, self._read, at)
        if self._chronicle.owes:
            self._surroundings.wake()
        return snapshot

    async def aclose(self) -> None:
        """There is nothing to release."""

    def _read(self, at: datetime) -> Snapshot:
        with _turn:
            return self._read_alone(at)

    def _read_alone(self, at: datetime) -> Snapshot:
        if self._is_first:  # somebody waits for the things; the rest follows with the next poll
            self._is_first = False
            return self._reader.glance(at)
        snapshot = self._reader.snapshot(at, self._chronicle.told_by(at))
        self._summary.refill(epoch_ms(at))
        return snapshot
