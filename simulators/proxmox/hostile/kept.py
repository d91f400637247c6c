"""A database into which everything that a session came to was written, and read again."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.app.recording import Recording
from pulse_desktop.database import Database
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.monitoring import last_seen
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.settings.profile import Profile
from pulse_desktop.timeline import store as timeline


async def kept_faults(commits, series, record, at):
    """Each as a line: what the disk refused, and what the next run could not read."""
    with TemporaryDirectory() as folder:
        profile = Profile.below(Path(folder))
        profile.database_file.parent.mkdir(parents=True)
        refused = []
        async with asyncio.TaskGroup() as group:
            recording = Recording(profile, series, lambda: at, refused.append)
            await recording.open(group, Preferences)
            for commit in commits:
                recording.recorder.put(commit)
                recording.importer.put(commit)
                await asyncio.sleep(0)
            recording.recorder.note(ConnectionId("fuzzed"), record)
            await recording.close()
        return [f"the database refuses: {each}" for each in refused if each is not None] + [
            each async for each in _unreadable(profile)
        ]


async def _unreadable(profile):
    database = Database(profile.database_file, ESTATE_SCHEMA)
    await database.open()
    try:
        left = await database.read(last_seen.load)
        if left.unreadable:
            yield f"the next run cannot read {left.unreadable}"
        if not await database.read(timeline.events):
            yield "nothing was written into the timeline"
    finally:
        await database.aclose()
