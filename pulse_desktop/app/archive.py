"""What a command that only reads finds of an estate: its file, and what its author can tell."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from pulse_desktop.app.authored import Authored
from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.app.ground import authored_estate
from pulse_desktop.app.recorded import read_file, recorded_since
from pulse_desktop.app.resource_choice import last_state
from pulse_desktop.database import Handle, in_memory, read_only
from pulse_desktop.history.line import Line
from pulse_desktop.history.memory import Memory
from pulse_desktop.history.query import query
from pulse_desktop.history.series_source import SeriesSource, lines_of
from pulse_desktop.model.operator import NOTHING_KEPT
from pulse_desktop.model.series import SeriesIndex, SeriesKey
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.settings.profile import Profile

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Archive:
    """One estate, as it is known at one moment."""

    handle: Handle
    state: ReadState
    since: datetime
    """From when on there is history; now where there is none."""

    _series: SeriesSource | None = field(default=None)
    """Who answers for series instead of the file."""

    def lines(
        self, keys: Sequence[SeriesKey], window: tuple[float, float], max_points: int
    ) -> dict[SeriesKey, Line]:
        """One line a series between two epoch seconds; a series without points is absent."""
        if self._series is not None:
            return lines_of(self._series, keys, window, max_points)
        return query(self.handle, Memory(SeriesIndex()).held(), keys, window, max_points)


def read_archive(profile: Profile, now: datetime, question: Callable[[Archive], T]) -> T | None:
    """Ask about the profile's estate, whoever records it; ``None`` where nothing was recorded.

    Raises:
        StoreError: The file cannot be read.
    """
    authored = authored_estate(profile)
    if authored is not None:
        return _told(profile, authored, now, question)
    return read_file(
        profile,
        lambda handle: question(
            Archive(handle, last_state(handle, now), recorded_since(handle) or now)
        ),
    )


def _told(
    profile: Profile, authored: Authored, now: datetime, question: Callable[[Archive], T]
) -> T:
    """An estate that is told has a past before anything was recorded."""
    state, series = authored.at(now, NOTHING_KEPT), authored.series(lambda: now)
    with ExitStack() as opened:
        try:
            handle = opened.enter_context(read_only(profile.database_file, ESTATE_SCHEMA))
        except FileNotFoundError:
            handle = opened.enter_context(in_memory(ESTATE_SCHEMA))
        return question(Archive(handle, state, authored.since(now), series))
