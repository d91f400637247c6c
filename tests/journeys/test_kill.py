"""Killed at random moments of recording: the database opens each time and holds whole sweeps."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from pulse_desktop.database import Schema, read_only
from pulse_desktop.history.memory import Held
from pulse_desktop.history.prune import pruned_before
from pulse_desktop.history.query import query
from pulse_desktop.history.recorded import recorded
from pulse_desktop.history.schema import SCHEMA
from pulse_desktop.history.tier import LAST_MS, Tier
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, SeriesIndex, SeriesKey, SeriesTarget
from pulse_desktop.timeline.schema import SCHEMA as LOG

ROOT = Path(__file__).parents[2]
KILLS = 50
SERIES = 40
START_S = 1_772_409_600
"""A UTC midnight."""

RECORDER = """
import asyncio, os, sys
from array import array
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pulse_desktop.database import Database, Schema
from pulse_desktop.history import sweep_log
from pulse_desktop.history.retention import LIGHT
from pulse_desktop.history.schema import SCHEMA
from pulse_desktop.history.store import Store
from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, Readings, SeriesIndex, SeriesKey, SeriesTarget
from pulse_desktop.model.text import mark
from pulse_desktop.timeline import store as timeline
from pulse_desktop.timeline.schema import SCHEMA as LOG

SERIES, START = int(sys.argv[2]), datetime.fromtimestamp(int(sys.argv[3]), UTC)
index = SeriesIndex()
columns = array("l", [
    index.column(SeriesKey(SeriesTarget(Family.VM, f"vm{n}"), Metric.CPU)) for n in range(SERIES)
])

def change(number, at):
    return Change(
        id=f"change-{number}", at=at, resource="vm-1", resource_name="vm",
        kind=ChangeKind.ACTIVITY, source="test", text=mark("Test", "Sweep {n}").given(n=number),
    )

async def record(path):
    database, store = Database(path, Schema((SCHEMA, LOG))), Store()
    await database.open()
    (number,) = await database.read(
        lambda handle: handle.execute("SELECT count(*) FROM change").fetchone()
    )
    print(os.getpid(), flush=True)
    while True:
        at = START + timedelta(seconds=10 * number)
        readings = Readings(at, columns, array("f", [number] * SERIES))

        def sweep(handle):
            store.append(handle, index, readings)
            timeline.append(handle, [change(number, at)])

        await database.write(sweep)
        while number % 30 == 0 and await database.write(lambda h: store.tend(h, LIGHT, at)):
            pass
        number += 1

for _ in sys.stdin:
    if os.fork() == 0:
        asyncio.run(record(Path(sys.argv[1])))
    os.wait()
    print("gone", flush=True)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "estate.sqlite"


@pytest.fixture
def recorder(path):
    """A process that, told so by a line, starts a recorder of its own and says its number."""
    process = subprocess.Popen(
        [sys.executable, "-c", RECORDER, str(path), str(SERIES), str(START_S)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.communicate()


def record_for(recorder, seconds):
    """Let a recorder run that long, then kill it."""
    recorder.stdin.write("\n")
    recorder.stdin.flush()
    number = int(recorder.stdout.readline())
    time.sleep(seconds)
    os.kill(number, signal.SIGKILL)
    assert recorder.stdout.readline() == "gone\n"


def check(path):
    """Everything that must hold after a crash; returns how many sweeps there are."""
    with read_only(path, Schema((SCHEMA, LOG))) as handle:
        assert handle.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        sweeps = handle.execute("SELECT count(*) FROM change").fetchone()[0]
        for key in (series(0), series(SERIES - 1)):
            check_series(handle, key, sweeps)
            check_minutes(handle, key, sweeps)
    return sweeps


def check_series(handle, key, sweeps):
    raw = line(handle, key, max(0, sweeps - 300), sweeps, 1000)
    assert raw.value.tolist() == list(range(max(0, sweeps - 300), sweeps))
    whole = line(handle, key, 0, sweeps, 4)
    assert int(np.nansum(whole.count)) == sweeps
    assert (np.nanmin(whole.minimum), np.nanmax(whole.maximum)) == (0, sweeps - 1)


def check_minutes(handle, key, sweeps):
    """Each minute that still has its readings is what they add up to, the last one included."""
    first_ms = max(1000 * START_S, pruned_before(handle, Tier.RAW))
    (minutes,) = recorded(handle, [key], {}).read(Tier.MINUTE, first_ms, LAST_MS).values()
    first = round((first_ms / 1000 - START_S) / 10)
    numbers = [np.arange(n, min(n + 6, sweeps)) for n in range(first, sweeps, 6)]
    assert minutes.planes.mean.tolist() == [np.float32(n.mean()) for n in numbers]
    assert minutes.planes.count.tolist() == [len(n) for n in numbers]


def line(handle, key, first, last, max_points):
    window = (START_S + 10 * first, START_S + 10 * last - 1)
    return query(handle, Held(SeriesIndex(), ()), [key], window, max_points)[key]


def series(number):
    return SeriesKey(SeriesTarget(Family.VM, f"vm{number}"), Metric.CPU)


def test_fifty_kills_leave_whole_sweeps_and_an_intact_file(path, recorder):
    """H-01, H-02: a crash leaves whole sweeps only, and no bucket is counted twice."""
    moments = random.Random(20260302)  # noqa: S311 - moments, not secrets
    sweeps = 0
    for _ in range(KILLS):
        record_for(recorder, moments.uniform(0.005, 0.2))
        found = check(path)
        assert found >= sweeps
        sweeps = found
    assert sweeps > 2 * 3600 / 10, "long enough that blocks were sealed and readings pruned"
