"""Answers the window's intents about the demo estate."""

import asyncio
from typing import TYPE_CHECKING

from pulse_desktop.app.ground import authored_estate
from pulse_desktop.model.clock import Clock, utc_now
from pulse_desktop.model.tour import Stop
from pulse_desktop.settings.policy import expect_demo_allowed
from pulse_desktop.settings.profile import Profile

if TYPE_CHECKING:  # loaded after first paint
    from pulse_desktop.app.open_estate import OpenEstate


class DemoDesk:
    """Asks whether it is allowed, and has the open estate exchanged."""

    def __init__(self, profile: Profile, now: Clock = utc_now) -> None:
        self._demo = profile if profile.is_demo else profile.demo()
        self._now = now
        self._opened: asyncio.Future[OpenEstate] = asyncio.get_running_loop().create_future()

    def open(self, estate: "OpenEstate") -> None:
        """The first estate is open, or about to be."""
        self._opened.set_result(estate)

    async def enter(self) -> None:
        """See ``Demo.enter``. Nothing is made before a policy was asked."""
        opened = await asyncio.shield(self._opened)
        if opened.profile.is_demo:
            return
        await asyncio.to_thread(expect_demo_allowed, self._demo.policy_files)
        await asyncio.to_thread(authored_estate, self._demo)  # loads modules
        # Not before: meanwhile the user may have turned to another estate.
        await opened.switch(opened.profile.demo(self._demo.demo_scale))

    async def leave(self) -> None:
        """See ``Demo.leave``."""
        opened = await asyncio.shield(self._opened)
        if opened.profile.is_demo:
            await opened.switch(opened.profile.live)

    def tour(self) -> tuple[Stop, ...]:
        """See ``Demo.tour``."""
        authored = authored_estate(self._demo)
        return () if authored is None else authored.tour(self._now())
