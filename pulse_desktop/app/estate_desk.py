"""Answers the window's intents about estates."""

import asyncio
from typing import TYPE_CHECKING

from pulse_desktop.app.estate_book import EstateBook
from pulse_desktop.model.ids import EstateId
from pulse_desktop.settings.profile import Profile
from pulse_desktop.ui.desk import Tally

if TYPE_CHECKING:  # loaded after first paint
    from pulse_desktop.app.open_estate import OpenEstate


class EstateDesk:
    """Passes them on to the list of estates and to the open one, once there is one."""

    def __init__(self, profile: Profile, book: EstateBook) -> None:
        self._profile = profile
        self._book = book
        self._opened: asyncio.Future[OpenEstate] = asyncio.get_running_loop().create_future()

    def open(self, estate: "OpenEstate") -> None:
        """The first estate is open, or about to be."""
        self._opened.set_result(estate)

    async def switch(self, estate: EstateId) -> None:
        """See ``Estates.switch``. One that is shown may fail to be kept as the current one."""
        opened = await asyncio.shield(self._opened)
        await self._book.look()
        wanted = self._book.estates.of(estate)
        await opened.switch(self._profile.of_estate(wanted.id))
        await self._book.turn_to(wanted.id)

    async def create(self, name: str) -> None:
        """See ``Estates.create``."""
        await self._book.create(name)

    async def rename(self, estate: EstateId, name: str) -> None:
        """See ``Estates.rename``."""
        await self._book.rename(estate, name)

    async def delete(self, estate: EstateId) -> None:
        """See ``Estates.delete``."""
        opened = await asyncio.shield(self._opened)
        await self._book.delete(estate, opened.estate)

    async def tally(self) -> Tally:
        """See ``Estates.tally``. The open estate is counted as it is, the others from disk."""
        from pulse_desktop.app.estate_count import tally  # after first paint

        opened = await asyncio.shield(self._opened)
        profiles = [self._profile.of_estate(each.id) for each in self._book.estates.living]
        return await tally(profiles, None if opened.profile.is_demo else opened.runtime)

    async def restore(self, estate: EstateId) -> None:
        """See ``Estates.restore``."""
        await self._book.restore(estate)
