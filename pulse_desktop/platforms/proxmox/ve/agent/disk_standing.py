"""A guest's disk usage through short failures: carried from a reading, never from a carried one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pulse_desktop.platforms.proxmox.ve.agent.file_systems import Disks
from pulse_desktop.platforms.proxmox.ve.agent.reason import SETTLED, Reason

CARRIED_FOR = timedelta(minutes=10)
"""How long a reading stands in for those that failed after it (Pulse)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an agent listed, and when."""

    disks: Disks
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What is shown of a guest's disks."""

    reading: Reading | None
    reason: str | None = None
    """Why nothing fresh is known; ``prev-…`` beside a reading that was carried."""


def standing(problem: Reason | None, last: Reading | None, at: datetime) -> Standing:
    """``problem``: what came of asking last; ``None`` where ``last`` did."""
    if problem is None:
        return Standing(last) if last is not None else Standing(None, Reason.NO_STATUS)
    if problem in SETTLED or last is None or at - last.at > CARRIED_FOR:
        return Standing(None, problem)
    return Standing(last, f"prev-{problem}")
