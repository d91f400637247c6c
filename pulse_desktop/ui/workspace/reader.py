"""Reads what a chart needs, one question at a time, and keeps it going with what is read now."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from pulse_desktop.history.line import Line
from pulse_desktop.model.change import Change
from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.note import Note
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.model.text import Text
from pulse_desktop.timeline.selection import Selection
from pulse_desktop.ui.charts.live import extended
from pulse_desktop.ui.clock.time_window import TimeWindow
from pulse_desktop.ui.tasks import Spawn, is_alive
from pulse_desktop.ui.workspace.comparing import then

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Notes, Recordings

REFRESH_MS = 60_000
"""After this long the recorded lines are read again; until then readings are added to them."""

_MOST_EVENTS = 300
"""In the lane of one chart: more are not told apart."""

Reading = tuple[float, float]
"""Epoch seconds and value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is to be read."""

    keys: tuple[SeriesKey, ...]
    looked_at: TimeWindow
    window_s: tuple[float, float]
    """Its instants, epoch seconds."""

    max_points: int
    shift_s: float | None = None
    """How far back the compared time lies; ``None`` for none."""

    resources: tuple[ResourceId, ...] = ()
    """Whose events are wanted, with every id they have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was read."""

    question: Question
    lines: Mapping[SeriesKey, Line]
    then: Mapping[SeriesKey, Line]
    """What is compared with, moved under the window."""

    changes: tuple[Change, ...]
    notes: tuple[Note, ...]


class Reader(QObject):
    """Asks history, timeline and notes at once. Meanwhile only the newest question waits."""

    answered = Signal(object)
    """Carries an ``Answer``."""

    failed = Signal(object)
    """Carries the ``Text`` of why nothing could be read."""

    def __init__(
        self, recordings: "Recordings", notes: "Notes", spawn: Spawn, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._recordings = recordings
        self._notes = notes
        self._spawn = spawn
        self._next: Question | None = None
        self._is_reading = False
        self._times_forgotten = 0
        self._since_asked = QElapsedTimer()

    @property
    def is_old(self) -> bool:
        """Whether it is time to read again what goes on."""
        return not self._since_asked.isValid() or self._since_asked.hasExpired(REFRESH_MS)

    def ask(self, question: Question) -> None:
        """Read, at once or after what is being read; one that still waits is forgotten."""
        self._since_asked.start()
        self._next = question
        self._go_on()

    def forget(self) -> None:
        """Wait for no answer any more."""
        self._next = None
        self._times_forgotten += 1

    def _go_on(self) -> None:
        question = self._next
        if question is not None and not self._is_reading:
            self._next, self._is_reading = None, True
            self._spawn(self._read(question, self._times_forgotten))

    async def _read(self, question: Question, times_forgotten: int) -> None:
        answer, problem = None, None
        try:
            answer = await self._answer(question)
        except PulseError as error:
            problem = error.message
        finally:
            self._is_reading = False
        if not is_alive(self):
            return
        if times_forgotten == self._times_forgotten:
            self._tell(answer, problem)
        self._go_on()

    def _tell(self, answer: Answer | None, problem: Text | None) -> None:
        """A failure is told unless there is another try."""
        if answer is not None:
            self.answered.emit(answer)
        elif self._next is None:
            self.failed.emit(problem)

    async def _answer(self, question: Question) -> Answer:
        lines, before, changes, notes = await asyncio.gather(
            self._series(question, 0.0),
            self._series(question, question.shift_s),
            self._events(question),
            self._notes.between(*_instants(question.window_s)),
        )
        return Answer(question=question, lines=lines, then=before, changes=changes, notes=notes)

    async def _series(self, question: Question, shift: float | None) -> Mapping[SeriesKey, Line]:
        if shift is None or not question.keys:
            return {}
        window = then(question.window_s, shift)
        found = await self._recordings.series(question.keys, window, question.max_points)
        if not shift:
            return found
        return {key: replace(line, at_s=line.at_s + shift) for key, line in found.items()}

    async def _events(self, question: Question) -> tuple[Change, ...]:
        if not question.resources:
            return ()
        since, until = _instants(question.window_s)
        wanted = Selection(
            resources=question.resources, since=since, until=until, limit=_MOST_EVENTS
        )
        return (await self._recordings.events(wanted)).changes


def gone_on(
    answer: Answer, readings: Mapping[SeriesKey, Reading], window_s: tuple[float, float]
) -> Answer:
    """``answer`` up to now, with what was read since; run in a worker."""
    lines = dict(answer.lines)
    for key, (at_s, value) in readings.items():
        if key in lines:
            lines[key] = extended(lines[key], at_s, value, window_s[0])
    question = replace(answer.question, window_s=window_s)
    return replace(answer, question=question, lines=lines)


def _instants(window_s: tuple[float, float]) -> tuple[datetime, datetime]:
    start, end = (datetime.fromtimestamp(at_s, UTC) for at_s in window_s)
    return start, end
