"""What rows of one kind show in place of columns that say nothing of them. Pure: no Qt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.ui.models.column import Column

Placed = tuple[Column | None, ...]
"""By the place of a table's column: what a row shows there; ``None`` where it shows nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """The columns of one kind of resource, within the columns of a table that has others too.

    They keep to the places of the table's columns, so that all rows lie on one grid, a column
    that has no room takes its substitute with it, and whoever points at a cell finds it.
    """

    type: ResourceType
    kept: frozenset[str]
    """Columns of the table that say something of these rows too, by id."""

    instead: Mapping[str, Column]
    """Columns of their own, by the id of the column in whose place they stand."""

    def placed(self, columns: Sequence[Column]) -> Placed:
        """What stands in the place of each of ``columns``."""
        return tuple(
            self.instead.get(column.id, column if column.id in self.kept else None)
            for column in columns
        )


def all_of(columns: Sequence[Column], suites: Iterable[Suite]) -> tuple[Column, ...]:
    """The table's columns and those that stand in for some of them."""
    return (*columns, *(own for suite in suites for own in suite.instead.values()))


def united(rows: Iterable[Placed], positions: Sequence[int]) -> tuple[Column, ...]:
    """Every column at ``positions`` of any of these rows, once: as a file or a copy needs them."""
    found: dict[str, Column] = {}
    for placed in rows:
        for position in positions:
            column = placed[position]
            if column is not None:
                found.setdefault(column.id, column)
    return tuple(found.values())
