"""What the window remembers between two runs: an INI file that may be lost without harm."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

_NOTHING: Mapping[str, "TableState"] = MappingProxyType({})
_KEYS = ("tab", "lens", "inspector_page")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableState:
    """How one table was left."""

    sort_by: str = "name"
    descending: bool = False
    grouping: str = "none"
    selected: str = ""
    shown: tuple[str, ...] | None = None
    """Column ids; the columns' own defaults for ``None``."""

    widths: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    is_strip_shown: bool = True
    """Whether its summary charts are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowState:
    """How the window was left."""

    geometry: bytes = b""
    tab: str = ""
    lens: str = ""
    inspector_page: str = ""
    is_lens_bar_shown: bool = True
    is_inspector_shown: bool = True
    tables: Mapping[str, TableState] = field(default_factory=lambda: _NOTHING)


def load(path: Path) -> WindowState:
    """What was remembered; what is missing or damaged takes its default."""
    stored = QSettings(str(path), QSettings.Format.IniFormat)
    if stored.status() is not QSettings.Status.NoError:
        return WindowState()
    geometry = stored.value("geometry")
    return WindowState(
        geometry=bytes(geometry.data()) if isinstance(geometry, QByteArray) else b"",
        **{key: _text(stored.value(key)) for key in _KEYS},
        is_lens_bar_shown=_text(stored.value("lens_bar")) != "hidden",
        is_inspector_shown=_text(stored.value("inspector")) != "hidden",
        tables=_tables(_text(stored.value("tables"))),
    )


def save(path: Path, state: WindowState) -> bool:
    """Remember ``state``. Returns whether it was written; a read-only profile is no error."""
    stored = QSettings(str(path), QSettings.Format.IniFormat)
    stored.setValue("geometry", QByteArray(state.geometry))
    for key in _KEYS:
        stored.setValue(key, getattr(state, key))
    stored.setValue("lens_bar", "shown" if state.is_lens_bar_shown else "hidden")
    stored.setValue("inspector", "shown" if state.is_inspector_shown else "hidden")
    stored.setValue("tables", json.dumps({k: _written(t) for k, t in state.tables.items()}))
    stored.sync()
    return stored.status() is QSettings.Status.NoError


def _written(table: TableState) -> dict[str, Any]:
    return {
        "sort_by": table.sort_by,
        "descending": table.descending,
        "grouping": table.grouping,
        "selected": table.selected,
        "shown": None if table.shown is None else list(table.shown),
        "widths": dict(table.widths),
        "strip": table.is_strip_shown,
    }


def _tables(text: str) -> Mapping[str, TableState]:
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return _NOTHING
    if not isinstance(found, dict):
        return _NOTHING
    return MappingProxyType({k: _read(v) for k, v in found.items() if isinstance(v, dict)})


def _read(found: dict[str, Any]) -> TableState:
    shown, widths = found.get("shown"), found.get("widths")
    known = widths if isinstance(widths, dict) else {}
    return TableState(
        sort_by=_text(found.get("sort_by")) or "name",
        descending=found.get("descending") is True,
        grouping=_text(found.get("grouping")) or "none",
        selected=_text(found.get("selected")),
        shown=tuple(map(_text, shown)) if isinstance(shown, list) else None,
        widths=MappingProxyType({k: w for k, w in known.items() if type(w) is int and w > 0}),
        is_strip_shown=found.get("strip") is not False,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
