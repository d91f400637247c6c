"""The most pressing trouble of a resource, copied up to it: the incident roll-up (Pulse 6)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pulse_desktop.model.resource import Consumers, IncidentRollup, Resource, Risk
from pulse_desktop.model.snapshot import ResourceType, Severity
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.risk import (
    DISK_CODES,
    PROTECTION_CODES,
    RANKS,
    REBUILD_CODES,
    is_backup_store,
)

_MOST_IMPACT = 99
"""More consumers than these do not make an incident more pressing."""

_RANK_WEIGHT = 1000


class Concern(StrEnum):
    """What is in danger, in the contract's words."""

    RECOVERABILITY = "recoverability"
    PROTECTION = "protection"
    REBUILD = "rebuild"
    CAPACITY = "capacity"
    AVAILABILITY = "availability"
    DISK_HEALTH = "disk-health"
    HEALTH = "health"


_WEIGHTS: Mapping[Concern, int] = MappingProxyType(
    {
        Concern.RECOVERABILITY: 500,
        Concern.PROTECTION: 400,
        Concern.REBUILD: 300,
        Concern.CAPACITY: 200,
        Concern.AVAILABILITY: 150,
        Concern.DISK_HEALTH: 100,
        Concern.HEALTH: 50,
    }
)

_LABELS: Mapping[Concern, Text] = MappingProxyType(
    {
        Concern.RECOVERABILITY: mark("Incident", "Backup Coverage At Risk"),
        Concern.PROTECTION: mark("Incident", "Protection Reduced"),
        Concern.REBUILD: mark("Incident", "Rebuild In Progress"),
        Concern.CAPACITY: mark("Incident", "Capacity Pressure"),
        Concern.AVAILABILITY: mark("Incident", "Availability Issue"),
        Concern.DISK_HEALTH: mark("Incident", "Disk Health Risk"),
        Concern.HEALTH: mark("Incident", "Resource Health Issue"),
    }
)

_AVAILABILITY_LABELS: Mapping[ResourceType, Text] = MappingProxyType(
    {
        ResourceType.AGENT: mark("Incident", "Host Availability Issue"),
        ResourceType.VM: mark("Incident", "VM Availability Issue"),
    }
)

_ACTIONS: Mapping[Concern, Text] = MappingProxyType(
    {
        Concern.RECOVERABILITY: mark("Incident", "Check that backups succeed and can be restored"),
        Concern.PROTECTION: mark("Incident", "Restore the redundancy before another disk fails"),
        Concern.REBUILD: mark("Incident", "Let the rebuild finish and spare the disks until then"),
        Concern.CAPACITY: mark("Incident", "Free space or add some"),
        Concern.AVAILABILITY: mark("Incident", "Look at the alarm where it was raised"),
        Concern.DISK_HEALTH: mark("Incident", "Save what is on the disk and plan to replace it"),
        Concern.HEALTH: mark("Incident", "Look at what is reported"),
    }
)

_BACKUP_CODES = frozenset({"pbs_datastore_state", "pbs_datastore_error", "backup_target_degraded"})
_CAPACITY_CODE = "capacity_runway_low"
_AVAILABILITY_PREFIX = "availability"
_AVAILABILITY_SUFFIXES = ("_alarm_state", "_health_state")
"""Codes of what an inventory of managed objects says of them."""


@dataclass(frozen=True, slots=True)
class _Trouble:
    code: str
    severity: Severity
    summary: Text


def rolled_up(
    resource: Resource, risk: Risk | None, consumers: Consumers | None, impact: Text | None
) -> IncidentRollup | None:
    """The worst of what ``resource`` reports and is at risk of; ``None`` when all is well.

    ``impact`` is the sentence that goes with ``consumers``.
    """
    troubles = tuple(_troubles(resource, risk))
    if not troubles:
        return None
    hit = min(consumers.count, _MOST_IMPACT) if consumers else 0
    priority = _priority_for(resource, hit)
    worst = min(troubles, key=lambda one: (-priority(one), one.code, str(one.summary)))
    concern = concern_of(resource, worst.code)
    return IncidentRollup(
        count=len(troubles),
        code=worst.code,
        severity=worst.severity,
        summary=worst.summary,
        category=concern.value,
        label=_label(resource, concern),
        priority=priority(worst),
        impact=impact,
        urgency=_urgency(concern, worst.severity),
        action=_ACTIONS[concern],
    )


def concern_of(resource: Resource, code: str) -> Concern:
    """What trouble with that code puts in danger when it is ``resource`` that has it."""
    if code in PROTECTION_CODES:
        return Concern.PROTECTION
    if code in REBUILD_CODES:
        return Concern.REBUILD
    if code in _BACKUP_CODES:
        return Concern.RECOVERABILITY
    return _concern_by_kind(resource, code)


def _concern_by_kind(resource: Resource, code: str) -> Concern:
    keeps_backups = is_backup_store(resource)
    if code == _CAPACITY_CODE:
        return Concern.RECOVERABILITY if keeps_backups else Concern.CAPACITY
    if code in DISK_CODES or resource.type is ResourceType.PHYSICAL_DISK:
        return Concern.DISK_HEALTH
    if keeps_backups:
        return Concern.RECOVERABILITY
    if code.startswith(_AVAILABILITY_PREFIX) or code.endswith(_AVAILABILITY_SUFFIXES):
        return Concern.AVAILABILITY
    return Concern.HEALTH


def _troubles(resource: Resource, risk: Risk | None) -> Iterator[_Trouble]:
    """What is reported, and what is at risk beyond that; each code of an incident once."""
    for incident in resource.incidents:
        said = mark("Incident", "{summary}").given(summary=incident.summary)
        yield _Trouble(incident.code, incident.severity, said)
    reported = {incident.code for incident in resource.incidents}
    for reason in risk.reasons if risk else ():
        if reason.code not in reported:
            yield _Trouble(reason.code, reason.severity, reason.summary)


def _priority_for(resource: Resource, hit: int) -> Callable[[_Trouble], int]:
    def priority(trouble: _Trouble) -> int:
        concern = concern_of(resource, trouble.code)
        return RANKS[trouble.severity] * _RANK_WEIGHT + _WEIGHTS[concern] + hit

    return priority


def _label(resource: Resource, concern: Concern) -> Text:
    if concern is Concern.AVAILABILITY:
        return _AVAILABILITY_LABELS.get(resource.type, _LABELS[concern])
    return _LABELS[concern]


def _urgency(concern: Concern, severity: Severity) -> str:
    if severity is Severity.CRITICAL:
        return "now"
    if concern is Concern.REBUILD:
        return "monitor"
    return "today" if severity is Severity.WARNING else "plan"
