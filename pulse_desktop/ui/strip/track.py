"""One quantity of all rows over time, from what was recorded on to what is read now.

A row that is read less often than there are instants keeps its value from one reading to the
next, as long as none is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pulse_desktop.ui.strip.crowd import Cells, Crowd, Floats, crowd
from pulse_desktop.ui.strip.plan import Headline

Ints = npt.NDArray[np.int64]

_PATIENCE = 2.5
"""Sampling intervals without a reading that make a gap, as in every other curve."""

_NEVER = -1
_FAR = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class News:
    """Readings of some rows, no row twice."""

    place: Ints
    value: Cells
    at_s: Floats


@dataclass(frozen=True, slots=True)
class Frame:
    """The instants: ``size`` buckets of ``bucket_s``, the first with the number ``first``."""

    first: int
    size: int
    bucket_s: float

    @property
    def at_s(self) -> Floats:
        """Starts of the buckets, epoch seconds, shape (size,)."""
        return np.arange(self.first, self.first + self.size, dtype=np.float64) * self.bucket_s

    def moved_to(self, now_s: float) -> "Frame":
        """As many buckets, the last of which holds ``now_s``; never back."""
        last = int(now_s // self.bucket_s)
        return replace(self, first=max(self.first, last - self.size + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """Frozen: an older one stays true while a newer one is made."""

    headline: Headline
    frame: Frame
    values: Cells
    """Shape (m, n): instant by row. NaN where nothing was measured."""

    crowd: Crowd
    reach: Ints
    """Buckets for which a row's reading holds when no other follows. Shape (n,)."""

    newest_s: Floats
    """When each row was last read; -inf for never. Shape (n,)."""

    count: Ints
    """Readings of each row in the bucket of its newest one. Shape (n,)."""

    def moved_to(self, frame: Frame) -> "Track":
        """Over later instants."""
        dropped = frame.first - self.frame.first
        if not dropped:
            return self
        values = np.full_like(self.values, np.nan)
        kept = max(0, frame.size - dropped)
        values[:kept] = self.values[dropped:]
        moved = replace(self, frame=frame, values=values)
        return _counted(_held(moved, kept), dropped, kept)

    def with_news(self, news: News) -> "Track":
        """With readings that are newer than what is known of their rows."""
        bucket = (news.at_s // self.frame.bucket_s).astype(np.int64) - self.frame.first
        fresh = (news.at_s > self.newest_s[news.place]) & (bucket >= 0)
        fresh &= bucket < self.frame.size
        if not fresh.any():
            return self
        place, bucket, value = news.place[fresh], bucket[fresh], news.value[fresh]
        told = _told(self, place, bucket, value, news.at_s[fresh])
        begin = int(bucket.min())
        return _counted(_held(told, begin), 0, begin)


def track(frame: Frame, headline: Headline, parts: Sequence[Cells]) -> Track:
    """What was recorded: the sum of ``parts``, each of shape (m, n)."""
    values = parts[0]
    for part in parts[1:]:
        values = np.where(np.isnan(values), part, values + np.nan_to_num(part))
    measured = ~np.isnan(values)
    reach = _reach(measured)
    newest_s = _newest(measured, frame)
    held = _bridged(values, measured, reach)
    return Track(
        headline=headline,
        frame=frame,
        values=held,
        crowd=crowd(held, headline),
        reach=reach,
        newest_s=newest_s,
        count=np.ones(values.shape[1], np.int64),
    )


def _told(known: Track, place: Ints, bucket: Ints, value: Cells, at_s: Floats) -> Track:
    """With these readings; those that share a bucket make its mean."""
    values, count, newest_s = known.values.copy(), known.count.copy(), known.newest_s.copy()
    again = bucket == _newest_bucket(known)[place]
    count[place] = np.where(again, count[place] + 1, 1)
    before = values[bucket, place]
    mixed = before + (value - before) / count[place].astype(np.float32)
    values[bucket, place] = np.where(again & ~np.isnan(before), mixed, value)
    newest_s[place] = at_s
    return replace(known, values=values, count=count, newest_s=newest_s)


def _newest_bucket(known: Track) -> Ints:
    """Where in the frame each row was last read."""
    read = np.isfinite(known.newest_s)
    at_s = np.where(read, known.newest_s, 0.0)
    bucket = (at_s // known.frame.bucket_s).astype(np.int64) - known.frame.first
    return np.where(read & (bucket >= 0), bucket, _NEVER)


def _held(made: Track, begin: int) -> Track:
    """Newest readings held on to from bucket ``begin``; writes into the values just made."""
    newest, values = _newest_bucket(made), made.values
    for bucket in range(max(1, begin), made.frame.size):
        holds = (newest < bucket) & (newest != _NEVER) & (bucket - newest <= made.reach)
        rows = np.flatnonzero(holds & np.isnan(values[bucket]))
        values[bucket, rows] = values[bucket - 1, rows]
    return made


def _counted(made: Track, dropped: int, kept: int) -> Track:
    """With the crowd of what is new; that of ``kept`` instants is known."""
    later = crowd(made.values[kept:], made.headline)
    return replace(made, crowd=made.crowd.followed_by(later, dropped, kept))


def _newest(measured: npt.NDArray[np.bool_], frame: Frame) -> Floats:
    """The start of each row's newest bucket: a reading of that very instant is known."""
    size = len(measured)
    last = size - 1 - np.argmax(measured[::-1], axis=0) if size else np.empty(0, np.int64)
    return np.where(measured.any(axis=0), (frame.first + last) * frame.bucket_s, -np.inf)


def _reach(measured: npt.NDArray[np.bool_]) -> Ints:
    """How many buckets may lie between two readings of each row and one after the last."""
    number = np.arange(len(measured))[:, np.newaxis]
    before = np.maximum.accumulate(np.where(measured, number, _NEVER), axis=0)
    before = np.concatenate((np.full((1, measured.shape[1]), _NEVER), before))[:-1]
    distance = np.where(measured & (before != _NEVER), number - before, _FAR)
    known = np.count_nonzero(distance != _FAR, axis=0)
    usual = np.sort(distance, axis=0)[np.maximum(known - 1, 0) // 2, np.arange(len(known))]
    return np.floor(_PATIENCE * np.where(known > 0, usual, 1)).astype(np.int64)


def _bridged(values: Cells, measured: npt.NDArray[np.bool_], reach: Ints) -> Cells:
    number = np.arange(len(values))[:, np.newaxis]
    before = np.maximum.accumulate(np.where(measured, number, _NEVER), axis=0)
    coming = np.where(measured, number, _FAR)[::-1]
    after = np.minimum.accumulate(coming, axis=0)[::-1]
    within = np.where(after == _FAR, number - before <= reach, after - before <= reach)
    held = np.take_along_axis(values, np.maximum(before, 0), axis=0)
    return np.where(within & (before != _NEVER), held, np.float32(np.nan))
