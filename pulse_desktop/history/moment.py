"""What counted of many series at one instant, read in one pass."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import Buckets
from pulse_desktop.history.gap import PATIENCE, sampling_ms
from pulse_desktop.history.memory import Held
from pulse_desktop.history.prune import pruned_before
from pulse_desktop.history.source import Source
from pulse_desktop.history.tier import DAY_MS, HOUR_MS, MINUTE_MS, Tier, floor_to
from pulse_desktop.model.clock import epoch_ms, from_epoch_ms
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.series import Family, Figure, SeriesKey, SeriesTarget
from pulse_desktop.model.text import Text, mark

_INTERVALS = 4
"""So many sampling intervals are looked back: enough to tell their length."""

_LEAST_MS = (3 * MINUTE_MS, 5 * MINUTE_MS, _INTERVALS * HOUR_MS, _INTERVALS * DAY_MS)
"""By tier, how far back is looked at least."""

_METRICS = {metric.value: metric for metric in Metric}
_ORIGINS: dict[Tier, Text | None] = {
    Tier.RAW: None,
    Tier.MINUTE: mark("Moment", "Average of that minute"),
    Tier.HOUR: mark("Moment", "Average of that hour"),
    Tier.DAY: mark("Moment", "Average of that day"),
}


def stored_keys(handle: Handle) -> Iterator[SeriesKey]:
    """Every series that was ever recorded."""
    for family, target, metric in handle.execute("SELECT family, target, metric FROM series"):
        yield SeriesKey(SeriesTarget(Family(family), target), _METRICS[metric])


def figures(
    handle: Handle | None,
    held: Held,
    keys: Sequence[SeriesKey],
    at: datetime,
    interval_s: float,
) -> dict[SeriesKey, Figure]:
    """The newest value of each of ``keys`` that still counted at ``at``; others are absent.

    A reading counts until so many of its sampling intervals have passed that charts show a gap
    (H-12). They come from the finest tier that is still kept. ``interval_s`` is the longest
    sampling interval there is. It reads the disk and runs on a reader's thread.
    """
    at_ms = epoch_ms(at)
    back_ms = round(interval_s * _INTERVALS * 1000)
    tier = _finest(handle, at_ms, back_ms)
    span = _span(tier, at_ms, back_ms)
    found = Source(handle, held).finest(keys, span, tier)
    patience = _Patience(tier)
    return {
        key: _newest(points, tier)
        for key, points in found.items()
        if at_ms - int(points.at_ms[-1]) <= patience.ms(points)
    }


def _finest(handle: Handle | None, at_ms: int, back_ms: int) -> Tier:
    """The finest tier of which nothing that is looked for was pruned."""
    kept: Iterable[Tier] = Tier
    if handle is not None:
        kept = (
            tier for tier in Tier if pruned_before(handle, tier) <= _span(tier, at_ms, back_ms)[0]
        )
    return next(iter(kept), Tier.DAY)


def _span(tier: Tier, at_ms: int, back_ms: int) -> tuple[int, int]:
    """[start, end) of what may count, in whole buckets."""
    start_ms, width_ms = max(0, at_ms - max(back_ms, _LEAST_MS[tier])), tier.width_ms
    if not width_ms:
        return start_ms, at_ms + 1
    return floor_to(start_ms, width_ms), floor_to(at_ms, width_ms) + width_ms


def _newest(points: Buckets, tier: Tier) -> Figure:
    value = float(points.planes.mean[-1])
    read_at = from_epoch_ms(int(points.at_ms[-1]))
    return Figure(Measurement(value, origin=_ORIGINS[tier]), read_at)


class _Patience:
    """How long a point counts after its start; series of one sweep are worked out together."""

    def __init__(self, tier: Tier) -> None:
        self._width_ms = tier.width_ms
        self._usual: dict[bytes, int] = {}

    def ms(self, points: Buckets) -> float:
        """As charts have it: so many sampling intervals, and the bucket itself."""
        usual_ms = max(self._sampling_ms(points), self._width_ms)
        samples = int(points.planes.count[-1])
        if not self._width_ms or samples <= 1:
            return PATIENCE * usual_ms
        return min(self._width_ms * (1 + PATIENCE / samples), PATIENCE * usual_ms)

    def _sampling_ms(self, points: Buckets) -> int:
        moments = points.at_ms.tobytes()
        usual = self._usual.get(moments)
        if usual is None:
            usual = self._usual[moments] = sampling_ms(points.at_ms)
        return usual
