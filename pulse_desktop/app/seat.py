"""The writer's seat of a profile: taken, borrowed from a recorder, or left to the window in it."""

import asyncio
import logging
from dataclasses import dataclass

from pulse_desktop.app.local_socket import Loan, borrow, raise_other
from pulse_desktop.model.errors import ProfileInUse
from pulse_desktop.settings.profile import Profile
from pulse_desktop.settings.writer_lock import WriterLock

logger = logging.getLogger(__name__)

_PATIENCE_S = 3.0
"""Another window may hold the profile and not listen yet, or no more: it starts, or it closes."""

_RETRY_S = 0.1


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
