"""Keeps the audit of the state on show, worked out in a thread so that the window goes on."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.ids import EstateId, ResourceId
from pulse_desktop.model.recovery import Survey
from pulse_desktop.model.source import Source
from pulse_desktop.recovery.audit import NO_AUDIT, Audit, audit
from pulse_desktop.recovery.standing import Standing
from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.ui.tasks import Spawn

if TYPE_CHECKING:
    from datetime import datetime

    from pulse_desktop.ui.desk import Published

_LASTS = timedelta(seconds=60)
"""How long an audit holds while no source found anything else: time alone ages a look."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An audit, and whose standing shows otherwise than in the one before."""

    audit: Audit
    changed: frozenset[ResourceId]


class Auditor(QObject):
    """Answers from the last audit; makes another one when it would come out otherwise.

    Nothing is worked out until somebody wants it. One audit is under way at a time.
    """

    audited = Signal(object)
    """Carries the ids of the workloads whose standing shows otherwise."""

    def __init__(self, spawn: Spawn, now: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._spawn = spawn
        self._now = now
        self._state = EMPTY
        self._audited: ReadState | None = None
        self._audited_at: datetime | None = None
        self._is_wanted = False
        self._is_under_way = False
        self._shown: EstateId | None = None
        self._serial = 0
        """Counts estates: an answer about the one before is dropped."""

        self.audit = NO_AUDIT
        self._beat = QTimer(self, interval=int(_LASTS.total_seconds() * 1000))
        self._beat.timeout.connect(self._go_on)

    def standing(self, identity: ResourceId) -> Standing | None:
        """How well a workload is protected; ``None`` while that is not worked out."""
        return self.audit.standings.get(identity)

    def want(self) -> None:
        """Begin to keep up with the state."""
        if not self._is_wanted:
            self._is_wanted = True
            self._beat.start()
            self._go_on()

    def show_published(self, published: "Published") -> None:
        """Take a newer state, or that of another estate."""
        if published.shown != self._shown:
            self._shown = published.shown
            self._serial += 1
            self._audited, self.audit = None, NO_AUDIT
            self._is_under_way = False
        self._state = published.state
        self._go_on()

    def _go_on(self) -> None:
        if self._is_wanted and not self._is_under_way and self._is_due():
            self._is_under_way = True
            self._spawn(self._make(self._state, self._serial))

    def _is_due(self) -> bool:
        before, state = self._audited, self._state
        if before is None or self._audited_at is None:
            return True
        if not _found_the_same(before.surveys, state.surveys):
            return True
        if before.by_id.keys() != state.by_id.keys():
            return True
        return self._now() - self._audited_at >= _LASTS

    async def _make(self, state: ReadState, serial: int) -> None:
        now = self._now()
        verdict = await asyncio.to_thread(_verdict, state, now, self.audit)
        if serial != self._serial:
            return
        self._is_under_way = False
        self._audited, self._audited_at = state, now
        self.audit = verdict.audit
        self.audited.emit(verdict.changed)
        self._go_on()


def _found_the_same(before: Mapping[Source, Survey], now: Mapping[Source, Survey]) -> bool:
    """Whether nobody found other points, whenever they looked."""
    if before is now:
        return True
    if before.keys() != now.keys():
        return False
    return all(_is_as(before[source], survey) for source, survey in now.items())


def _is_as(before: Survey, now: Survey) -> bool:
    return before is now or (
        before.points is now.points
        and before.plans == now.plans
        and before.complete_kinds == now.complete_kinds
        and before.unsure_of == now.unsure_of
    )


def _verdict(state: ReadState, now: "datetime", before: Audit) -> Verdict:
    made = audit(state, now, before)
    changed = (
        identity
        for identity, standing in made.standings.items()
        if not _shows_as(before.standings.get(identity), standing)
    )
    return Verdict(made, frozenset(changed))


def _shows_as(before: Standing | None, now: Standing) -> bool:
    """Whether a row has the same to say."""
    if before is None:
        return False
    return _told(before) == _told(now)


def _told(standing: Standing) -> tuple[object, ...]:
    return (
        standing.posture,
        standing.last_good,
        standing.last_try,
        standing.chain,
        standing.count,
        standing.every,
        standing.next_at,
    )
