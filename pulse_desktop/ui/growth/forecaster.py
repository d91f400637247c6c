"""Keeps the outlook of every store on show, read in one batch off the window's thread."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.ids import EstateId, ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.read_state import EMPTY
from pulse_desktop.ui.growth.trend import WINDOW_DAYS, Outlook
from pulse_desktop.ui.tasks import Spawn

if TYPE_CHECKING:  # numpy is not loaded before the first grid
    from pulse_desktop.history.grid import Grid
    from pulse_desktop.ui.desk import Published, Recordings

FILLING = frozenset({ResourceType.STORAGE, ResourceType.CEPH})
"""What fills up."""

_LASTS = timedelta(minutes=30)
"""How long an outlook holds: a day's maximum seldom moves within it."""

_PAUSE_MS = 2000
"""Until stores that come one after another at a start are read together."""

_NOTHING: Mapping[ResourceId, Outlook] = MappingProxyType({})


class Forecaster(QObject):
    """Reads nothing until somebody wants it; one batch is under way at a time."""

    told = Signal(object)
    """Carries the ids of the stores whose outlook is another one."""

    def __init__(self, recordings: "Recordings", spawn: Spawn, now_s: Callable[[], float]) -> None:
        super().__init__()
        self._recordings = recordings
        self._spawn = spawn
        self._now_s = now_s
        self._state = EMPTY
        self._asked: tuple[SeriesKey, ...] = ()
        self._found = _NOTHING
        self._shown: EstateId | None = None
        self._serial = 0
        """Counts estates: an answer about the one before is dropped."""

        self._is_under_way = False
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._read)
        self._beat = QTimer(self, interval=int(_LASTS.total_seconds() * 1000))
        self._beat.timeout.connect(self._read)

    def outlook(self, identity: ResourceId) -> Outlook | None:
        """What is said of a store; ``None`` while nothing was read of it."""
        return self._found.get(identity)

    def show_published(self, published: "Published") -> None:
        """Take a newer state, or that of another estate."""
        if published.shown != self._shown:
            self._shown = published.shown
            self._serial += 1
            self._is_under_way = False
            self._asked, self._found = (), _NOTHING
        self._state = published.state
        if not self._beat.isActive():
            self._beat.start()
        if not self._soon.isActive() and self._keys() != self._asked:
            self._soon.start()

    def _stores(self) -> tuple[Resource, ...]:
        return tuple(one for one in self._state.of_type(FILLING) if one.series is not None)

    def _keys(self) -> tuple[SeriesKey, ...]:
        return tuple(_key(one) for one in self._stores())

    def _read(self) -> None:
        if not self._is_under_way and self._keys():
            self._is_under_way = True
            self._spawn(self._make(self._serial))

    async def _make(self, serial: int) -> None:
        stores, end_s = self._stores(), self._now_s()
        keys = tuple(_key(one) for one in stores)
        window = (end_s - WINDOW_DAYS * 86400, end_s)
        try:
            grid = await self._recordings.grid(keys, window, WINDOW_DAYS + 1)
        except PulseError:  # said by the strip, which reads the same
            grid = None
        found = {} if grid is None else await asyncio.to_thread(_outlooks, stores, grid)
        if serial != self._serial:
            return
        self._is_under_way = False
        self._asked = keys
        before, self._found = self._found, found
        self.told.emit(frozenset(_differing(before, found)))


def _key(store: Resource) -> SeriesKey:
    assert store.series is not None  # noqa: S101 - only those that have one are asked
    return SeriesKey(store.series, Metric.USED)


def _differing(
    before: Mapping[ResourceId, Outlook], now: Mapping[ResourceId, Outlook]
) -> Iterable[ResourceId]:
    return (one for one in before.keys() | now.keys() if before.get(one) != now.get(one))


def _outlooks(stores: tuple[Resource, ...], grid: "Grid") -> dict[ResourceId, Outlook]:
    """By store. In a thread: numpy is loaded with the first one."""
    from pulse_desktop.ui.growth.daily import outlooks

    return outlooks(stores, grid)
