"""What the exit status says. Scripts rely on these."""

from enum import IntEnum


class ExitStatus(IntEnum):
    """The whole list."""

    DONE = 0
    BUG = 1
    USAGE = 2
    CONNECTION_FAILED = 3
    PROFILE_IN_USE = 4
    NO_KEYRING = 5
    DATABASE = 6
