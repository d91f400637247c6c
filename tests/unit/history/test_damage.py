"""What a damaged body costs: itself, and nothing else."""

import numpy as np
import pytest

from pulse_desktop.history.progress import unsealed_blocks
from pulse_desktop.history.recorded import recorded
from pulse_desktop.history.retention import DEEP
from pulse_desktop.history.tier import LAST_MS, Tier

HOUR, DAY = 3600, 86_400
EVERY = 600
SERIES = 900
"""More than a tile holds."""


@pytest.fixture
def keys(key):
    return [key(f"vm{number}") for number in range(SERIES)]


@pytest.fixture
def full(diary, keys):
    """Three days and some hours, all of which is sealed; what is read is one series' points."""
    for at in range(0, 3 * DAY + 4 * HOUR, EVERY):
        diary.record(at, dict.fromkeys(keys, at / 1000))
    diary.tend(3 * DAY + 4 * HOUR + EVERY, DEEP)
    return diary


def lengths(diary, keys, tier):
    found = recorded(diary.handle, keys, {}).read(tier, 0, LAST_MS)
    return np.array([len(points) for points in found.values()])


def flip(diary, table, column, chosen):
    """Flip a bit in the middle of one body; returns whether there was one."""
    sql = f"SELECT id, {column} FROM {table} WHERE {chosen} ORDER BY id LIMIT 1"  # noqa: S608
    key, body = diary.handle.execute(sql).fetchone()
    broken = bytearray(body)
    broken[len(body) // 2] ^= 16
    sql = f"UPDATE {table} SET {column} = ? WHERE id = ?"  # noqa: S608
    diary.handle.execute(sql, (bytes(broken), key))


def test_a_flipped_bit_costs_a_block_of_one_series(full, keys, caplog):
    before = lengths(full, keys, Tier.MINUTE)
    flip(full, "tile", "body", "1")
    lost = before - lengths(full, keys, Tier.MINUTE)
    assert set(lost.tolist()) == {0, 2 * HOUR // EVERY}
    assert np.count_nonzero(lost) == 1
    assert "damaged" in caplog.text


def test_a_flipped_bit_in_a_sweep_costs_that_sweep_and_no_minute(full, keys, caplog):
    before = [lengths(full, keys, tier) for tier in (Tier.RAW, Tier.MINUTE)]
    flip(full, "log", "body", "1")
    after = [lengths(full, keys, tier) for tier in (Tier.RAW, Tier.MINUTE)]
    lost = [set((one - other).tolist()) for one, other in zip(before, after, strict=True)]
    assert lost == [{1}, {0}]
    assert "damaged" in caplog.text


def test_a_flipped_bit_costs_one_chunk_of_hours(full, keys, caplog):
    before = lengths(full, keys, Tier.HOUR)
    flip(full, "chunk", "body", f"id >> 61 = {int(Tier.HOUR)}")
    lost = before - lengths(full, keys, Tier.HOUR)
    assert sorted(lost.tolist()) == [0] * (SERIES - 1) + [72]
    assert "damaged" in caplog.text


def test_a_flipped_bit_in_a_row_costs_that_bucket_of_its_series(full, keys, caplog):
    before = lengths(full, keys, Tier.DAY)
    flip(full, "rolled", "body", f"id >> 61 = {int(Tier.DAY)}")
    lost = before - lengths(full, keys, Tier.DAY)
    assert set(lost.tolist()) == {1}
    assert "damaged" in caplog.text


def test_a_flipped_bit_in_a_directory_costs_nothing(full, keys, caplog):
    before = lengths(full, keys, Tier.MINUTE)
    flip(full, "directory", "body", "1")
    assert lengths(full, keys, Tier.MINUTE).tolist() == before.tolist()
    assert "damaged" in caplog.text


def test_a_damaged_sweep_does_not_hold_up_sealing(diary, web, caplog):
    for at in (0, 10, 20):
        diary.record(at, {web: 0.5})
    flip(diary, "log", "body", "1")
    diary.reopen()
    diary.tend(3 * HOUR, DEEP)
    assert lengths(diary, [web], Tier.RAW).tolist() == [2]
    assert unsealed_blocks(diary.handle, Tier.RAW) == []
