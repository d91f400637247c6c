"""Brings a strip what was recorded once, and then what is read; the work is done in threads."""

import asyncio
import importlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.ui.strip.cast import NOBODY, Cast
from pulse_desktop.ui.strip.plan import Card
from pulse_desktop.ui.strip.source import StripSource

if TYPE_CHECKING:  # numpy is not loaded before the first grid
    from pulse_desktop.history.grid import Grid
    from pulse_desktop.model.series import SeriesKey
    from pulse_desktop.ui.strip.scene import Scene

_MOST_CELLS = 4_000_000
"""Figures asked for at once: 16 MB, so that a very large table is drawn more coarsely."""

_FEWEST_COLUMNS = 48

_SHOWING = "pulse_desktop.ui.strip.showing"
"""Needed as soon as there is a scene: loaded beside it, not on the window's thread."""

_PAUSE_MS = 500
"""Between two looks at what came: a curve of a day moves by a pixel in minutes."""


class Feed(QObject):
    """Owner of the scene. One answer a question, the latest wins, late ones are dropped."""

    came = Signal(object)
    """Carries a ``Scene``."""

    failed = Signal(object)
    """Carries the ``Text`` that says why history cannot be read."""

    def __init__(self, source: StripSource, cards: Sequence[Card], parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._cards = tuple(cards)
        self._cast = NOBODY
        self._columns = _FEWEST_COLUMNS
        self._scene: Scene | None = None
        self._request = 0
        self._is_busy = False
        self._state = EMPTY
        self._touched: set[ResourceId] = set()
        self._is_due = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._resume)

    def look_at(self, cast: Cast, state: ReadState, columns: int) -> None:
        """Read the history of a cast up to ``state``, in at most so many columns."""
        self.forget()
        self._cast, self._state, self._columns = cast, state, columns
        self._source.spawn(self._read(self._request))

    def forget(self) -> None:
        """Drop what is known and what is on its way."""
        self._scene = None
        self._touched.clear()
        self._request += 1

    def take(self, state: ReadState, touched: Iterable[ResourceId]) -> None:
        """Add what is newer in ``state``, and let a live window go on with time."""
        self._state = state
        self._touched.update(touched)
        self.go_on()

    def go_on(self) -> None:
        """Let a live window go on with time."""
        self._is_due = True
        self._resume()

    def _resume(self) -> None:
        """Go on if there is a reason to, and nothing to wait for."""
        waits = self._scene is None or self._is_busy or self._pause.isActive()
        if self._is_due and not waits:
            self._is_busy = True
            self._source.spawn(self._follow())

    async def _read(self, request: int) -> None:
        stretch = self._source.time.stretch
        cast, cards, state = self._cast, self._cards, self._state
        try:
            grid = await self._grid((stretch.start_s, stretch.end_s))
        except PulseError as error:
            if request == self._request:
                self.failed.emit(error.message)
            return
        if request != self._request or not len(grid.at_s):
            return
        scene = await asyncio.to_thread(_begun, grid, cast, cards, state)
        if request == self._request:
            self._scene = scene
            self.came.emit(scene)
            if self._touched:
                self.go_on()

    async def _grid(self, window: tuple[float, float]) -> "Grid":
        asked = await asyncio.to_thread(_asked, self._cast, self._cards)
        columns = min(self._columns, _MOST_CELLS // max(1, len(asked)))
        columns = max(_FEWEST_COLUMNS, columns)
        return await self._source.recordings.grid(asked, window, columns)

    async def _follow(self) -> None:
        """Take all that came, make what follows from it, and rest."""
        scene, request = self._scene, self._request
        if scene is not None:
            state, touched = self._state, tuple(self._touched)
            self._touched.clear()
            self._is_due = False
            time = self._source.time
            now_s = time.stretch.end_s if time.window.is_live else None
            newer = await asyncio.to_thread(scene.with_news, state, touched, now_s)
            if request == self._request:
                self._scene = newer
                self.came.emit(newer)
        self._is_busy = False
        self._pause.start()


def _asked(cast: Cast, cards: Sequence[Card]) -> "tuple[SeriesKey, ...]":
    from pulse_desktop.ui.strip.scene import keys  # numpy: not before the first grid

    return keys(cast, cards)


def _begun(grid: "Grid", cast: Cast, cards: Sequence[Card], state: ReadState) -> "Scene":
    from pulse_desktop.ui.strip.scene import begun

    importlib.import_module(_SHOWING)
    return begun(grid, cast, cards, state)
