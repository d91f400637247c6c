"""Where a time axis is labelled: at round local times, as many as have room. Pure: no Qt."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import pairwise

from pulse_desktop.ui.charts.picture import Tick
from pulse_desktop.ui.charts.spelling import TimeSpelling

OVERHANG_PX = 12
"""By how much a label may stand out over the plot; the margin that is kept free for it."""

_APART_PX = 14
"""Between two labels."""

_NARROWEST = 0.7
"""The narrowest label of a kind against any of it."""

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86_400
_YEAR_S = 365.25 * _DAY_S


class _Kind(Enum):
    """What a step counts."""

    CLOCK = auto()
    """Seconds of the local day."""

    DAY = auto()
    MONTH = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True)
class _Step:
    """The distance between two ticks."""

    kind: _Kind
    size: int

    @property
    def length_s(self) -> float:
        """About how long it is."""
        unit_s = {_Kind.CLOCK: 1, _Kind.DAY: _DAY_S, _Kind.MONTH: _YEAR_S / 12}
        return self.size * unit_s.get(self.kind, _YEAR_S)


_STEPS = (
    *(_Step(_Kind.CLOCK, seconds) for seconds in (10, 15, 30)),
    *(_Step(_Kind.CLOCK, minutes * _MINUTE_S) for minutes in (1, 2, 5, 10, 15, 30)),
    *(_Step(_Kind.CLOCK, hours * _HOUR_S) for hours in (1, 2, 3, 6, 12)),
    *(_Step(_Kind.DAY, days) for days in (1, 2, 7, 14)),
    *(_Step(_Kind.MONTH, months) for months in (1, 2, 3, 6)),
    *(_Step(_Kind.YEAR, years) for years in (1, 2, 5, 10, 20, 50)),
)


def time_ticks(
    window_s: tuple[float, float],
    width_px: float,
    text_width: Callable[[str], float],
    spelling: TimeSpelling,
) -> tuple[Tick, ...]:
    """The ticks between two epoch seconds on a plot of that width, in time order.

    A tick on which another day begins (or another hour, month or year among smaller steps) is a
    major one and says which. Labels keep apart, and end within the plot or its margin.
    """
    length_s = window_s[1] - window_s[0]
    if length_s <= 0 or width_px <= 0:
        return ()
    room = _Room(window_s, width_px, text_width)
    for step in _STEPS:
        if step.length_s / length_s * width_px < room.least_px(step, spelling):
            continue
        ticks = room.fitting(_ticks(step, window_s, spelling))
        if room.is_enough(ticks):
            return ticks
    return ()


@dataclass(frozen=True, slots=True)
class _Room:
    """The place there is for labels."""

    window_s: tuple[float, float]
    width_px: float
    text_width: Callable[[str], float]

    def least_px(self, step: _Step, spelling: TimeSpelling) -> float:
        """What a label needs at the very least: steps that are closer need not be tried."""
        sample = _text(step, spelling.local(self.window_s[0]), None, spelling)
        return _NARROWEST * self.text_width(sample) + _APART_PX

    def ends(self, tick: Tick) -> tuple[float, float]:
        """Where its label begins and ends."""
        start_s, end_s = self.window_s
        middle = (tick.at - start_s) / (end_s - start_s) * self.width_px
        half = self.text_width(tick.text) / 2
        return middle - half, middle + half

    def fitting(self, ticks: tuple[Tick, ...]) -> tuple[Tick, ...]:
        """Those whose label does not stand out too far."""
        last = self.width_px + OVERHANG_PX
        return tuple(
            tick
            for tick, (left, right) in ((tick, self.ends(tick)) for tick in ticks)
            if left >= -OVERHANG_PX and right <= last
        )

    def is_enough(self, ticks: tuple[Tick, ...]) -> bool:
        """Whether all labels keep apart."""
        ends = [self.ends(tick) for tick in ticks]
        return all(after[0] - before[1] >= _APART_PX for before, after in pairwise(ends))


def _ticks(step: _Step, window_s: tuple[float, float], spelling: TimeSpelling) -> tuple[Tick, ...]:
    instants = sorted(
        at_s
        for at_s in set(_instants(step, window_s, spelling))
        if window_s[0] <= at_s <= window_s[1]
    )
    ticks = []
    before: datetime | None = None
    for at_s in instants:
        local = spelling.local(at_s)
        text = _text(step, local, before, spelling)
        ticks.append(Tick(at_s, text, _is_major(step, local, before)))
        before = local
    return tuple(ticks)


def _instants(
    step: _Step, window_s: tuple[float, float], spelling: TimeSpelling
) -> Iterator[float]:
    if step.kind is _Kind.CLOCK:
        return _clock_instants(step.size, window_s, spelling)
    return (spelling.instant(first) for first in _firsts(step, window_s, spelling))


def _clock_instants(
    step_s: int, window_s: tuple[float, float], spelling: TimeSpelling
) -> Iterator[float]:
    """When clocks show a multiple of the step: twice where they are put back, or not at all."""
    length = timedelta(seconds=window_s[1] - window_s[0])
    first, last = (spelling.local(at_s).replace(tzinfo=None, fold=0) for at_s in window_s)
    wall, last = min(first, last - length), max(last, first + length)
    midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
    wall = midnight + (wall - midnight) // timedelta(seconds=step_s) * timedelta(seconds=step_s)
    while wall <= last:
        for fold in (0, 1):
            at_s = spelling.instant(wall.replace(fold=fold))
            if spelling.local(at_s).replace(tzinfo=None, fold=0) == wall:
                yield at_s
        wall += timedelta(seconds=step_s)


def _firsts(
    step: _Step, window_s: tuple[float, float], spelling: TimeSpelling
) -> Iterator[datetime]:
    """First instants of days, months or years: midnights, or later where there is none."""
    start, end = (spelling.local(at_s).replace(tzinfo=None, fold=0) for at_s in window_s)
    first = start.replace(hour=0, minute=0, second=0, microsecond=0)
    if step.kind is _Kind.DAY:
        first -= timedelta(days=(first.toordinal() - 1) % step.size)
        while first <= end:
            yield first
            first += timedelta(days=step.size)
        return
    months = step.size if step.kind is _Kind.MONTH else 12 * step.size
    count = (12 * first.year + first.month - 1) // months * months
    while count <= 12 * end.year + end.month - 1:
        yield datetime(count // 12, count % 12 + 1, 1)  # noqa: DTZ001 - as clocks show it
        count += months


def _is_major(step: _Step, local: datetime, before: datetime | None) -> bool:
    """Whether something larger begins here."""
    if step.kind is _Kind.CLOCK:
        begins_hour = step.size < _HOUR_S and local.minute == local.second == 0
        return begins_hour or _begins_day(local, before)
    if step.kind is _Kind.DAY:
        return local.day == 1 or (before is not None and before.month != local.month)
    return local.month == 1


def _begins_day(local: datetime, before: datetime | None) -> bool:
    """At midnight, or at the first tick of a day whose midnight is skipped."""
    is_midnight = local.hour == local.minute == local.second == 0
    return is_midnight or (before is not None and before.date() != local.date())


def _text(step: _Step, local: datetime, before: datetime | None, spelling: TimeSpelling) -> str:
    if step.kind is _Kind.DAY or (step.kind is _Kind.CLOCK and _begins_day(local, before)):
        return spelling.day(local)
    if step.kind is _Kind.CLOCK:
        return spelling.seconds(local) if step.size < _MINUTE_S else spelling.clock(local)
    return str(local.year) if local.month == 1 else spelling.month(local)
