"""Preferences as TOML."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.text import mark
from pulse_desktop.settings import document, export_section
from pulse_desktop.settings.preferences import (
    ByteUnit,
    Preferences,
    RateUnit,
    Retention,
    TemperatureUnit,
    Theme,
    TimelineRetention,
)

VERSION = 1

E = TypeVar("E", bound=StrEnum)


def load(path: Path) -> Preferences:
    """The preferences; the defaults when there is no file.

    Raises:
        SettingsError: The file cannot be read, or a value in it is none of the choices.
    """
    values = document.read(path, VERSION)
    if values is None:
        return Preferences()
    return Preferences(
        theme=_choice(path, values, "theme", Theme.SYSTEM),
        byte_unit=_choice(path, values, "byte_unit", ByteUnit.JEDEC),
        rate_unit=_choice(path, values, "rate_unit", RateUnit.BYTES),
        temperature_unit=_choice(path, values, "temperature_unit", TemperatureUnit.CELSIUS),
        retention=_choice(path, values, "retention", Retention.STANDARD),
        timeline_retention=_choice(path, values, "timeline_retention", TimelineRetention.TWO_YEARS),
        intervals_s=_intervals(path, values),
        welcomed=values.get("welcomed") is True,
        export=export_section.read(values.get("export")),
    )


def save(path: Path, preferences: Preferences) -> None:
    """Replace the preferences.

    Raises:
        SettingsError: The file cannot be written, or is not one of ours; it is untouched.
    """
    document.read(path, VERSION)

    def edit(values: dict[str, object]) -> None:
        values["version"] = VERSION
        values["theme"] = preferences.theme.value
        values["byte_unit"] = preferences.byte_unit.value
        values["rate_unit"] = preferences.rate_unit.value
        values["temperature_unit"] = preferences.temperature_unit.value
        values["retention"] = preferences.retention.value
        values["timeline_retention"] = preferences.timeline_retention.value
        values["welcomed"] = preferences.welcomed
        values["intervals_s"] = dict(preferences.intervals_s)
        values["export"] = export_section.write(preferences.export)

    document.write(path, edit)


def _choice(path: Path, values: document.Plain, name: str, default: E) -> E:
    value = values.get(name, default.value)
    try:
        return type(default)(str(value))
    except ValueError as error:
        message = mark(
            "Settings", "{path}: {name} cannot be {value}. Mend it or move the file away."
        ).given(
            path=str(path),
            name=name,
            value=repr(value),
        )
        raise SettingsError(message) from error


def _intervals(path: Path, values: document.Plain) -> Mapping[PlatformId, float]:
    table = values.get("intervals_s", {})
    given = table.items() if isinstance(table, dict) else ()
    intervals = {PlatformId(name): document.seconds(value) for name, value in given}
    if not isinstance(table, dict) or None in intervals.values():
        raise SettingsError(
            mark(
                "Settings",
                "{path}: intervals_s is not a table of seconds. Mend it or move the file away.",
            ).given(
                path=str(path),
            )
        )
    return MappingProxyType({name: s for name, s in intervals.items() if s is not None})
