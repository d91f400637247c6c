"""Which disk a row is about, wherever it is listed and whatever letter it has today."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pulse_desktop.model.identity import telling_id
from pulse_desktop.platforms.proxmox.ve.disks.wire import Row
from pulse_desktop.provider.numbers import Loose

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Sighting:
    """A disk as one node lists it."""

    node: str
    row: Row


def word(value: Loose) -> str | None:
    """What a disk gives as a name or number, without padding; ``None`` where that is nothing."""
    text = "" if value is None or isinstance(value, bool) else str(value).strip()[:_LONGEST]
    return text or None


def number(value: Loose) -> str | None:
    """A number that tells a disk from others; ``None`` for ``unknown`` and the like."""
    text = word(value)
    return text if telling_id(text) else None


def keyed(node: str, rows: tuple[Row, ...]) -> Iterator[tuple[str, Sighting]]:
    """Each disk of a node with the best name that no other one there bears.

    By its World Wide Name, serial number, or link. A disk that has none is known by where it is;
    so is one of two that bear the same, as those in cheap enclosures do.
    """
    counts = Counter(name for row in rows for name in dict.fromkeys(_names(row)))
    for row in rows:
        own = (name for name in _names(row) if counts[name] == 1)
        yield next(own, f"{node}-{row.devpath}"), Sighting(node, row)


def _names(row: Row) -> Iterator[str]:
    for each in (number(row.wwn), number(row.serial), word(row.by_id_link)):
        if each is not None:
            yield each
