"""Imported history on disk, each width by itself (H-08)."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.body import BodyDamaged, pack_planes, unpack_planes
from pulse_desktop.history.buckets import Buckets, Floats, Ints, Planes, blank, buckets, joined
from pulse_desktop.history.distinct import distinct
from pulse_desktop.history.imported_points import ImportedPoints
from pulse_desktop.history.imported_table import BUCKETS
from pulse_desktop.history.prune import deleted_before
from pulse_desktop.history.tier import LAST_MS
from pulse_desktop.model.series import SeriesKey

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Imported:
    """Imported buckets of one series and one width, in order of time."""

    width_ms: int
    points: Buckets

    @property
    def end_ms(self) -> int:
        """Where the last of them ends."""
        return int(self.points.at_ms[-1]) + self.width_ms


def put(handle: Handle, key: SeriesKey, points: ImportedPoints) -> None:
    """Keep ``points``, in the caller's transaction on the writer's thread.

    What was imported of a bucket before is replaced, so the same import may come again.

    Raises:
        ValueError: The width is not positive.
    """
    if points.width_ms <= 0:
        raise ValueError(f"a bucket of {points.width_ms} ms")
    at_ms = np.asarray(points.at_ms, np.int64)
    figures = np.array([points.mean, points.minimum, points.maximum], np.float32)
    sound = np.isfinite(figures[0]) & (at_ms >= 0) & (at_ms < LAST_MS)
    if not sound.any():
        return
    at_ms, figures = at_ms[sound], figures[:, sound]
    figures = np.where(np.isfinite(figures), figures, figures[0])
    series = _entered(handle, key)
    bucket = at_ms // points.width_ms
    for block in distinct(bucket // BUCKETS):
        inside = bucket // BUCKETS == block
        row = (series, points.width_ms, int(block + 1) * BUCKETS * points.width_ms)
        _write(handle, row, bucket[inside] % BUCKETS, figures[:, inside])


def imported(
    handle: Handle, keys: Sequence[SeriesKey], start_ms: int, end_ms: int
) -> dict[SeriesKey, list[Imported]]:
    """The buckets that begin in [start, end), the finest width first.

    A series without any is absent, and so is every one in a file that knows of no imports. What
    began before the instant up to which the user had history deleted is not shown.
    """
    if not _has_any(handle):
        return {}
    start_ms = max(start_ms, deleted_before(handle))
    found = {key: list(_parts(handle, key, start_ms, end_ms)) for key in keys}
    return {key: parts for key, parts in found.items() if parts}


def _has_any(handle: Handle) -> bool:
    sql = "SELECT 1 FROM sqlite_master WHERE name = 'imported'"
    if handle.execute(sql).fetchone() is None:
        return False
    return handle.execute("SELECT 1 FROM imported LIMIT 1").fetchone() is not None


def _parts(handle: Handle, key: SeriesKey, start_ms: int, end_ms: int) -> Iterator[Imported]:
    sql = (
        "SELECT width_ms, end_ms, body FROM imported WHERE series = (SELECT id FROM series WHERE "
        "family = ? AND target = ? AND metric = ?) AND end_ms > ? ORDER BY width_ms, end_ms"
    )
    found: dict[int, list[Buckets]] = defaultdict(list)
    for width_ms, row_end_ms, body in handle.execute(sql, (*_names(key), start_ms)):
        planes = _planes(key, body)
        first_ms = row_end_ms - BUCKETS * width_ms
        if planes is not None and first_ms < end_ms:
            found[width_ms].append(buckets(_instants(first_ms, width_ms), planes))
    for width_ms, rows in found.items():
        points = joined(rows)
        points = points.where((points.at_ms >= start_ms) & (points.at_ms < end_ms))
        if len(points):
            yield Imported(width_ms, points)


def _instants(first_ms: int, width_ms: int) -> Ints:
    return first_ms + np.arange(BUCKETS, dtype=np.int64) * width_ms


def _entered(handle: Handle, key: SeriesKey) -> int:
    """The id of a series, a new one if nothing was ever recorded of it."""
    sql = "INSERT OR IGNORE INTO series (family, target, metric) VALUES (?, ?, ?)"
    handle.execute(sql, _names(key))
    sql = "SELECT id FROM series WHERE family = ? AND target = ? AND metric = ?"
    return int(handle.execute(sql, _names(key)).fetchone()[0])


def _names(key: SeriesKey) -> tuple[str, str, str]:
    return key.target.family.value, key.target.id, key.metric.value


def _write(handle: Handle, row: tuple[int, int, int], place: Ints, figures: Floats) -> None:
    sql = "SELECT body FROM imported WHERE series = ? AND width_ms = ? AND end_ms = ?"
    there = handle.execute(sql, row).fetchone()
    planes = blank(BUCKETS)
    earlier = None if there is None else _planes(row, there[0])
    if earlier is not None:
        planes.mean[:], planes.count[:] = earlier.mean, earlier.count
        planes.minimum[:], planes.maximum[:] = earlier.minimum, earlier.maximum
    planes.mean[place], planes.minimum[place], planes.maximum[place] = figures
    planes.count[place] = 1
    sql = "INSERT OR REPLACE INTO imported VALUES (?, ?, ?, ?)"
    handle.execute(sql, (*row, pack_planes(planes)))


def _planes(row: object, body: bytes) -> Planes | None:
    try:
        return unpack_planes(body)
    except BodyDamaged as error:
        logger.warning("a row of imported history is damaged and left out (%s): %s", row, error)
        return None
