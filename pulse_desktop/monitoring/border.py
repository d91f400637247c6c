"""What comes in of a snapshot, some of it at a time, and what is said of the rest."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from pulse_desktop.model.errors import Category
from pulse_desktop.model.recovery import RecoveryPoint, Survey
from pulse_desktop.model.snapshot import Activity, Issue, Observation, Snapshot
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.hygiene import ABSENT, TEXT_LIMIT, clean

T = TypeVar("T", bound=Observation | Activity | RecoveryPoint)

_NAMELESS = mark("Border", "The server listed things without a usable id: {count}.")
_TIMELESS = mark("Border", "The server told of events without a usable time: {count}.")


def passed(rows: tuple[T, ...]) -> tuple[T, ...]:
    """Those that can be kept, put right. A thing needs an id, and an event a time."""
    known = (row for row in rows if not (isinstance(row, Observation) and lacks_id(row)))
    return tuple(row for row in map(clean, known) if row is not ABSENT)


def summed_up(
    said: Snapshot, observations: tuple[Observation, ...], activities: tuple[Activity, ...]
) -> Snapshot:
    """``said`` with what passed of it, and an issue for each sort of thing that did not.

    A thing without an id may be any of its type, so nothing of that type counts as gone.
    """
    nameless = len(said.observations) - len(observations)
    timeless = len(said.activities) - len(activities)
    unlisted = {one.type for one in said.observations if lacks_id(one)} if nameless else set()
    return replace(
        said,
        observations=observations,
        activities=activities,
        issues=(*clean(said.issues), *_left_out(nameless, timeless)),
        counts=clean(said.counts),
        lacking=clean(said.lacking),
        complete_kinds=said.complete_kinds - unlisted,
    )


def surveyed(said: Survey | None, points: tuple[RecoveryPoint, ...]) -> Survey | None:
    """``said`` with what passed of its points; nothing where it does not tell when it looked."""
    if said is None:
        return None
    found = clean(replace(said, points=()))
    return None if found is ABSENT else replace(found, points=points)


def lacks_id(observation: Observation) -> bool:
    """Whether its id is blank, or longer than any: cut, it might be that of another thing."""
    return len(observation.native_id) > TEXT_LIMIT or not observation.native_id.strip()


def _left_out(nameless: int, timeless: int) -> Iterator[Issue]:
    if nameless:
        yield Issue("inventory", Category.PARTIAL.value, _NAMELESS.given(count=nameless))
    if timeless:
        yield Issue("events", Category.PARTIAL.value, _TIMELESS.given(count=timeless))
