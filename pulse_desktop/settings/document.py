"""A versioned TOML file: read as plain values, replaced as a whole, never half written."""

import os
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.text import Text, mark

_DAY_S = 86_400

_UNREADABLE = mark("Settings", "{path} cannot be read: {reason}.")
_UNWRITABLE = mark("Settings", "{path} cannot be written: {reason}. The change was not saved.")
_NOT_TOML = mark(
    "Settings",
    "{path} is not valid TOML ({reason}). Mend it or move it away; it was not changed.",
)
_TOO_DEEP = "lists or tables are nested too deeply"
_NO_VERSION = mark(
    "Settings",
    "{path} has no version that this program knows ({reason}); it was not changed.",
)
_NEWER = mark(
    "Settings",
    "{path} was written by a newer Pulse Desktop (version {reason}); it was not changed.",
)

Plain = Mapping[str, object]


def read(path: Path, version: int) -> Plain | None:
    """The file's values, or ``None`` when there is no file.

    Raises:
        SettingsError: It cannot be read, is no TOML, or was written by a newer version. The
            file is left as it is.
    """
    values = read_any(path)
    if values is None:
        return None
    found = values.get("version")
    if isinstance(found, bool) or not isinstance(found, int) or found < 1:
        raise _problem(_NO_VERSION, path, repr(found))
    if found > version:
        raise _problem(_NEWER, path, str(found))
    return values


def read_any(path: Path) -> Plain | None:
    """The values of a file that people write by hand; ``None`` when there is none.

    Raises:
        SettingsError: It cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _problem(_UNREADABLE, path, error.strerror or type(error).__name__) from error
    except RecursionError as error:
        raise _problem(_NOT_TOML, path, _TOO_DEEP) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _problem(_NOT_TOML, path, str(error)) from error


def write(path: Path, edit: Callable[[dict[str, object]], None]) -> None:
    """Apply ``edit`` to the file's document and replace the file as a whole, mode 0600.

    Comments and order that a user gave the file stay where ``edit`` does not touch them.

    Raises:
        SettingsError: It cannot be written; the old file is untouched.
    """
    import tomlkit  # only saving needs it, and it is slow to import

    try:
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        document = tomlkit.parse(old)
        edit(document)
        _replace(path, tomlkit.dumps(document))
    except OSError as error:
        raise _problem(_UNWRITABLE, path, error.strerror or type(error).__name__) from error
    except tomlkit.exceptions.ParseError as error:
        raise _problem(_NOT_TOML, path, str(error)) from error


def seconds(value: object) -> float | None:
    """``value`` as an interval of at most a day, or ``None`` if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 < value <= _DAY_S else None


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(13, "it is read-only", str(path))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _problem(text: Text, path: Path, reason: str) -> SettingsError:
    return SettingsError(text.given(path=str(path), reason=reason))
