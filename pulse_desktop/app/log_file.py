"""The log: a file of bounded size below the profile, and a terminal where there is one."""

import logging
import sys
from logging.handlers import RotatingFileHandler

from pulse_desktop.settings.profile import Profile

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_LARGEST_BYTES = 1_000_000
_OLDER_FILES = 3


def log_to(profile: Profile, *, also_to_terminal: bool) -> None:
    """Log from now on. A log file that cannot be written is done without (S-01)."""
    handlers: list[logging.Handler] = []
    if also_to_terminal:
        handlers.append(logging.StreamHandler(sys.stderr))
    try:
        handlers.append(
            RotatingFileHandler(
                profile.log_file,
                maxBytes=_LARGEST_BYTES,
                backupCount=_OLDER_FILES,
                encoding="utf-8",
                errors="backslashreplace",
                delay=False,
            )
        )
    except OSError:
        handlers.append(logging.NullHandler())
    logging.basicConfig(level=logging.INFO, format=_FORMAT, handlers=handlers, force=True)
    for chatty in ("httpx", "httpcore", "urllib3", "qasync", "proxmoxer"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
