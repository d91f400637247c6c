"""Readings that an earlier version took out of the log, for a block that is sealed once more."""

from collections.abc import Iterable, Iterator

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import Floats, Ints, joined
from pulse_desktop.history.chunks import sealed_readings
from pulse_desktop.history.distinct import distinct
from pulse_desktop.history.minutes import Told


def with_earlier(handle: Handle, block: int, series: Ints, told: Iterable[Told]) -> Iterable[Told]:
    """What is told together with what tiles have of the block; of one instant what they have."""
    sealed = sealed_readings(handle, series, range(block, block + 1))
    if not sealed:
        return told
    parts = {one: joined(readings) for one, readings in sealed.items()}
    at_ms = distinct(np.concatenate([part.at_ms for part in parts.values()]))
    values = np.full((len(at_ms), len(series)), np.nan, np.float32)
    for one, part in parts.items():
        values[np.searchsorted(at_ms, part.at_ms), np.searchsorted(series, one)] = part.planes.mean
    return _together(dict(zip(at_ms.tolist(), values, strict=True)), told)


def _together(earlier: dict[int, Floats], told: Iterable[Told]) -> Iterator[Told]:
    for at_ms, values in told:
        known = earlier.get(at_ms)
        earlier[at_ms] = values if known is None else np.where(np.isnan(known), values, known)
    yield from sorted(earlier.items(), key=lambda one: one[0])
