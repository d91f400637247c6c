"""Figures that no source measures, worked out from those that some do (Pulse 6)."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import mark

_OF_NODES = mark("Derived", "Worked out from the nodes that measure it")


def fullness(free: float | None, capacity: float | None) -> float | None:
    """How full what has ``free`` of ``capacity`` is, 0 to 1; ``None`` where that makes no sense."""
    if free is None or not capacity or not 0 <= free <= capacity:
        return None
    return (capacity - free) / capacity


def cluster_metrics(nodes: Iterable[Resource]) -> Mapping[Metric, Measurement]:
    """Processor and memory of a cluster: the mean and the sum of its nodes.

    A node that is a known host is that host, with the figures of whoever knows it best. Nodes
    that measure nothing are left out.
    """
    members = list(nodes)
    found: dict[Metric, Measurement] = {}
    shares = [n.metrics[Metric.CPU].value for n in members if Metric.CPU in n.metrics]
    if shares:
        found[Metric.CPU] = Measurement(sum(shares) / len(shares), origin=_OF_NODES)
    used, total = _memory(members)
    if total > 0:
        found[Metric.MEMORY] = Measurement(used / total, used, total, origin=_OF_NODES)
    return MappingProxyType(found)


def _memory(nodes: Iterable[Resource]) -> tuple[float, float]:
    """Bytes used and there, of the nodes that tell both."""
    used = total = 0.0
    for node in nodes:
        measured = node.metrics.get(Metric.MEMORY)
        memory = measured.measurement if measured else None
        if memory is not None and memory.used is not None and memory.total is not None:
            used, total = used + memory.used, total + memory.total
    return used, total
