"""The bytes of a row and of a chunk, with a checksum, so that a flipped bit is noticed.

1 byte   codec
4 bytes  CRC-32 of what follows
rest     little-endian, as the codec says:

0  planes of float32, then counts as uint32. A raw row has one plane and no counts; a rolled
   one has mean, minimum, maximum and counts
1  the same four planes, bytes of equal rank together and then zlib. Read, no longer written
2  a chunk of a rolled tier, narrowed: its frame, values, counts
3  a tile of whole entries: how many, where each ends, a checksum of each, and, outside the tile's
   own, the entries one after another. An entry is what codec 2 has, or, in files of still earlier
   versions, float32 readings. Read, no longer written
4  the directory of a slice: the instants, the series, and where its tiles begin; the step from
   each number to the next, and then zlib, for most are alike
5  a tile that entries run through: without a checksum of its own, a piece of all of a slice's
   entries one after another, each behind its checksum
6  the directory of a slice of those, which says where each entry ends too
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pulse_desktop.history.buckets import Floats, Ints, Planes
from pulse_desktop.history.narrow import Words, body_size, cut, packed, unpacked

_PLAIN, _ZLIB, _NARROW, _TILE, _DIRECTORY, _PIECE, _ENDS = range(7)
_NARROW_BYTE = bytes([_NARROW])
_TILE_BYTE = bytes([_TILE])
_PIECE_BYTE = bytes([_PIECE])
_HEAD = struct.Struct("<BI")
_NUMBER = struct.Struct("<I")
_PARTS = {_DIRECTORY: struct.Struct("<q4I"), _ENDS: struct.Struct("<q5I")}
"""Start of the block; how many instants, series, tiles of readings and tiles of minutes, ends."""

_FRAMES = np.dtype([("width", "u1"), ("shift", "u1"), ("count", "u1"), ("bases", "<u4", 4)])
"""Bits of a value, the shift, bytes of a count, and the bases of the four planes."""

_NO_ENDS: Ints = np.empty(0, np.int64)
_COUNT_TYPES = {1: "<u1", 2: "<u2", 4: "<u4"}
_ALL = slice(None)
_BYTE = 8
_ENTRY_BYTES = 8
"""What an entry takes in the table of its tile."""

_DIRECTORIES = 1_024
"""Directories that are remembered: a week of 12,000 series, some 16 MB."""


class BodyDamaged(ValueError):
    """A body that does not match its checksum."""


def is_whole(body: bytes) -> bool:
    """Whether a body of any kind matches its checksum; of a tile its table, not its entries."""
    if body[:1] == _PIECE_BYTE:
        return True
    try:
        if body[:1] == _TILE_BYTE:
            _table(body)
        else:
            _opened(body)
    except BodyDamaged:
        return False
    return True


def pack_values(values: Floats) -> bytes:
    """A raw row. NaN where a series was not measured."""
    view = np.ascontiguousarray(values, "<f4").view(np.uint8).data
    return b"".join((_HEAD.pack(_PLAIN, zlib.crc32(view)), view))


def unpack_values(body: bytes, places: Ints | slice = _ALL) -> Floats:
    """The values behind ``pack_values``, or those at some places.

    Raises:
        BodyDamaged: The bytes were changed.
    """
    return np.frombuffer(_checked(body, _PLAIN), "<f4")[places]


def pack_planes(planes: Planes) -> bytes:
    """A rolled row. NaN and 0 where there is no bucket."""
    floats = (planes.mean, planes.minimum, planes.maximum)
    words = [plane.view("<u4") for plane in floats]
    return _with_head(_PLAIN, np.concatenate([*words, planes.count.astype("<u4")]).tobytes())


def unpack_planes(body: bytes, places: Ints | slice = _ALL) -> Planes:
    """What went into ``pack_planes``, or what is at some places of it.

    Raises:
        BodyDamaged: The bytes were changed.
    """
    words = np.frombuffer(_checked(body, _PLAIN), "<u4").reshape(4, -1)[:, places]
    return _of_words(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """What the tiles of a slice have in common."""

    start_ms: int
    at_ms: Ints
    """Instants of the readings, ascending."""

    series: Ints
    """Ids, ascending, in the order of the tiles' entries."""

    readings: Ints
    """Where in ``series`` each tile begins."""

    minutes: Ints
    """The same, or, where entries run on from tile to tile, where in their bytes."""

    ends: Ints = field(default_factory=lambda: _NO_ENDS)
    """Where in their bytes each entry ends; none where tiles have whole entries."""


def pack_directory(one: Directory) -> bytes:
    """The bytes of a directory."""
    columns = [one.at_ms - one.start_ms, one.series, one.readings, one.minutes]
    codec = _DIRECTORY
    if len(one.ends):
        codec = _ENDS
        columns.append(one.ends)
    head = _PARTS[codec].pack(one.start_ms, *map(len, columns))
    steps = np.diff(np.concatenate(columns), prepend=0).astype("<i4")
    return _with_head(codec, head + zlib.compress(steps.tobytes()))


@lru_cache(_DIRECTORIES)
def unpack_directory(body: bytes) -> Directory:
    """The directory behind ``pack_directory``. Remembered, for every question reads the same ones.

    Raises:
        BodyDamaged: The bytes were changed.
    """
    codec, data = _opened(body)
    parts = _PARTS.get(codec)
    if parts is None:
        raise BodyDamaged("codec")
    start_ms, *lengths = parts.unpack_from(data)
    steps = np.frombuffer(zlib.decompress(data[parts.size :]), "<i4")
    numbers = np.cumsum(steps, dtype=np.int64)
    columns = np.split(numbers, np.cumsum(lengths)[:-1])
    at_ms, series, readings, minutes = columns[:4]
    return Directory(
        start_ms=start_ms,
        at_ms=at_ms + start_ms,
        series=_shared(series.tobytes()),
        readings=readings.copy(),
        minutes=minutes.copy(),
        ends=columns[-1].copy() if codec == _ENDS else _NO_ENDS,
    )


@lru_cache(_DIRECTORIES)
def _shared(series: bytes) -> Ints:
    """One array for all directories that have the same series, as those of most blocks do."""
    return np.frombuffer(series, np.int64)


def pack_tiles(entries: Sequence[bytes], room: int) -> tuple[list[bytes], Ints]:
    """Tiles that entries run through, ``room`` bytes of them in each; and where each entry ends."""
    parts = [_NUMBER.pack(zlib.crc32(entry)) + entry for entry in entries]
    whole = b"".join(parts)
    tiles = [_PIECE_BYTE + whole[first : first + room] for first in range(0, len(whole), room)]
    return tiles, np.cumsum([len(part) for part in parts])


def piece_of(tile: bytes, start: int, end: int) -> bytes:
    """Some bytes of the entries that run through a tile, as far as they are in it."""
    return tile[max(0, start) + 1 : end + 1]


def unpack_entry(part: bytes) -> bytes | None:
    """An entry out of tiles that it runs through; ``None`` where its bytes are lost or changed."""
    entry = part[_NUMBER.size :]
    is_whole = zlib.crc32(entry) == int.from_bytes(part[: _NUMBER.size], "little")
    return entry if entry and is_whole else None


def unpack_tile(body: bytes, places: Sequence[int]) -> list[bytes | None]:
    """Some of the entries of a tile of whole ones, ``None`` where the bytes were changed.

    Raises:
        BodyDamaged: The table of the entries was changed.
    """
    count, table = _table(body)
    begin = _HEAD.size + _NUMBER.size + _ENTRY_BYTES * count
    found: list[bytes | None] = []
    for at in places:
        first = table[at - 1] if at else 0
        entry = body[begin + first : begin + table[at]]
        found.append(entry if zlib.crc32(entry) == table[count + at] else None)
    return found


def pack_chunk(entry: bytes) -> bytes:
    """An entry as a chunk of its own."""
    return _with_head(_NARROW, entry)


def entries_of(planes: Planes, size: int, grain: int) -> list[bytes]:
    """Narrowed entries of ``size`` buckets each, from planes that hold one after another.

    A value takes a multiple of ``grain`` bits: 1 is smallest, 8 is quickest to read.
    """
    count = planes.count.reshape(-1, size)
    floats = (planes.mean, planes.minimum, planes.maximum)
    words = np.stack([p.astype("<f4", copy=False).view("<u4").reshape(-1, size) for p in floats], 1)
    present = (count > 0)[:, None]
    is_full = bool(present.all())
    bases = (words if is_full else np.where(present, words, np.uint32(0xFFFFFFFF))).min(axis=2)
    words -= bases[:, :, None]
    if not is_full:
        words *= present
    values = packed(words.reshape(len(words), -1), grain)
    lowest = count.min(axis=1)
    widths = _count_widths(count.max(axis=1) - lowest)
    frames = np.empty(len(words), _FRAMES)
    frames["width"], frames["shift"], frames["count"] = values.width, values.shift, widths
    frames["bases"][:, :3], frames["bases"][:, 3] = bases, lowest
    entries = list(map(bytes.__add__, cut(frames.tobytes(), _FRAMES.itemsize), values.bodies))
    for row in np.flatnonzero(widths).tolist():
        entries[row] += _counts(count[row] - lowest[row], widths[row])
    return entries


def _counts(count: Ints, width: int) -> bytes:
    return count.astype(_COUNT_TYPES[int(width)]).tobytes()


def planes_of(entries: Sequence[bytes], size: int) -> Planes:
    """The planes of entries, one after another.

    Entries of one width are taken together: a series of years has hundreds of them.
    """
    groups: dict[tuple[int, int], list[int]] = {}
    for at, entry in enumerate(entries):
        groups.setdefault((entry[0], entry[2]), []).append(at)
    if len(groups) == 1:
        return _of_words(_framed(entries, size).reshape(4, -1))
    words = np.empty((4, len(entries), size), np.uint32)
    for members in groups.values():
        words[:, members] = _framed([entries[at] for at in members], size)
    return _of_words(words.reshape(4, -1))


def unpack_chunk(body: bytes, size: int) -> bytes:
    """The entry in a chunk of any form.

    Raises:
        BodyDamaged: The bytes were changed.
    """
    data = body[_HEAD.size :]
    if body[:1] == _NARROW_BYTE and zlib.crc32(data, _NARROW) == _NUMBER.unpack_from(body, 1)[0]:
        return data
    codec, data = _opened(body)
    if codec == _ZLIB:
        ranked = np.frombuffer(_inflated(data), np.uint8).reshape(4, -1)
        data = np.ascontiguousarray(ranked.T).tobytes()
    elif codec != _PLAIN:
        raise BodyDamaged("codec")
    if len(data) != 16 * size:
        raise BodyDamaged("length")
    planes = _of_words(np.frombuffer(data, "<u4").reshape(4, size))
    return entries_of(planes, size, _BYTE)[0]


def _framed(data: Sequence[bytes], size: int) -> Words:
    """Words of entries that have the same widths, shape (4, entries, size)."""
    octets = np.frombuffer(b"".join(data), np.uint8).reshape(len(data), -1)
    width, count_bytes = int(octets[0, 0]), int(octets[0, 2])
    head = _FRAMES.itemsize
    end = head + body_size(3 * size, width)
    bases = np.ascontiguousarray(octets[:, _FRAMES.itemsize - 16 : head]).view("<u4").T[:, :, None]
    words = np.empty((4, len(data), size), np.uint32)
    values = unpacked(octets[:, head:end], 3 * size, width)
    shift = octets[:, 1]
    if shift.any():
        values = values << shift[:, None].astype(np.uint32)
    words[:3] = values.reshape(-1, 3, size).swapaxes(0, 1)
    words[3] = 0
    if count_bytes:
        words[3] = np.ascontiguousarray(octets[:, end:]).view(_COUNT_TYPES[count_bytes])
    words += bases
    absent = words[3] == 0
    if absent.any():
        words[:3, absent] = _NAN
    return words


_NAN = np.array([np.nan], "<f4").view("<u4")[0]


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise BodyDamaged("compression") from error


def _of_words(words: Words) -> Planes:
    """Planes from mean, minimum, maximum and counts as 32-bit words, shape (4, n)."""
    mean, minimum, maximum = words[:3].view("<f4")
    return Planes(mean, minimum, maximum, words[3].astype(np.int64))


def _count_widths(spread: Ints) -> npt.NDArray[np.int64]:
    """Bytes that a difference of counts takes: none where all are the same."""
    if not spread.any():
        return np.zeros(len(spread), np.int64)
    return np.select([spread == 0, spread < 1 << 8, spread < 1 << 16], [0, 1, 2], 4)


def _table(body: bytes) -> tuple[int, tuple[int, ...]]:
    """How many entries a tile has; where each ends, then the checksum of each.

    Raises:
        BodyDamaged: The bytes were changed.
    """
    count = 0
    if len(body) >= _HEAD.size + _NUMBER.size:
        (count,) = _NUMBER.unpack_from(body, _HEAD.size)
    end = _HEAD.size + _NUMBER.size + _ENTRY_BYTES * count
    if len(body) < end:
        raise BodyDamaged("too short")
    codec, data = _opened(body[:end])
    if codec != _TILE:
        raise BodyDamaged("codec")
    return count, struct.unpack_from(f"<{2 * count}I", data, _NUMBER.size)


def _with_head(codec: int, data: bytes) -> bytes:
    return _HEAD.pack(codec, _checksum(codec, data)) + data


def _checksum(codec: int, data: bytes) -> int:
    """The first version's two codecs were not part of it."""
    return zlib.crc32(data, codec if codec > _ZLIB else 0)


def _opened(body: bytes) -> tuple[int, bytes]:
    """Codec and data of a body.

    Raises:
        BodyDamaged: The bytes were changed.
    """
    if len(body) < _HEAD.size:
        raise BodyDamaged("too short")
    codec, checksum = _HEAD.unpack_from(body)
    data = body[_HEAD.size :]
    if codec > _ENDS or _checksum(codec, data) != checksum:
        raise BodyDamaged("checksum")
    return codec, data


def _checked(body: bytes, expected: int) -> bytes:
    codec, data = _opened(body)
    if codec != expected:
        raise BodyDamaged("codec")
    return data
