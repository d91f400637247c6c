"""The counters of a disk: a table of ATA attributes, or a text of an NVMe or SAS disk."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pulse_desktop.model.facet import Smart
from pulse_desktop.provider.numbers import Loose, integer

_LONGEST = 64 * 1024
"""Characters. smartctl prints a few thousand; the rest is not looked at."""

_COLDEST, _WARMEST = -40, 150
"""Degrees Celsius that a disk can be at; 0 is what those say that do not measure."""

_MOST = 2**53
_MOST_OF: Mapping[str, int] = MappingProxyType({"available_spare": 100, "percentage_used": 255})
"""Percent. The latter goes on behind the rated life, for as far as a byte reaches (NVM Express
Base Specification 2.0, SMART / Health Information)."""

_ATA: Mapping[int, str] = MappingProxyType(
    {
        5: "reallocated_sectors",
        9: "power_on_hours",
        12: "power_cycles",
        197: "pending_sectors",
        198: "offline_uncorrectable",
        199: "udma_crc_errors",
    }
)
"""Attributes that all makers number alike (smartmontools `drivedb.h`, defaults)."""

_ATA_TEMPERATURES = (194, 190)
"""The disk's own, else that of the air around it."""

_LINE = r"^[ \t]*{}[ \t]*(\d[\d,]*)"


def _lines(*titles: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_LINE.format(title), re.MULTILINE) for title in titles)


_TEXT: Mapping[str, tuple[re.Pattern[str], ...]] = MappingProxyType(
    {
        "power_on_hours": _lines(
            "Power On Hours:",
            "Accumulated power on time, hours:minutes",
            "number of hours powered up =",
        ),
        "power_cycles": _lines("Power Cycles:", "Accumulated start-stop cycles:"),
        "reallocated_sectors": _lines("Elements in grown defect list:"),
        "percentage_used": _lines("Percentage Used:", "Percentage used endurance indicator:"),
        "available_spare": _lines("Available Spare:"),
        "media_errors": _lines("Media and Data Integrity Errors:"),
        "unsafe_shutdowns": _lines("Unsafe Shutdowns:"),
    }
)
"""Where smartctl prints what, for NVMe and for SAS (smartmontools `{nvme,scsi}print.cpp`)."""

_TEXT_TEMPERATURES = _lines("Temperature:", "Current Drive Temperature:")

_NAMED = (
    "power_on_hours",
    "power_cycles",
    "percentage_used",
    "available_spare",
    "media_errors",
    "unsafe_shutdowns",
)

_LEADING = re.compile(r"\s*(-?\d{1,19})")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One row of an ATA disk's table. ``raw`` may go on in words: ``32 (Min/Max 20/45)``."""

    number: int
    raw: str


@dataclass(frozen=True, slots=True)
class Counters:
    """What was read of a disk."""

    smart: Smart
    temperature: int | None = None
    """Degrees Celsius."""


def of_attributes(rows: Iterable[Attribute]) -> Counters:
    """The counters of an ATA disk."""
    raw = {row.number: _leading(row.raw) for row in rows}
    told = {name: _count(raw.get(number), name) for number, name in _ATA.items()}
    warm = (_celsius(raw.get(number)) for number in _ATA_TEMPERATURES)
    return Counters(Smart(**told), next((c for c in warm if c is not None), None))


def of_names(told: Mapping[str, str]) -> Counters:
    """The counters of an NVMe disk by the names of its health log (smartmontools, JSON)."""
    counters = {name: _count(told.get(name), name) for name in _NAMED}
    return Counters(Smart(**counters), _celsius(told.get("temperature")))


def of_text(text: str) -> Counters:
    """The counters of an NVMe or SAS disk."""
    text = text[:_LONGEST]
    told = {name: _count(_found(patterns, text), name) for name, patterns in _TEXT.items()}
    return Counters(Smart(**told), _celsius(_found(_TEXT_TEMPERATURES, text)))


def _leading(raw: str) -> int | None:
    """``1309`` of ``1309h+12m+03.250s``."""
    found = _LEADING.match(raw)
    return int(found[1]) if found else None


def _found(patterns: Iterable[re.Pattern[str]], text: str) -> Loose:
    matches = (pattern.search(text) for pattern in patterns)
    return next((match[1] for match in matches if match), None)


def _count(value: Loose, name: str) -> int | None:
    """Unknown where it is more than there can be of it."""
    found = integer(value)
    return found if found is not None and 0 <= found <= _MOST_OF.get(name, _MOST) else None


def _celsius(value: Loose) -> int | None:
    found = integer(value)
    is_sound = found is not None and _COLDEST < found < _WARMEST and found != 0
    return found if is_sound else None
