"""The upkeep of the nodes as an area that is read in rounds."""

from collections.abc import Iterator
from typing import Any

from pulse_desktop.model.snapshot import Fact, Incident, Issue
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.rounds.trouble import troubles
from pulse_desktop.platforms.proxmox.upkeep import subscription
from pulse_desktop.platforms.proxmox.upkeep.services import stopped
from pulse_desktop.platforms.proxmox.ve.area import PROVIDER, Area, Details
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.known import Known
from pulse_desktop.platforms.proxmox.ve.privileges import holds
from pulse_desktop.platforms.proxmox.ve.upkeep.certificate import ends_at, expiring
from pulse_desktop.platforms.proxmox.ve.upkeep.questions import (
    CERTIFICATES,
    SERVICES,
    SUBSCRIPTION,
    UPDATES,
)

STAGE = "upkeep"

_AUDIT, _MODIFY = "Sys.Audit", "Sys.Modify"

_UNTIL = mark("Proxmox", "Certificate valid until")


def _errands(known: Known) -> Iterator[Errand[Any]]:
    for node in known.nodes:
        path = f"/nodes/{node}"
        yield Errand(SUBSCRIPTION, node)
        yield Errand(CERTIFICATES, node)
        if known.granted is None or holds(known.granted, _AUDIT, path):
            yield Errand(SERVICES, node)
        # That privilege can change a node, so nobody is asked for it: who has it, has it anyway.
        if known.granted is not None and holds(known.granted, _MODIFY, path):
            yield Errand(UPDATES, node)


def _of_node(node: str, found: Inventory) -> Details:
    updates = found.findings.of(UPDATES, node)
    fields: dict[str, Any] = {}
    if updates.value is not None:
        fields["pending_updates"] = len(updates.value.rows) + updates.value.refused
        fields["pending_updates_checked_at"] = updates.at
    return Details(
        fields=fields,
        facts=tuple(_facts(node, found)),
        incidents=tuple(_incidents(node, found)),
    )


def _facts(node: str, found: Inventory) -> Iterator[Fact]:
    bought = found.findings.of(SUBSCRIPTION, node).value
    if bought is not None:
        yield from subscription.facts(bought)
    certificates = found.findings.of(CERTIFICATES, node).value
    end = ends_at(certificates.rows) if certificates else None
    if end is not None:
        yield Fact(_UNTIL, f"{end:%Y-%m-%d}")


def _incidents(node: str, found: Inventory) -> Iterator[Incident]:
    certificates = found.findings.of(CERTIFICATES, node).value
    end = ends_at(certificates.rows) if certificates else None
    if end is not None:
        yield from expiring(end, node, found.at, PROVIDER)
    # What ran before the node went away says nothing of now.
    services = found.findings.of(SERVICES, node).fresh
    is_on = any(row.node == node and row.status == "online" for row in found.nodes)
    if services is not None and is_on:
        yield from stopped(services.rows, PROVIDER, node)


def _issues(found: Inventory) -> Iterator[Issue]:
    for question, what in (
        (SERVICES, mark("Proxmox", "The list of services")),
        (UPDATES, mark("Proxmox", "The list of updates")),
        (SUBSCRIPTION, mark("Proxmox", "The subscription")),
        (CERTIFICATES, mark("Proxmox", "The list of certificates")),
    ):
        yield from troubles(found.findings, STAGE, question, what)


UPKEEP = Area(name=STAGE, errands=_errands, of_node=_of_node, issues=_issues)
