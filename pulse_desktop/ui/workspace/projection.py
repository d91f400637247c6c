"""Keeps what is drawn in step with the chart, the time and what is read. Works in a worker."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.note import Note
from pulse_desktop.model.saved_chart import Against, SavedChart
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.model.text import Text
from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.ui.charts.composition import Frame
from pulse_desktop.ui.charts.picture import Flag, Picture
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.tasks import is_alive
from pulse_desktop.ui.workspace.comparing import distance, shift_s
from pulse_desktop.ui.workspace.composition import panels, title_of
from pulse_desktop.ui.workspace.document import ChartDocument
from pulse_desktop.ui.workspace.drawing import Caption, drawn
from pulse_desktop.ui.workspace.lane import lane
from pulse_desktop.ui.workspace.reader import Answer, Question, Reader, Reading, gone_on
from pulse_desktop.ui.workspace.scene import Scene, staged
from pulse_desktop.ui.workspace.seam import WindowSeam

_FEWEST_POINTS, _MOST_POINTS = 120, 2000
_COARSE = 1.25
"""How many times the points that were read must fit before they are read anew."""

Framing = Callable[[tuple[float, float], int], Frame]
"""The frame that a number of panels has on the screen for a window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that is seen of a chart."""

    scene: Scene
    picture: Picture
    notes: tuple[Note, ...] = ()
    max_points: int
    """That were asked for of each series."""

    before: str = ""
    """How far back the compared time lies; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What one drawing is made from."""

    chart: SavedChart
    answer: Answer
    readings: Mapping[SeriesKey, Reading]
    frame: Frame
    caption: Caption
    state: ReadState
    presentation: Presentation


class Projection(QObject):
    """Asks for what is missing, adds what was read since, and draws at most one at a time."""

    shown = Signal(object)
    """Carries a ``Shown``."""

    answered = Signal()
    """What was asked for last was read."""

    emptied = Signal()
    """There is no series to draw."""

    failed = Signal(object)
    """Carries the ``Text`` of why nothing could be read."""

    def __init__(
        self,
        document: ChartDocument,
        control: TimeControl,
        seam: WindowSeam,
        framing: Framing,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document, self._control, self._seam = document, control, seam
        self._framing = framing
        self._state: ReadState = EMPTY
        self._reader = Reader(seam.recordings, seam.notes, seam.spawn, self)
        self._asked: Question | None = None
        self._answer: Answer | None = None
        self._against = document.chart.comparison
        self._is_awake = self._is_drawing = self._is_due = False
        self._frame: Frame | None = None
        self._latest: Mapping[SeriesKey, Reading] = {}
        self._reader.answered.connect(self._take)
        self._reader.failed.connect(self._fail)
        document.changed.connect(self._follow_document)
        control.changed.connect(self.read)

    def wake(self, state: ReadState) -> None:
        """The chart is in sight: read what it shows."""
        self._state = state
        self._document.bind(state, by_alias=True)
        self._is_awake = True
        self.read()

    def sleep(self) -> None:
        """Nobody looks: ask for nothing."""
        self._is_awake = False
        self._reader.forget()

    def look(self, state: ReadState) -> None:
        """Take a newer state: names, addresses, and the newest values."""
        if not self._is_awake:
            return
        self._state = state
        self._document.bind(state, by_alias=self._reader.is_old)
        if not self._document.chart.series or not self._control.window.is_live:
            return
        if self._reader.is_old:
            self.read()
        elif self._is_up_to_now and self._goes_on():
            self.draw()

    def start_over(self) -> None:
        """Keep nothing that was read: another estate may have the same addresses."""
        self._reader.forget()
        self._asked = self._answer = self._frame = None

    def read(self) -> None:
        """Read everything again."""
        chart = self._document.chart
        self._against = chart.comparison
        if not chart.series:
            self.start_over()
            self.emptied.emit()
        if not chart.series or not self._is_awake:
            return
        self._asked = self._question(chart)
        self._reader.ask(self._asked)

    def draw(self) -> None:
        """Draw what was read, at the size and with the words of now."""
        if self._is_drawing:
            self._is_due = True
        elif self._answer is not None and self._document.chart.series:
            self._is_drawing = True
            order = self._order(self._answer)
            self._frame, self._latest = order.frame, order.readings
            self._seam.spawn(self._draw(order))

    def resize(self) -> None:
        """Draw at another size, and read again where many more points would fit."""
        self.draw()
        if self._asked is not None and self._room() > _COARSE * self._asked.max_points:
            self.read()

    def _room(self) -> int:
        """Points that fit side by side."""
        stretch = self._control.stretch
        width = round(self._framing((stretch.start_s, stretch.end_s), 1).width_px)
        return min(max(width, _FEWEST_POINTS), _MOST_POINTS)

    def _question(self, chart: SavedChart) -> Question:
        stretch = self._control.stretch
        window = (stretch.start_s, stretch.end_s)
        return Question(
            keys=tuple(dict.fromkeys(series.key for series in chart.series)),
            window_s=window,
            max_points=self._room(),
            shift_s=shift_s(chart.comparison, window),
            looked_at=self._control.window,
            resources=self._resources(chart),
        )

    def _resources(self, chart: SavedChart) -> tuple[ResourceId, ...]:
        """Each with every id under which something may have been told of it."""
        wanted: dict[ResourceId, None] = {}
        for series in chart.series:
            wanted[series.resource] = None
            resource = self._state.by_id.get(series.resource)
            wanted.update(dict.fromkeys(resource.aliases if resource is not None else ()))
        return tuple(wanted)

    def _follow_document(self) -> None:
        """Read only what was not read; else draw what is there another way."""
        chart = self._document.chart
        known = set(self._asked.keys) if self._asked is not None else set()
        is_known = all(series.key in known for series in chart.series)
        if not chart.series or not is_known or self._compares_otherwise(chart):
            self.read()
        else:
            self.draw()

    def _compares_otherwise(self, chart: SavedChart) -> bool:
        """A pinned instant that nothing is compared with is no reason to read."""
        then, now = self._against, chart.comparison
        return then.against is not now.against or (now.against is Against.PINNED and then != now)

    @property
    def _is_up_to_now(self) -> bool:
        """Whether what was read goes on. Until another window is read, the one before stands."""
        read = None if self._answer is None else self._answer.question.looked_at
        return read is not None and read.is_live and read == self._control.window

    def _goes_on(self) -> bool:
        """Whether something newer was measured, or the curves would move by a pixel."""
        if self._frame is None:
            return True
        start_s, end_s = self._frame.window_s
        pixel_s = (end_s - start_s) / max(1.0, self._frame.width_px)
        is_later = self._control.stretch.end_s - end_s >= pixel_s
        return is_later or self._readings() != self._latest

    def _fail(self, message: Text) -> None:
        """What was asked for is not known, so that the next occasion asks again."""
        self._asked = None
        self.failed.emit(message)

    def _take(self, answer: Answer) -> None:
        self._answer = answer
        self.answered.emit()
        self.draw()

    def _order(self, answer: Answer) -> _Order:
        window = answer.question.window_s
        readings: Mapping[SeriesKey, Reading] = {}
        if self._is_up_to_now:
            stretch = self._control.stretch
            window = (stretch.start_s, stretch.end_s)
            readings = self._readings()
        chart = self._document.chart
        return _Order(
            chart=chart,
            answer=answer,
            readings=readings,
            frame=self._framing(window, len(panels(chart.series))),
            caption=self._caption(chart, answer),
            state=self._state,
            presentation=self._seam.presents(),
        )

    def _readings(self) -> Mapping[SeriesKey, Reading]:
        """The newest value of each series that is measured now."""
        found: dict[SeriesKey, Reading] = {}
        for series in self._document.chart.series:
            resource = self._state.by_id.get(series.resource)
            measured = resource.metrics.get(series.metric) if resource is not None else None
            if measured is not None:
                found[series.key] = (epoch_ms(measured.at) / 1000, measured.value)
        return found

    def _caption(self, chart: SavedChart, answer: Answer) -> Caption:
        presentation = self._seam.presents()
        formats, shift = presentation.formats, answer.question.shift_s
        return Caption(
            title=chart.name or title_of(chart.series),
            before="" if shift is None else formats.say(distance(chart.comparison, shift)),
            flags=tuple(Flag(epoch_ms(note.at) / 1000, note.text) for note in answer.notes),
            starts_at_zero=chart.starts_at_zero,
        )

    async def _draw(self, order: _Order) -> None:
        try:
            answer, shown = await asyncio.to_thread(_drawn, order)
        finally:
            self._is_drawing = False
        if not is_alive(self):
            return
        if self._answer is order.answer:  # none came in between
            self._answer = answer
        if self._document.chart.series:
            self.shown.emit(shown)
        if self._is_due:
            self._is_due = False
            self.draw()


def _drawn(order: _Order) -> tuple[Answer, Shown]:
    """The answer with what was read since, and what is seen of it."""
    window = order.frame.window_s
    answer = gone_on(order.answer, order.readings, window)
    scene = staged(order.chart, window, answer.lines, answer.then)
    marks = lane(answer.changes, window, order.state.by_id, order.presentation)
    picture = drawn(scene, order.frame, replace(order.caption, lane=marks))
    shown = Shown(
        scene=scene,
        picture=picture,
        notes=answer.notes,
        before=order.caption.before,
        max_points=answer.question.max_points,
    )
    return answer, shown
