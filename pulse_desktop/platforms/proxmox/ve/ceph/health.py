"""What Ceph says of its own health, check by check, in its words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Any

from pulse_desktop.model.condition import (
    NEEDS_ATTENTION,
    ONLINE,
    UNKNOWN,
    Condition,
    Shape,
    Status,
)
from pulse_desktop.model.snapshot import Incident, Severity
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.ve.area import PROVIDER
from pulse_desktop.platforms.proxmox.ve.ceph.wire import mapping

FAILING = Condition(Status.OFFLINE, Shape.CRITICAL, mark("Condition", "Failing"))

_CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {"HEALTH_OK": ONLINE, "HEALTH_WARN": NEEDS_ATTENTION, "HEALTH_ERR": FAILING}
)
_SEVERITIES: Mapping[str, Severity] = MappingProxyType({"HEALTH_ERR": Severity.CRITICAL})

_MOST, _LONGEST = 50, 300
"""Checks, and characters of one; Ceph has some eighty kinds and sums each up in one line."""


@dataclass(frozen=True, slots=True)
class Check:
    """``OSD_NEARFULL``, ``HEALTH_WARN``, ``3 nearfull osd(s)``."""

    name: str
    severity: str
    message: str


def status_word(health: object) -> str | None:
    """``HEALTH_WARN``. Before Luminous it had another key."""
    told = mapping(health)
    word = told.get("status") or told.get("overall_status")
    return word.strip().upper() if isinstance(word, str) else None


def condition(word: str | None) -> Condition:
    """How the cluster stands."""
    return _CONDITIONS.get(word or "", UNKNOWN)


def checks(health: object) -> tuple[Check, ...]:
    """What is not as it should be, the worst first; what somebody muted is left out."""
    found = islice(_checks(mapping(mapping(health).get("checks"))), _MOST)
    return tuple(sorted(found, key=lambda one: (one.severity != "HEALTH_ERR", one.name)))


def incidents(found: tuple[Check, ...], fsid: str) -> Iterator[Incident]:
    """Each check as trouble that Ceph reports."""
    for check in found:
        yield Incident(
            provider=PROVIDER,
            native_id=f"ceph:{fsid}:{check.name}",
            code=f"ceph_{check.name.lower()}",
            severity=_SEVERITIES.get(check.severity, Severity.WARNING),
            summary=check.message,
        )


def _checks(told: dict[str, Any]) -> Iterator[Check]:
    for name, raw in told.items():
        check = mapping(raw)
        message = mapping(check.get("summary")).get("message")
        if check.get("muted") is not True:
            said = message if isinstance(message, str) and message.strip() else name
            severity = check.get("severity")
            word = severity if isinstance(severity, str) else ""
            yield Check(name[:_LONGEST], word, said.strip()[:_LONGEST])
