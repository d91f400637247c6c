"""Many series on one time grid, as summary charts and lists of the strongest need them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import Buckets, coarsened, end_to_end
from pulse_desktop.history.line import FloatArray
from pulse_desktop.history.memory import Held
from pulse_desktop.history.resolution import tier_of
from pulse_desktop.history.source import Source
from pulse_desktop.history.window import window_of
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

    The same points as ``query`` gives at this width, own samples only. It reads the disk, so it
    runs on a reader's thread.
    """
    asked = window_of(window, columns)
    if asked is None:
        return NO_GRID
    source = Source(handle, held)
    width_ms = source.width_ms(asked)
    span, tier = asked.span_of(width_ms), tier_of(width_ms)
    return grid_of(keys, source.finest(keys, span, tier), tier.width_ms, span, width_ms)


def grid_of(
    keys: Sequence[SeriesKey],
    found: Mapping[SeriesKey, Buckets],
    found_ms: int,
    span: tuple[int, int],
    width_ms: int,
) -> Grid:
    """The buckets of [start, end) made of those of ``found_ms``, none of them empty."""
    rows = tuple(key for key in keys if key in found)
    at_ms = np.arange(*span, width_ms, dtype=np.int64)
    cells = np.full((3, len(rows) * len(at_ms)), np.nan, np.float32)
    if rows:
        whole = _side_by_side([found[key] for key in rows], span[1] - span[0])
        whole = coarsened(whole, width_ms) if width_ms != found_ms else whole
        place = (whole.at_ms - span[0]) // width_ms
        cells[:, place] = whole.planes.mean, whole.planes.minimum, whole.planes.maximum
    return _grid(at_ms, width_ms, rows, cells.reshape(3, len(rows), len(at_ms)))


def _side_by_side(series: Sequence[Buckets], span_ms: int) -> Buckets:
    """All series as one, so that they are added up at once: each is moved past the one before."""
    shift = np.repeat(np.arange(len(series)) * span_ms, [len(points) for points in series])
    at_ms = np.concatenate([points.at_ms for points in series]) + shift
    return Buckets(at_ms, end_to_end([points.planes for points in series]))


def _grid(
    at_ms: npt.NDArray[np.int64], width_ms: int, rows: tuple[SeriesKey, ...], cells: Cells
) -> Grid:
    mean, low, high = cells
    return Grid(at_ms / 1000, width_ms / 1000, rows, mean, low, high)


NO_GRID = _grid(np.empty(0, np.int64), 0, (), np.empty((3, 0, 0), np.float32))
