"""What was found beside the polls, as parts of the server's observation."""

from collections.abc import Iterator
from typing import Any

from pulse_desktop.model.snapshot import Fact, Incident, Issue
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.backup.care.questions import (
    DISKS,
    HEALTH,
    SERVICES,
    SUBSCRIPTION,
    UPDATES,
)
from pulse_desktop.platforms.proxmox.backup.store_path import SERVER
from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.rounds.trouble import troubles
from pulse_desktop.platforms.proxmox.upkeep import subscription
from pulse_desktop.platforms.proxmox.upkeep.services import stopped

_PROVIDER = "pbs"
_QUESTIONS = (
    (DISKS, "disks", mark("Proxmox", "The list of physical disks")),
    (HEALTH, "disks", mark("Proxmox", "The health of a physical disk")),
    (SERVICES, "upkeep", mark("Proxmox", "The list of services")),
    (UPDATES, "upkeep", mark("Proxmox", "The list of updates")),
    (SUBSCRIPTION, "upkeep", mark("Proxmox", "The subscription")),
)


def fields(found: Findings) -> dict[str, Any]:
    """Of the server's facet."""
    told = found.of(UPDATES, SERVER)
    if told.value is None:
        return {}
    count = len(told.value.rows) + told.value.refused
    return {"pending_updates": count, "pending_updates_checked_at": told.at}


def facts(found: Findings) -> tuple[Fact, ...]:
    """The subscription."""
    told = found.of(SUBSCRIPTION, SERVER).value
    return () if told is None else tuple(subscription.facts(told))


def incidents(found: Findings) -> tuple[Incident, ...]:
    """Services that do not run."""
    told = found.of(SERVICES, SERVER).fresh
    return () if told is None else tuple(stopped(told.rows, _PROVIDER, SERVER))


def issues(found: Findings) -> Iterator[Issue]:
    """What could not be found out, and why."""
    for question, stage, what in _QUESTIONS:
        yield from troubles(found, stage, question, what)
