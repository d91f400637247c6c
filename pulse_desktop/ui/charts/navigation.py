"""The crosshair and the selection of a column of charts: what mouse and keys do to them."""

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal

from pulse_desktop.ui.charts.chart_view import ChartView
from pulse_desktop.ui.charts.commands import ENDS, SELECTING, STEPS, Command
from pulse_desktop.ui.charts.marks import Marks

_PAN_SHARE = 0.25
"""Of the window, by a key."""


class Navigation(QObject):
    """Turns what faces tell into marks and wishes. One crosshair stands on all of them."""

    marked = Signal()
    """``marks`` are others."""

    stepped = Signal(object)
    """The keyboard moved the crosshair. Carries the ``ChartView`` that has it."""

    hovered = Signal(object)
    zoomed = Signal(float, float)
    panned = Signal(float)
    scaled = Signal(float, float)
    opened = Signal()
    pinned = Signal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._marks = Marks()

    @property
    def marks(self) -> Marks:
        """Crosshair and selection."""
        return self._marks

    def attend(self, at_s: float | None) -> None:
        """Put the crosshair where somebody else has it, and tell nobody."""
        if self._marks.anchor_s is None:
            self._mark(Marks(at_s))

    def connect_view(self, view: ChartView) -> None:
        """Listen to a view as long as it is there."""
        face = view.face
        face.pointed.connect(self._point)
        face.pressed.connect(self._press)
        face.dragged.connect(self._drag)
        face.released.connect(self._zoom)
        face.panned.connect(self.panned)
        face.scaled.connect(self.scaled)
        face.opened.connect(self.opened)
        face.commanded.connect(partial(self._obey, view))

    def _mark(self, marks: Marks) -> None:
        if marks != self._marks:
            self._marks = marks
            self.marked.emit()

    def _move(self, marks: Marks) -> None:
        self._mark(marks)
        self.hovered.emit(marks.at_s)

    def _point(self, at_s: float | None) -> None:
        """The mouse leaves a selection of the keyboard alone."""
        if self._marks.anchor_s is None:
            self._move(Marks(at_s))

    def _press(self, at_s: float) -> None:
        self._move(Marks(at_s, at_s))

    def _drag(self, at_s: float) -> None:
        self._move(self._marks.stretched(at_s))

    def _zoom(self) -> None:
        span_s = self._marks.span_s
        self._move(Marks(self._marks.at_s))
        if span_s is not None:
            self.zoomed.emit(*span_s)

    def _obey(self, view: ChartView, command: Command) -> None:
        if command in STEPS or command in ENDS:
            self._step(view, command)
            return
        window_s = view.area().window_s
        acts: dict[Command, Callable[[], object]] = {
            Command.PAN_EARLIER: partial(self._pan, window_s, -_PAN_SHARE),
            Command.PAN_LATER: partial(self._pan, window_s, _PAN_SHARE),
            Command.ENTER: self._enter,
            Command.PIN: self._pin,
            Command.DROP: self._drop,
        }
        acts[command]()

    def _step(self, view: ChartView, command: Command) -> None:
        """Without a crosshair, the first key puts it on the newest point."""
        instants = view.instants()
        if not len(instants):
            return
        at_s = self._marks.at_s
        place = len(instants) - 1
        if command in ENDS:
            place = ENDS[command] % len(instants)
        elif at_s is not None:
            place = int(np.argmin(np.abs(instants - at_s))) + STEPS[command]
        reached_s = float(instants[min(max(place, 0), len(instants) - 1)])
        selects = command in SELECTING
        self._move(self._marks.stretched(reached_s) if selects else Marks(reached_s))
        self.stepped.emit(view)

    def _pan(self, window_s: tuple[float, float], share: float) -> None:
        self.panned.emit(share * (window_s[1] - window_s[0]))

    def _enter(self) -> None:
        if self._marks.span_s is None:
            self.opened.emit()
        else:
            self._zoom()

    def _pin(self) -> None:
        if self._marks.at_s is not None:
            self.pinned.emit(self._marks.at_s)

    def _drop(self) -> None:
        """The selection first, then the crosshair."""
        self._move(Marks(None if self._marks.anchor_s is None else self._marks.at_s))
