"""The role registry: within which bounds a curve stays, and how lively it is.

Bounds of eight classes, the factors of roles on them and the modifiers of shape are those of
Pulse 6 (mock metrics). Classes that it does not tell of have bounds of our own: a mail gateway
those of a small machine; a disk fills and heats like a store; a Kubernetes node is a virtual
machine that is busier, its cluster the mean of several; a pod is a container that may use less,
and a deployment is several pods. Ours are, too, a share of swap up to one half, processor
temperatures of 28 to 92 °C, and a load that is the processors' share times their number.

Both history and the present ask here, so that neither can leave what the other keeps to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.subject import CurveClass, CurveRole
from pulse_desktop.model.metric import Metric

Bounds = tuple[float, float]
"""Least and greatest value, in the metric's unit."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a role does to the parts of a curve. One is what a thing of no role has."""

    steady: float = 1.0
    activity: float = 1.0
    diurnal: float = 1.0
    burst: float = 1.0
    maintenance: float = 1.0
    memory_base: float = 1.0
    memory_drift: float = 1.0
    storage_drift: float = 1.0
    thermal: float = 1.0


@dataclass(frozen=True, slots=True)
class _Limits:
    """Shares in percent, and bytes per second in millions."""

    cpu: Bounds
    memory: Bounds
    store: Bounds
    disk_read: float = 80.0
    disk_write: float = 48.0
    net_in: float = 64.0
    net_out: float = 48.0


_LIMITS: Mapping[CurveClass, _Limits] = {
    CurveClass.NODE: _Limits((5, 85), (10, 85), (5, 95)),
    CurveClass.VM: _Limits((1, 85), (10, 85), (10, 90), 100, 60, 80, 48),
    CurveClass.CONTAINER: _Limits((1, 75), (5, 85), (5, 85), 30, 18, 40, 24),
    CurveClass.AGENT: _Limits((4, 97), (12, 96), (5, 98), 120, 90, 250, 200),
    CurveClass.DOCKER_HOST: _Limits((3, 99), (12, 96), (8, 92)),
    CurveClass.DOCKER_CONTAINER: _Limits((0, 190), (1, 97), (5, 72)),
    CurveClass.PBS: _Limits((6, 62), (24, 78), (12, 78)),
    CurveClass.PMG: _Limits((2, 70), (18, 82), (8, 80)),
    CurveClass.STORAGE: _Limits((1, 85), (10, 85), (8, 88)),
    CurveClass.DISK: _Limits((0, 100), (0, 100), (5, 92), 160, 120),
    CurveClass.K8S_CLUSTER: _Limits((6, 78), (20, 84), (10, 80)),
    CurveClass.K8S_NODE: _Limits((4, 92), (18, 92), (8, 88)),
    CurveClass.POD: _Limits((0, 95), (2, 92), (1, 70), 30, 18, 40, 24),
    CurveClass.K8S_DEPLOYMENT: _Limits((0, 95), (2, 92), (1, 70), 30, 18, 40, 24),
}

_TEMPERATURES: Mapping[Metric, Bounds] = {
    Metric.TEMPERATURE: (28.0, 92.0),
    Metric.SMART_TEMPERATURE: (25.0, 95.0),
}
_SWAP: Bounds = (0, 50)
_ALL = 100.0
_PERCENT = 0.01
_MILLION = 1e6

_R = CurveRole
_BUSY = frozenset({_R.WEB, _R.API, _R.INGRESS, _R.MEDIA})
_KEEPING = frozenset({_R.BACKUP, _R.STORAGE})
_CPU_FACTORS = (
    (frozenset({_R.DATABASE}), 1.05),
    (frozenset({_R.CI, _R.BATCH}), 1.18),
    (_KEEPING, 0.9),
    (_BUSY, 1.1),
)
_MEMORY_FACTORS = (
    (frozenset({_R.DATABASE, _R.CACHE}), 1.08),
    (frozenset({_R.MONITORING}), 1.03),
    (frozenset({_R.BACKUP}), 0.85),
    (frozenset({_R.WEB, _R.INGRESS}), 0.92),
)
_STORE_FACTORS = ((_KEEPING, 1.05), (frozenset({_R.CACHE, _R.INGRESS}), 0.82))
_DISK_FACTORS = (
    (frozenset({_R.BACKUP, _R.DATABASE, _R.BATCH, _R.STORAGE}), 1.4),
    (frozenset({_R.WEB, _R.INGRESS}), 0.75),
    (frozenset({_R.CACHE}), 0.65),
)
_NETWORK_FACTORS = (
    (_BUSY | {_R.SECURITY}, 1.35),
    (frozenset({_R.BACKUP}), 1.2),
    (frozenset({_R.DATABASE, _R.STORAGE}), 0.78),
)
_LEAST_CPU = {_R.DATABASE: 8.0}
_LEAST_MEMORY = {_R.DATABASE: 24.0, _R.CACHE: 24.0, _R.MONITORING: 18.0}
_LEAST_STORE = {_R.BACKUP: 12.0, _R.STORAGE: 12.0}
_WARMER = {_R.MEDIA: 4.0, _R.CI: 4.0, _R.DATABASE: 4.0, _R.BACKUP: -2.0}

_QUEUE = Shape(0.90, 0.95, 0.85, 1.45, 1.35, 0.90, 1.15, 1.00, 1.06)
_SHAPES: Mapping[CurveRole, Shape] = {
    _R.GENERAL: Shape(),
    _R.WEB: Shape(0.95, 0.95, 1.35, 1.15, 0.70, 0.92, 0.95, 0.88, 1.00),
    _R.API: Shape(1.00, 1.10, 1.15, 1.20, 0.85, 1.00, 1.05, 0.92, 1.04),
    _R.DATABASE: Shape(1.22, 0.82, 0.70, 0.80, 1.20, 1.35, 0.72, 1.12, 1.08),
    _R.CACHE: Shape(0.82, 1.02, 0.95, 1.35, 0.65, 1.45, 0.75, 0.72, 1.03),
    _R.QUEUE: _QUEUE,
    _R.BATCH: _QUEUE,
    _R.MONITORING: Shape(1.05, 0.80, 0.85, 0.75, 0.90, 1.20, 0.70, 1.05, 0.98),
    _R.BACKUP: Shape(0.58, 0.45, 0.50, 0.70, 1.95, 0.72, 0.65, 1.20, 0.95),
    _R.STORAGE: Shape(1.08, 0.65, 0.55, 0.60, 1.35, 0.96, 0.62, 1.28, 1.02),
    _R.INGRESS: Shape(0.88, 1.00, 1.25, 1.30, 0.65, 0.82, 0.88, 0.80, 1.00),
    _R.CI: Shape(0.86, 1.08, 0.92, 1.50, 1.25, 1.02, 1.22, 0.95, 1.08),
    _R.MEDIA: Shape(1.00, 1.05, 1.45, 1.28, 0.80, 1.05, 0.98, 1.00, 1.12),
    _R.SECURITY: Shape(0.84, 0.90, 0.95, 1.00, 0.85, 0.90, 0.72, 0.85, 1.00),
}


def shape(role: CurveRole) -> Shape:
    """How lively a thing of that role is."""
    return _SHAPES[role]


@lru_cache(maxsize=4096)
def bounds(curve_class: CurveClass, metric: Metric, role: CurveRole, cores: int = 1) -> Bounds:
    """What a curve keeps to, but for what the story says of it.

    Raises:
        ValueError: What is told in bytes of a store has no bounds but those of its share.
    """
    limits = _LIMITS[curve_class]
    if metric is Metric.LOAD1:
        low, high = _cpu(limits, role)
        return low * cores, high * cores
    if metric in _SHARES:
        return _SHARES[metric](limits, role)
    if metric in _TEMPERATURES:
        low, high = _TEMPERATURES[metric]
        return low, high + _WARMER.get(role, 0.0)
    return 0.0, _most_bytes(limits, metric, role) * _MILLION


def _cpu(limits: _Limits, role: CurveRole) -> Bounds:
    return _share(limits.cpu, _factor(role, _CPU_FACTORS), _LEAST_CPU.get(role, 0.0))


def _memory(limits: _Limits, role: CurveRole) -> Bounds:
    return _share(limits.memory, _factor(role, _MEMORY_FACTORS), _LEAST_MEMORY.get(role, 0.0))


def _swap(limits: _Limits, role: CurveRole) -> Bounds:
    del limits, role
    return _share(_SWAP, 1.0, 0.0)


def _store(limits: _Limits, role: CurveRole) -> Bounds:
    return _share(limits.store, _factor(role, _STORE_FACTORS), _LEAST_STORE.get(role, 0.0))


_SHARES: Mapping[Metric, Callable[[_Limits, CurveRole], Bounds]] = {
    Metric.CPU: _cpu,
    Metric.MEMORY: _memory,
    Metric.SWAP: _swap,
    Metric.DISK: _store,
    Metric.USAGE: _store,
}


def _share(percent: Bounds, factor: float, least: float) -> Bounds:
    """What may be no more than all of it stays so, whatever the role."""
    low, high = percent
    most = high * factor if high > _ALL else min(high * factor, _ALL)
    return max(low, least) * _PERCENT, most * _PERCENT


def _factor(role: CurveRole, factors: tuple[tuple[frozenset[CurveRole], float], ...]) -> float:
    return next((factor for roles, factor in factors if role in roles), 1.0)


def _most_bytes(limits: _Limits, metric: Metric, role: CurveRole) -> float:
    disk, network = _factor(role, _DISK_FACTORS), _factor(role, _NETWORK_FACTORS)
    most = {
        Metric.DISK_READ: limits.disk_read * disk,
        Metric.DISK_WRITE: limits.disk_write * disk,
        Metric.NET_IN: limits.net_in * network,
        Metric.NET_OUT: limits.net_out * network,
    }.get(metric)
    if most is None:
        raise ValueError(f"{metric} follows from a share and has no bounds of its own.")
    return most


def curve_bounds(curve: Curve) -> Bounds:
    """The bounds of one curve."""
    subject = curve.subject
    return bounds(subject.curve, curve.metric, curve.role, subject.cores)
