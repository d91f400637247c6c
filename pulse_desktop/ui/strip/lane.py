"""What happened to the rows, merged to the pixels there are. Pure: no Qt, no numpy."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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

_BADNESS = {shape: number for number, shape in enumerate(_ORDER)}


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
    share = places / (end_s - start_s)
    there: defaultdict[int, list[tuple[float, Change]]] = defaultdict(list)
    for change in changes:
        at_s = epoch_ms(change.at) / 1000
        if start_s <= at_s <= end_s and places > 0:
            place = min(places - 1, int((at_s - start_s) * share))
            there[place].append((at_s, change))
    return tuple(_mark(there[place]) for place in sorted(there))


def nearest(found: Sequence[Mark], at_s: float, within_s: float) -> Mark | None:
    """The mark at an instant, or else the nearest one that is not too far off."""
    close = [mark for mark in found if abs(mark.at_s - at_s) <= within_s]
    return min(close, key=lambda mark: abs(mark.at_s - at_s), default=None)


def _mark(happened: Sequence[tuple[float, Change]]) -> Mark:
    """One for all that happened at a place, which is at least one thing."""
    shapes = [shape_of(change) for _, change in happened]
    badness = list(map(_BADNESS.__getitem__, shapes))
    order = sorted(range(len(happened)), key=badness.__getitem__, reverse=True)
    return Mark(
        at_s=max(at_s for at_s, _ in happened),
        shape=shapes[order[0]],
        changes=tuple(happened[number][1] for number in order),
    )
