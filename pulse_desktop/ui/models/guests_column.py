"""The column that tells how many workloads run on a machine."""

from collections.abc import Callable

from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import mark
from pulse_desktop.ui.models.column import CellKind, Column

Count = Callable[[Resource], int | None]


def not_counted(_resource: Resource) -> None:
    """For a table that has no state to count in."""


def guests_column(count: Count) -> Column:
    """The column, with what ``count`` says of each; storages and disks are no guests."""

    def order(resource: Resource) -> float | None:
        guests = count(resource)
        return None if guests is None else float(guests)

    return Column(
        id="guests",
        title=mark("Columns", "Guests"),
        value=order,
        text=lambda resource, p: p.formats.number(count(resource)),
        kind=CellKind.NUMBER,
        characters=7,
        rank=6,
    )
