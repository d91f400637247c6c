"""A file that is there whole, or not at all. No Qt."""

import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from pulse_desktop.model.errors import ExportError
from pulse_desktop.model.text import mark

_AS_IT_STANDS = os.O_WRONLY | getattr(os, "O_BINARY", 0)
_NEW = _AS_IT_STANDS | os.O_CREAT | os.O_EXCL
_MODE = 0o666
"""Before the user's mask: an export is a document like any other."""


def write_whole(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Have ``write`` fill a file beside ``path``, then put it in its place.

    A link is followed. What is no document (a pipe, a device) is written to as it stands.

    Raises:
        ExportError: It cannot be written; a document that was there before is untouched.
    """
    try:
        if _is_document(path):
            _put_in_place(path.resolve(), write)
        else:
            with os.fdopen(os.open(path, _AS_IT_STANDS), "wb") as file:
                write(file)
    except OSError as error:
        raise ExportError(
            mark("Export", "{path} cannot be written: {reason}. Choose another place.").given(
                path=str(path), reason=_reason(error)
            )
        ) from error


def write_bytes(path: Path, body: bytes) -> None:
    """As ``write_whole``, for what is there at once.

    Raises:
        ExportError: It cannot be written; what was there before is untouched.
    """

    def write(file: BinaryIO) -> None:
        file.write(body)

    write_whole(path, write)


def _is_document(path: Path) -> bool:
    """Whether a file may take the place of what ``path`` leads to, if anything."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return True


def _put_in_place(path: Path, write: Callable[[BinaryIO], None]) -> None:
    new = path.with_name(f".pulse-{secrets.token_hex(6)}{path.suffix}")
    try:
        with os.fdopen(os.open(new, _NEW, _MODE), "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    """In the system's words, as the middle of a sentence."""
    words = error.strerror or type(error).__name__
    return words[:1].lower() + words[1:]
