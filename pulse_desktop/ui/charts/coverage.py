"""When something was recorded, and when nothing was. Pure: no Qt."""

from collections.abc import Iterable, Sequence

import numpy as np

from pulse_desktop.history.line import Line
from pulse_desktop.ui.charts.picture import Hatch

_PATIENCE = 2.5
"""Buckets without a point that make a gap; as long as history bridges one (``history.gap``)."""

Span = tuple[float, float]
"""From one epoch second to a later one."""


def not_recorded(lines: Sequence[Line], window_s: Span) -> tuple[Hatch, ...]:
    """Spans of the window in which none of ``lines`` has a sample of this program.

    What another program recorded does not count. No lines, no spans: nobody asked for any.
    """
    if not lines:
        return ()
    shared: list[Span] = [window_s]
    for line in lines:
        shared = _common(shared, gaps(line, window_s))
    return tuple(Hatch(*span) for span in shared)


def gaps(line: Line, window_s: Span) -> list[Span]:
    """Spans of the window without own points of ``line``, in time order."""
    start_s, end_s = window_s
    is_own = ~np.isnan(line.value)
    if line.imported is not None:
        is_own &= ~line.imported
    own = np.flatnonzero(is_own)
    if not len(own):
        return [window_s]
    patience_s = _PATIENCE * line.bucket_s
    at_s = line.at_s[own]
    broken = np.flatnonzero((np.diff(own) > 1) & (np.diff(at_s) > patience_s))
    found = [(float(at_s[n]) + line.bucket_s, float(at_s[n + 1])) for n in broken]
    if at_s[0] - start_s > patience_s:
        found.insert(0, (start_s, float(at_s[0])))
    if end_s - at_s[-1] > patience_s:
        found.append((float(at_s[-1]) + line.bucket_s, end_s))
    return list(_within(found, window_s))


def _within(spans: Iterable[Span], window_s: Span) -> Iterable[Span]:
    for start_s, end_s in spans:
        inside = max(start_s, window_s[0]), min(end_s, window_s[1])
        if inside[0] < inside[1]:
            yield inside


def _common(ones: list[Span], others: list[Span]) -> list[Span]:
    """What lies in a span of both."""
    found = []
    one = other = 0
    while one < len(ones) and other < len(others):
        start_s = max(ones[one][0], others[other][0])
        end_s = min(ones[one][1], others[other][1])
        if start_s < end_s:
            found.append((start_s, end_s))
        if ones[one][1] < others[other][1]:
            one += 1
        else:
            other += 1
    return found
