"""The charts of an estate, as TOML: portable, and apart from what may be damaged with history."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.saved_chart import (
    Against,
    ChartBook,
    ChartedSeries,
    ChartId,
    Comparison,
    PopOut,
    SavedChart,
    Span,
    Strength,
    Strongest,
)
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.text import mark
from pulse_desktop.settings import document

VERSION = 1

E = TypeVar("E", bound=StrEnum)
Table = Mapping[str, object]

_ENDS = 2
_PLACE = 4
_LARGEST = 100_000
"""Pixels; a larger place on a screen is a slip of the pen."""

_MOST_STRONGEST = 50


def load(path: Path) -> ChartBook:
    """The charts; none when there is no file.

    Raises:
        SettingsError: The file cannot be read, or a chart in it is damaged.
    """
    values = document.read(path, VERSION)
    if values is None:
        return ChartBook()
    try:
        return _book(values)
    except _Damage as damage:
        raise SettingsError(
            mark(
                "Settings",
                "{path} is damaged: {reason}. Mend it or move it away; it was not changed.",
            ).given(path=str(path), reason=str(damage))
        ) from damage


def save(path: Path, book: ChartBook) -> None:
    """Replace the charts.

    Raises:
        SettingsError: The file cannot be written, or is not one of ours; it is untouched.
    """
    load(path)

    def edit(values: dict[str, object]) -> None:
        values["version"] = VERSION
        values["chart"] = [_chart_table(chart) for chart in book.charts]
        values["window"] = [_pop_out_table(window) for window in book.pop_outs]
        values.pop("left", None)
        if book.left is not None:
            values["left"] = _chart_table(book.left)

    document.write(path, edit)


class _Damage(ValueError):
    """What is wrong, as part of a sentence."""


def _chart_table(chart: SavedChart) -> dict[str, object]:
    table: dict[str, object] = {
        "id": chart.id,
        "name": chart.name,
        "starts_at_zero": chart.starts_at_zero,
        "against": chart.comparison.against.value,
    }
    if chart.comparison.pinned_s is not None:
        table["pinned_s"] = chart.comparison.pinned_s
    if chart.span.length_s is not None:
        table["length_s"] = chart.span.length_s
    if chart.span.fixed_s is not None:
        table["fixed_s"] = list(chart.span.fixed_s)
    if chart.strongest is not None:
        table["strongest_by"] = chart.strongest.by.value
        table["strongest_count"] = chart.strongest.count
    table["series"] = [_series_table(series) for series in chart.series]
    return table


def _series_table(series: ChartedSeries) -> dict[str, object]:
    return {
        "resource": series.resource,
        "metric": series.metric.value,
        "name": series.name,
        "family": series.target.family.value,
        "target": series.target.id,
        "shown": series.is_shown,
    }


def _pop_out_table(window: PopOut) -> dict[str, object]:
    return {
        "screen": window.screen,
        "place": list(window.place),
        "stays_on_top": window.stays_on_top,
        "chart": _chart_table(window.chart),
    }


def _book(values: Table) -> ChartBook:
    left = values.get("left")
    charts = tuple(_chart(table) for table in _tables(values, "chart"))
    if len({chart.id for chart in charts}) < len(charts):
        raise _Damage("two charts have the same id")
    return ChartBook(
        charts=charts,
        left=None if left is None else _chart(left),
        pop_outs=tuple(_pop_out(table) for table in _tables(values, "window")),
    )


def _chart(found: object) -> SavedChart:
    table = _table(found, "a chart")
    return SavedChart(
        id=ChartId(_text(table, "id")),
        name=_text(table, "name", ""),
        series=tuple(_series(one) for one in _tables(table, "series")),
        span=_span(table),
        comparison=Comparison(
            _choice(table, "against", Against, Against.NOTHING), _instant(table, "pinned_s")
        ),
        strongest=_strongest(table),
        starts_at_zero=table.get("starts_at_zero") is not False,
    )


def _series(found: object) -> ChartedSeries:
    table = _table(found, "a series")
    return ChartedSeries(
        resource=ResourceId(_text(table, "resource")),
        metric=_choice(table, "metric", Metric),
        name=_text(table, "name", ""),
        target=SeriesTarget(_choice(table, "family", Family), _text(table, "target")),
        is_shown=table.get("shown") is not False,
    )


def _span(table: Table) -> Span:
    fixed = table.get("fixed_s")
    if fixed is None:
        return Span(_length(table))
    ends = [_number(one) for one in fixed] if isinstance(fixed, list) else []
    first, last = ends if len(ends) == _ENDS else (None, None)
    if first is None or last is None or not first < last:
        raise _Damage("fixed_s is not two instants, the earlier one first")
    return Span(_length(table), (first, last))


def _length(table: Table) -> float | None:
    length_s = _instant(table, "length_s")
    if length_s == 0:
        raise _Damage("length_s is nothing")
    return length_s


def _strongest(table: Table) -> Strongest | None:
    if "strongest_by" not in table:
        return None
    count = _whole(table.get("strongest_count"), 1, _MOST_STRONGEST)
    if count is None:
        raise _Damage("strongest_count is not a small number")
    return Strongest(_choice(table, "strongest_by", Strength), count)


def _pop_out(found: object) -> PopOut:
    table = _table(found, "a window")
    place = table.get("place")
    given = place if isinstance(place, list) else []
    numbers = [_whole(one, -_LARGEST, _LARGEST) for one in given]
    known = [number for number in numbers if number is not None]
    if len(known) != _PLACE or len(numbers) != _PLACE:
        raise _Damage("the place of a window is not four numbers")
    left, top, width, height = known
    if min(width, height) <= 0:
        raise _Damage("a window has no size")
    return PopOut(
        chart=_chart(table.get("chart")),
        screen=_text(table, "screen", ""),
        place=(left, top, width, height),
        stays_on_top=table.get("stays_on_top") is True,
    )


def _tables(values: Table, name: str) -> list[object]:
    found = values.get(name, [])
    if not isinstance(found, list):
        raise _Damage(f"{name} is not a list of tables")
    return found


def _table(found: object, what: str) -> Table:
    if not isinstance(found, dict):
        raise _Damage(f"{what} is not a table")
    return found


def _text(table: Table, name: str, default: str | None = None) -> str:
    value = table.get(name, default)
    if not isinstance(value, str) or (default is None and not value):
        raise _Damage(f"{name} is not a text")
    return value


def _choice(table: Table, name: str, kind: type[E], default: E | None = None) -> E:
    value = table.get(name, default)
    try:
        return kind(str(value))
    except ValueError as error:
        raise _Damage(f"{name} cannot be {value!r}") from error


def _instant(table: Table, name: str) -> float | None:
    """Seconds, a length or since 1970; ``None`` where nothing is said."""
    if name not in table:
        return None
    value = _number(table[name])
    if value is None:
        raise _Damage(f"{name} is not a number of seconds")
    return value


_LAST_S = 253_402_300_799.0
"""The end of the year 9999, the last that a date can have."""


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= _LAST_S else None


def _whole(value: object, least: int, most: int) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if least <= value <= most else None
