"""What tells one disk from another, wherever it is listed and whatever letter it has today."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pulse_desktop.model.identity import telling_id
from pulse_desktop.provider.numbers import Loose

_LONGEST = 200
_SLOT = "drive-"

Names = tuple[str | None, ...]
"""Of one disk, the most telling first: World Wide Name, serial number, link."""


def word(value: Loose) -> str | None:
    """What a disk gives as a name or number, without padding; ``None`` where that is nothing."""
    text = "" if value is None or isinstance(value, bool) else str(value).strip()[:_LONGEST]
    return text or None


def number(value: Loose) -> str | None:
    """A number that tells a disk from others; ``None`` for ``unknown`` and the like."""
    text = word(value)
    return text if telling_id(text) else None


def shown(value: Loose) -> str | None:
    """A serial number for people, who also recognise the slot that QEMU gives in its place."""
    text = word(value)
    return text if text and text.startswith(_SLOT) else number(value)


def distinct(disks: Sequence[Names]) -> Iterator[str | None]:
    """For each disk of one machine the best name that no other one there bears.

    Disks in cheap enclosures bear the same; such a one has no name of its own.
    """
    counts = Counter(name for names in disks for name in dict.fromkeys(names) if name)
    for names in disks:
        yield next((name for name in names if name and counts[name] == 1), None)
