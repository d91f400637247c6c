"""Answers of the sampler that are kept, so that a chart which is drawn again costs little (M-11).

What is over never changes, so it stays for good. The bucket under way is kept until the next tick.
"""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.grid import GRID_MS
from pulse_desktop.demo.sampler import extremes_of, sample
from pulse_desktop.history.buckets import NONE, Buckets, Floats, Ints, Planes, joined
from pulse_desktop.history.tier import floor_to

MOST_POINTS = 1_000_000
"""Kept at most: 28 MB."""

_SPARE = 4
"""Of the length of a window, so much is kept to its sides."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of one curve at one width."""

    start_ms: int
    end_ms: int
    past: Buckets = NONE
    """Those of [start, end), all of them over."""

    tick_ms: int = 0
    """The newest reading that counts in ``present``."""

    present: Buckets = NONE
    """The bucket under way, if it is known."""


Found = dict[Curve, _Kept]


@cache
def common_shelf() -> "Shelf":
    """The one that all of the program share: a curve is the same at every scale."""
    return Shelf()


class Shelf:
    """Keeps answers, those used last. May be asked from any thread."""

    def __init__(self, most_points: int = MOST_POINTS) -> None:
        self._most_points = most_points
        self._kept: OrderedDict[tuple[Curve, int], _Kept] = OrderedDict()
        self._points = 0
        self._turn = threading.Lock()

    @property
    def points(self) -> int:
        """How many are kept."""
        return self._points

    def buckets(
        self, curves: Sequence[Curve], span: Span, width_ms: int, tick_ms: int
    ) -> Mapping[Curve, Buckets]:
        """Those that begin in [start, end), of readings up to the one at ``tick_ms``."""
        over_ms = floor_to(tick_ms + GRID_MS, width_ms)
        end_ms = -(-span[1] // width_ms) * width_ms
        past = span[0], max(span[0], min(end_ms, over_ms))
        found = _reaching(self._find(curves, width_ms), curves, past, width_ms)
        is_present = span[0] <= over_ms < end_ms
        if is_present:
            found |= _present(found, (over_ms, tick_ms + 1), width_ms)
        self._keep(found, width_ms)
        return {curve: _answer(kept, past, is_present=is_present) for curve, kept in found.items()}

    def _find(self, curves: Sequence[Curve], width_ms: int) -> Found:
        with self._turn:
            known = {curve: self._kept.get((curve, width_ms)) for curve in curves}
        return {curve: kept for curve, kept in known.items() if kept is not None}

    def _keep(self, found: Found, width_ms: int) -> None:
        with self._turn:
            for curve, kept in found.items():
                before = self._kept.pop((curve, width_ms), None)
                self._points += len(kept.past) - (0 if before is None else len(before.past))
                self._kept[curve, width_ms] = kept
            while self._points > self._most_points:
                _, gone = self._kept.popitem(last=False)
                self._points -= len(gone.past)


def _reaching(known: Found, curves: Sequence[Curve], span: Span, width_ms: int) -> Found:
    """What is known, made to reach over all of [start, end). Curves are asked together."""
    bases = {curve: _base(known.get(curve), span, width_ms) for curve in curves}
    gaps: defaultdict[Span, list[Curve]] = defaultdict(list)
    for curve, base in bases.items():
        for gap in _gaps(base, span):
            gaps[gap].append(curve)
    filled = {gap: _sampled(asking, gap, width_ms) for gap, asking in gaps.items()}
    return {curve: _filled(base, curve, span, filled) for curve, base in bases.items()}


def _base(known: _Kept | None, span: Span, width_ms: int) -> _Kept:
    """What is gone on from: nothing where too much lies between.

    What lies far from what is asked now is let go of: a chart that follows the present would grow
    by the hour.
    """
    if known is None or span[1] < known.start_ms or known.end_ms < span[0]:
        return _Kept(span[0], span[0])
    if known.start_ms <= span[0] and span[1] <= known.end_ms:
        return known
    spare_ms = floor_to((span[1] - span[0]) // _SPARE, width_ms)
    start_ms = max(known.start_ms, span[0] - spare_ms)
    end_ms = min(known.end_ms, span[1] + spare_ms)
    past = _cut(known.past, (start_ms, end_ms))
    return replace(known, start_ms=start_ms, end_ms=end_ms, past=past)


def _gaps(base: _Kept, span: Span) -> list[Span]:
    both = (span[0], base.start_ms), (base.end_ms, span[1])
    return [(start, end) for start, end in both if start < end]


def _filled(
    base: _Kept, curve: Curve, span: Span, filled: Mapping[Span, Mapping[Curve, Buckets]]
) -> _Kept:
    gaps = _gaps(base, span)
    if not gaps:
        return base
    parts = [base.past, *(filled[gap][curve] for gap in gaps)]
    start_ms, end_ms = min(span[0], base.start_ms), max(span[1], base.end_ms)
    return replace(base, start_ms=start_ms, end_ms=end_ms, past=joined(parts))


def _present(found: Found, span: Span, width_ms: int) -> Found:
    """The bucket under way, where it is not known with its newest reading."""
    tick_ms = span[1] - 1
    old = [c for c, kept in found.items() if (kept.end_ms, kept.tick_ms) != (span[0], tick_ms)]
    fresh = _sampled(old, span, width_ms)
    return {c: replace(found[c], tick_ms=tick_ms, present=fresh[c]) for c in old}


def _sampled(curves: Sequence[Curve], span: Span, width_ms: int) -> dict[Curve, Buckets]:
    """As the sampler has them, without those in which nothing was measured."""
    if not curves:
        return {}
    found = extremes_of(curves, *span, width_ms)
    rows = zip(curves, found.value, found.minimum, found.maximum, found.count, strict=True)
    sampled: dict[Curve, Buckets] = {}
    for curve, value, minimum, maximum, count in rows:
        _fill(value, curve, found.at_ms, np.flatnonzero(np.isnan(value) & (count > 0)), width_ms)
        there = count > 0
        every = Buckets(found.at_ms, Planes(value, minimum, maximum, count))
        sampled[curve] = every.where(there)  # copied: a row alone would keep all of the answer
    return sampled


def _fill(value: Floats, curve: Curve, at_ms: Ints, places: Ints, width_ms: int) -> None:
    """Where a bucket begins in an outage, its first reading stands for it."""
    for place in places.tolist():
        instants = np.arange(at_ms[place], at_ms[place] + width_ms, GRID_MS)
        readings = sample(curve.subject, curve.metric, curve.role, instants)
        value[place] = readings[np.isfinite(readings)][0]


def _answer(kept: _Kept, past: Span, *, is_present: bool) -> Buckets:
    found = _between(kept.past, past)
    return joined([found, kept.present]) if is_present else found


def _between(points: Buckets, span: Span) -> Buckets:
    first, last = np.searchsorted(points.at_ms, span)
    return points.where(slice(first, last))


def _cut(points: Buckets, span: Span) -> Buckets:
    """The same as arrays of their own, so that what was cut off can be let go of."""
    first, last = np.searchsorted(points.at_ms, span)
    return points.where(np.arange(first, last))
