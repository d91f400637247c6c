"""What a platform itself recorded, let in once and within bounds."""

import asyncio
import math
from array import array
from datetime import datetime
from itertools import compress, pairwise
from types import MappingProxyType

from pulse_desktop.model.earlier import Earlier, Recorded
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.monitoring.hygiene import NUMBER_LIMIT

MOST_BUCKETS = 4_096
"""Of one thing and width: twice what a day of minutes has. The newest are taken."""

MOST_METRICS = 16
WIDTHS_S = range(1, 366 * 86_400)
MOST_KEPT = 100_000
"""Answers that are remembered, so that each is let in once; beyond them none is new."""

_Key = tuple[ResourceType, NativeId, int]


class EarlierNews:
    """Remembers what one connection told, for as long as it is read."""

    def __init__(self) -> None:
        self._told: dict[_Key, Recorded] = {}

    async def passed(self, said: tuple[Earlier, ...], now: datetime) -> tuple[Earlier, ...]:
        """What was not told before, put right: each a turn of the loop, some 2 ms."""
        found: list[Earlier] = []
        for each in said:
            key = each.type, each.subject, each.recorded.width_s
            is_room = key in self._told or len(self._told) < MOST_KEPT
            if self._told.get(key) is each.recorded or not is_room:
                continue
            self._told[key] = each.recorded
            recorded = bounded(each.recorded, now)
            if recorded is not None:
                found.append(Earlier(each.subject, each.type, recorded))
            await asyncio.sleep(0)
        return tuple(found)


def bounded(said: Recorded, now: datetime) -> Recorded | None:
    """Whole buckets of the past, in order; ``None`` where none is left, or no sense in them."""
    at_s = said.at_s
    is_sound = said.width_s in WIDTHS_S and len(said.averages) <= MOST_METRICS
    is_even = all(len(values) == len(at_s) for values in said.averages.values())
    if not (is_sound and is_even and all(a < b for a, b in pairwise(at_s))):
        return None
    latest_s = math.floor(now.timestamp()) - said.width_s
    chosen = [0 <= at <= latest_s for at in at_s]
    starts = array("q", compress(at_s, chosen))[-MOST_BUCKETS:]
    averages = {
        metric: array("f", map(_finite, compress(values, chosen)))[-MOST_BUCKETS:]
        for metric, values in said.averages.items()
    }
    known = {m: values for m, values in averages.items() if any(map(math.isfinite, values))}
    if not known:
        return None
    return Recorded(width_s=said.width_s, at_s=starts, averages=MappingProxyType(known))


def _finite(value: float) -> float:
    return value if -NUMBER_LIMIT <= value <= NUMBER_LIMIT else math.nan
