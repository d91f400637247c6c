"""An estate that is told, and not measured."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pulse_desktop.model.change import Change
from pulse_desktop.model.clock import Clock
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.operator import Kept
from pulse_desktop.model.tour import Stop
from pulse_desktop.resources.read_state import ReadState

if TYPE_CHECKING:  # numpy is not loaded before first paint
    from pulse_desktop.history.series_source import SeriesSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Authored:
    """What its author can tell of it: any instant, at any time."""

    connections: Callable[[], tuple[Connection, ...]]
    series: Callable[[Clock], "SeriesSource"]
    at: Callable[[datetime, Kept], ReadState]
    """The whole of it at an instant. For a worker."""

    events: Callable[[datetime], tuple[Change, ...]]
    """All that has happened by an instant, as far back as is told. For a worker."""

    tour: Callable[[datetime], tuple[Stop, ...]]
    """What is worth finding in it at an instant."""

    since: Callable[[datetime], datetime]
    """From when on it can be told at an instant."""
