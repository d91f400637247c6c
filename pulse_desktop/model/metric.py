"""The metric catalogue: every measurable quantity and its unit. A new chart needs one line here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pulse_desktop.model.text import Text, mark


class Unit(StrEnum):
    """Unit of a stored value. Conversion for people happens in ``ui.formatting`` only."""

    RATIO = "ratio"
    """Dimensionless, 0.0 to 1.0 (a busy multi-core container may exceed 1). Never a percentage."""

    BYTES = "B"
    BYTES_PER_SECOND = "B/s"
    CELSIUS = "degC"
    LOAD = "load"
    """Runnable tasks, averaged, as the kernel reports it."""


class Metric(StrEnum):
    """A measurable quantity. Its value is the series name that leaves the program."""

    unit: Unit
    label: Text

    CPU = "cpu", Unit.RATIO, mark("Metric", "CPU")
    MEMORY = "memory", Unit.RATIO, mark("Metric", "Memory")
    SWAP = "swap", Unit.RATIO, mark("Metric", "Swap")
    DISK = "disk", Unit.RATIO, mark("Metric", "Disk")
    DISK_READ = "diskread", Unit.BYTES_PER_SECOND, mark("Metric", "Disk read")
    DISK_WRITE = "diskwrite", Unit.BYTES_PER_SECOND, mark("Metric", "Disk write")
    NET_IN = "netin", Unit.BYTES_PER_SECOND, mark("Metric", "Network in")
    NET_OUT = "netout", Unit.BYTES_PER_SECOND, mark("Metric", "Network out")
    LOAD1 = "load1", Unit.LOAD, mark("Metric", "Load, 1 min")
    TEMPERATURE = "temperature", Unit.CELSIUS, mark("Metric", "Temperature")
    SMART_TEMPERATURE = "smart_temp", Unit.CELSIUS, mark("Metric", "Temperature")
    """What a disk says of itself (SMART)."""

    USAGE = "usage", Unit.RATIO, mark("Metric", "Usage")
    USED = "used", Unit.BYTES, mark("Metric", "Used")
    TOTAL = "total", Unit.BYTES, mark("Metric", "Total")
    AVAILABLE = "avail", Unit.BYTES, mark("Metric", "Available")

    def __new__(cls, name: str, unit: Unit, label: Text) -> Self:
        """Give the member its unit and label beside its name."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.unit = unit
        member.label = label
        return member


DISK_TEMPERATURES = (Metric.TEMPERATURE, Metric.SMART_TEMPERATURE)
"""How warm a disk is, as whoever looks at it measures or as it says; the first that is known."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measured value. What was not measured has no ``Measurement`` at all."""

    value: float
    """In the metric's unit."""

    used: float | None = None
    """Bytes behind a ratio, where the source gave them."""

    total: float | None = None
    """Bytes the ratio is of, where the source gave them."""

    origin: Text | None = None
    """How the source came by it, when that is not self-evident: shown as provenance."""
