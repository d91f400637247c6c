"""From a grid of recorded use to one outlook a store. Pure: no Qt."""

import numpy as np

from pulse_desktop.history.grid import Grid
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.ui.growth.outlook import Figures, outlook
from pulse_desktop.ui.growth.trend import Outlook

_DAY_S = 86_400


def outlooks(stores: tuple[Resource, ...], grid: Grid) -> dict[ResourceId, Outlook]:
    """What the rows of ``grid`` say of ``stores``; nothing of one that has none."""
    rows = {key: _daily(grid, row) for row, key in enumerate(grid.keys)}
    found = {}
    for store in stores:
        daily = None if store.series is None else rows.get(SeriesKey(store.series, Metric.USED))
        total = store.metrics.get(Metric.TOTAL)
        if daily is not None:
            found[store.id] = outlook(daily, None if total is None else total.value)
    return found


def _daily(grid: Grid, row: int) -> Figures:
    """The most of each day (UTC) from the first bucket on; NaN where nothing was measured."""
    day = (grid.at_s // _DAY_S).astype(np.int64)
    day -= day[0]
    most = np.full(int(day[-1]) + 1, -np.inf)
    known = ~np.isnan(grid.high[row])
    np.maximum.at(most, day[known], grid.high[row][known].astype(np.float64))
    most[np.isinf(most)] = np.nan
    return most
