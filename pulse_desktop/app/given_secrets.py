"""Secrets that were handed in on standard input, for machines without a keyring."""

import sys
from collections.abc import Mapping

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import mark


def read_named_secrets() -> Mapping[str, Secret]:
    """``NAME=SECRET`` lines until the end of standard input.

    Raises:
        SettingsError: A line has another shape. The sentence never repeats it.
    """
    secrets: dict[str, Secret] = {}
    for number, line in enumerate(sys.stdin, 1):
        name, separator, value = line.rstrip("\r\n").partition("=")
        if not line.strip():
            continue
        if not separator or not value:
            raise SettingsError(
                mark("Secrets", "Line {number} of standard input is not NAME=SECRET.").given(
                    number=number
                )
            )
        secrets[name.strip()] = Secret(value)
    return secrets


def read_one_secret() -> Secret | None:
    """All of standard input, without the line break at its end; ``None`` when it is empty."""
    given = sys.stdin.read().rstrip("\r\n")
    return Secret(given) if given else None
