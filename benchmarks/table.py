"""What a large table costs: an update of some rows, another order, a filter that is typed."""

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import count, cycle
from statistics import median
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.large_estate import guests
from benchmarks.measure import in_turn, ratio, spent
from pulse_desktop.model.ids import ConnectionId, PlatformId, SourceName
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.source import Role, Source
from pulse_desktop.ui.models.column import Column, Sortable
from pulse_desktop.ui.models.columns import WORKLOADS
from pulse_desktop.ui.models.resource_model import ResourceModel
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.table.resource_table import ResourceTable

LARGE, MIDDLE, SMALL = 50_000, 17_000, 5_000
TOUCHED = 1_000
WINDOW = (1280, 800)

_SOURCE = Source(
    SourceName("proxmox"), Role.HYPERVISOR, PlatformId("proxmox_ve"), ConnectionId("conn-bench")
)
_HOW = (
    f"CPU from handing {TOUCHED} newer rows, evenly spread and some of them on show, to the model "
    f"until the table is painted, with {LARGE} rows against {SMALL}. "
)

IN_PLACE = Figure(
    name="table.update.in_place",
    unit="x",
    goal=1.3,
    statement=_HOW + "The rows are in order of their names, and stay where they are.",
)
MOVED = Figure(
    name="table.update.moved",
    unit="x",
    goal=1.3,
    statement=_HOW + "The rows are in order of the value that changes, and all of them move.",
)
SORT = Figure(
    name="table.sort",
    unit="x",
    goal=5,
    statement=f"CPU to put {LARGE} rows in order of a column, in the model and in the view that "
    "shows it, against numpy.argsort of that column's values in an array; of all columns the one "
    "with the largest ratio.",
)
FILTER = Figure(
    name="table.filter",
    unit="ms",
    goal=8,
    statement=f"CPU for one more letter in the filter over {MIDDLE} rows, median of the rounds.",
)


@dataclass
class Table:
    """A table of so many rows on show, and newer values for some of them."""

    model: ResourceModel
    view: ResourceTable
    rows: list[Resource]

    @classmethod
    def of(cls, size: int) -> "Table":
        """Guests of a cluster, set aside as the program sets aside what its start left."""
        QApplication.instance() or QApplication(["table"])
        rows = guests(_SOURCE, size)
        model = ResourceModel(WORKLOADS, Presentation())
        model.show(rows)
        view = ResourceTable(model)
        view.resize(*WINDOW)
        view.show()
        QApplication.processEvents()
        gc.collect()
        gc.freeze()
        return cls(model, view, rows)

    def order_by(self, column: Column, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """As a click on the title does it."""
        self.view.sortByColumn(WORKLOADS.index(column), order)
        QApplication.processEvents()

    def sorting(self, position: int) -> Callable[[], float]:
        """What sorting by a column takes, each time in the other direction."""
        orders = cycle((Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder))

        def sort() -> float:
            order = next(orders)
            return spent(time.process_time, lambda: self.model.sort(position, order))

        return sort

    def newer(self, sweep: int) -> list[Resource]:
        """Other processor loads for rows all over the table, the first one among them."""
        stride = len(self.rows) // TOUCHED
        shown = [self.rows[at * stride] for at in range(TOUCHED)]
        return [_loaded(row, (at * 0.618 + sweep * 0.1) % 1) for at, row in enumerate(shown)]

    def update(self, newer: list[Resource]) -> None:
        """From the newer rows to the pixels."""
        self.model.update(newer, ())
        self.view.viewport().repaint()
        QApplication.processEvents()


def _loaded(resource: Resource, cpu: float) -> Resource:
    known = resource.metrics.get(Metric.CPU) or next(iter(resource.metrics.values()), None)
    if known is None:
        return replace(resource)
    measured = replace(known, measurement=replace(known.measurement, value=cpu))
    metrics = MappingProxyType({**resource.metrics, Metric.CPU: measured})
    return replace(resource, metrics=metrics)


def _take(effort: Effort) -> Mapping[str, Reading]:
    large, small = _table(LARGE), _table(SMALL)
    columns = {column.id: column for column in WORKLOADS}
    readings = {}
    for figure, column in ((IN_PLACE, columns["name"]), (MOVED, columns["cpu"])):
        large.order_by(column)
        small.order_by(column)
        readings[figure.name] = _updated(large, small, effort.rounds)
    readings[SORT.name] = _sorted(large, effort.rounds)
    readings[FILTER.name] = _filtered(_table(MIDDLE), effort.rounds)
    return readings


@cache
def _table(size: int) -> Table:
    """One for each size in a run: a missed goal is measured again with the same."""
    return Table.of(size)


def _updated(large: Table, small: Table, rounds: int) -> Reading:
    def turn(table: Table) -> Callable[[], float]:
        sweeps = count(1)

        def update() -> float:
            newer = table.newer(next(sweeps))
            return spent(time.process_time, lambda: table.update(newer))

        return update

    large_s, small_s = in_turn(turn(large), turn(small), rounds)
    beside = {f"{LARGE} rows ms": _ms(large_s), f"{SMALL} rows ms": _ms(small_s)}
    return ratio(large_s, small_s, beside)


def _sorted(table: Table, rounds: int) -> Reading:
    """Each column by turns in both directions, so that there is something to sort each time."""
    taken = {}
    for position, column in enumerate(WORKLOADS):
        values = _array([column.value(row) for row in table.rows])
        if values is None:
            continue
        floor = partial(spent, time.process_time, partial(np.argsort, values))
        taken[column.id] = in_turn(table.sorting(position), floor, rounds)
    ratios = {name: median(ours) / median(floor) for name, (ours, floor) in taken.items()}
    worst = max(ratios, key=ratios.__getitem__)
    ours_s, floor_s = taken[worst]
    shown = ", ".join(f"{name} {value:.2g}" for name, value in ratios.items())
    beside = {"column": worst, "ms": _ms(ours_s), "argsort ms": _ms(floor_s), "all": shown}
    return ratio(ours_s, floor_s, beside)


def _array(values: list[Sortable | None]) -> "npt.NDArray[np.generic] | None":
    known = [value for value in values if value is not None]
    if not known:
        return None
    missing: Sortable = "" if isinstance(known[0], str) else float("nan")
    return np.array([missing if value is None else value for value in values])


def _filtered(table: Table, rounds: int) -> Reading:
    texts = ("", "d", "da", "dat", "data", "data-1")
    taken = []
    for turn in range(rounds * len(texts)):
        query = replace(table.model.query, text=texts[turn % len(texts)])
        taken.append(spent(time.process_time, lambda query=query: table.model.ask(query)))
        QApplication.processEvents()
    return Reading(1000 * median(taken), beside={"longest ms": 1000 * max(taken)})


def _ms(values_s: list[float]) -> float:
    return 1000 * median(values_s)


TABLE = Benchmark(name="table", figures=(IN_PLACE, MOVED, SORT, FILTER), take=_take)
