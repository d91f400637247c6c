"""The governed labels of memory sources: how far each is trusted, and what else it is called.

A label is put into its one spelling when it is selected, when it is recorded, and when it is read
back (Pulse, memory source catalogue).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType

from pulse_desktop.model.text import Text, mark


class Trust(StrEnum):
    """How a figure is to be taken, in the contract's words."""

    PREFERRED = "preferred"
    DERIVED = "derived"
    FALLBACK = "fallback"


class Reliability(IntEnum):
    """What a figure weighs against an earlier one."""

    LOW = 0
    FALLBACK = 1
    TRUSTED = 2


class Label(StrEnum):
    """The canonical labels."""

    UNKNOWN = "unknown"
    NODES_ENDPOINT = "nodes-endpoint"
    NODE_STATUS_USED = "node-status-used"
    PREVIOUS = "previous-snapshot"
    AVAILABLE = "available-field"
    CACHES = "derived-free-buffers-cached"
    TOTAL_MINUS_USED = "derived-total-minus-used"
    AGENT_MEMINFO = "guest-agent-meminfo"
    RRD_AVAILABLE = "rrd-memavailable"
    RRD_USED = "rrd-memused"
    HOST_AGENT = "agent"
    STATUS_MEM = "status-mem"
    STATUS_FREEMEM = "status-freemem"
    STATUS_UNAVAILABLE = "status-unavailable"
    RESOURCES = "cluster-resources"
    POWERED_OFF = "powered-off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is known of one label."""

    name: str
    trust: Trust
    reliability: Reliability = Reliability.FALLBACK
    fallback_reason: str | None = None
    """Why something better was not to be had; ``None`` for what is no fallback."""

    says: Text
    """Where the figure is from, in the user's words."""


def entry(label: str) -> Entry:
    """The entry of ``label`` in any spelling. An unlisted one is kept, and trusted little."""
    name = canonical(label)
    found = _BY_NAME.get(name)
    if found is not None:
        return found
    says = mark("Proxmox", "source “{name}”").given(name=name)
    return Entry(name=name, trust=Trust.FALLBACK, says=says)


def canonical(label: str) -> str:
    """The one spelling of ``label``; nothing at all is ``unknown``."""
    plain = label.strip().lower()
    return _ALIASES.get(plain, plain)


def fallback_reason(label: str, given: str | None = None) -> str | None:
    """``given`` where there is one, else what the catalogue says."""
    return (given or "").strip() or entry(label).fallback_reason


_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "": Label.UNKNOWN,
        "avail-field": Label.AVAILABLE,
        "meminfo-available": Label.AVAILABLE,
        "node-status-available": Label.AVAILABLE,
        "meminfo-derived": Label.CACHES,
        "calculated": Label.CACHES,
        "meminfo-total-minus-used": Label.TOTAL_MINUS_USED,
        "rrd-available": Label.RRD_AVAILABLE,
        "rrd-data": Label.RRD_USED,
        "listing-mem": Label.RESOURCES,
        "listing": Label.RESOURCES,
    }
)


def _fallback(
    name: Label, says: Text, reliability: Reliability = Reliability.FALLBACK, reason: str = ""
) -> Entry:
    return Entry(
        name=name,
        trust=Trust.FALLBACK,
        reliability=reliability,
        fallback_reason=reason or name.value,
        says=says,
    )


CATALOGUE = (
    _fallback(Label.UNKNOWN, mark("Proxmox", "source unknown"), Reliability.LOW),
    _fallback(Label.NODES_ENDPOINT, mark("Proxmox", "the list of nodes")),
    _fallback(Label.NODE_STATUS_USED, mark("Proxmox", "the node's “used”, caches included")),
    _fallback(
        Label.PREVIOUS,
        mark("Proxmox", "the figure before"),
        reason="preserved-previous-snapshot",
    ),
    Entry(
        name=Label.AVAILABLE,
        trust=Trust.PREFERRED,
        reliability=Reliability.TRUSTED,
        says=mark("Proxmox", "available memory, as the system tells it"),
    ),
    Entry(
        name=Label.CACHES,
        trust=Trust.DERIVED,
        reliability=Reliability.TRUSTED,
        says=mark("Proxmox", "worked out from free memory, buffers and caches"),
    ),
    Entry(
        name=Label.TOTAL_MINUS_USED,
        trust=Trust.DERIVED,
        fallback_reason=Label.TOTAL_MINUS_USED.value,
        says=mark("Proxmox", "worked out from what is used, without the caches"),
    ),
    _fallback(
        Label.AGENT_MEMINFO,
        mark("Proxmox", "/proc/meminfo, read by the guest agent"),
        Reliability.TRUSTED,
    ),
    _fallback(
        Label.RRD_AVAILABLE,
        mark("Proxmox", "available memory in the recorded history"),
        Reliability.TRUSTED,
    ),
    _fallback(
        Label.RRD_USED,
        mark("Proxmox", "used memory in the recorded history"),
        Reliability.TRUSTED,
    ),
    _fallback(
        Label.HOST_AGENT,
        mark("Proxmox", "an agent on the machine"),
        Reliability.TRUSTED,
        "host-agent-memory",
    ),
    _fallback(
        Label.STATUS_MEM, mark("Proxmox", "used memory, as the host counts it"), Reliability.LOW
    ),
    _fallback(
        Label.STATUS_FREEMEM,
        mark("Proxmox", "free memory, as the balloon driver counts it"),
        Reliability.LOW,
    ),
    _fallback(
        Label.STATUS_UNAVAILABLE, mark("Proxmox", "no usable figure was given"), Reliability.LOW
    ),
    _fallback(Label.RESOURCES, mark("Proxmox", "the cluster's resource list"), Reliability.LOW),
    Entry(
        name=Label.POWERED_OFF,
        trust=Trust.FALLBACK,
        says=mark("Proxmox", "not running"),
    ),
)

_BY_NAME: Mapping[str, Entry] = MappingProxyType({each.name: each for each in CATALOGUE})
