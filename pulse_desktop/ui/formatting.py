"""Values as people read them. Pure: no Qt, no clock; what is missing is an em dash."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pulse_desktop.model.metric import Metric, Unit
from pulse_desktop.model.text import Text, mark
from pulse_desktop.settings.preferences import ByteUnit, Preferences, RateUnit, TemperatureUnit

MISSING: Final = "—"
"""What was not measured. Never 0."""

UNKNOWN_THEN: Final = "◌"
"""What is not known of an earlier instant."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_UNITS = {
    ByteUnit.IEC: (1024, ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")),
    ByteUnit.JEDEC: (1024, ("B", "KB", "MB", "GB", "TB", "PB", "EB")),
    ByteUnit.SI: (1000, ("B", "kB", "MB", "GB", "TB", "PB", "EB")),
}
_RATES = {
    RateUnit.BYTES: (1, ("B/s", "kB/s", "MB/s", "GB/s", "TB/s", "PB/s")),
    RateUnit.BITS: (8, ("b/s", "kb/s", "Mb/s", "Gb/s", "Tb/s", "Pb/s")),
}


def _english_moment(at: datetime) -> str:
    return at.astimezone().strftime("%d %b %Y %H:%M")


def _english_date(at: datetime) -> str:
    return at.astimezone().strftime("%d %b %Y")


def _english_weekday(at: datetime) -> str:
    return at.astimezone().strftime("%a")


def _english_time(at: datetime) -> str:
    return at.astimezone().strftime("%H:%M")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """How one user reads values. ``say`` translates, the rest is spelling."""

    byte_unit: ByteUnit = ByteUnit.JEDEC
    rate_unit: RateUnit = RateUnit.BYTES
    temperature_unit: TemperatureUnit = TemperatureUnit.CELSIUS
    say: Callable[[Text], str] = str
    decimal_point: str = "."
    moment: Callable[[datetime], str] = _english_moment
    """An instant as a short local date and time."""

    date: Callable[[datetime], str] = _english_date
    """An instant as a local date."""

    time: Callable[[datetime], str] = _english_time
    """An instant as a short local time of day."""

    weekday: Callable[[datetime], str] = _english_weekday
    """The short name of an instant's local day."""

    @classmethod
    def of(cls, preferences: Preferences) -> "Formats":
        """English formats with the units of ``preferences``."""
        return cls(
            byte_unit=preferences.byte_unit,
            rate_unit=preferences.rate_unit,
            temperature_unit=preferences.temperature_unit,
        )

    def percent(self, ratio: float | None) -> str:
        """A ratio of 0 to 1 as whole per cent; a little more than nothing is ``<1 %``."""
        if ratio is None:
            return MISSING
        if 0 < ratio < 0.005:  # noqa: PLR2004 - the half per cent that rounds to nothing
            return "<1 %"
        return f"{ratio * 100:.0f} %"

    def size(self, count: float | None) -> str:
        """Bytes in the preferred unit, with three figures."""
        if count is None:
            return MISSING
        base, units = _UNITS[self.byte_unit]
        return self._scaled(count, base, units)

    def exact_size(self, count: float | None) -> str:
        """Bytes to the last one, digits in threes."""
        if count is None:
            return MISSING
        return f"{count:,.0f}".replace(",", "\u202f") + " B"

    def rate(self, per_second: float | None) -> str:
        """Bytes a second, decimal, as bytes or bits."""
        if per_second is None:
            return MISSING
        factor, units = _RATES[self.rate_unit]
        return self._scaled(per_second * factor, 1000, units)

    def temperature(self, celsius: float | None) -> str:
        """Degrees Celsius in the preferred scale, whole."""
        if celsius is None:
            return MISSING
        if self.temperature_unit is TemperatureUnit.FAHRENHEIT:
            return f"{celsius * 9 / 5 + 32:.0f} °F"
        return f"{celsius:.0f} °C"

    def number(self, value: float | None, decimals: int = 0) -> str:
        """A bare number."""
        if value is None:
            return MISSING
        return f"{value:.{decimals}f}".replace(".", self.decimal_point)

    def value(self, metric: Metric, value: float | None) -> str:
        """A metric's value in its unit."""
        return {
            Unit.RATIO: self.percent,
            Unit.BYTES: self.size,
            Unit.BYTES_PER_SECOND: self.rate,
            Unit.CELSIUS: self.temperature,
            Unit.LOAD: self._load,
        }[metric.unit](value)

    def uptime(self, span: timedelta | None) -> str:
        """The two largest parts of a span: ``13d 0h``, ``5h 3m``, ``7m``."""
        if span is None:
            return MISSING
        seconds = max(0, int(span.total_seconds()))
        days, hours, minutes = seconds // _DAY, seconds // _HOUR % 24, seconds // _MINUTE % 60
        if days:
            return self.say(mark("Formatting", "{days}d {hours}h").given(days=days, hours=hours))
        if hours:
            return self.say(
                mark("Formatting", "{hours}h {minutes}m").given(hours=hours, minutes=minutes)
            )
        return self.say(mark("Formatting", "{minutes}m").given(minutes=minutes))

    def ago(self, at: datetime | None, now: datetime) -> str:
        """How long ago: ``just now``, ``4 s ago``, ``3 min ago``, ``2 h ago``, ``5 d ago``."""
        if at is None:
            return MISSING
        seconds = int((now - at).total_seconds())
        if seconds < 1:
            return self.say(mark("Formatting", "just now"))
        if seconds < _MINUTE:
            return self.say(mark("Formatting", "{n} s ago").given(n=seconds))
        if seconds < _HOUR:
            return self.say(mark("Formatting", "{n} min ago").given(n=seconds // _MINUTE))
        if seconds < _DAY:
            return self.say(mark("Formatting", "{n} h ago").given(n=seconds // _HOUR))
        return self.say(mark("Formatting", "{n} d ago").given(n=seconds // _DAY))

    def absolute(self, at: datetime | None) -> str:
        """The local date and time."""
        return MISSING if at is None else self.moment(at)

    def full(self, at: datetime) -> str:
        """The local day of the week, date and time."""
        return f"{self.weekday(at)} {self.moment(at)}"

    def day(self, at: datetime | None) -> str:
        """The local date."""
        return MISSING if at is None else self.date(at)

    def _load(self, value: float | None) -> str:
        return self.number(value, 2)

    def _scaled(self, value: float, base: int, units: tuple[str, ...]) -> str:
        last = len(units) - 1
        power = 0
        while power < last and abs(round(value, 0)) >= base:
            value /= base
            power += 1
        return f"{self.number(value, _decimals(value) if power else 0)} {units[power]}"


def _decimals(value: float) -> int:
    """Three figures: two decimals below 10, one below 100, none above."""
    if round(abs(value), 2) < 10:  # noqa: PLR2004 - the rule that the docstring states
        return 2
    return 1 if round(abs(value), 1) < 100 else 0  # noqa: PLR2004 - as above
