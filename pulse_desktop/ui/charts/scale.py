"""Round ends for value axes. Pure: no Qt."""

import math

from pulse_desktop.model.metric import Unit

_RATIO_TOPS = (0.05, 0.1, 0.25, 0.5, 1.0)
_STEPS = (1.0, 2.0, 5.0, 10.0)


def top(unit: Unit, highest: float) -> float:
    """The upper end of an axis from 0 that shows ``highest`` with a little room above."""
    wanted = highest * 1.05
    if not math.isfinite(wanted) or wanted <= 0:
        return 0.1 if unit is Unit.RATIO else 1.0
    if unit is Unit.RATIO and wanted <= _RATIO_TOPS[-1] * 1.05:
        return next((end for end in _RATIO_TOPS if end >= min(wanted, 1.0)), 1.0)
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(step * power for step in _STEPS if step * power >= wanted * (1 - 1e-9))
