"""The saved list of estates, while a window is open over one of them.

Every change reads the file again if another process changed it, and waits for the change
before it; so none is lost. While the file cannot be read it is not written either.
"""

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from pulse_desktop.app.estate_purge import purge_estate
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import EstateId
from pulse_desktop.settings import estates_file
from pulse_desktop.settings.estates import EstateList
from pulse_desktop.settings.keyring_store import SecretStore
from pulse_desktop.settings.profile import Profile, folders_in_use

logger = logging.getLogger(__name__)

_LOOK_S = 1.0
"""How often the file is looked at: an edit by another process holds within two seconds."""


class EstateBook:
    """Owner of the list. ``changed`` is called after every change, whoever made it."""

    def __init__(self, profile: Profile, changed: Callable[[], None]) -> None:
        self._profile = profile
        self._changed = changed
        self._estates = EstateList()
        self._problem: str | None = None
        self._turn = asyncio.Lock()

    @property
    def estates(self) -> EstateList:
        """As they were when they could last be read."""
        return self._estates

    async def watch(self) -> None:
        """Follow what other processes change, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(_LOOK_S)

    async def look(self) -> None:
        """Read the list; what cannot be read is logged once, and what was known stays."""
        async with self._turn:
            try:
                found = await self._read()
            except SettingsError as error:
                if str(error) != self._problem:
                    logger.warning("%s", error)
                self._problem = str(error)
                return
            self._problem = None
            if found != self._estates:
                self._take(found)

    async def create(self, name: str) -> None:
        """Make an estate without connections.

        Raises:
            SettingsError: Its name cannot be used, or it cannot be saved.
        """
        taken = await asyncio.to_thread(folders_in_use, self._profile)
        await self._change(lambda estates: estates.with_new(name, taken))

    async def rename(self, estate: EstateId, name: str) -> None:
        """Give an estate another name.

        Raises:
            SettingsError: The name cannot be used, or it cannot be saved.
        """
        await self._change(lambda estates: estates.renamed(estate, name))

    async def delete(self, estate: EstateId, opened: EstateId) -> None:
        """Take an estate out; ``restore`` brings it back until ``purge``.

        Raises:
            SettingsError: It is the open one or the last, or it cannot be saved.
        """
        await self._change(lambda estates: estates.without(estate, opened))

    async def restore(self, estate: EstateId) -> None:
        """Undo ``delete``.

        Raises:
            SettingsError: Another estate has its name by now, or it cannot be saved.
        """
        await self._change(lambda estates: estates.restored(estate))

    async def turn_to(self, estate: EstateId) -> None:
        """Have an estate open at the next start.

        Raises:
            SettingsError: It is not there, or it cannot be saved.
        """
        await self._change(lambda estates: estates.turned_to(estate))

    async def purge(self, secrets: SecretStore) -> None:
        """Delete what deleted estates keep, for good.

        Raises:
            SettingsError: Something cannot be deleted; a later purge tries again.
        """
        await self.look()
        for gone in self._estates.deleted:
            remaining = await purge_estate(self._profile.of_estate(gone.id), secrets)
            if remaining is not None:
                logger.warning("secrets of a deleted estate remain: %s", remaining)
            await self._change(partial(EstateList.purged, identifier=gone.id))

    async def _change(self, change: Callable[[EstateList], EstateList]) -> None:
        async with self._turn:
            changed = change(await self._read())
            await asyncio.to_thread(estates_file.save, self._profile.estates_file, changed)
            self._take(changed)

    async def _read(self) -> EstateList:
        return await asyncio.to_thread(estates_file.load, self._profile.estates_file)

    def _take(self, estates: EstateList) -> None:
        self._estates = estates
        self._changed()
