"""Which series a row has, and in which order."""

from dataclasses import dataclass

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import Ints
from pulse_desktop.history.tier import LAST_LAYOUT

_RECENT = 32
"""Layouts that are tried for a set of series that has none of its own."""

_MANY = 100
"""Layouts beyond which those are looked for that no row has."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A layout that has room for a set of series, and where each of them goes."""

    layout: int
    places: Ints
    width: int


class Layouts:
    """The layouts of one database, remembered. Owned by one thread.

    A set of series goes into a layout that it fills at least half; the rest of the row is NaN.
    So series that come and go do not make a new layout at every sweep.
    """

    def __init__(self) -> None:
        self._series: dict[int, Ints] = {}
        self._recent: list[int] = []
        self._newest = 0

    def series(self, handle: Handle, layout: int) -> Ints:
        """Ids of the series in ``layout``, ascending; none if a damaged file lost the layout."""
        known = self._series.get(layout)
        if known is None:
            sql = "SELECT series FROM layout WHERE id = ?"
            (body,) = handle.execute(sql, (layout,)).fetchone() or (b"",)
            known = self._series[layout] = np.frombuffer(body, "<i4").astype(np.int64)
        return known

    def having(self, handle: Handle, wanted: Ints) -> dict[int, Ints]:
        """The layouts that have any of ``wanted`` (ascending), and which of them each has."""
        found = {}
        for (layout,) in handle.execute("SELECT id FROM layout").fetchall():
            known = self.series(handle, layout)
            place = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
            shared = wanted[known[place] == wanted] if len(known) else known
            if len(shared):
                found[layout] = shared
        return found

    def fit(self, handle: Handle, series: Ints) -> Fit:
        """A layout for ``series`` (ascending), a new one if none fits."""
        for layout in reversed(self._recent):
            known = self.series(handle, layout)
            if np.array_equal(known, series):
                return self._use(layout, series, known)
        best, most = None, 0
        for layout in reversed(self._recent):
            known = self.series(handle, layout)
            shared = int(np.isin(series, known, assume_unique=True).sum())
            if shared == len(series) and 2 * shared >= len(known):
                return self._use(layout, series, known)
            if 2 * shared >= max(len(known), len(series)) and shared > most:
                best, most = known, shared
        wanted = series if best is None else np.union1d(best, series)
        return self._use(self._add(handle, wanted), series, wanted)

    def refresh(self, handle: Handle) -> bool:
        """Forget what a rolled back transaction had added; whether anything was forgotten."""
        sql = "SELECT coalesce(max(id), 0) FROM layout"
        newest = int(handle.execute(sql).fetchone()[0])
        if newest == self._newest:
            return False
        sql = "SELECT id FROM layout ORDER BY id DESC LIMIT ?"
        recent = [row[0] for row in handle.execute(sql, (_RECENT,))]
        self._series, self._recent, self._newest = {}, recent[::-1], newest
        return True

    def drop_unused(self, handle: Handle) -> bool:
        """Remove the layouts that no row has, once there are many; whether any was removed.

        Containers that are made anew leave a layout behind each time.
        """
        (known,) = handle.execute("SELECT count(*) FROM layout").fetchone()
        if known <= _MANY:
            return False
        sql = (
            f"DELETE FROM layout WHERE id NOT IN (SELECT id & {LAST_LAYOUT} FROM log "  # noqa: S608
            f"UNION SELECT id & {LAST_LAYOUT} FROM rolled)"
        )
        removed = handle.execute(sql).rowcount
        self._series, self._recent, self._newest = {}, [], -1
        return removed > 0

    def _add(self, handle: Handle, series: Ints) -> int:
        layout = self._newest + 1
        if layout > LAST_LAYOUT:
            raise OverflowError("no layout number is left")
        row = (layout, series.astype("<i4").tobytes())
        handle.execute("INSERT INTO layout VALUES (?, ?)", row)
        self._newest, self._series[layout] = layout, series
        return layout

    def _use(self, layout: int, series: Ints, known: Ints) -> Fit:
        if layout in self._recent:
            self._recent.remove(layout)
        self._recent = [*self._recent[1 - _RECENT :], layout]
        return Fit(layout, np.searchsorted(known, series), len(known))
