"""A table as comma-separated values: what is shown, with raw figures for programs to read."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC

from pulse_desktop.model.metric import Unit
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import mark
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.models import facts
from pulse_desktop.ui.models.arrangement import Section
from pulse_desktop.ui.models.column import CellKind, Column, Filed, Raw
from pulse_desktop.ui.models.resource_model import ResourceModel
from pulse_desktop.ui.models.suite import united
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.spreadsheet import harmless

_UNITS = {
    Unit.RATIO: "%",
    Unit.BYTES: "B",
    Unit.BYTES_PER_SECOND: "B/s",
    Unit.CELSIUS: "°C",
    Unit.LOAD: "",
}
_PER_CENT = 100.0


def _uptime_s(resource: Resource, presentation: Presentation) -> Raw:
    span = facts.uptime(resource, presentation)
    return None if span is None else round(span.total_seconds())


def _last_seen(resource: Resource, _presentation: Presentation) -> Raw:
    return resource.last_seen_at.astimezone(UTC).isoformat(timespec="seconds")


_OWN: Mapping[str, Filed] = {
    "uptime": Filed("s", _uptime_s),
    "last_seen": Filed("UTC", _last_seen),
}
"""Columns of every table that are ordered by something else than what they say, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a table shows at one moment, as values that any thread may read."""

    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    presentation: Presentation
    is_grouped: bool
    """Whether the sections have titles, which are then a column of their own."""


def shown(model: ResourceModel, positions: list[int]) -> Shown:
    """The columns at ``positions`` of every row of ``model``, in its order.

    Rows that show columns of their own have them after those of all rows.
    """
    return Shown(
        columns=united(model.shown_columns(), positions),
        sections=model.sections,
        presentation=model.presentation,
        is_grouped=model.is_grouped,
    )


def table_csv(table: Shown) -> str:
    """``table`` below a line of titles with units. What is not known is an empty cell."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_titles(table))
    writer.writerows(_rows(table))
    return file.getvalue()


def _titles(table: Shown) -> list[str]:
    say = table.presentation.formats.say
    titles = [say(mark("Columns", "Group"))] if table.is_grouped else []
    for column in table.columns:
        unit, title = _unit(column), say(column.title)
        titles.append(f"{title} ({unit})" if unit else title)
    return titles


def _rows(table: Shown) -> Iterator[list[Raw]]:
    for section in table.sections:
        group: list[Raw] = [harmless(section.title)] if table.is_grouped else []
        for resource in section.resources:
            cells = [_raw(column, resource, table.presentation) for column in table.columns]
            yield [*group, *("" if cell is None else cell for cell in cells)]


def _unit(column: Column) -> str:
    filed = column.filed or _OWN.get(column.id)
    if filed is not None:
        return filed.unit
    return "" if column.metric is None else _UNITS[column.metric.unit]


def _raw(column: Column, resource: Resource, presentation: Presentation) -> Raw:
    filed = column.filed or _OWN.get(column.id)
    if filed is not None:
        return filed.read(resource, presentation)
    if column.kind in (CellKind.NUMBER, CellKind.BAR):
        value = column.value(resource)
        return _figure(column, value) if isinstance(value, float) else None
    text = column.text(resource, presentation)
    return None if text == MISSING else harmless(text)


def _figure(column: Column, value: float) -> float | int:
    """A count without decimals, a share as per cent, everything else as measured."""
    if column.metric is None:
        return int(value) if value.is_integer() else value
    return value * _PER_CENT if column.metric.unit is Unit.RATIO else value
