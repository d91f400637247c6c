"""The resolutions on disk, and the keys under which their rows lie."""

from enum import IntEnum

MS = 1_000
MINUTE_MS = 60 * MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS


class Tier(IntEnum):
    """A resolution. Raw readings keep their own time; the others lie on a UTC grid."""

    RAW = 0
    MINUTE = 1
    HOUR = 2
    DAY = 3

    @property
    def width_ms(self) -> int:
        """Width of a bucket; 0 for raw readings."""
        return _WIDTHS_MS[self]

    @property
    def finer(self) -> "Tier":
        """The tier that this one is rolled up from."""
        return Tier(self - 1)

    @property
    def block_ms(self) -> int:
        """The span of one sealed chunk, a UTC multiple of itself."""
        return _BLOCK_MS[self]

    @property
    def row_table(self) -> str:
        """The table of its rows. Readings have one of their own, where the newest is the last."""
        return "log" if self is Tier.RAW else "rolled"

    @property
    def is_tiled(self) -> bool:
        """Whether sealed blocks are tiles of several series; else each series has a chunk."""
        return self <= Tier.MINUTE

    @property
    def block_buckets(self) -> int:
        """Buckets in one sealed chunk of a rolled tier."""
        return self.block_ms // self.width_ms


_WIDTHS_MS = (0, MINUTE_MS, HOUR_MS, DAY_MS)

ROLLED = (Tier.MINUTE, Tier.HOUR, Tier.DAY)

_BLOCK_MS = (2 * HOUR_MS, 2 * HOUR_MS, 3 * DAY_MS, 60 * DAY_MS)
"""Long enough that what every chunk costs weighs little, short enough that the rows which wait to
be sealed are read quickly. A block of raw readings is one of minutes, so that both are made at
once, and has whole hours; one of hours has whole days."""

_TIER_SHIFT = 61
_LAYOUT_BITS = 19
_SERIES_BITS = 24
SERIES_SPAN = 1 << _SERIES_BITS
"""Series ids are below this."""

_SLICE_BITS = 14
_TILE_BITS = 12
LAST_SLICE = (1 << _SLICE_BITS) - 1
LAST_MS = (1 << 42) - 1
"""Instants from 1970 to before this one (May 2109) can be stored."""

LAST_LAYOUT = (1 << _LAYOUT_BITS) - 1


def row_id(tier: Tier, at_ms: int, layout: int) -> int:
    """Key of a row: by tier, then time. Layout 0 sorts before every row of its time."""
    return tier << _TIER_SHIFT | at_ms << _LAYOUT_BITS | layout


def row_time(row: int) -> int:
    """The instant in a key, epoch milliseconds."""
    return row >> _LAYOUT_BITS & LAST_MS


def row_layout(row: int) -> int:
    """The layout in a key."""
    return row & LAST_LAYOUT


def row_range(tier: Tier, start_ms: int, end_ms: int) -> tuple[int, int]:
    """First key and key after the last of the rows in [start, end)."""
    return row_id(tier, _within(start_ms), 0), row_id(tier, _within(end_ms), 0)


def chunk_id(tier: Tier, block: int, series: int) -> int:
    """Key of a chunk: by tier, then time, so that writing and pruning touch few pages."""
    return tier << _TIER_SHIFT | block << _SERIES_BITS | series


def chunk_block(chunk: int) -> int:
    """The number of the block in a chunk's key, counted from 1970."""
    return (chunk & (1 << _TIER_SHIFT) - 1) >> _SERIES_BITS


def directory_id(block: int, number: int) -> int:
    """Key of the directory of a slice: by block, then the number of the slice."""
    return block << _SLICE_BITS | number


def directory_block(directory: int) -> int:
    """The number of the block in a directory's key."""
    return directory >> _SLICE_BITS


def tile_id(tier: Tier, directory: int, number: int) -> int:
    """Key of a tile: by tier, then the key of its directory, then number from 0 on."""
    return tier << _TIER_SHIFT | directory << _TILE_BITS | number


def tile_range(tier: Tier, start: int, end: int) -> tuple[int, int]:
    """First key and key after the last of the tiles of the blocks from ``start`` up to ``end``."""
    return tile_id(tier, directory_id(start, 0), 0), tile_id(tier, directory_id(end, 0), 0)


def tile_directory(tile: int) -> int:
    """The key of a tile's directory."""
    return (tile & (1 << _TIER_SHIFT) - 1) >> _TILE_BITS


def floor_to(at_ms: int, width_ms: int) -> int:
    """The start of the bucket that ``at_ms`` lies in."""
    return at_ms // width_ms * width_ms


def _within(at_ms: int) -> int:
    return max(0, min(LAST_MS, at_ms))
