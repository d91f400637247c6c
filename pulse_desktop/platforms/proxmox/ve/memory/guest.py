"""Which of the figures for a guest's memory is used."""

from dataclasses import dataclass, replace

from pulse_desktop.platforms.proxmox.ve.memory.catalogue import Label
from pulse_desktop.platforms.proxmox.ve.memory.figure import Figure, selected
from pulse_desktop.platforms.proxmox.ve.memory.node import NOTHING_RECORDED, Counts, Recorded

CACHE_GAP = 4 * 1024**2
"""As a node's, but for guests (Pulse)."""

MISFIT = 128 * 1024**2
"""Used and free memory may exceed the total by this much before they do not fit it (Pulse)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A virtual machine's memory as its host tells it. Bytes."""

    total: int | None = None
    mem: int | None = None
    on_host: int | None = None
    """What the process takes on its host; told from version 9 on."""

    freemem: int | None = None
    balloon: int | None = None
    balloon_actual: int | None = None
    balloon_total: int | None = None
    """What the guest itself says it has."""

    balloon_free: int | None = None
    inside: Counts | None = None
    """What the system inside says of itself, where the status carries it."""

    @property
    def is_of_host(self) -> bool:
        """Whether ``mem`` is what the process takes on its host (qemu-server `QemuServer.pm`)."""
        return self.mem is not None and self.mem == self.on_host and not self.balloon_total


NOTHING_TOLD = Status()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What else speaks of a guest's memory."""

    listed_used: int | None = None
    listed_total: int | None = None
    is_listed_of_host: bool = False
    """The listed figure is what the process takes on its host."""

    recorded: Recorded = NOTHING_RECORDED
    agent_available: int | None = None
    """Of ``/proc/meminfo``, read by the guest agent."""


def machine_memory(status: Status | None, evidence: Evidence) -> Figure:
    """The figure of a running virtual machine. ``status`` is ``None`` where it was not read."""
    if status is None and not (evidence.agent_available or evidence.recorded.available):
        listed = selected(Label.RESOURCES, evidence.listed_used, evidence.listed_total)
        return replace(listed, is_host_size=evidence.is_listed_of_host)
    told = status or NOTHING_TOLD
    total = told.total or evidence.listed_total or 0
    found = _available(told, evidence)
    if found is not None:
        source, available = found
        return selected(source, total - min(available, total), total)
    return _by_host(told, total)


def container_memory(evidence: Evidence) -> Figure:
    """The figure of a running container, of which only the resource list speaks."""
    used, total = evidence.listed_used, evidence.listed_total
    if evidence.recorded.available and total:
        left = min(evidence.recorded.available, total)
        return selected(Label.RRD_AVAILABLE, total - left, total)
    if evidence.recorded.used:
        return selected(Label.RRD_USED, evidence.recorded.used, total)
    # The kernel's own count against the limit: a container that is full is full.
    return replace(selected(Label.RESOURCES, used, total), is_vouched=True)


def powered_off(total: int | None) -> Figure:
    """The figure of what does not run."""
    return selected(Label.POWERED_OFF, 0, total)


def _available(status: Status, evidence: Evidence) -> tuple[Label, int] | None:
    """The first that tells what could be had, and its label."""
    found = _inside(status.inside) if status.inside else None
    if found is not None:
        return found
    if evidence.recorded.available:
        return Label.RRD_AVAILABLE, evidence.recorded.available
    if evidence.agent_available:
        return Label.AGENT_MEMINFO, evidence.agent_available
    return None


def _inside(counts: Counts) -> tuple[Label, int] | None:
    if counts.available:
        return Label.AVAILABLE, counts.available
    if counts.has_no_caches and counts.gap_is(CACHE_GAP):
        return Label.TOTAL_MINUS_USED, counts.unused
    return (Label.CACHES, counts.components) if counts.components else None


def effective_total(status: Status, total: int) -> int:
    """What the balloon driver leaves to the guest, at most ``total``."""
    free = free_memory(status)
    for size in (status.balloon_total, status.balloon_actual):
        if size and free <= size:
            return min(size, total)
    if status.balloon and status.balloon <= total and free <= status.balloon:
        return status.balloon
    return total


def free_memory(status: Status) -> int:
    """As the balloon driver counts it; 0 where it does not."""
    return status.freemem or status.balloon_free or 0


def _by_host(status: Status, total: int) -> Figure:
    """The low-trust figures: used as the host counts it, or free as the balloon driver does."""
    mem, free = status.mem or 0, free_memory(status)
    base = effective_total(status, total)
    taken = base - free if 0 < free <= base else None
    if taken is not None and (not mem or _is_misfit(mem, free, taken, base)):
        return replace(selected(Label.STATUS_FREEMEM, taken, total), is_vouched=True)
    if not mem:
        return selected(Label.STATUS_UNAVAILABLE, None, total or None)
    figure = selected(Label.STATUS_MEM, mem, total)
    return replace(figure, is_vouched=taken is not None, is_host_size=status.is_of_host)


def _is_misfit(mem: int, free: int, taken: int, base: int) -> bool:
    """Whether ``mem`` is saturated, or does not go together with what is free."""
    is_saturated = mem >= base and taken < base
    return taken < mem and (is_saturated or mem + free > base + MISFIT)
