"""Which columns a table has room for. Pure: no Qt."""

from collections.abc import Sequence

from pulse_desktop.ui.models.column import Column


def fitting(
    columns: Sequence[Column], chosen: frozenset[str], widths: dict[str, int], room: int
) -> frozenset[str]:
    """The ids of the chosen columns that fit into ``room`` pixels.

    Columns of the highest rank give way first, among equals the one further right. A column
    of rank 0 always stays.
    """
    kept = [column for column in columns if column.id in chosen or column.rank == 0]
    total = sum(widths[column.id] for column in kept)
    while total > room:
        last = max(kept, key=lambda column: (column.rank, columns.index(column)))
        if last.rank == 0:
            break
        kept.remove(last)
        total -= widths[last.id]
    return frozenset(column.id for column in kept)
