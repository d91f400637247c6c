"""What one snapshot costs on its way into the truth."""

import time
from collections.abc import Mapping
from dataclasses import fields
from itertools import count
from typing import Any

from benchmarks.estate import snapshot
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.measure import in_turn, ratio, spent
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.resources.registry import Registry

RESOURCES = 1000

APPLY = Figure(
    name="spine.apply",
    unit="x",
    statement=f"CPU to apply a snapshot of {RESOURCES} known resources, six metrics each, every "
    "one with a new value, against passing the parts of the same final resources, which are at "
    "hand, to the constructor of Resource.",
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    registry, sweeps = Registry(SeriesIndex()), count()
    registry.apply(snapshot(next(sweeps), RESOURCES))

    def apply_next() -> float:
        seen = snapshot(next(sweeps), RESOURCES)
        return spent(time.process_time, lambda: registry.apply(seen))

    def construct() -> float:
        parts = [_parts(resource) for resource in registry.state.by_id.values()]
        return spent(time.process_time, lambda: [Resource(**one) for one in parts])

    applied_s, built_s = in_turn(apply_next, construct, effort.rounds)
    beside = {"apply ms": 1000 * min(applied_s), "construct ms": 1000 * min(built_s)}
    return {APPLY.name: ratio(applied_s, built_s, beside)}


def _parts(resource: Resource) -> dict[str, Any]:
    return {field.name: getattr(resource, field.name) for field in fields(resource)}


SPINE = Benchmark(name="spine", figures=(APPLY,), take=_take)
