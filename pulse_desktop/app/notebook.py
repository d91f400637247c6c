"""The user's notes, read beside the writer and written through it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from pulse_desktop.app.recorded import read_file
from pulse_desktop.database import Handle
from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.note import Note, NoteId
from pulse_desktop.model.text import mark
from pulse_desktop.timeline import notes

if TYPE_CHECKING:  # loaded after first paint
    from pulse_desktop.app.runtime import Runtime

_NOT_RECORDING = mark("Notes", "Nothing is recorded at present, so notes cannot be changed.")


class Notebook:
    """Answers ``ui.desk.Notes`` for the estate that is open."""

    def __init__(self, runtime: Callable[[], Awaitable["Runtime"]]) -> None:
        self._runtime = runtime

    async def between(self, start: datetime, end: datetime) -> tuple[Note, ...]:
        """See ``Notes.between``."""
        runtime = await self._runtime()
        question = partial(notes.between, start=start, end=end)
        if runtime.recording is not None:
            return await runtime.recording.database.read(question)
        return await asyncio.to_thread(read_file, runtime.profile, question) or ()

    async def keep(self, note: Note) -> None:
        """See ``Notes.keep``."""
        await self._write(partial(notes.keep, note=note))

    async def remove(self, note: NoteId) -> None:
        """See ``Notes.remove``."""
        await self._write(partial(notes.remove, note=note))

    async def _write(self, work: Callable[[Handle], None]) -> None:
        recording = (await self._runtime()).recording
        if recording is None:
            raise StoreError(StoreState.READ_ONLY, _NOT_RECORDING)
        await recording.database.write(work)
