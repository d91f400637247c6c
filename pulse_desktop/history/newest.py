"""Keeps the newest value of many series while their values come along in order of time."""

import numpy as np

from pulse_desktop.history.buckets import Floats, Ints
from pulse_desktop.history.gap import PATIENCE
from pulse_desktop.history.tier import MINUTE_MS

_UNKNOWN_INTERVAL_MS = MINUTE_MS
"""Taken where one value is all there is."""


class Newest:
    """Of each series the newest value, and how far apart its values usually are."""

    def __init__(self, size: int) -> None:
        self.at_ms: Ints = np.full(size, -1, np.int64)
        """-1 for a series without a value. Shape (size,), as all others."""

        self.value: Floats = np.full(size, np.nan, np.float32)
        self._samples = np.zeros(size, np.int64)
        self._distance = np.full(size, np.nan)
        self._least = np.full(size, np.inf)
        self._pair = np.full(size, np.inf)

    def take(self, places: Ints, at_ms: int, values: Floats, samples: Ints | None = None) -> None:
        """Values of one instant, or of the bucket that begins then. What is older is passed over.

        ``places`` are those of the series. What was told first of an instant stands.
        """
        there = np.isfinite(values) & (self.at_ms[places] < at_ms)
        places = places[there]
        self._measure(places, at_ms)
        self.at_ms[places], self.value[places] = at_ms, values[there]
        self._samples[places] = 1 if samples is None else samples[there]

    def counting(self, at_ms: int, width_ms: int) -> Ints:
        """The places of the series whose newest value still counts. ``width_ms`` is 0 for readings.

        As charts have it: so many intervals, and the bucket itself where it tells how often it
        was sampled.
        """
        usual = np.where(np.isfinite(self._pair), np.maximum(self._least, self._pair), self._least)
        usual = np.maximum(np.where(np.isfinite(usual), usual, _UNKNOWN_INTERVAL_MS), width_ms)
        sampled = width_ms * (1 + PATIENCE / np.maximum(self._samples, 1))
        is_sampled = (width_ms > 0) & (self._samples > 1)
        patience = np.where(is_sampled, np.minimum(sampled, PATIENCE * usual), PATIENCE * usual)
        return np.flatnonzero((self.at_ms >= 0) & (at_ms - self.at_ms <= patience))

    def _measure(self, places: Ints, at_ms: int) -> None:
        """The least distance, but no less than two in a row are on the average.

        Two sources that take turns may be close together.
        """
        known = places[self.at_ms[places] >= 0]
        distance = (at_ms - self.at_ms[known]).astype(np.float64)
        pair = (distance + self._distance[known]) / 2
        self._pair[known] = np.fmin(self._pair[known], pair)
        self._least[known] = np.minimum(self._least[known], distance)
        self._distance[known] = distance
