"""Who this computer is, so that sources that run on it can be told to speak of one machine."""

import platform
from pathlib import Path

_MACHINE_ID_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
"""``machine-id(5)``: 32 lower-case hexadecimal digits and a newline."""


def machine_id() -> str | None:
    """This computer's machine id, lower case; ``None`` where it has none."""
    for path in _MACHINE_ID_FILES:
        try:
            found = path.read_text(encoding="ascii").strip().lower()
        except (OSError, UnicodeDecodeError):
            continue
        if found:
            return found
    return None


def this_host() -> tuple[str, str]:
    """This computer's host name and kernel release."""
    return platform.node(), platform.release()
