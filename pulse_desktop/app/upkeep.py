"""Recorded history as something that takes disk space: how much, and giving some of it back."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pulse_desktop.app.recorded import read_file, recorded_since
from pulse_desktop.database import Database, Handle, Job
from pulse_desktop.history import deletion
from pulse_desktop.history.prune import deleted_before
from pulse_desktop.history.tier import LAST_MS, Tier
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.text import mark
from pulse_desktop.ui.desk import DiskUse, TierUse

if TYPE_CHECKING:  # loaded after first paint
    from pulse_desktop.app.runtime import Runtime
    from pulse_desktop.history.memory import Memory

_NOT_RECORDING = mark(
    "Upkeep", "Nothing is recorded at present, so history cannot be deleted either."
)
_DELETING = mark("Upkeep", "Deleting history")

T = TypeVar("T")


class EstateUpkeep:
    """Answers ``ui.desk.Upkeep`` for the estate that is open."""

    def __init__(self, runtime: Callable[[], Awaitable["Runtime"]]) -> None:
        self._runtime = runtime

    async def use(self) -> DiskUse | None:
        """See ``Upkeep.use``."""
        path = (await self._runtime()).profile.database_file
        found = await self._read(_tiers_and_since)
        if found is None:
            return None
        tiers, since = found
        file_bytes = await asyncio.to_thread(lambda: Database.size_of(path))
        return DiskUse(str(path), file_bytes, since, tiers)

    async def freed_by(self, before: datetime) -> int:
        """See ``Upkeep.freed_by``."""
        freed = await self._read(partial(deletion.freed_by, before_ms=epoch_ms(before)))
        return 0 if freed is None else freed.size_bytes

    async def delete_before(self, before: datetime, job: Job) -> int:
        """See ``Upkeep.delete_before``. Sweeps are recorded between the slices."""
        runtime = await self._runtime()
        recording = runtime.recording
        if recording is None:
            raise StoreError(StoreState.READ_ONLY, _NOT_RECORDING)
        database = recording.database
        size_before = await asyncio.to_thread(lambda: database.size_bytes)
        await _delete(database, runtime.memory, epoch_ms(before), job)
        await database.give_back()
        size_after = await asyncio.to_thread(lambda: database.size_bytes)
        recording.size_bytes = size_after
        recording.since = await database.read(recorded_since)
        return max(0, size_before - size_after)

    async def _read(self, question: Callable[[Handle], T]) -> T | None:
        runtime = await self._runtime()
        if runtime.recording is not None:
            return await runtime.recording.database.read(question)
        return await asyncio.to_thread(read_file, runtime.profile, question)


async def _delete(database: Database, memory: "Memory", before_ms: int, job: Job) -> None:
    """Slice by slice until there is no more, or ``job`` is stopped; in memory as on disk."""
    freed = await database.read(partial(deletion.freed_by, before_ms=before_ms))
    done, is_more = 0, True
    while is_more and not job.is_stopped:
        job.tell(_DELETING, done, max(freed.rows, done, 1))
        is_more, deleted, until_ms = await database.write(partial(_slice, before_ms=before_ms))
        memory.forget_before(until_ms)
        done += deleted


def _slice(handle: Handle, before_ms: int) -> tuple[bool, int, int]:
    """Whether there is more, rows that were changed, and up to when nothing is shown now."""
    changed = handle.total_changes
    is_more = deletion.delete_before(handle, before_ms)
    return is_more, handle.total_changes - changed, deleted_before(handle)


def _tiers_and_since(handle: Handle) -> tuple[tuple[TierUse, ...], datetime | None]:
    tiers = tuple(
        TierUse(tier, deletion.freed_of(handle, tier, LAST_MS).size_bytes) for tier in Tier
    )
    return tiers, recorded_since(handle)
