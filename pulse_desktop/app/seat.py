"""The writer's seat of a profile: taken, borrowed from a recorder, or left to the window in it."""

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path

from pulse_desktop.app.local_socket import (
    Loan,
    LocalServer,
    Manners,
    borrow,
    listening,
    raise_other,
)
from pulse_desktop.model.errors import ProfileInUse, SettingsError
from pulse_desktop.model.text import mark
from pulse_desktop.settings.profile import Profile, make_directories
from pulse_desktop.settings.writer_lock import WriterLock

logger = logging.getLogger(__name__)

_PATIENCE_S = 3.0
"""Another window may hold the profile and not listen yet, or no more: it starts, or it closes."""

_RETRY_S = 0.1

_IN_USE = mark(
    "Estates", "Another window or a recorder has it in use. Close that one, then try again."
)


@dataclass(frozen=True, slots=True)
class Seat:
    """The right to write the profile."""

    lock: WriterLock | None
    """``None`` where not even a lock file can be made: nothing will be written (S-01)."""

    loan: Loan | None = None
    """From the recorder that wrote before and will again."""

    async def leave(self) -> None:
        """Give the seat up. Everything must be on disk."""
        if self.lock is not None:
            self.lock.release()
        if self.loan is not None:
            await self.loan.give_back()


class Seats:
    """The seats of one window: its own profile's, and that of one which it shows meanwhile.

    A window that may not write its own profile writes no other one either. It listens at each
    seat that it takes, so that a second start there raises it; its own is listened at by whoever
    holds that.
    """

    def __init__(self, own: Profile, *, writes: bool, manners: Manners | None = None) -> None:
        self._own = own.lock_file
        self._writes = writes
        self._manners = manners or Manners()
        self._others: dict[Path, Seat] = {}
        self._servers: dict[Path, LocalServer] = {}

    def may_write(self, profile: Profile) -> bool:
        """Whether this process is the one that writes ``profile``."""
        if profile.lock_file == self._own or not self._writes:
            return self._writes
        seat = self._others.get(profile.lock_file)
        return seat is not None and seat.lock is not None

    async def take(self, profile: Profile) -> None:
        """Have a seat of ``profile``, before it is shown.

        Raises:
            SettingsError: Another process has it.
        """
        place = profile.lock_file
        if not self._writes or place == self._own or place in self._others:
            return
        await asyncio.to_thread(make_directories, profile)
        try:
            seat = await take_seat(profile)
        except ProfileInUse as error:
            raise SettingsError(_IN_USE) from error
        if seat is None:
            raise SettingsError(_IN_USE)
        self._others[place] = seat
        self._servers[place] = await listening(profile.socket_file, self._manners)

    async def keep(self, profile: Profile | None) -> None:
        """Leave every other seat that was taken. Everything must be on disk."""
        kept = None if profile is None else profile.lock_file
        for place in [place for place in self._others if place != kept]:
            server = self._servers.pop(place, None)
            if server is not None:
                await server.close()
            await self._others.pop(place).leave()


async def take_seat(profile: Profile) -> Seat | None:
    """The seat for a window; ``None`` when another window has it and was raised instead.

    Raises:
        ProfileInUse: Somebody writes who neither has a window nor hands over.
    """
    lock = WriterLock(profile.lock_file)
    deadline = asyncio.get_running_loop().time() + _PATIENCE_S
    while True:
        try:
            lock.acquire()
        except OSError as error:
            logger.warning("no lock can be made, so nothing is written: %s", error)
            return Seat(None)
        except ProfileInUse:
            if await raise_other(profile.socket_file):
                return None
            loan = await borrow(profile.socket_file)
            if loan is not None:
                lock.acquire()
                return Seat(lock, loan)
            if asyncio.get_running_loop().time() > deadline:
                raise
            await asyncio.sleep(_RETRY_S)
        else:
            return Seat(lock)
