"""Where a value axis ends and is labelled: at values that are round as they are written. No Qt."""

import math
from dataclasses import dataclass

from pulse_desktop.model.metric import Metric, Unit
from pulse_desktop.settings.preferences import ByteUnit, RateUnit, TemperatureUnit
from pulse_desktop.ui.charts.picture import Scale, Tick
from pulse_desktop.ui.formatting import Formats

_DECIMAL_STEPS = (1.0, 2.0, 5.0)
_PERCENT_STEPS = (1.0, 2.0, 5.0, 10.0, 25.0, 50.0)
_BINARY = 1024.0

_HEADROOM = 1.04
"""Of the largest value, so that a curve does not run along the upper edge."""

_LEAST = {Unit.RATIO: 5.0, Unit.LOAD: 0.1, Unit.BYTES: 1024.0, Unit.BYTES_PER_SECOND: 1000.0}
"""An axis is at least this long, as it is written: what is smaller is noise."""

_LEAST_DEGREES = 8.0

_LARGEST = 1e30
_HOTTEST = 1e6
"""What is beyond is no measurement, and runs out of the axis."""


@dataclass(frozen=True, slots=True)
class _Written:
    """From a metric's unit to the figures that are written: ``value * factor + offset``."""

    factor: float = 1.0
    offset: float = 0.0

    def figure(self, value: float) -> float:
        """As it is written."""
        return value * self.factor + self.offset

    def value(self, figure: float) -> float:
        """In the metric's unit."""
        return (figure - self.offset) / self.factor


def value_scale(metric: Metric, low: float, high: float, most: int, formats: Formats) -> Scale:
    """An axis that shows ``low`` to ``high`` with at most ``most`` ticks, at both ends one.

    It begins at 0, but for temperatures, which have no zero, and for what is negative. NaN for
    both where nothing is known.
    """
    written = _written(metric.unit, formats)
    largest = _HOTTEST if metric.unit is Unit.CELSIUS else _LARGEST
    first, last = sorted(written.figure(_known(value, largest)) for value in (low, high))
    first, last = _ends(metric.unit, first, last)
    fewest = 3 if first < 0 < last else 2
    step, lower, upper = _rounded(metric.unit, first, last, max(fewest, most), formats)
    count = round((upper - lower) / step)
    values = [written.value(lower + step * at) for at in range(count + 1)]
    ticks = tuple(Tick(value, _text(metric, value, formats)) for value in values)
    return Scale(values[0], values[-1], ticks)


def _known(value: float, largest: float) -> float:
    return max(-largest, min(value, largest)) if math.isfinite(value) else 0.0


def _written(unit: Unit, formats: Formats) -> _Written:
    if unit is Unit.RATIO:
        return _Written(100.0)
    if unit is Unit.CELSIUS and formats.temperature_unit is TemperatureUnit.FAHRENHEIT:
        return _Written(1.8, 32.0)
    if unit is Unit.BYTES_PER_SECOND and formats.rate_unit is RateUnit.BITS:
        return _Written(8.0)
    return _Written()


def _ends(unit: Unit, first: float, last: float) -> tuple[float, float]:
    """What has to be within the axis, in figures."""
    if unit is Unit.CELSIUS:
        missing = max(0.0, _LEAST_DEGREES - (last - first))
        return math.floor(first - missing / 2), math.ceil(last + missing / 2)
    if unit is Unit.RATIO and 0 <= first <= last <= 100:  # noqa: PLR2004 - per cent
        return 0.0, max(min(100.0, last * _HEADROOM), _LEAST[unit])
    return min(0.0, first * _HEADROOM), max(last * _HEADROOM, _LEAST[unit])


def _rounded(
    unit: Unit, first: float, last: float, most: int, formats: Formats
) -> tuple[float, float, float]:
    """Step and round ends of an axis, in figures."""
    binary = unit is Unit.BYTES and formats.byte_unit is not ByteUnit.SI
    step = _step(unit, (last - first) / (most - 1), binary=binary)
    while True:
        lower = math.floor(first / step + 1e-9) * step
        upper = math.ceil(last / step - 1e-9) * step
        if round((upper - lower) / step) < most:
            return step, lower, max(upper, lower + step)
        step = _step(unit, step * 1.01, binary=binary)


def _step(unit: Unit, least: float, *, binary: bool) -> float:
    """The smallest round step that is no smaller than ``least``."""
    if binary:
        return float(2.0 ** max(0, math.ceil(math.log2(least))))
    least = max(least, 1.0) if unit in (Unit.RATIO, Unit.CELSIUS) else max(least, 0.01)
    steps = _PERCENT_STEPS if unit is Unit.RATIO and least <= _PERCENT_STEPS[-1] else None
    power = 1.0 if steps else 10.0 ** math.floor(math.log10(least))
    ladder = steps or (*_DECIMAL_STEPS, 10.0)
    return next(one * power for one in ladder if one * power >= least * (1 - 1e-9))


def _text(metric: Metric, value: float, formats: Formats) -> str:
    """As values are written, without noughts that say nothing."""
    if abs(value) < 1e-12 and metric.unit not in (Unit.RATIO, Unit.CELSIUS):  # noqa: PLR2004
        return "0"
    figure, space, unit = formats.value(metric, value).partition(" ")
    if formats.decimal_point in figure:
        figure = figure.rstrip("0").removesuffix(formats.decimal_point)
    return figure + space + unit
