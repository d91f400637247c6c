"""What happened to the rows, merged to the pixels there are. Pure: no Qt, no numpy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pulse_desktop.model.change import Change
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.ui.inspector.event_line import shape_of

_ORDER = (
    None,
    Shape.MUTED,
    Shape.OK,
    Shape.OFF,
    Shape.UNKNOWN,
    Shape.CHANGING,
    Shape.WARNING,
    Shape.CRITICAL,
)
"""Of several at one place the last one of these is drawn."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One place in the lane."""

    at_s: float
    """Of the newest thing that happened there."""

    shape: Shape | None
    """Of the worst one; ``None`` where all is neither good nor bad."""

    changes: tuple[Change, ...]
    """The worst first, then newest first."""


def concerned(
    changes: Iterable[Change], names: Mapping[ResourceId, ResourceId]
) -> tuple[Change, ...]:
    """Those of rows that are shown."""
    return tuple(change for change in changes if change.resource in names)


def marks(
    changes: Sequence[Change], window_s: tuple[float, float], places: int
) -> tuple[Mark, ...]:
    """At most one mark for each of ``places`` equal parts of the window, oldest first."""
    start_s, end_s = window_s
    found: dict[int, Mark] = {}
    for change in changes:
        at_s = epoch_ms(change.at) / 1000
        if start_s <= at_s <= end_s and places > 0:
            place = min(places - 1, int((at_s - start_s) / (end_s - start_s) * places))
            mark = Mark(at_s, shape_of(change), (change,))
            found[place] = _merged(found[place], mark) if place in found else mark
    return tuple(found[place] for place in sorted(found))


def nearest(found: Sequence[Mark], at_s: float, within_s: float) -> Mark | None:
    """The mark at an instant, or else the nearest one that is not too far off."""
    close = [mark for mark in found if abs(mark.at_s - at_s) <= within_s]
    return min(close, key=lambda mark: abs(mark.at_s - at_s), default=None)


def _merged(known: Mark, other: Mark) -> Mark:
    at_s = max(known.at_s, other.at_s)
    if _ORDER.index(other.shape) > _ORDER.index(known.shape):
        return Mark(at_s, other.shape, other.changes + known.changes)
    return replace(known, at_s=at_s, changes=known.changes + other.changes)
