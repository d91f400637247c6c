"""The charts of the open estate, read once and written when something changed."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.saved_chart import ChartBook, ChartId, PopOut, SavedChart
from pulse_desktop.ui.tasks import Spawn

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import SavedCharts

_SAVED_AFTER_MS = 2000
"""Changes come in bursts; the file is replaced once."""


class Shelf(QObject):
    """Owner of the ``ChartBook``. What cannot be read is never written over."""

    changed = Signal()
    """Which charts are saved, or what they are called, is another matter now."""

    leaving = Signal()
    """Another estate comes: what is on show of this one is put away."""

    loaded = Signal()
    """Another estate's book is open."""

    failed = Signal(object)
    """Carries the ``Text`` of why charts could not be read or kept."""

    def __init__(self, desk: "SavedCharts", spawn: Spawn, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._spawn = spawn
        self._estate: EstateId | None = None
        self._is_readable = False
        self._is_changed = False
        self._windows: Callable[[], tuple[PopOut, ...]] = tuple
        self.book = ChartBook()
        self._timer = QTimer(self, singleShot=True, interval=_SAVED_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    def ask_windows(self, windows: Callable[[], tuple[PopOut, ...]]) -> None:
        """Take who says which chart windows are open, and where."""
        self._windows = windows

    def open(self, estate: EstateId) -> None:
        """Turn to an estate's charts. Those of the one before are written first."""
        if estate == self._estate:
            return
        self.flush()
        self._estate, self._is_readable = None, False
        self.leaving.emit()
        self._estate = estate
        self.book = ChartBook()
        self._spawn(self._load(estate))

    def saved(self, chart: ChartId) -> SavedChart | None:
        """The saved chart of that id."""
        return next((one for one in self.book.charts if one.id == chart), None)

    def put(self, chart: SavedChart) -> None:
        """Save ``chart`` under its name: a new one, or in place of the one of its id."""
        known = {one.id: one for one in self.book.charts}
        known[chart.id] = chart
        self._have(tuple(known.values()))

    def remove(self, chart: ChartId) -> None:
        """Save it no longer. Undone by ``put_back``."""
        self._have(tuple(one for one in self.book.charts if one.id != chart))

    def put_back(self, chart: SavedChart, place: int) -> None:
        """Save a removed chart at its place again, unless one of its id was saved since."""
        if self.saved(chart.id) is None:
            charts = self.book.charts
            self._have((*charts[:place], chart, *charts[place:]))

    def leave(self, chart: SavedChart) -> None:
        """Remember what is on show."""
        if chart != self.book.left:
            self._turn(replace(self.book, left=chart))

    def touch(self) -> None:
        """The windows are others, or show something else."""
        self._turn(self.book)

    def flush(self) -> None:
        """Write now what was changed, or where windows stand that were moved."""
        self._timer.stop()
        windows = self._windows()
        is_changed = self._is_changed or windows != self.book.pop_outs
        if self._estate is None or not self._is_readable or not is_changed:
            return
        self.book = replace(self.book, pop_outs=windows)
        self._is_changed = False
        self._spawn(self._save(self._estate, self.book))

    def _have(self, charts: tuple[SavedChart, ...]) -> None:
        self._turn(replace(self.book, charts=charts))
        self.changed.emit()

    def _turn(self, book: ChartBook) -> None:
        self.book = book
        self._is_changed = True
        self._timer.start()

    async def _load(self, estate: EstateId) -> None:
        try:
            book = await self._desk.load(estate)
        except PulseError as error:
            if estate == self._estate:
                self.failed.emit(error.message)
            return
        if estate == self._estate:
            self.book, self._is_readable = book, True
            self.loaded.emit()
            self.changed.emit()

    async def _save(self, estate: EstateId, book: ChartBook) -> None:
        try:
            await self._desk.save(estate, book)
        except PulseError as error:
            self.failed.emit(error.message)
