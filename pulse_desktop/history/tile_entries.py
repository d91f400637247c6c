"""Some entries of one slice: in which tiles they are, and what comes out of those."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np

from pulse_desktop.history.body import (
    BodyDamaged,
    Directory,
    piece_of,
    unpack_entry,
    unpack_tile,
)
from pulse_desktop.history.buckets import Ints
from pulse_desktop.history.tier import Tier

logger = logging.getLogger(__name__)

Bodies = Mapping[int, bytes]
"""Tiles by their keys."""


@dataclass(frozen=True, slots=True)
class RunningEntries:
    """Entries that run through the tiles."""

    starts: Sequence[int]
    """Of all tiles, in the bytes of the entries."""

    parts: Sequence[tuple[int, int, range]]
    """By place, from where to where in those bytes it goes, and in which tiles."""

    def tiles(self) -> list[int]:
        """The numbers of the tiles that have them."""
        return list(dict.fromkeys(tile for _, _, tiles in self.parts for tile in tiles))

    def entries(self, bodies: Bodies, first: int) -> Iterator[bytes | None]:
        """One by one, ``None`` for one that is damaged. ``first`` is the key of the first tile."""
        for begin, end, tiles in self.parts:
            entry = unpack_entry(
                b"".join(
                    piece_of(bodies.get(first + tile, b""), begin - start, end - start)
                    for tile, start in ((tile, self.starts[tile]) for tile in tiles)
                )
            )
            if entry is None:
                warn(first + tiles[0], BodyDamaged("checksum"))
            yield entry


@dataclass(frozen=True, slots=True)
class WholeEntries:
    """Entries of tiles that earlier versions wrote, each with whole ones."""

    starts: Sequence[int]
    """The places of the first entry of all tiles."""

    places: Sequence[tuple[int, int]]
    """Of each entry, in order of the tiles, its place and the number of its tile."""

    def tiles(self) -> list[int]:
        """The numbers of the tiles that have them."""
        return list(dict.fromkeys(tile for _, tile in self.places))

    def entries(self, bodies: Bodies, first: int) -> Iterator[bytes | None]:
        """One by one, ``None`` for one that is damaged. ``first`` is the key of the first tile."""
        for tile, members in groupby(self.places, itemgetter(1)):
            chosen = [place - self.starts[tile] for place, _ in members]
            try:
                found = unpack_tile(bodies.get(first + tile, b""), chosen)
            except BodyDamaged:
                found = [None] * len(chosen)
            if None in found:
                warn(first + tile, BodyDamaged("checksum"))
            yield from found


def entries_at(directory: Directory, tier: Tier, places: Ints) -> RunningEntries | WholeEntries:
    """Those of the series at some ``places`` of the directory, ascending."""
    starts = starts_of(directory, tier)
    if tier is Tier.RAW or not len(directory.ends):
        tiles = starts.searchsorted(places, "right") - 1
        numbers = zip(places.tolist(), tiles.tolist(), strict=True)
        return WholeEntries(starts.tolist(), list(numbers))
    ends = directory.ends[places]
    begins = np.where(places > 0, directory.ends[places - 1], 0)
    first, last = (starts.searchsorted(at, "right") - 1 for at in (begins, ends - 1))
    columns = (begins.tolist(), ends.tolist(), first.tolist(), (last + 1).tolist())
    parts = [(begin, end, range(one, stop)) for begin, end, one, stop in zip(*columns, strict=True)]
    return RunningEntries(starts.tolist(), parts)


def starts_of(directory: Directory, tier: Tier) -> Ints:
    """Where the tiles of a tier begin; none where the slice has nothing of it."""
    return directory.readings if tier is Tier.RAW else directory.minutes


def warn(key: int, error: BodyDamaged) -> None:
    """Say that a tile or a directory is damaged."""
    logger.warning("a block of history is damaged and left out (%s): %s", key, error)
