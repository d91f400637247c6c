"""How wide a point is: the finest width on the UTC grid that fits the pixels."""

from pulse_desktop.history.tier import DAY_MS, HOUR_MS, MINUTE_MS, MS, ROLLED, Tier

_WIDTHS_MS = (
    *(seconds * MS for seconds in (1, 2, 5, 10, 15, 20, 30)),
    *(minutes * MINUTE_MS for minutes in (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30)),
    *(hours * HOUR_MS for hours in (1, 2, 3, 4, 6, 8, 12)),
    *(DAY_MS << doublings for doublings in range(30)),
)
"""Each lies on the grid of the tier that it is made from."""


def width_for(start_ms: int, end_ms: int, max_points: int, at_least_ms: int = 0) -> int:
    """The narrowest bucket of which [start, end] touches at most ``max_points``."""
    return next(
        width
        for width in _WIDTHS_MS
        if width >= at_least_ms and end_ms // width - start_ms // width < max_points
    )


def tier_of(width_ms: int) -> Tier:
    """The coarsest tier that buckets of that width can be made from."""
    fitting = [tier for tier in ROLLED if width_ms % tier.width_ms == 0]
    return max(fitting, default=Tier.RAW)
