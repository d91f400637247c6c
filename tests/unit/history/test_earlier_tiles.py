"""Tiles of readings and of whole minutes, as version 4 wrote them, are read until pruned."""

import struct
import zlib
from itertools import accumulate

import numpy as np
import pytest

from pulse_desktop.history.body import Directory, pack_directory, unpack_directory
from pulse_desktop.history.recorded import recorded
from pulse_desktop.history.retention import DEEP, STANDARD
from pulse_desktop.history.tier import LAST_MS, Tier, directory_id, row_range, tile_id
from pulse_desktop.history.tiles import tiled

HOUR, DAY = 3600, 86_400
EVERY = 60
BLOCK_MS = Tier.RAW.block_ms


@pytest.fixture
def keys(key):
    return [key(f"vm{number}") for number in range(5)]


@pytest.fixture
def old(diary, keys, start_s):
    """Two hours whose readings were taken out of the log and into two tiles."""
    for at in range(0, 2 * HOUR, EVERY):
        diary.record(at, {key: at + number for number, key in enumerate(keys)})
    diary.tend(2 * HOUR + 300, DEEP)
    block = round(1000 * start_s) // BLOCK_MS
    seconds = np.arange(0, 2 * HOUR, EVERY)
    entries = [(seconds + number).astype("<f4").tobytes() for number in range(len(keys))]
    diary.handle.execute("DELETE FROM sealing")
    bounds = row_range(Tier.RAW, block * BLOCK_MS, (block + 1) * BLOCK_MS)
    diary.handle.execute("DELETE FROM log WHERE id >= ? AND id < ?", bounds)
    put(diary.handle, block, 1000 * seconds + block * BLOCK_MS, (entries[:3], entries[3:]))
    return diary


def pack_tile(entries):
    """As earlier versions wrote it, with whole entries."""
    ends, sums = accumulate(map(len, entries)), map(zlib.crc32, entries)
    table = struct.pack(f"<{1 + 2 * len(entries)}I", len(entries), *ends, *sums)
    return struct.pack("<BI", 3, zlib.crc32(table, 3)) + table + b"".join(entries)


def put(handle, block, at_ms, tiles):
    key = directory_id(block, 0)
    ((body,),) = handle.execute("SELECT body FROM directory").fetchall()
    now = unpack_directory(body)
    (minutes,) = tiled(handle, Tier.MINUTE, now.series, range(block, block + 1))
    directory = pack_directory(
        Directory(
            start_ms=now.start_ms,
            at_ms=at_ms,
            series=now.series,
            readings=np.array([0, 3]),
            minutes=np.array([0, 3]),
        )
    )
    handle.execute("UPDATE directory SET body = ?, copy = ?", (directory, directory))
    handle.execute("DELETE FROM tile")
    both = (tiles, (minutes.entries[:3], minutes.entries[3:]))
    rows = [
        (tile_id(tier, key, n), pack_tile(tile))
        for tier, of in zip((Tier.RAW, Tier.MINUTE), both, strict=True)
        for n, tile in enumerate(of)
    ]
    handle.executemany("INSERT INTO tile VALUES (?, ?)", rows)


def counts(diary, keys, tier):
    found = recorded(diary.handle, keys, {}).read(tier, 0, LAST_MS)
    return [int(points.planes.count.sum()) for points in found.values()]


def test_they_are_read_like_rows_of_the_log(old, keys, rows_of):
    found = old.ask_store(*keys, begin=0, end=2 * HOUR, max_points=2000)
    values = [[row[1] for row in rows_of(found[key])] for key in keys]
    assert values == [[at + n for at in range(0, 2 * HOUR, EVERY)] for n in range(5)]


def test_a_late_sweep_is_counted_beside_them(old, keys):
    """H-02: once, and so are they."""
    old.record(90, dict.fromkeys(keys, 1.0))
    before = [counts(old, keys, tier) for tier in Tier]
    old.tend(4 * HOUR, DEEP)
    assert before == [counts(old, keys, tier) for tier in Tier] == [[121] * 5] * 4


def test_what_is_in_both_counts_once(old, keys):
    """H-02: the old version was killed between two slices."""
    for at in range(0, 2 * HOUR, EVERY):
        old.record(at, {key: at + number for number, key in enumerate(keys)})
    before = [counts(old, keys, tier) for tier in Tier]
    old.tend(4 * HOUR, DEEP)
    assert before == [counts(old, keys, tier) for tier in Tier] == [[120] * 5] * 4


def test_they_are_pruned_with_age(old, keys):
    old.tend(DAY, STANDARD)
    assert counts(old, keys, Tier.HOUR) == [120] * 5
    sql = "SELECT count(*) FROM tile WHERE id >> 61 = 0"
    assert old.handle.execute(sql).fetchone() == (0,)
