"""The bytes of a row and of a chunk, with a checksum, so that a flipped bit is noticed.

    1 byte   codec: 0 plain, 1 bytes of equal rank together and then zlib
    4 bytes  CRC-32 of what follows
    rest     planes of float32, then counts as uint32, little-endian

A raw row has one plane and no counts; a rolled one has mean, minimum, maximum and counts.
"""

import struct
import zlib
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from pulse_desktop.history.buckets import Floats, Ints, Planes

_PLAIN, _PACKED = 0, 1
_HEAD = struct.Struct("<BI")
_LEVEL = 1
"""zlib's fastest; higher levels gained 2 % for thrice the time."""

_ALL = slice(None)


class BodyDamaged(ValueError):
    """A body that does not match its checksum."""


def pack_values(values: Floats) -> bytes:
    """A raw row. NaN where a series was not measured."""
    return _with_head(_PLAIN, values.astype("<f4").tobytes())


def unpack_values(body: bytes, places: Ints | slice = _ALL) -> Floats:
    """The values behind ``pack_values``, or those at some places.

    Raises:
        BodyDamaged: The bytes were changed.
    """
    return np.frombuffer(_checked(body), "<f4")[places]


def pack_planes(planes: Planes) -> bytes:
    """A rolled row. NaN and 0 where there is no bucket."""
    return _with_head(_PLAIN, _words(planes).tobytes())


def pack_chunks(planes: Planes, size: int) -> Iterator[bytes]:
    """Compressed chunks of ``size`` buckets each, from planes that hold one after another."""
    by_chunk = _words(planes).reshape(4, -1, size).swapaxes(0, 1)
    ranked = by_chunk.reshape(-1, 4 * size, 1).view(np.uint8).swapaxes(1, 2)
    for chunk in np.ascontiguousarray(ranked):
        yield _with_head(_PACKED, zlib.compress(chunk, _LEVEL))


def unpack_planes(body: bytes, places: Ints | slice = _ALL) -> Planes:
    """What went into ``pack_planes``, or what is at some places of it.

    Raises:
        BodyDamaged: The bytes were changed.
    """
    data = _checked(body)
    if body[0] == _PLAIN:
        words = np.frombuffer(data, "<u4").reshape(4, -1)[:, places]
    else:
        ranked = np.frombuffer(zlib.decompress(data), np.uint8).reshape(4, -1)
        words = np.ascontiguousarray(ranked.T).view("<u4").reshape(4, -1)[:, places]
    mean, minimum, maximum = words[:3].view("<f4")
    return Planes(mean, minimum, maximum, words[3].astype(np.int64))


def _words(planes: Planes) -> npt.NDArray[np.uint32]:
    """Mean, minimum, maximum and counts as 32-bit words, shape (4 n,)."""
    floats = (planes.mean, planes.minimum, planes.maximum)
    return np.concatenate([plane.view("<u4") for plane in floats] + [planes.count.astype("<u4")])


def _with_head(codec: int, data: bytes) -> bytes:
    return _HEAD.pack(codec, zlib.crc32(data)) + data


def _checked(body: bytes) -> bytes:
    if len(body) < _HEAD.size:
        raise BodyDamaged("too short")
    codec, checksum = _HEAD.unpack_from(body)
    data = body[_HEAD.size :]
    if codec not in {_PLAIN, _PACKED} or zlib.crc32(data) != checksum:
        raise BodyDamaged("checksum")
    return data
