"""The agent's own answer inside the product's: a result, or an error under status 200."""

from dataclasses import dataclass
from typing import Any

import msgspec

from pulse_desktop.platforms.proxmox.envelope import decoded
from pulse_desktop.platforms.proxmox.ve.agent.reason import Reason

_UNKNOWN_COMMAND = "CommandNotFound"
"""QEMU guest agent protocol, error classes (qemu `qapi/error.json`)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a command returned."""

    value: Any = None
    """Of whatever type."""

    problem: Reason | None = None
    """The agent is alive and refused the command."""


class _Answer(msgspec.Struct):
    result: Any = None


def result(body: bytes) -> Result:
    """``{"data": {"result": …}}``. Raises ``Unreadable`` for anything else."""
    value = decoded(body, _Answer).result
    error = value.get("error") if isinstance(value, dict) else None
    if error is None:
        return Result(value)
    known = error.get("class") if isinstance(error, dict) else None
    return Result(problem=Reason.UNSUPPORTED if known == _UNKNOWN_COMMAND else Reason.ERROR)
