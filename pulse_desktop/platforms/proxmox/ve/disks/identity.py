"""Which disk a row is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from pulse_desktop.platforms.proxmox.drive.identity import distinct, number, word
from pulse_desktop.platforms.proxmox.ve.disks.wire import Row


@dataclass(frozen=True, slots=True)
class Sighting:
    """A disk as one node lists it."""

    node: str
    row: Row


def keyed(node: str, rows: tuple[Row, ...]) -> Iterator[tuple[str, Sighting]]:
    """Each disk of a node with its name; one that has none is known by where it is."""
    names = [(number(row.wwn), number(row.serial), word(row.by_id_link)) for row in rows]
    for row, own in zip(rows, distinct(names), strict=True):
        yield own or f"{node}-{row.devpath}", Sighting(node, row)
