"""What one snapshot costs on its way into the truth."""

import time
from collections.abc import Mapping
from dataclasses import fields
from itertools import count
from typing import Any

from benchmarks.estate import SOURCE, snapshot, source
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.measure import in_turn, ratio, spent
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.resources.registry import Registry

RESOURCES = 1000
CONNECTIONS = 20

APPLY = Figure(
    name="spine.apply",
    unit="x",
    statement=f"CPU to apply a snapshot of {RESOURCES} known resources, six metrics each, every "
    f"one with a new value, to an estate of {CONNECTIONS * RESOURCES}, against passing the parts "
    "of the same final resources, which are at hand, to the constructor of Resource.",
    goal=20,
)

GROWTH = Figure(
    name="spine.growth",
    unit="x",
    statement=f"CPU to apply that snapshot to an estate of {CONNECTIONS * RESOURCES}, against "
    f"applying it to one of {RESOURCES}.",
    goal=1.3,
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    large, small = _estate(CONNECTIONS), _estate(1)
    sweeps = count(1)

    def apply_to(registry: Registry) -> float:
        seen = snapshot(next(sweeps), RESOURCES)
        return spent(time.process_time, lambda: registry.apply(seen))

    def construct() -> float:
        known = large.state.by_id.values()
        parts = [_parts(one) for one in known if SOURCE in one.sources]
        return spent(time.process_time, lambda: [Resource(**one) for one in parts])

    applied_s, built_s = in_turn(lambda: apply_to(large), construct, effort.rounds)
    large_s, small_s = in_turn(lambda: apply_to(large), lambda: apply_to(small), effort.rounds)
    beside = {"apply ms": 1000 * min(applied_s), "construct ms": 1000 * min(built_s)}
    among = {"large ms": 1000 * min(large_s), "small ms": 1000 * min(small_s)}
    return {
        APPLY.name: ratio(applied_s, built_s, beside),
        GROWTH.name: ratio(large_s, small_s, among),
    }


def _estate(connections: int) -> Registry:
    registry = Registry(SeriesIndex())
    for number in range(connections):
        registry.apply(snapshot(0, RESOURCES, said_by=source(number)))
    return registry


def _parts(resource: Resource) -> dict[str, Any]:
    return {field.name: getattr(resource, field.name) for field in fields(resource)}


SPINE = Benchmark(name="spine", figures=(APPLY, GROWTH), take=_take)
