"""What tens of thousands of recovery points cost the window's thread."""

import gc
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count
from statistics import median
from types import MappingProxyType

from PySide6.QtWidgets import QApplication

from benchmarks.estate import BEGIN, SOURCE
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.large_estate import guests
from benchmarks.measure import quartiles, spent
from benchmarks.strip import SignalHistory, Turns
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.recovery import (
    PointKind,
    PointMode,
    PointOutcome,
    PointSubject,
    RecoveryPoint,
    Survey,
)
from pulse_desktop.model.resource import Resource
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.desk import Published, RecorderStatus
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.recovery.auditor import Auditor
from pulse_desktop.ui.screens.recovery_page import RecoveryPage
from pulse_desktop.ui.screens.tab import TABLES, TabId
from pulse_desktop.ui.strip.source import StripSource

WORKLOADS, NIGHTS = 2_000, 25
WINDOW = (1280, 800)
_RECORDER = RecorderStatus(is_recording=False, problem=None, database_bytes=None, since=None)

TURN = Figure(
    name="recovery.turn",
    unit="ms",
    goal=8,
    statement=f"CPU of the longest turn of the window's thread when {WORKLOADS * NIGHTS} other "
    f"recovery points of {WORKLOADS} workloads came, until every row of the Recovery tab has "
    "them, without the painting of those in sight; median of the rounds. Beside it: the longest "
    "turn with that, what all turns take, and the thread that sorts and attributes the points.",
)


class Stage:
    """The Recovery tab over workloads that are all copied every night."""

    def __init__(self) -> None:
        QApplication.instance() or QApplication(["recovery"])
        turns = Turns()
        source = StripSource(SignalHistory(), TimeControl(lambda: BEGIN, lambda: None), turns.take)
        tab = next(tab for tab in TABLES if tab.id is TabId.RECOVERY)
        self.rows = [_named(row) for row in guests(SOURCE, WORKLOADS)]
        self.auditor = Auditor(turns.take, lambda: BEGIN, QApplication.instance())
        self.page = RecoveryPage(tab, Presentation(now=lambda: BEGIN), source, self.auditor)
        self.page.resize(*WINDOW)
        self.page.show()
        self.show(0)
        self._settle()
        gc.collect()
        gc.freeze()

    def show(self, minutes: int) -> None:
        """Publish copies that are so many minutes older than those of last midnight."""
        published = _published(self.rows, minutes)
        self.auditor.show_published(published)
        self.page.show_published(published)

    def renew(self, minutes: int, *, is_painted: bool) -> tuple[float, float, float]:
        """The longest turn, all turns, and the work of the other thread."""
        self.page.setUpdatesEnabled(is_painted)
        published = _published(self.rows, minutes)
        gc.collect()
        all_s, own_s = time.process_time(), time.thread_time()
        self.auditor.show_published(published)
        turns = [time.thread_time() - own_s]
        worked_s = time.process_time() - all_s - turns[0]
        turns += self._settle()
        return max(turns), sum(turns), worked_s

    def _settle(self) -> list[float]:
        turns = [spent(time.thread_time, QApplication.processEvents)]
        while self.page.is_behind:
            turns.append(spent(time.thread_time, QApplication.processEvents))
        return turns


def _published(rows: list[Resource], minutes: int) -> Published:
    points = tuple(
        RecoveryPoint(
            id=f"{row.id} {night}",
            kind=PointKind.BACKUP,
            mode=PointMode.REMOTE,
            outcome=PointOutcome.SUCCESS,
            subject=PointSubject(native_id=NativeId(row.id)),
            completed_at=BEGIN - timedelta(days=night, minutes=minutes),
            store="vault",
        )
        for row in rows
        for night in range(NIGHTS)
    )
    kinds = frozenset(row.type for row in rows)
    survey = Survey(at=BEGIN, points=points, complete_kinds=kinds, stores=("vault",))
    by_id = MappingProxyType({row.id: row for row in rows})
    state = ReadState(revision=1, by_id=by_id)
    surveys = MappingProxyType({SOURCE: survey})
    return Published(replace(state, surveys=surveys), (), _RECORDER, touched=frozenset())


def _named(row: Resource) -> Resource:
    """With a native id of its own, and as one thing."""
    statuses = {
        source: replace(status, native_id=NativeId(row.id))
        for source, status in row.sources.items()
    }
    return replace(row, sources=MappingProxyType(statuses), members=())


def _take(effort: Effort) -> Mapping[str, Reading]:
    stage = _stage()
    minutes = count(1)
    stage.renew(next(minutes), is_painted=True)
    painted = [stage.renew(next(minutes), is_painted=True)[0] for _ in range(effort.rounds)]
    rounds = [stage.renew(next(minutes), is_painted=False) for _ in range(effort.rounds)]
    longest, sums, works = ([1000 * value for value in each] for each in zip(*rounds, strict=True))
    beside = {
        "longest ms": max(longest),
        "painted ms": 1000 * median(painted),
        "all turns ms": median(sums),
        "thread ms": median(works),
    }
    return {TURN.name: Reading(median(longest), quartiles(longest), beside)}


@cache
def _stage() -> Stage:
    """One in a run: a missed goal is measured again with the same."""
    return Stage()


RECOVERY = Benchmark(name="recovery", figures=(TURN,), take=_take)
