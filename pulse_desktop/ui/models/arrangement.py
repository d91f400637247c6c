"""What a table is asked for, and what it shows. Pure: no Qt, no numpy."""

from collections.abc import Callable
from dataclasses import dataclass

from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.models.grouping import Grouping


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What the user asked a table for."""

    text: str = ""
    """Part of a name or a tag, in any case."""

    lens: PlatformId | None = None
    """Only what this platform reports; everything for ``None``."""

    only: Callable[[Resource], bool] | None = None
    """Only what passes it, besides; equal to another one that asks the same."""

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
