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
from pulse_desktop.history.buckets import buckets, coarsened, measured
from pulse_desktop.history.prune import pruned_before
from pulse_desktop.history.recorded import recorded
from pulse_desktop.history.schema import SCHEMA
from pulse_desktop.history.tier import LAST_MS, ROLLED, Tier
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, SeriesKey, SeriesTarget
from pulse_desktop.timeline.schema import SCHEMA as LOG

ROOT = Path(__file__).parents[2]
KILLS = 200
SERIES = 40
EVERY_S = 1200
"""Of the child's own clock, so that every hour is sealed and every few days are rolled up."""

START_S = 1_772_409_600
"""A UTC midnight."""

RECORDER = """
import asyncio, os, sys
from array import array
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pulse_desktop.database import Database, Schema
from pulse_desktop.history import prune, raw_block, seal, sweep_log
from pulse_desktop.history.retention import Keeping
from pulse_desktop.history.imported_table import SCHEMA as IMPORTED
from pulse_desktop.history.schema import SCHEMA
from pulse_desktop.history.store import Store
from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, Readings, SeriesIndex, SeriesKey, SeriesTarget
from pulse_desktop.model.text import mark
from pulse_desktop.timeline import store as timeline
from pulse_desktop.timeline.schema import SCHEMA as LOG

SERIES, START = int(sys.argv[2]), datetime.fromtimestamp(int(sys.argv[3]), UTC)
EVERY = timedelta(seconds=int(sys.argv[4]))
raw_block.SLICE = seal.SLICE = 15
prune.SLICE = 7
KEEPING = Keeping(
    raw=timedelta(hours=6), minute=timedelta(days=2), hour=timedelta(days=3), day=None
)
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
    database, store = Database(path, Schema((SCHEMA, IMPORTED, LOG))), Store()
    await database.open()
    (number,) = await database.read(
        lambda handle: handle.execute("SELECT count(*) FROM change").fetchone()
    )
    print(os.getpid(), flush=True)
    while True:
        at = START + EVERY * number
        readings = Readings(at, columns, array("f", [number] * SERIES))

        def sweep(handle):
            store.append(handle, index, readings)
            timeline.append(handle, [change(number, at)])

        await database.write(sweep)
        number += 1
        while number % 6 == 0 and await database.write(lambda h: store.tend(h, KEEPING, at)):
            pass

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
        [sys.executable, "-c", RECORDER, str(path), str(SERIES), str(START_S), str(EVERY_S)],
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
    try:
        with read_only(path, Schema((SCHEMA, LOG))) as handle:
            assert handle.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            sweeps = handle.execute("SELECT count(*) FROM change").fetchone()[0]
            for tier in Tier if sweeps else ():
                check_tier(handle, tier, sweeps)
    except FileNotFoundError:
        return 0  # killed before the file was whole
    return sweeps


def check_tier(handle, tier, sweeps):
    """Each bucket that is kept is what its sweeps add up to, the last one included."""
    keys = [series(0), series(SERIES - 1)]
    first_ms = max(1000 * START_S, pruned_before(handle, tier))
    found = recorded(handle, keys, {}).read(tier, first_ms, LAST_MS)
    expected = whole(tier, sweeps)
    expected = expected.where(expected.at_ms >= first_ms)
    for points in found.values():
        assert points.at_ms.tolist() == expected.at_ms.tolist()
        for name in ("mean", "minimum", "maximum", "count"):
            values, wanted = getattr(points.planes, name), getattr(expected.planes, name)
            assert values.tolist() == wanted.tolist(), (tier, name)
    assert len(found) == len(keys)


def whole(tier, sweeps):
    """All that was told, rolled up through the tiers."""
    numbers = np.arange(sweeps)
    points = buckets(1000 * (START_S + EVERY_S * numbers), measured(numbers.astype(np.float32)))
    for step in ROLLED[:tier]:
        points = coarsened(points, step.width_ms)
    return points


def series(number):
    return SeriesKey(SeriesTarget(Family.VM, f"vm{number}"), Metric.CPU)


def test_two_hundred_kills_leave_whole_sweeps_and_an_intact_file(path, recorder):
    """H-01, H-02: a crash leaves whole sweeps only, and no sample is lost or counted twice."""
    moments = random.Random(20260302)  # noqa: S311 - moments, not secrets
    sweeps = 0
    for _ in range(KILLS):
        record_for(recorder, moments.uniform(0.003, 0.1))
        found = check(path)
        assert found >= sweeps
        sweeps = found
    assert sweeps > 7 * 86_400 / EVERY_S, "long enough that hours were sealed, and then pruned"
