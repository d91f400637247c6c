"""Gives memory what earlier runs were told and is not sealed, so that it goes on from there."""

import asyncio
from array import array
from typing import TYPE_CHECKING

from pulse_desktop.database import Database, Handle
from pulse_desktop.history.memory import Entry, Memory
from pulse_desktop.model.series import SeriesIndex, SeriesKey

if TYPE_CHECKING:
    from pulse_desktop.history.refill import Earlier

_STEP = 1_000
"""Series that are entered between two turns of the loop: some 2 ms."""


async def refill(database: Database, index: SeriesIndex, memory: Memory) -> None:
    """Read it on a reader's thread, and hand it over at once on the loop's.

    Raises:
        StoreError: The file could not be read; memory is as it was.
    """
    found = await database.read(_earlier)
    columns = [await _columns(index, keys) for keys in found.sets]
    sweeps = [Entry(one.at_ms, columns[one.members], one.values) for one in found.sweeps]
    memory.take_over(sweeps, found.since_ms)


def _earlier(handle: Handle) -> "Earlier":
    from pulse_desktop.history.refill import earlier  # numpy: only once there is something to read

    return earlier(handle)


async def _columns(index: SeriesIndex, keys: tuple[SeriesKey, ...]) -> "array[int]":
    found = array("l")
    for first in range(0, len(keys), _STEP):
        found.extend(index.column(key) for key in keys[first : first + _STEP])
        await asyncio.sleep(0)
    return found
