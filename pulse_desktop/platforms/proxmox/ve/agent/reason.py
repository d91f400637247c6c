"""Why a guest agent told nothing. One classification for all that is asked of it."""

import re
from enum import StrEnum

from pulse_desktop.model.errors import Category, ProviderError


class Reason(StrEnum):
    """In the contract's words."""

    VM_STOPPED = "vm-stopped"
    DISABLED = "agent-disabled"
    NOT_RUNNING = "agent-not-running"
    TIMEOUT = "agent-timeout"
    DENIED = "permission-denied"
    ERROR = "agent-error"
    UNSUPPORTED = "unsupported"
    """The agent is alive and does not know the command."""

    NO_FILE_SYSTEMS = "no-filesystems"
    ONLY_SPECIAL = "special-filesystems-only"
    NO_STATUS = "no-status"
    """The node could not be reached, or nobody has asked yet."""


SETTLED = frozenset({Reason.VM_STOPPED, Reason.DISABLED})
"""Nothing is missing for a while: there is nothing to be had."""

_BY_TEXT = (
    (re.compile(r"guest agent is not running|qga socket", re.IGNORECASE), Reason.NOT_RUNNING),
    (re.compile(r"^VM \d+ is not running", re.IGNORECASE), Reason.VM_STOPPED),
    (re.compile(r"no qemu guest agent configured", re.IGNORECASE), Reason.DISABLED),
    (re.compile(r"timeout|timed out|deadline exceeded", re.IGNORECASE), Reason.TIMEOUT),
    (
        re.compile(r"permission check failed|forbidden|not allowed", re.IGNORECASE),
        Reason.DENIED,
    ),
)
"""In this order (qemu-server `PVE/QemuServer/Agent.pm`)."""

_BY_CATEGORY = {
    Category.FORBIDDEN: Reason.DENIED,
    Category.TIMEOUT: Reason.TIMEOUT,
    Category.PARTIAL: Reason.NO_STATUS,
}


def reason_of(error: ProviderError) -> Reason:
    """What a refused call of the agent's means."""
    return _BY_CATEGORY.get(error.category) or reason_in(
        str(error.message.parameters.get("said", ""))
    )


def reason_in(said: str) -> Reason:
    """What the product's own sentence means."""
    return next((reason for text, reason in _BY_TEXT if text.search(said)), Reason.ERROR)
