"""The made-up estate of all measurements: profiles, snapshots, and a fixed set of signals."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import numpy as np

from pulse_desktop.model.condition import RUNNING
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, NativeId, PlatformId, SourceName
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Observation, ResourceType, Snapshot
from pulse_desktop.model.source import Role, Source
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.profile import Profile, make_directories

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
CONTAINERS = 200

_DAY_S = 86_400.0
_SEED = 20_260_101
_MEASURED = (
    Metric.CPU,
    Metric.MEMORY,
    Metric.NET_IN,
    Metric.NET_OUT,
    Metric.DISK_READ,
    Metric.DISK_WRITE,
)


def source(number: int = 0) -> Source:
    """The engine that the estate's ``number``-th connection reads."""
    return Source(
        SourceName("docker"), Role.RUNTIME, PlatformId("docker"), ConnectionId(f"bench-{number}")
    )


SOURCE = source()


def profile_of(folder: Path, *connections: Connection) -> Path:
    """A fresh profile with these connections saved."""
    profile = Profile.below(folder)
    make_directories(profile)
    if connections:
        connections_file.save(profile.connections_file, connections)
    return folder


def engine_connection(address: str, interval_s: float) -> Connection:
    """A connection to a Docker Engine."""
    return Connection(
        id=ConnectionId("conn-bench"),
        platform=PlatformId("docker"),
        name="engine",
        address=address,
        interval_s=interval_s,
    )


def signals(
    sweep: int, series: int, interval_s: float
) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    """The values of every series at one sweep: a day's wave, a slow one, and noise, from 0 to 1.

    The same on every computer and in every version: numpy keeps the stream of ``RandomState``.
    """
    noise = np.random.RandomState((_SEED + sweep) % 2**32).random_sample(series)
    phase = np.arange(series) * 0.618
    day = np.sin(2 * np.pi * sweep * interval_s / _DAY_S + phase)
    slow = np.sin(sweep / 360 + 3 * phase)
    return (0.5 + 0.2 * day + 0.1 * slow + 0.2 * (noise - 0.5)).astype(np.float32)


def snapshot(
    sweep: int, resources: int, interval_s: float = 10.0, said_by: Source = SOURCE
) -> Snapshot:
    """A host and what runs on it, ``resources`` in all, with six metrics each."""
    values = signals(sweep, resources * len(_MEASURED), interval_s).tolist()
    rows = [values[at : at + len(_MEASURED)] for at in range(0, len(values), len(_MEASURED))]
    host = NativeId(said_by.connection)
    observations = (
        _observation(host, ResourceType.AGENT, rows[0], None),
        *(
            _observation(NativeId(f"{host}/{n}"), ResourceType.APP_CONTAINER, row, host)
            for n, row in enumerate(rows[1:])
        ),
    )
    return Snapshot(
        source=said_by,
        collected_at=BEGIN + timedelta(seconds=sweep * interval_s),
        observations=observations,
    )


def _observation(
    name: NativeId, kind: ResourceType, values: list[float], parent: NativeId | None
) -> Observation:
    measured = zip(_MEASURED, values, strict=True)
    return Observation(
        native_id=name,
        type=kind,
        name=name,
        condition=RUNNING,
        metrics=MappingProxyType({metric: Measurement(value) for metric, value in measured}),
        parent=parent,
    )
