"""A profile that has a past: snapshots of made-up sources, recorded as the program records them."""

import asyncio
from functools import partial

from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.app.recording import _write_sweep
from pulse_desktop.database import Database
from pulse_desktop.history.retention import DEEP
from pulse_desktop.history.store import Store
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId, SourceName
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.source import Role, Source
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.monitoring.recorder import Recorder
from pulse_desktop.resources.registry import Registry
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.profile import make_directories

ENGINE = Source(
    SourceName("docker"), Role.RUNTIME, PlatformId("docker"), ConnectionId("past-engine")
)
"""The source that the snapshots are of; its connection is paused, so that nothing is polled."""


def recorded(profile, snapshots):
    """Write what was seen, oldest first, below ``profile``; everything is on disk afterwards."""
    make_directories(profile)
    connection = Connection(
        id=ENGINE.connection,
        platform=ENGINE.platform,
        name="engine",
        address="unix:///run/past.sock",
        interval_s=60.0,
        enabled=False,
    )
    connections_file.save(profile.connections_file, (connection,))
    asyncio.run(_record(profile, snapshots))


async def _record(profile, snapshots):
    database, store, series = Database(profile.database_file, ESTATE_SCHEMA), Store(), SeriesIndex()
    await database.open()

    written = asyncio.Semaphore(0)

    async def write(sweep):
        await database.write(partial(_write_sweep, store, series, sweep))
        written.release()

    recorder = Recorder(write, _no_problem)
    monitor = Monitor(Registry(series), recorder.put)
    async with asyncio.TaskGroup() as group:
        group.create_task(recorder.run())
        for snapshot in snapshots:
            monitor.ingest(snapshot)
            await written.acquire()
            last = snapshot.collected_at
        recorder.finish()
    while await database.write(lambda handle: store.tend(handle, DEEP, last)):
        continue
    await database.aclose()


def _no_problem(problem):
    if problem is not None:
        raise problem
