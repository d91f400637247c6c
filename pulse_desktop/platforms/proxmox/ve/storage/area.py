"""Storages as an area that is read in rounds."""

from collections.abc import Iterator
from typing import Any

from pulse_desktop.model.snapshot import Issue, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.rounds.trouble import troubles
from pulse_desktop.platforms.proxmox.ve.area import Area
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.known import Known
from pulse_desktop.platforms.proxmox.ve.storage.observed import storages
from pulse_desktop.platforms.proxmox.ve.storage.questions import DEFINITIONS, STANDINGS
from pulse_desktop.platforms.proxmox.ve.wire import NODE

_STAGE = "storage"


def _errands(known: Known) -> Iterator[Errand[Any]]:
    yield Errand(DEFINITIONS)
    for node in known.nodes:
        yield Errand(STANDINGS, node)


def _doubtful(found: Inventory) -> frozenset[ResourceType]:
    """What only the nodes and the configuration know of is not gone before they were heard."""
    nodes = {row.node for row in found.of_type(NODE) if row.node}
    words = found.findings.all_of(STANDINGS)
    heard = {errand.node for errand, told in words if told.value and not told.value.refused}
    configured = found.findings.of(DEFINITIONS).value
    is_whole = nodes <= heard and configured is not None and not configured.refused
    return frozenset() if is_whole else frozenset({ResourceType.STORAGE})


def _issues(found: Inventory) -> Iterator[Issue]:
    named = mark("Proxmox", "The configuration of storages")
    yield from troubles(found.findings, _STAGE, DEFINITIONS, named)
    named = mark("Proxmox", "What is active of the storages")
    yield from troubles(found.findings, _STAGE, STANDINGS, named)


STORAGE = Area(
    name=_STAGE,
    errands=_errands,
    observations=storages,
    doubtful=_doubtful,
    issues=_issues,
)
