"""High availability: how the cluster's manager sees its services, and itself."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pulse_desktop.model.snapshot import Incident, Severity
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.ve.area import PROVIDER
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.protection.questions import AVAILABILITY
from pulse_desktop.platforms.proxmox.ve.protection.wire import Standing
from pulse_desktop.provider.numbers import flag, integer

_TROUBLE: Mapping[str, tuple[Severity, Text]] = MappingProxyType(
    {
        "error": (
            Severity.CRITICAL,
            mark("Proxmox", "High availability has given up on it: its state is error"),
        ),
        "fence": (
            Severity.CRITICAL,
            mark("Proxmox", "Its node is being fenced, so that it can be started elsewhere"),
        ),
        "recovery": (
            Severity.WARNING,
            mark("Proxmox", "It is being recovered on another node"),
        ),
        "unknown": (
            Severity.WARNING,
            mark("Proxmox", "High availability does not know its state"),
        ),
    }
)
_SILENT = mark("Proxmox", "High availability has lost touch with the node: {said}")
_NO_QUORUM = mark("Proxmox", "High availability has no quorum: {said}")
_OLD = "old timestamp"
"""The product's words for a resource manager that has said nothing for too long."""


def services(found: Inventory) -> Mapping[int, Standing]:
    """What is managed, by the number of the guest."""
    named = ((_number(row), row) for row in _rows(found) if row.type == "service")
    return {number: row for number, row in named if number is not None}


def of_service(row: Standing) -> Iterator[Incident]:
    """Its trouble, where it is in any."""
    trouble = _TROUBLE.get((row.state or "").lower())
    if trouble is not None:
        severity, summary = trouble
        yield _incident(f"ha:{row.sid or row.id}", f"ha_{row.state}", severity, summary)


def of_node(node: str, found: Inventory) -> Iterator[Incident]:
    """What concerns the node rather than a service."""
    for row in _rows(found):
        said = first_line(row.status or "")
        if row.node != node:
            continue
        if row.type == "lrm" and _OLD in said:
            summary = _SILENT.given(said=said)
            yield _incident(f"ha:lrm:{node}", "ha_lrm_dead", Severity.CRITICAL, summary)
        if row.type == "quorum" and (said != "OK" or not flag(row.quorate)):
            summary = _NO_QUORUM.given(said=said or "—")
            yield _incident("ha:quorum", "ha_no_quorum", Severity.CRITICAL, summary)


def _rows(found: Inventory) -> tuple[Standing, ...]:
    told = found.findings.of(AVAILABILITY).value
    return told.rows if told else ()


def _number(row: Standing) -> int | None:
    """Of ``vm:100``, ``ct:100`` or ``service:vm:100``."""
    return integer((row.sid or row.id).rpartition(":")[2])


def _incident(native_id: str, code: str, severity: Severity, summary: Text) -> Incident:
    return Incident(
        provider=PROVIDER,
        native_id=native_id,
        code=code,
        severity=severity,
        summary=str(summary),
    )
