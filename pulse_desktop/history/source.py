"""Who answers for a window, memory or the store, and their buckets of one width.

Both add up the same samples in the same order, so it cannot be seen which one did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import NONE, Buckets, coarsened
from pulse_desktop.history.held import held_readings
from pulse_desktop.history.memory import Held
from pulse_desktop.history.progress import unsealed_blocks
from pulse_desktop.history.prune import pruned_before
from pulse_desktop.history.recorded import recorded
from pulse_desktop.history.resolution import tier_of
from pulse_desktop.history.tier import (
    LAST_MS,
    MINUTE_MS,
    ROLLED,
    Tier,
    floor_to,
    row_range,
    row_time,
)
from pulse_desktop.history.window import Window
from pulse_desktop.model.series import SeriesKey

_LATENESS_MS = MINUTE_MS
"""How far behind the newest row on disk a sweep may be that is not written yet."""


@dataclass(frozen=True, slots=True)
class Source:
    """Memory and store together, as a reader's thread has them. Either may know nothing."""

    handle: Handle | None
    held: Held

    def reaches(self, span: tuple[int, int]) -> bool:
        """Whether memory has everything of [start, end), or there is nobody else to ask (H-03)."""
        start_ms, end_ms = span
        within = self.held.since_ms <= start_ms and end_ms <= self.held.until_ms
        return self.handle is None or within

    def width_ms(self, asked: Window) -> int:
        """The narrowest width that fits the pixels, and at which the whole window is kept.

        Where a tier is pruned further than the window reaches back, that is one of the next.
        """
        width_ms = asked.width_ms()
        if self.handle is None or self.reaches(asked.span_of(width_ms)):
            return width_ms
        tier = tier_of(width_ms)
        while tier is not Tier.DAY and self._pruned(tier) > floor_to(asked.start_ms, width_ms):
            width_ms = asked.width_ms(Tier(tier + 1).width_ms)
            tier = tier_of(width_ms)
        return width_ms

    def finest(
        self, keys: Sequence[SeriesKey], span: tuple[int, int], tier: Tier
    ) -> dict[SeriesKey, Buckets]:
        """The buckets of ``tier`` in [start, end), those of a window's width; readings for raw.

        A series without any is absent.
        """
        if self.handle is None or self.reaches(span):
            found = rolled(held_readings(self.held, keys, *span), tier)
        else:
            found = self._stored(self.handle, keys, span, tier)
        return {key: points for key, points in found.items() if len(points)}

    def _stored(
        self, handle: Handle, keys: Sequence[SeriesKey], span: tuple[int, int], tier: Tier
    ) -> dict[SeriesKey, Buckets]:
        told_ms = self._told_ms(handle, span[1], tier)
        since_ms = min(told_ms, self._unwritten_ms(handle, span[1]))
        tails = held_readings(self.held, keys, max(span[0], since_ms), span[1])
        store = recorded(handle, keys, tails, told_ms)
        found = store.read(tier, *span) if store.ids else {}
        unknown = {key: tail for key, tail in tails.items() if key not in store.ids}
        return {key: found.get(series, NONE) for key, series in store.ids.items()} | rolled(
            unknown, tier
        )

    def _told_ms(self, handle: Handle, end_ms: int, tier: Tier) -> int:
        """From when on memory tells all that is read as readings: of buckets the unsealed part.

        A row of the log has all series, so that two hours of one series are dear to read there.
        """
        if self.held.until_ms < end_ms:
            return LAST_MS
        if tier is Tier.RAW:
            return self.held.since_ms
        unsealed = unsealed_blocks(handle, Tier.RAW)
        return max(self.held.since_ms, unsealed[0] * Tier.RAW.block_ms) if unsealed else LAST_MS

    def _unwritten_ms(self, handle: Handle, end_ms: int) -> int:
        """From when on something may not be on disk yet. Nothing before it is looked for."""
        sql = "SELECT max(id) FROM log WHERE id >= ? AND id < ?"
        (newest,) = handle.execute(sql, row_range(Tier.RAW, 0, min(end_ms, LAST_MS))).fetchone()
        return 0 if newest is None else row_time(newest) - _LATENESS_MS

    def _pruned(self, tier: Tier) -> int:
        return 0 if self.handle is None else pruned_before(self.handle, tier)


def rolled(readings: Mapping[SeriesKey, Buckets], tier: Tier) -> dict[SeriesKey, Buckets]:
    """Raw readings rolled up through the tiers below ``tier``, as the store does it."""
    found = dict(readings)
    for step in ROLLED[:tier]:
        found = {key: coarsened(points, step.width_ms) for key, points in found.items()}
    return found
