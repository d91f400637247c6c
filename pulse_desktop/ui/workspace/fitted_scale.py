"""A value axis that begins where the values do, at figures that are round as they are written."""

import math

from pulse_desktop.model.metric import Metric, Unit
from pulse_desktop.settings.preferences import ByteUnit, RateUnit, TemperatureUnit
from pulse_desktop.ui.charts.picture import Scale, Tick
from pulse_desktop.ui.formatting import Formats

_STEPS = (1.0, 2.0, 5.0)
_LARGEST = 1e30
_BITS = 8
_ROOM = 1e-9


def fitted_scale(metric: Metric, low: float, high: float, most: int, formats: Formats) -> Scale:
    """From just below ``low`` to just above ``high``, with at most ``most`` ticks (or two).

    Two ticks never read alike: where figures are written too coarsely for that, the axis is
    longer than its values.
    """
    low, high = (max(-_LARGEST, min(value, _LARGEST)) for value in (low, high))
    unit = _one(metric.unit, max(abs(low), abs(high)), formats)
    step = _above((high - low) / unit / max(1, most - 1))
    while True:
        scale = _scale(metric, low, high, step * unit, formats)
        texts = [tick.text for tick in scale.ticks]
        if len(texts) <= max(2, most) and len(set(texts)) == len(texts):
            return scale
        step = _above(step * 1.01)


def _scale(metric: Metric, low: float, high: float, step: float, formats: Formats) -> Scale:
    first = math.floor(low / step + _ROOM)
    last = max(first + 1, math.ceil(high / step - _ROOM))
    values = [place * step for place in range(first, last + 1)]
    ticks = tuple(Tick(value, formats.value(metric, value)) for value in values)
    return Scale(values[0], values[-1], ticks)


def _above(size: float) -> float:
    """The least 1, 2 or 5 times a power of ten that is not below ``size``."""
    if size <= 0:
        return 1e-3
    power = 10.0 ** math.floor(math.log10(size))
    return next((s * power for s in _STEPS if s * power >= size * (1 - _ROOM)), 10 * power)


def _one(unit: Unit, largest: float, formats: Formats) -> float:
    """What a 1 in the written figures is, in the metric's unit."""
    if unit is Unit.RATIO:
        return 0.01
    if unit is Unit.BYTES:
        base = 1000.0 if formats.byte_unit is ByteUnit.SI else 1024.0
        return base ** _power(largest, base)
    if unit is Unit.BYTES_PER_SECOND:
        factor = _BITS if formats.rate_unit is RateUnit.BITS else 1
        return 1000.0 ** _power(largest * factor, 1000.0) / factor
    if unit is Unit.CELSIUS and formats.temperature_unit is TemperatureUnit.FAHRENHEIT:
        return 5 / 9
    return 1.0


def _power(largest: float, base: float) -> int:
    return 0 if largest < base else int(math.log(largest, base))
