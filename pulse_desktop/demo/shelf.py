"""Answers of the sampler that are kept, so that a chart which is drawn again costs nothing (M-11).

What is over never changes, so it stays for good. The bucket under way is kept until the next tick.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace

import numpy as np

from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.grid import GRID_MS
from pulse_desktop.demo.sampler import extremes
from pulse_desktop.history.buckets import NONE, Buckets, Planes, joined
from pulse_desktop.history.tier import floor_to

MOST_POINTS = 1_000_000
"""Kept at most: 28 MB."""

_LONGEST = 20_000
"""Buckets of one series at most, however far a chart was moved."""

_Place = tuple[Curve, int]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of one curve at one width."""

    start_ms: int
    end_ms: int
    past: Buckets
    """Those of [start, end), all of them over."""

    tick_ms: int = 0
    """The newest reading that counts in ``present``."""

    present: Buckets = NONE
    """The bucket under way, if it is known."""


class Shelf:
    """Keeps answers, those used last. May be asked from any thread."""

    def __init__(self, most_points: int = MOST_POINTS) -> None:
        self._most_points = most_points
        self._kept: OrderedDict[_Place, _Kept] = OrderedDict()
        self._points = 0
        self._turn = threading.Lock()

    def __len__(self) -> int:
        return self._points

    def buckets(self, curve: Curve, span: tuple[int, int], width_ms: int, tick_ms: int) -> Buckets:
        """Those that begin in [start, end), of readings up to the one at ``tick_ms``."""
        place = (curve, width_ms)
        over_ms = floor_to(tick_ms + GRID_MS, width_ms)
        end_ms = -(-span[1] // width_ms) * width_ms
        known = self._find(place)
        kept = _reaching(known, curve, (span[0], min(end_ms, over_ms)), width_ms)
        if end_ms > over_ms and (kept.tick_ms, kept.end_ms) != (tick_ms, over_ms):
            present = _sampled(curve, (over_ms, tick_ms + 1), width_ms)
            kept = replace(kept, tick_ms=tick_ms, present=present)
        if kept is not known:
            self._keep(place, kept)
        past = _between(kept.past, span[0], min(end_ms, over_ms))
        return joined([past, kept.present]) if end_ms > over_ms else past

    def _find(self, place: _Place) -> _Kept | None:
        with self._turn:
            known = self._kept.get(place)
            if known is not None:
                self._kept.move_to_end(place)
            return known

    def _keep(self, place: _Place, kept: _Kept) -> None:
        with self._turn:
            before = self._kept.pop(place, None)
            self._points += len(kept.past) - (0 if before is None else len(before.past))
            self._kept[place] = kept
            while self._points > self._most_points:
                _, gone = self._kept.popitem(last=False)
                self._points -= len(gone.past)


def _reaching(known: _Kept | None, curve: Curve, span: tuple[int, int], width_ms: int) -> _Kept:
    """What is known, made to reach over all of [start, end)."""
    start_ms, end_ms = span[0], max(span)
    if known is None or end_ms < known.start_ms or known.end_ms < start_ms:
        return _Kept(start_ms, end_ms, _sampled(curve, (start_ms, end_ms), width_ms))
    if known.start_ms <= start_ms and end_ms <= known.end_ms:
        return known
    first_ms, last_ms = min(start_ms, known.start_ms), max(end_ms, known.end_ms)
    if last_ms - first_ms > _LONGEST * width_ms:
        return _Kept(start_ms, end_ms, _sampled(curve, (start_ms, end_ms), width_ms))
    before = _sampled(curve, (first_ms, known.start_ms), width_ms)
    after = _sampled(curve, (known.end_ms, last_ms), width_ms)
    return _Kept(first_ms, last_ms, joined([before, known.past, after]))


def _sampled(curve: Curve, span: tuple[int, int], width_ms: int) -> Buckets:
    """As the sampler has them, without those in whose first instant nothing was measured."""
    if span[0] >= span[1]:
        return NONE
    found = extremes(curve, *span, width_ms)
    there = np.isfinite(found.value) & (found.count > 0)
    planes = Planes(found.value, found.minimum, found.maximum, found.count)
    every = Buckets(found.at_ms, planes)
    return every if there.all() else every.where(there)


def _between(points: Buckets, start_ms: int, end_ms: int) -> Buckets:
    first, last = np.searchsorted(points.at_ms, (start_ms, end_ms))
    return points.where(slice(first, last))
