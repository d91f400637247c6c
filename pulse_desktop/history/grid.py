"""Many series on one time grid, as summary charts and lists of the strongest need them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pulse_desktop.database import Handle
from pulse_desktop.history.line import FloatArray
from pulse_desktop.history.memory import Held
from pulse_desktop.history.query import points_at, shared_width, window_of
from pulse_desktop.model.series import SeriesKey

Cells = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Grid:
    """Many series on one time grid. Frozen: a thread may hand it to another."""

    at_s: FloatArray
    """Bucket starts, epoch seconds, one bucket after the other without a hole. Shape (m,)."""

    bucket_s: float
    """Width of a bucket in seconds; 0 where nothing was asked."""

    keys: tuple[SeriesKey, ...]
    """Rows: those of the asked keys that have any point in the window, in the asked order."""

    mean: Cells
    """Shape (n, m). NaN where nothing was measured."""

    low: Cells
    """The smallest sample of each bucket. Shape (n, m)."""

    high: Cells
    """The largest sample of each bucket. Shape (n, m)."""


def query_grid(
    handle: Handle | None,
    held: Held,
    keys: Sequence[SeriesKey],
    window: tuple[float, float],
    columns: int,
) -> Grid:
    """The buckets of ``keys`` between two epoch seconds, at most ``columns`` of them.

    The same points as ``query`` gives at this width. It reads the disk and runs on a reader's
    thread.
    """
    asked = window_of(window, columns)
    if asked is None:
        return _grid(np.empty(0, np.int64), 0, (), np.empty((3, 0, 0), np.float32))
    width_ms = shared_width(handle, held, keys, asked)
    found = points_at(handle, held, keys, asked, width_ms)
    rows = tuple(key for key in keys if key in found)
    first, last = asked.start_ms // width_ms, asked.end_ms // width_ms
    at_ms = np.arange(first, last + 1, dtype=np.int64) * width_ms
    cells = np.full((3, len(rows), len(at_ms)), np.nan, np.float32)
    for row, key in enumerate(rows):
        planes = found[key].planes
        place = found[key].at_ms // width_ms - first
        cells[:, row, place] = planes.mean, planes.minimum, planes.maximum
    return _grid(at_ms, width_ms, rows, cells)


def _grid(
    at_ms: npt.NDArray[np.int64], width_ms: int, rows: tuple[SeriesKey, ...], cells: Cells
) -> Grid:
    mean, low, high = cells
    return Grid(at_ms / 1000, width_ms / 1000, rows, mean, low, high)
