"""Types of command line arguments: numbers within bounds, and names that can be kept as text."""

import argparse
from collections.abc import Callable
from pathlib import Path

_DAY_S = 86_400.0


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """The type of a whole number from ``least`` to ``most``.

    It raises ``argparse.ArgumentTypeError`` for anything else.
    """

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is no number from {least:,} to {most:,}")
        return number

    return read


def decimal(least: float, most: float) -> Callable[[str], float]:
    """The type of a number from ``least`` to ``most``, otherwise as ``whole_number``."""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is no number from {least:g} to {most:g}")
        return number

    return read


seconds = decimal(0, _DAY_S)
"""The type of a time to wait: a day at most."""


def is_text(argument: str) -> bool:
    """Whether it was written in UTF-8. The bytes of another came in as halves of characters."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        return False
    return True


def saved_path(argument: str) -> Path:
    """The type of a path that goes into a file of settings.

    Raises:
        argparse.ArgumentTypeError: Such a file cannot hold it.
    """
    if not is_text(argument):
        raise argparse.ArgumentTypeError(f"{argument!r} is not written in UTF-8")
    return Path(argument)
