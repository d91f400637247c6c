"""A figure for memory as a reading with its origin, and as the facts behind it."""

from collections.abc import Mapping
from types import MappingProxyType

from pulse_desktop.model.facet import FigureTruth
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.measures import Pairs, share
from pulse_desktop.platforms.proxmox.ve.memory.catalogue import Trust, entry
from pulse_desktop.platforms.proxmox.ve.memory.figure import Figure
from pulse_desktop.platforms.proxmox.ve.memory.steadying import (
    FULL_NOTE,
    NODE_NOTE,
    REPEATED_NOTE,
    Diagnostic,
)

_HOST_SIZE = mark("Proxmox", "What the virtual machine takes of its host's memory")

_TRUST: Mapping[Trust, Text] = MappingProxyType(
    {
        Trust.PREFERRED: mark("Proxmox", "preferred source"),
        Trust.DERIVED: mark("Proxmox", "derived"),
        Trust.FALLBACK: mark("Proxmox", "fallback"),
    }
)

_WHY: Mapping[str, Text] = MappingProxyType(
    {
        REPEATED_NOTE: mark("Proxmox", "the new figure jumps and cannot be trusted"),
        FULL_NOTE: mark("Proxmox", "the new figure says full, and the guest is well"),
        NODE_NOTE: mark("Proxmox", "the node does not tell its status"),
    }
)


def reading(diagnostic: Diagnostic | None) -> Pairs:
    """The figure, where there is one that may stand."""
    if diagnostic is None or not diagnostic.is_running:
        return iter(())
    figure = diagnostic.figure
    return share(Metric.MEMORY, figure.used, figure.total, origin(diagnostic))


def origin(diagnostic: Diagnostic) -> Text:
    """Source, label, trust, reason and age, in one line."""
    figure = diagnostic.figure
    found = entry(figure.source)
    says = _HOST_SIZE if figure.is_host_size else found.says
    age_s = round((diagnostic.at - diagnostic.measured_at).total_seconds())
    told = _told(figure).given(says=says, label=found.name, trust=_TRUST[found.trust])
    if figure.reason not in {None, found.name}:
        told = told.given(**told.parameters, reason=figure.reason or "")
    if age_s < 1:
        return told
    why = next((_WHY[note] for note in figure.notes if note in _WHY), None)
    if why is None:
        return mark("Proxmox", "{told}, {age} s before").given(told=told, age=age_s)
    return mark("Proxmox", "{told}, {age} s before: {why}").given(told=told, age=age_s, why=why)


def _told(figure: Figure) -> Text:
    if figure.reason in {None, entry(figure.source).name}:
        return mark("Proxmox", "{says} ({label}, {trust})")
    return mark("Proxmox", "{says} ({label}, {trust}, {reason})")


def truth(diagnostic: Diagnostic | None) -> FigureTruth | None:
    """What is behind the figure."""
    if diagnostic is None:
        return None
    figure = diagnostic.figure
    return FigureTruth(
        source=figure.source,
        trust=entry(figure.source).trust.value,
        fallback_reason=figure.reason,
        notes=figure.notes,
        used=figure.used,
        total=figure.total,
        measured_at=diagnostic.measured_at,
        inputs=diagnostic.inputs,
    )
