"""What SQLite and the file system refuse, in the user's words."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pulse_desktop.database.job import STOPPED
from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.text import Text, mark

_MEGABYTE = 1_000_000

_STATES = {
    sqlite3.SQLITE_FULL: StoreState.FULL,
    sqlite3.SQLITE_READONLY: StoreState.READ_ONLY,
    sqlite3.SQLITE_PERM: StoreState.READ_ONLY,
    sqlite3.SQLITE_AUTH: StoreState.READ_ONLY,
    sqlite3.SQLITE_BUSY: StoreState.LOCKED,
    sqlite3.SQLITE_LOCKED: StoreState.LOCKED,
    sqlite3.SQLITE_CORRUPT: StoreState.DAMAGED,
    sqlite3.SQLITE_NOTADB: StoreState.DAMAGED,
    sqlite3.SQLITE_IOERR: StoreState.FAILED,
    sqlite3.SQLITE_CANTOPEN: StoreState.FAILED,
    sqlite3.SQLITE_TOOBIG: StoreState.FAILED,
    sqlite3.SQLITE_NOMEM: StoreState.FAILED,
    sqlite3.SQLITE_INTERRUPT: StoreState.STOPPED,
}
"""Primary result codes that the surroundings cause; any other one is a bug of ours."""

_ERRNO_STATES = {
    errno.ENOSPC: StoreState.FULL,
    errno.EDQUOT: StoreState.FULL,
    errno.EACCES: StoreState.READ_ONLY,
    errno.EPERM: StoreState.READ_ONLY,
    errno.EROFS: StoreState.READ_ONLY,
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what goes wrong around the file into ``StoreError``; bugs pass through.

    Raises:
        StoreError: The file is full, read-only, held, damaged or unreachable.
    """
    try:
        yield
    except sqlite3.Error as error:
        state = _state(error, path)
        if state is None:
            raise
        raise StoreError(state, _sentence(state, path, str(error))) from error
    except OSError as error:
        state = _ERRNO_STATES.get(error.errno or 0, StoreState.FAILED)
        raise StoreError(state, _sentence(state, path, error.strerror or "")) from error


def damaged(path: Path) -> StoreError:
    """The file is not one of ours, or no longer."""
    return StoreError(StoreState.DAMAGED, _sentence(StoreState.DAMAGED, path, ""))


def moved(path: Path) -> StoreError:
    """Another file lies where the one that is open was, or none does."""
    message = mark(
        "Database",
        "{path} was moved, replaced or deleted while it was recorded into, so nothing is recorded. "
        "Put it back, or quit and start again to record into what is there then.",
    ).given(path=str(path))
    return StoreError(StoreState.FAILED, message)


def newer(path: Path, found: int, known: int) -> StoreError:
    """A later version of the program wrote the file."""
    message = mark(
        "Database",
        "{path} was written by a newer version of Pulse Desktop (format {found}, this version "
        "reads {known}). It was left as it is. Update Pulse Desktop or choose another profile.",
    ).given(
        path=str(path),
        found=found,
        known=known,
    )
    return StoreError(StoreState.NEWER, message)


def no_room(path: Path, needed_bytes: int, free_bytes: int) -> StoreError:
    """An older file cannot be copied and brought to this version's format on its disk."""
    message = mark(
        "Database",
        "{path} is in an older format. To copy it and change the format takes {needed} MB on its "
        "disk, where {free} MB are free. It was left as it is. Make room there, and recording "
        "begins by itself; or move the older file away to begin a new one.",
    ).given(
        path=str(path),
        needed=-(-needed_bytes // _MEGABYTE),
        free=free_bytes // _MEGABYTE,
    )
    return StoreError(StoreState.FULL, message)


def closed(path: Path) -> StoreError:
    """Somebody asked who had not heard yet that the file is closed, or about to be."""
    message = mark("Database", "{path} is no longer open.").given(path=str(path))
    return StoreError(StoreState.FAILED, message)


def no_room_to_recover(path: Path, needed_bytes: int, free_bytes: int) -> StoreError:
    """What can be read of a damaged file has no room beside it."""
    message = mark(
        "Database",
        "{path} is damaged. To recover what can be read takes up to {needed} MB on its disk, where "
        "{free} MB are free. It was left as it is. Make room there and start again.",
    ).given(
        path=str(path),
        needed=-(-needed_bytes // _MEGABYTE),
        free=free_bytes // _MEGABYTE,
    )
    return StoreError(StoreState.FULL, message)


def _state(error: sqlite3.Error, path: Path) -> StoreState | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_CANTOPEN and not os.access(path.parent, os.W_OK):
        return StoreState.READ_ONLY
    return _STATES.get(primary)


def _sentence(state: StoreState, path: Path, reason: str) -> Text:
    shown = str(path)
    match state:
        case StoreState.FULL:
            return mark(
                "Database",
                "The disk with {path} is full. Recording goes on once there is space again.",
            ).given(path=shown)
        case StoreState.READ_ONLY:
            return mark(
                "Database",
                "{path} may not be written, so nothing is recorded. What it holds can be read.",
            ).given(path=shown)
        case StoreState.LOCKED:
            return mark(
                "Database", "Another program holds {path}. Close it to record again."
            ).given(path=shown)
        case StoreState.STOPPED:
            return STOPPED
        case StoreState.DAMAGED:
            return mark(
                "Database", "{path} is damaged or no Pulse Desktop database. It can be set aside."
            ).given(path=shown)
        case _:
            return mark("Database", "{path} cannot be used ({reason}). Check the disk.").given(
                path=shown,
                reason=reason,
            )
