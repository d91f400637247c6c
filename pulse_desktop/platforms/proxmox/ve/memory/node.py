"""Which of a node's own figures for memory is used."""

from dataclasses import dataclass

from pulse_desktop.platforms.proxmox.ve.memory.catalogue import Label
from pulse_desktop.platforms.proxmox.ve.memory.figure import Figure, selected

CACHE_GAP = 16 * 1024**2
"""From this much on, what is neither used nor free is cache that was not told (Pulse)."""

_TOTAL_MINUS_USED = "node-status-total-minus-used"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Memory as ``/nodes/{node}/status`` has it, or ``/proc/meminfo``. Bytes."""

    total: int | None = None
    used: int | None = None
    free: int | None = None
    available: int | None = None
    buffers: int | None = None
    cached: int | None = None

    @property
    def has_no_caches(self) -> bool:
        """Neither what is available nor the caches are told."""
        return not (self.available or self.buffers or self.cached)

    @property
    def components(self) -> int:
        """Free memory and caches, at most the total."""
        parts = (self.free or 0) + (self.buffers or 0) + (self.cached or 0)
        return min(parts, self.total or 0)

    @property
    def unused(self) -> int:
        """The total without what is used; 0 where that makes no sense."""
        total, used = self.total or 0, self.used or 0
        return total - used if 0 < used <= total else 0

    def gap_is(self, least: int) -> bool:
        """Whether more is unused than the parts explain."""
        return self.unused > self.components and (
            self.components == 0 or self.unused - self.components >= least
        )

    @property
    def effective(self) -> int:
        """What could be had, by the best that was told."""
        return self.available or min(max(self.components, self.unused), self.total or 0)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The newest figures in the recorded history that have one. Bytes."""

    available: int | None = None
    used: int | None = None


NOTHING_RECORDED = Recorded()


def asks_history(counts: Counts) -> bool:
    """Whether the status alone leaves it open."""
    return counts.effective == 0 and counts.has_no_caches


def node_memory(counts: Counts, recorded: Recorded = NOTHING_RECORDED) -> Figure:
    """The figure of a node whose status was read."""
    total = counts.total or 0
    effective, is_recorded = counts.effective, False
    if asks_history(counts):
        effective, is_recorded = recorded.available or 0, True
    if 0 < effective <= total:
        source, reason = _source(counts, is_recorded=is_recorded)
        return selected(source, total - effective, total, reason)
    if recorded.used:
        return selected(Label.RRD_USED, recorded.used, total)
    return selected(Label.NODE_STATUS_USED, counts.used, counts.total)


def _source(counts: Counts, *, is_recorded: bool) -> tuple[Label, str | None]:
    if is_recorded:
        return Label.RRD_AVAILABLE, None
    if counts.available:
        return Label.AVAILABLE, None
    if counts.has_no_caches and counts.gap_is(CACHE_GAP):
        return Label.TOTAL_MINUS_USED, _TOTAL_MINUS_USED
    return Label.CACHES, None


def listed_node_memory(used: int | None, total: int | None) -> Figure:
    """The figure of a node whose status was not read."""
    return selected(Label.NODES_ENDPOINT, used, total)
