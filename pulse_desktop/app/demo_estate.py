"""The demo estate as its author tells it. numpy is loaded when the first number is wanted."""

from datetime import datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from pulse_desktop.app.authored import Authored
from pulse_desktop.demo.grid import past_begins
from pulse_desktop.demo.platforms import graph_of
from pulse_desktop.demo.tour import stops
from pulse_desktop.model.change import Change
from pulse_desktop.model.clock import Clock
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.operator import Kept
from pulse_desktop.resources.read_state import ReadState

if TYPE_CHECKING:
    from pulse_desktop.history.series_source import SeriesSource


def authored(scale: int) -> Authored:
    """The estate of that scale."""
    return Authored(
        connections=partial(_connections, scale),
        series=partial(_series, scale),
        at=partial(_at, scale),
        events=partial(_events_by, scale),
        tour=stops,
        since=past_begins,
    )


def _connections(scale: int) -> tuple[Connection, ...]:
    return tuple(site.connection for site in graph_of(scale).sites)


def _series(scale: int, now: Clock) -> "SeriesSource":
    from pulse_desktop.demo.series import DemoSeries

    return DemoSeries(scale, now)


def _at(scale: int, at: datetime, kept: Kept) -> ReadState:
    from pulse_desktop.demo.moment import state_at

    return state_at(graph_of(scale), at, kept)


@lru_cache(maxsize=1)
def _events(scale: int, at: datetime) -> tuple[Change, ...]:
    from pulse_desktop.demo.moment import events_until

    return events_until(graph_of(scale), at)


def _events_by(scale: int, at: datetime) -> tuple[Change, ...]:
    """To the minute: whoever looks at them may ask for them often."""
    return _events(scale, at.replace(second=0, microsecond=0))
