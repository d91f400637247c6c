"""What is in one page of a tree: cells, or the pages below it. Any byte of it may be rubbish.

Format: https://www.sqlite.org/fileformat2.html §1.5 to §1.6 and §2.1.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from pulse_desktop.database.page_file import PageFile

Value = int | float | str | bytes | None

_FIRST_PAGE_HEAD = 100
_LONGEST_VARINT = 9
_FIXED_BYTES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
"""Bytes of a value by its serial type, up to 9."""

_FLOAT, _ZERO, _ONE, _FIRST_LONG = 7, 8, 9, 12
_ABOVE_INT = 1 << 64
_LARGEST_INT = (1 << 63) - 1


class Kind(IntEnum):
    """The first byte of a page of a tree."""

    INDEX_BRANCH = 2
    TABLE_BRANCH = 5
    INDEX_LEAF = 10
    TABLE_LEAF = 13


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of a table, or an entry of an index."""

    key: int | None
    """The row's number; an index has none."""

    values: tuple[Value, ...] | None
    """``None`` where the row is known to be there but cannot be read."""


class _Unreadable(ValueError):
    """Bytes that are no cell."""


def kind_of(file: PageFile, number: int) -> Kind | None:
    """What kind of page it is; ``None`` for one of no tree."""
    if not 1 <= number <= file.count:
        return None
    first = file.page(number)[_start(number)]
    return Kind(first) if first in {*Kind} else None


def cells(file: PageFile, number: int) -> Iterator[Cell]:
    """Every cell of a leaf, or of a branch of an index, that can be told apart."""
    page, kind = file.page(number), kind_of(file, number)
    if kind is None or kind is Kind.TABLE_BRANCH:
        return
    for at in _pointers(page, number, kind):
        try:
            yield _cell(file, page, at, kind)
        except (_Unreadable, IndexError, struct.error):
            continue


def below(file: PageFile, number: int) -> tuple[tuple[int, int | None], ...]:
    """The pages below a branch, each with the largest row number in it, in order of these."""
    page, kind = file.page(number), kind_of(file, number)
    if kind not in {Kind.TABLE_BRANCH, Kind.INDEX_BRANCH}:
        return ()
    found: list[tuple[int, int | None]] = []
    for at in _pointers(page, number, Kind(kind)):
        (child,) = struct.unpack_from(">I", page, at)
        key = _signed(_varint(page, at + 4)[0]) if kind is Kind.TABLE_BRANCH else None
        found.append((child, key))
    (last,) = struct.unpack_from(">I", page, _start(number) + 8)
    return (*found, (last, None))


def _start(number: int) -> int:
    return _FIRST_PAGE_HEAD if number == 1 else 0


def _pointers(page: bytes, number: int, kind: Kind) -> list[int]:
    """Where the cells of a page begin, as far as that is inside of it."""
    start = _start(number)
    (count,) = struct.unpack_from(">H", page, start + 3)
    head = start + (12 if kind in {Kind.INDEX_BRANCH, Kind.TABLE_BRANCH} else 8)
    count = min(count, (len(page) - head) // 2)
    places = struct.unpack_from(f">{count}H", page, head)
    return [at for at in places if head <= at <= len(page) - 4]


def _cell(file: PageFile, page: bytes, at: int, kind: Kind) -> Cell:
    if kind is Kind.INDEX_BRANCH:
        at += 4
    size, at = _varint(page, at)
    key: int | None = None
    if kind is Kind.TABLE_LEAF:
        number, at = _varint(page, at)
        key = _signed(number)
    if size > file.count * file.page_bytes:
        raise _Unreadable("larger than the file")
    local = _local(file.usable_bytes, size, kind)
    if at + local > len(page):
        raise _Unreadable("reaches out of its page")
    try:
        return Cell(key, _record(_payload(file, page, at, size, local)))
    except (_Unreadable, UnicodeDecodeError, IndexError, struct.error):
        return Cell(key, None)


def _local(usable: int, size: int, kind: Kind) -> int:
    """How much of a payload lies in the page itself (§1.6)."""
    most = usable - 35 if kind is Kind.TABLE_LEAF else (usable - 12) * 64 // 255 - 23
    if size <= most:
        return size
    least = (usable - 12) * 32 // 255 - 23
    wanted = least + (size - least) % (usable - 4)
    return wanted if wanted <= most else least


def _payload(file: PageFile, page: bytes, at: int, size: int, local: int) -> bytes:
    if local == size:
        return page[at : at + size]
    parts = [page[at : at + local]]
    missing = size - local
    passed: set[int] = set()
    (number,) = struct.unpack_from(">I", page, at + local)
    while missing > 0:
        if not 1 < number <= file.count or number in passed:
            raise _Unreadable("its rest is missing")
        passed.add(number)
        more = file.page(number)
        (number,) = struct.unpack_from(">I", more)
        part = more[4 : 4 + min(missing, file.usable_bytes - 4)]
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _record(payload: bytes) -> tuple[Value, ...]:
    head_size, at = _varint(payload, 0)
    if head_size > len(payload):
        raise _Unreadable("a head longer than the record")
    types: list[int] = []
    while at < head_size:
        serial, at = _varint(payload, at)
        types.append(serial)
    values: list[Value] = []
    for serial in types:
        value, at = _value(payload, at, serial)
        values.append(value)
    if at != len(payload):
        raise _Unreadable("a record of another length")
    return tuple(values)


def _value(payload: bytes, at: int, serial: int) -> tuple[Value, int]:
    size = (serial - _FIRST_LONG) // 2 if serial >= _FIRST_LONG else _fixed(serial)
    data = payload[at : at + size]
    if len(data) < size:
        raise _Unreadable("a value longer than the record")
    return _decoded(data, serial), at + size


def _decoded(data: bytes, serial: int) -> Value:
    if serial >= _FIRST_LONG:
        return data.decode() if serial % 2 else data
    if serial == 0:
        return None
    if serial == _FLOAT:
        return float(struct.unpack(">d", data)[0])
    if serial in {_ZERO, _ONE}:
        return serial - _ZERO
    return int.from_bytes(data, "big", signed=True)


def _fixed(serial: int) -> int:
    if serial >= len(_FIXED_BYTES):
        raise _Unreadable("a type that is reserved")
    return _FIXED_BYTES[serial]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """The number at a place, and the place behind it."""
    value = 0
    for place in range(at, at + _LONGEST_VARINT - 1):
        byte = data[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the bit that says there is more
            return value, place + 1
    last = at + _LONGEST_VARINT - 1
    return value << 8 | data[last], last + 1


def _signed(number: int) -> int:
    return number - _ABOVE_INT if number > _LARGEST_INT else number
