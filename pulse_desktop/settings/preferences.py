"""What the user prefers. Frozen; a change makes a new one and saves it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from pulse_desktop.model.ids import PlatformId
from pulse_desktop.settings.export_choice import ExportChoice


class Theme(StrEnum):
    """Which palette the window uses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ByteUnit(StrEnum):
    """How sizes are written."""

    IEC = "iec"
    """1024-based, GiB."""

    JEDEC = "jedec"
    """1024-based, GB, as most hypervisors write it."""

    SI = "si"
    """1000-based, GB."""


class RateUnit(StrEnum):
    """How network rates are written; always decimal."""

    BYTES = "bytes"
    BITS = "bits"


class TemperatureUnit(StrEnum):
    """How temperatures are written."""

    CELSIUS = "celsius"
    FAHRENHEIT = "fahrenheit"


class Retention(StrEnum):
    """How long each tier of history is kept."""

    LIGHT = "light"
    STANDARD = "standard"
    DEEP = "deep"


class TimelineRetention(StrEnum):
    """How long the timeline is kept."""

    QUARTER = "90d"
    YEAR = "1y"
    TWO_YEARS = "2y"
    FIVE_YEARS = "5y"
    FOREVER = "forever"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Everything in the Preferences dialog."""

    theme: Theme = Theme.SYSTEM
    byte_unit: ByteUnit = ByteUnit.JEDEC
    rate_unit: RateUnit = RateUnit.BYTES
    temperature_unit: TemperatureUnit = TemperatureUnit.CELSIUS
    retention: Retention = Retention.STANDARD
    timeline_retention: TimelineRetention = TimelineRetention.TWO_YEARS
    """As long as standard history, so that an event has its charts beside it."""

    intervals_s: Mapping[PlatformId, float] = field(default_factory=lambda: MappingProxyType({}))
    """Poll interval that a new connection of a platform starts with, where it was changed."""

    welcomed: bool = False
    """The first-run page was answered."""

    export: ExportChoice = field(default_factory=ExportChoice)
    """How a chart was exported last."""
