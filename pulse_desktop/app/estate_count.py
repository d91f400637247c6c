"""How many systems an estate has that nobody has open: worked out from its files (T-13)."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pulse_desktop.app.recorded import read_file
from pulse_desktop.database import Handle
from pulse_desktop.model.clock import utc_now
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import SettingsError, StoreError
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.operator import NOTHING_KEPT, Kept
from pulse_desktop.model.poll import ConnectionStatus, PollRecord
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.monitoring import last_seen
from pulse_desktop.monitoring import record as records
from pulse_desktop.monitoring.last_seen import LastSeen
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.monitoring.readiness import SystemUsage, system_usage, total
from pulse_desktop.platforms import PLATFORMS
from pulse_desktop.resources import operator_store
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.resources.registry import Registry
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.profile import Profile
from pulse_desktop.ui.desk import EstateCount, Tally

if TYPE_CHECKING:  # comes with the window
    from pulse_desktop.app.runtime import Runtime

OWNERS = frozenset(platform.id for platform in PLATFORMS if platform.owns_source)
"""Platforms whose inventory has to be in before systems are counted (T-12)."""


def kept_count(profile: Profile, now: datetime) -> EstateCount:
    """Count what the profile's estate keeps on disk. Reads files, so for a worker.

    What cannot be read is not known, and never 0.
    """
    try:
        saved = connections_file.load(profile.connections_file)
    except SettingsError:
        return EstateCount(None, unknown())
    try:
        left, kept = read_file(profile, _left) or (LastSeen((), {}), NOTHING_KEPT)
    except StoreError:
        return EstateCount(len(saved), unknown())
    statuses = [_status(connection, left.records) for connection in saved]
    wanted = {connection.id for connection in saved}
    return EstateCount(
        len(saved), system_usage(_folded(left, kept, wanted, now), statuses, OWNERS, now)
    )


async def tally(profiles: Sequence[Profile], opened: "Runtime | None" = None) -> Tally:
    """Count several estates; the one that this process has ``opened`` as it is now."""
    counts = {}
    for profile in profiles:
        if opened is not None and opened.profile.estate == profile.estate:
            counts[profile.estate] = _open_count(opened)
        else:
            counts[profile.estate] = await asyncio.to_thread(kept_count, profile, utc_now())
    return Tally(counts, total(count.systems for count in counts.values()))


def _open_count(runtime: "Runtime") -> EstateCount:
    known = None if runtime.has_connections_problem else len(runtime.statuses)
    return EstateCount(known, runtime.system_usage())


def unknown() -> SystemUsage:
    """The answer where there is no state to count in."""
    return system_usage(None, (), OWNERS, None)


def _left(handle: Handle) -> tuple[LastSeen, Kept]:
    return last_seen.load(handle), operator_store.load(handle)


def _folded(left: LastSeen, kept: Kept, wanted: set[ConnectionId], now: datetime) -> ReadState:
    """The read state as it was left, of the connections that are still there."""
    monitor = Monitor(Registry(SeriesIndex()))
    monitor.remember(kept)
    snapshots = [each for each in left.snapshots if each.source.connection in wanted]
    for _ in monitor.recall(snapshots, now):
        continue
    return monitor.state


def _status(connection: Connection, left: Mapping[ConnectionId, PollRecord]) -> ConnectionStatus:
    record = left.get(connection.id) or PollRecord(interval_s=connection.interval_s)
    return ConnectionStatus(connection, record, records.state_of(connection, record))
