"""The bytes of rows, tiles, directories and chunks: every value comes back, no flip goes unseen."""

import struct
import zlib
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.history import body
from pulse_desktop.history.body import BodyDamaged, Directory
from pulse_desktop.history.buckets import Planes
from pulse_desktop.history.tier import Tier
from pulse_desktop.history.tile_entries import entries_at

SIZE = 12
NOTHING = np.empty(0, np.int64)
floats = st.floats(width=32, allow_nan=False, allow_infinity=False)
counts = st.lists(st.integers(0, 70_000), min_size=SIZE, max_size=SIZE)
columns = st.lists(floats, min_size=SIZE, max_size=SIZE)


def planes_of(mean, low, high, count):
    count = np.array(count, np.int64)
    figures = [np.where(count > 0, np.array(one, np.float32), np.nan) for one in (mean, low, high)]
    return Planes(*(one.astype(np.float32) for one in figures), count)


def bits(planes):
    figures = (planes.mean, planes.minimum, planes.maximum)
    return [one.view("<u4").tolist() for one in figures] + [planes.count.tolist()]


def some(values=(0.25, 0.5, 8.0)):
    values = np.resize(np.array(values, np.float32), SIZE)
    return Planes(values, values, values, np.full(SIZE, 6))


def old_chunk(planes):
    """As the first version wrote it: bytes of equal rank together, and then zlib."""
    words = np.concatenate([np.array(one, np.uint32) for one in bits(planes)])
    data = zlib.compress(words.view(np.uint8).reshape(-1, 4).T.tobytes(), 1)
    return struct.pack("<BI", 1, zlib.crc32(data)) + data


def pack_tile(entries):
    """As earlier versions wrote it, with whole entries."""
    ends, sums = accumulate(map(len, entries)), map(zlib.crc32, entries)
    table = struct.pack(f"<{1 + 2 * len(entries)}I", len(entries), *ends, *sums)
    return struct.pack("<BI", 3, zlib.crc32(table, 3)) + table + b"".join(entries)


def whole_entries(tile, places):
    found = body.unpack_tile(tile, places)
    if None in found:
        raise BodyDamaged("checksum")
    return found


BODIES = {
    "row of readings": (body.pack_values(some().mean), body.unpack_values),
    "row of buckets": (body.pack_planes(some()), body.unpack_planes),
    "chunk": (
        body.pack_chunk(body.entries_of(some(), SIZE, 8)[0]),
        lambda one: body.unpack_chunk(one, SIZE),
    ),
    "old chunk": (old_chunk(some()), lambda one: body.unpack_chunk(one, SIZE)),
    "tile": (pack_tile([b"one", b"another"]), lambda one: whole_entries(one, [0, 1])),
    "directory": (
        body.pack_directory(
            Directory(
                start_ms=7_200_000,
                at_ms=np.array([7_200_000, 7_210_000]),
                series=np.array([1, 4]),
                readings=np.array([0]),
                minutes=np.array([0]),
                ends=np.array([30, 60]),
            )
        ),
        body.unpack_directory,
    ),
    "old directory": (
        body.pack_directory(
            Directory(
                start_ms=7_200_000,
                at_ms=np.array([7_200_000]),
                series=np.array([1, 4]),
                readings=np.array([0]),
                minutes=np.array([0]),
            )
        ),
        body.unpack_directory,
    ),
}


@pytest.mark.parametrize("kind", BODIES)
@given(data=st.data())
def test_a_flipped_bit_is_noticed_wherever_it_is(kind, data):
    whole, unpack = BODIES[kind]
    unpack(whole)
    bit = data.draw(st.integers(0, 8 * len(whole) - 1))
    broken = bytearray(whole)
    broken[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BodyDamaged):
        unpack(bytes(broken))


@given(columns, columns, columns, counts, st.sampled_from([1, 8]))
def test_an_entry_gives_every_bit_back(mean, low, high, count, grain):
    planes = planes_of(mean, low, high, count)
    entries = body.entries_of(planes, SIZE // 2, grain)
    assert bits(body.planes_of(entries, SIZE // 2)) == bits(planes)


@given(columns, columns, columns, counts)
def test_a_chunk_of_an_earlier_version_gives_every_bit_back(mean, low, high, count):
    planes = planes_of(mean, low, high, count)
    entry = body.unpack_chunk(old_chunk(planes), SIZE)
    assert bits(body.planes_of([entry], SIZE)) == bits(planes)


def run_on(entries, room):
    """Tiles that the entries run through, and what comes out of them."""
    tiles, ends = body.pack_tiles(entries, room)
    directory = Directory(
        start_ms=0,
        at_ms=NOTHING,
        series=ends,
        readings=NOTHING,
        minutes=np.arange(0, ends[-1], room),
        ends=ends,
    )
    found = entries_at(directory, Tier.MINUTE, np.arange(len(entries)))
    return tiles, lambda those: list(found.entries(dict(enumerate(those)), 0))


@given(st.lists(st.binary(min_size=1, max_size=90), min_size=1), st.integers(20, 200))
def test_entries_run_on_from_tile_to_tile(entries, room):
    tiles, read = run_on(entries, room)
    assert all(len(tile) == room + 1 for tile in tiles[:-1])
    assert read(tiles) == entries


@given(st.data(), st.lists(st.binary(min_size=1, max_size=90), min_size=1))
def test_a_flipped_bit_costs_one_of_the_entries_that_run_through_a_tile(data, entries):
    tiles, read = run_on(entries, 50)
    number = data.draw(st.integers(0, len(tiles) - 1))
    bit = data.draw(st.integers(0, 8 * len(tiles[number]) - 1))
    broken = bytearray(tiles[number])
    broken[bit // 8] ^= 1 << bit % 8
    found = read([*tiles[:number], bytes(broken), *tiles[number + 1 :]])
    assert sum(one != other for one, other in zip(found, entries, strict=True)) <= 1
    assert all(one in {None, other} for one, other in zip(found, entries, strict=True))


def test_a_tile_that_is_lost_costs_what_it_has_a_part_of():
    tiles, read = run_on([b"a" * 40, b"b" * 40, b"c" * 40], 50)
    assert read([tiles[0], b"", tiles[2]]) == [b"a" * 40, None, None]
    tiles, read = run_on([b"a" * 5, b"b" * 5, b"c" * 5], 9)
    assert read([tiles[0], b"", tiles[2]]) == [b"a" * 5, None, b"c" * 5]


def test_a_flipped_bit_costs_a_tile_one_entry():
    broken = bytearray(pack_tile([b"one", b"another", b"third"]))
    broken[-len(b"third") - 1] ^= 1
    assert body.unpack_tile(bytes(broken), [0, 1, 2]) == [b"one", None, b"third"]


def test_a_series_that_stands_still_takes_next_to_nothing():
    """An idle container's hundreds of minutes are the frame alone."""
    still = some([0.25])
    assert len(body.entries_of(still, SIZE, 1)[0]) == 19
