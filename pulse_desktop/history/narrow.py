"""Packs 32-bit words into as few bits as their spread needs, many rows of words at once.

A row is stored as differences from its smallest word, without the low bits that are zero in all of
them. ``w`` bits are left of each: whole bytes lie in planes of their own, and what remains, less
than eight bits, is squeezed together eight words at a time. Nothing is lost, and a row whose
words are all the same takes no room at all. (Frame of reference: Lemire & Boytsov 2015, §2.)
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pulse_desktop.history.distinct import distinct

Words = npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int64]

_LANES = 8
_STEPS = ((8, 0x00FF00FF00FF00FF), (16, 0x0000FFFF0000FFFF), (32, 0x00000000FFFFFFFF))
"""Lanes of that many bits are brought together two by two; the mask keeps every other one."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows of words in their packed form. All have shape (rows,)."""

    width: Numbers
    """Bits of each word that are stored, 0 to 32."""

    shift: Numbers
    """Low bits that are zero in every word and not stored."""

    bodies: Sequence[bytes]


def packed(words: Words, grain: int = 1) -> Packed:
    """Pack rows of words, shape (rows, n), from which the smallest was taken already.

    Widths are multiples of ``grain``, which must divide 8.
    """
    rows, size = words.shape
    every = np.bitwise_or.reduce(words, axis=1)
    shift = _trailing_zeros(every)
    width = -(-_bit_length(every >> shift.astype(np.uint32)) // grain) * grain
    bodies: list[bytes] = [b""] * rows
    for bits in distinct(width[width > 0]).tolist():
        chosen = np.flatnonzero(width == bits)
        shifted = words[chosen] >> shift[chosen, None].astype(np.uint32)
        whole = _narrowed(shifted, bits).tobytes()
        for row, body in zip(chosen.tolist(), cut(whole, body_size(size, bits)), strict=True):
            bodies[row] = body
    return Packed(width, shift, bodies)


def unpacked(bodies: Bytes, size: int, width: int) -> Words:
    """Rows of ``size`` words, not shifted back, from bodies of one width, shape (rows, bytes)."""
    planes, rest = divmod(width, 8)
    octets = np.zeros((len(bodies), size, 4), np.uint8)
    for plane in range(planes):
        octets[:, :, plane] = bodies[:, plane * size : (plane + 1) * size]
    if rest:
        octets[:, :, planes] = _parted(bodies[:, planes * size :], rest)[:, :size]
    return octets.view("<u4")[:, :, 0]


def cut(whole: bytes, length: int) -> list[bytes]:
    """The pieces of that length that ``whole`` is made of."""
    return [piece for (piece,) in struct.iter_unpack(f"{length}s", whole)]


def body_size(size: int, width: int) -> int:
    """Bytes of a packed row of ``size`` words."""
    planes, rest = divmod(width, 8)
    return planes * size + rest * -(-size // _LANES)


def _narrowed(words: Words, width: int) -> Bytes:
    rows, size = words.shape
    planes, rest = divmod(width, 8)
    octets = np.ascontiguousarray(words, "<u4").view(np.uint8).reshape(rows, size, 4)
    body = np.empty((rows, body_size(size, width)), np.uint8)
    for plane in range(planes):
        body[:, plane * size : (plane + 1) * size] = octets[:, :, plane]
    if rest:
        body[:, planes * size :] = _squeezed(octets[:, :, planes], rest)
    return body


def _squeezed(octets: Bytes, bits: int) -> Bytes:
    """The low ``bits`` of each byte, eight bytes in ``bits`` bytes."""
    rows, size = octets.shape
    groups = -(-size // _LANES)
    lanes = np.zeros((rows, groups * _LANES), np.uint8)
    lanes[:, :size] = octets
    wide = lanes.view("<u8")
    for step, (lane, mask) in enumerate(_STEPS):
        gap = np.uint64(lane - (bits << step))
        keep = np.uint64(mask)
        wide = (wide & keep) | ((wide & ~keep) >> gap)
    return wide.view(np.uint8).reshape(rows, groups, _LANES)[:, :, :bits].reshape(rows, -1)


def _parted(squeezed: Bytes, bits: int) -> Bytes:
    """What went into ``_squeezed``, padded to whole groups of eight."""
    rows = len(squeezed)
    lanes = np.zeros((rows, squeezed.shape[1] // bits, _LANES), np.uint8)
    lanes[:, :, :bits] = squeezed.reshape(rows, -1, bits)
    wide = lanes.reshape(rows, -1).view("<u8")
    for step, (lane, _) in reversed(list(enumerate(_STEPS))):
        low = np.uint64(_repeated((1 << (bits << step)) - 1, 2 * lane))
        high = np.uint64(_repeated(((1 << (bits << step)) - 1) << (bits << step), 2 * lane))
        gap = np.uint64(lane - (bits << step))
        wide = (wide & low) | ((wide & high) << gap)
    return wide.view(np.uint8)


def _repeated(pattern: int, period: int) -> int:
    """``pattern`` at every ``period`` bits of 64."""
    return sum(pattern << at for at in range(0, 64, period))


def _trailing_zeros(words: Words) -> Numbers:
    """Zero bits below the lowest one that is set; 0 where none is."""
    return np.maximum(0, _bit_length(words & (~words + np.uint32(1))) - 1)


def _bit_length(words: Words) -> Numbers:
    """Bits up to the highest one that is set."""
    return np.frexp(words.astype(np.float64))[1].astype(np.int64)
