"""The pages of a file that SQLite may refuse, read as they lie there. Nothing is changed.

Formats: https://www.sqlite.org/fileformat2.html §1.3 (header), §1.8 (pointer map), §4 (log).
"""

import os
import struct
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

_DEFAULT_PAGE = 16_384
"""The page size of every file of ours, for one whose header is rubbish."""

_PAGE_SIZE_AT, _RESERVED_AT = 16, 20
_FREE_LIST_AT = 32
_NUMBER = struct.Struct(">I")
_SMALLEST_PAGE, _LARGEST_PAGE = 512, 65_536

_LOG_HEADER = struct.Struct(">IIIIIIII")
_FRAME_HEADER = struct.Struct(">IIIIII")
_LOG_MAGIC = 0x377F0682
"""With its last bit set the checksums are of big-endian words."""

_POINTER = struct.Struct(">BI")
ROOT, FREE, BRANCH = 1, 2, 5
"""What the pointer map says of a page: root of a tree, on no tree, below its parent."""


class PageFile:
    """Pages count from 1. What the disk cannot give is a page of zeros."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY)
        head = self._read(0, 100)
        self.page_bytes = _page_bytes(head)
        self.usable_bytes = self.page_bytes - _reserved_bytes(head)
        self._maps: dict[int, bytes] = {}
        self._sound: dict[int, bool] = {}
        self._newer = _committed(path.with_name(path.name + "-wal"), self.page_bytes)
        size = os.fstat(self._file).st_size
        self.count = max([-(-size // self.page_bytes), *self._newer])

    def page(self, number: int) -> bytes:
        """The bytes of a page; as the log has it, where it is there."""
        newer = self._newer.get(number)
        if newer is not None:
            return newer
        return self._read((number - 1) * self.page_bytes, self.page_bytes)

    def parent(self, number: int) -> tuple[int, int]:
        """Kind and parent that the pointer map gives a page. Anything, where it is damaged."""
        entries = self.usable_bytes // _POINTER.size
        group = (number - 2) // (entries + 1)
        at = number - 3 - group * (entries + 1)
        if not 0 <= at < entries:
            return 0, 0
        kind, parent = _POINTER.unpack_from(self._map(2 + group * (entries + 1)), at * 5)
        return kind, parent

    def is_known(self, number: int) -> bool:
        """Whether the pointer map that speaks of a page says of none what cannot be."""
        entries = self.usable_bytes // _POINTER.size
        told = 2 + (number - 2) // (entries + 1) * (entries + 1)
        if told not in self._sound:
            kinds = self._map(told)[: entries * _POINTER.size : _POINTER.size]
            self._sound[told] = max(kinds) <= BRANCH
        return self._sound[told]

    def _map(self, number: int) -> bytes:
        """A page of the pointer map: one in thousands, and asked for again and again."""
        if number not in self._maps:
            self._maps[number] = self.page(number)
        return self._maps[number]

    def free(self) -> frozenset[int]:
        """The pages on the list of free ones, as far as it can be followed (§1.5)."""
        found: set[int] = set()
        (trunk,) = _NUMBER.unpack_from(self.page(1), _FREE_LIST_AT)
        while 1 < trunk <= self.count and trunk not in found:
            page = self.page(trunk)
            following, length = struct.unpack_from(">II", page)
            length = min(length, self.usable_bytes // 4 - 2)
            found |= {trunk, *struct.unpack_from(f">{length}I", page, 8)}
            trunk = following
        return frozenset(found)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)

    def _read(self, at: int, size: int) -> bytes:
        try:
            found = os.pread(self._file, size, at)
        except OSError:  # a sector that cannot be read is as lost as one that holds rubbish
            found = b""
        return found.ljust(size, b"\0")


def _page_bytes(head: bytes) -> int:
    size = int.from_bytes(head[_PAGE_SIZE_AT : _PAGE_SIZE_AT + 2], "big")
    size = _LARGEST_PAGE if size == 1 else size
    is_possible = size >= _SMALLEST_PAGE and size & (size - 1) == 0
    return size if head.startswith(b"SQLite format 3\0") and is_possible else _DEFAULT_PAGE


def _reserved_bytes(head: bytes) -> int:
    return head[_RESERVED_AT] if head.startswith(b"SQLite format 3\0") else 0


def _committed(log: Path, page_bytes: int) -> dict[int, bytes]:
    """The newest form of each page in the log that belongs to a transaction which is whole."""
    if not log.exists():
        return {}
    whole: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    for number, ends, page in _frames(log, page_bytes):
        pending[number] = page
        if ends:
            whole |= pending
            pending = {}
    return whole


def _frames(log: Path, page_bytes: int) -> Iterator[tuple[int, bool, bytes]]:
    """Page number, whether a transaction ends there, and the page; up to the first bad frame."""
    with log.open("rb") as file:
        head = file.read(_LOG_HEADER.size)
        if len(head) < _LOG_HEADER.size:
            return
        magic, _, size, _, *salts_and_sum = _LOG_HEADER.unpack(head)
        if magic & ~1 != _LOG_MAGIC or size != page_bytes:
            return
        is_big = bool(magic & 1)
        sums = _checksum(head[:24], (0, 0), is_big=is_big)
        if sums != tuple(salts_and_sum[2:]):
            return
        while len(frame := file.read(_FRAME_HEADER.size + size)) == _FRAME_HEADER.size + size:
            number, ends, *rest = _FRAME_HEADER.unpack_from(frame)
            sums = _checksum(frame[:8] + frame[_FRAME_HEADER.size :], sums, is_big=is_big)
            if rest[:2] != salts_and_sum[:2] or tuple(rest[2:]) != sums:
                return
            yield number, bool(ends), frame[_FRAME_HEADER.size :]


def _checksum(data: bytes, before: tuple[int, int], *, is_big: bool) -> tuple[int, int]:
    """§4.2: two running sums over pairs of 32-bit words."""
    words = array("I", data)
    if is_big is not (sys.byteorder == "big"):
        words.byteswap()
    first, second = before
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
