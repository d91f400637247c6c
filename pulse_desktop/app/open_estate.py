"""The estate that is open: the runtime behind the window, and the way to another one."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

from pulse_desktop.app import collector
from pulse_desktop.app.runtime import Runtime
from pulse_desktop.app.seat import Seats
from pulse_desktop.app.uninterrupted import to_the_end
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.text import mark
from pulse_desktop.settings.profile import Profile

_QUIET_S = 5.0
"""After a switch, until what is left of the other estate is looked for: it stops the window for
some 80 ms, which nobody notices once the rows are there."""


class OpenEstate:
    """Owner of the one runtime that the window shows, from ``open`` to ``close``.

    ``make`` builds the runtime of a profile, ``prepare`` has it recall what was seen last and,
    where this process may, record. ``opened`` is told of each runtime that takes over.
    """

    def __init__(
        self,
        profile: Profile,
        make: Callable[[Profile], Runtime],
        prepare: Callable[[Runtime], Awaitable[None]],
        opened: Callable[[Runtime], None],
        seats: Seats | None = None,
    ) -> None:
        self._profile = profile
        self._make = make
        self._prepare = prepare
        self._opened = opened
        self._seats = seats or Seats(profile, writes=False)
        self._runtime: Runtime | None = None
        self._is_moving = False

    @property
    def runtime(self) -> Runtime | None:
        """The one that is shown; ``None`` before ``open``."""
        return self._runtime

    @property
    def profile(self) -> Profile:
        """Whose it is: the user's, seen from the open estate, or the demo's."""
        return self._profile

    @property
    def estate(self) -> EstateId:
        """Which of the user's it is, or is to be come back to."""
        return self._profile.live.estate

    async def open(self) -> None:
        """Open the first estate. What cannot be opened is the runtime's ``problem``."""
        self._is_moving = True
        self._runtime = self._make(self._profile)
        await self._prepare(self._runtime)
        self._opened(self._runtime)
        await self._runtime.start()
        self._is_moving = False

    async def switch(self, profile: Profile) -> None:
        """Turn to another estate; returns once nothing of the one before is left.

        Nothing happens where ``profile`` is open already: a database has one writer.

        Raises:
            SettingsError: A switch is under way already, or another process has the other
                estate's profile; nothing changed.
            StoreError: The other estate's database cannot be used; nothing changed.
        """
        if self._is_moving:
            raise SettingsError(
                mark("Estates", "Another estate is being opened. Try again in a moment.")
            )
        if profile.database_file == self._profile.database_file:
            return
        self._is_moving = True
        try:
            await self._replace(profile)
        finally:
            self._is_moving = False
        asyncio.get_running_loop().call_later(_QUIET_S, collector.let_go)

    async def close(self) -> None:
        """Stop what is open. A switch that is under way has to be over."""
        if self._runtime is not None:
            await self._runtime.stop()
        await self._seats.keep(None)

    async def _replace(self, profile: Profile) -> None:
        new = await self._ready(profile)
        old, self._runtime, self._profile = self._runtime, new, profile
        self._opened(new)
        if old is not None:
            await to_the_end(old.stop())
        await self._seats.keep(profile)

    async def _ready(self, profile: Profile) -> Runtime:
        """The other estate's runtime, polling. One that does not get there is stopped."""
        async with AsyncExitStack() as undone:
            undone.push_async_callback(self._seats.keep, self._profile)
            await self._seats.take(profile)
            new = self._make(profile)
            undone.push_async_callback(new.stop)
            await self._prepare(new)
            if new.recording_error is not None:
                raise new.recording_error
            await new.start()
            undone.pop_all()
        return new
