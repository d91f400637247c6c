"""Which resources a table shows, in which sections and order. Pure: no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.models.column import Column
from pulse_desktop.ui.models.grouping import Grouping, heading
from pulse_desktop.ui.presentation import Presentation


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What the user asked a table for."""

    text: str = ""
    """Part of a name, in any case."""

    lens: PlatformId | None = None
    """Only what this platform reports; everything for ``None``."""

    sort_by: str = "name"
    """A column's id."""

    descending: bool = False
    grouping: Grouping = Grouping.NONE


@dataclass(frozen=True, slots=True)
class Section:
    """Resources under one heading. A table without grouping is one section without a title."""

    key: str
    title: str
    resources: tuple[Resource, ...]


def arrange(
    resources: Sequence[Resource],
    query: Query,
    columns: Sequence[Column],
    presentation: Presentation,
) -> tuple[Section, ...]:
    """Filter, order and divide ``resources``, which come in name order."""
    wanted = query.text.strip().casefold()
    is_whole = not wanted and query.lens is None
    kept = resources if is_whole else [r for r in resources if _is_wanted(r, wanted, query.lens)]
    ordered = in_order(kept, _column(columns, query.sort_by), descending=query.descending)
    if query.grouping is Grouping.NONE:
        return (Section("", "", tuple(ordered)),)
    return _divided(ordered, query.grouping, presentation)


def in_order(resources: Sequence[Resource], column: Column, *, descending: bool) -> list[Resource]:
    """``resources`` by the column's value; what has none comes last either way. Stable."""
    values = [column.value(resource) for resource in resources]
    positions = range(len(resources))
    known = [i for i in positions if values[i] is not None]
    known.sort(key=values.__getitem__, reverse=descending)  # type: ignore[arg-type]  # one type a column, None left out
    missing = [i for i in positions if values[i] is None]
    return [resources[i] for i in (*known, *missing)]


def _is_wanted(resource: Resource, text: str, lens: PlatformId | None) -> bool:
    if text and text not in resource.name.casefold():
        return False
    return lens is None or any(source.platform == lens for source in resource.sources)


def _column(columns: Sequence[Column], name: str) -> Column:
    return next((column for column in columns if column.id == name), columns[0])


def _divided(
    ordered: list[Resource], grouping: Grouping, presentation: Presentation
) -> tuple[Section, ...]:
    titles: dict[str, str] = {}
    members: dict[str, list[Resource]] = {}
    for resource in ordered:
        key, title = heading(grouping, resource, presentation)
        titles.setdefault(key, title)
        members.setdefault(key, []).append(resource)
    return tuple(Section(key, titles[key], tuple(members[key])) for key in sorted(members))
