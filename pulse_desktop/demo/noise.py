"""Noise without a generator: numbers in [0, 1) that belong to a seed, a use and a bucket.

The seed of a curve is FNV-1a 64 over its names, as Pulse 6 takes it. A bucket is hashed with the
finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
2014) instead of FNV over its decimal digits: as good to look at, and it works on whole arrays.

Only ``+ - * /``, comparisons and integers: no function of the C library, whose last bit differs
between machines. Shapes are ``(n, 1)`` for what belongs to a curve and ``(k,)`` for instants, in
whole minutes since 1970; answers have ``(n, k)``.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

_FNV_OFFSET = 14695981039346656037
_FNV_PRIME = 1099511628211
_WORD = (1 << 64) - 1
"""FNV-1a with 64 bits (draft-eastlake-fnv)."""

_GOLDEN = np.array([0x9E3779B97F4A7C15], np.uint64)
_FACTORS = tuple(np.array([by], np.uint64) for by in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_SHIFTS = tuple(np.array([by], np.uint64) for by in (30, 27, 31))
"""SplitMix64. Arrays, because a scalar that overflows warns."""

_TOP = np.array([11], np.uint64)
_ONE = 1.0 / (1 << 53)
"""The 53 upper bits of a word, as a share of one."""

_FIELD = np.array([(1 << 20) - 1], np.uint64)
_HIGHER = np.array([20], np.uint64)
_HIGHEST = np.array([40], np.uint64)
_ONE_OF_FIELD = 1.0 / (1 << 20)
"""Three numbers of 20 bits in one word."""

_FEW = 4.0
"""Cells are few where so many minutes lie in each."""


def seed(curve_class: str, id_: str, metric: str = "") -> int:
    """What makes a curve itself: its class, its id, and its metric if it is one's alone."""
    thing = _seed_of_thing(curve_class, id_)
    return _fnv1a64(f"{metric.lower()}\0", thing) if metric else thing


@lru_cache(maxsize=4096)
def _seed_of_thing(curve_class: str, id_: str) -> int:
    """Asked for with each of its metrics."""
    spelled = curve_class.lower().replace("-", "").replace("_", "")
    return _fnv1a64("".join(f"{one}\0" for one in (spelled, id_.strip()) if one))


def _fnv1a64(text: str, value: int = _FNV_OFFSET) -> int:
    """The hash of what led to ``value``, with ``text`` behind it."""
    for byte in text.encode():
        value = (value ^ byte) * _FNV_PRIME & _WORD
    return value


class Noise:
    """What is random of several curves, each by its own seed and by the name of a use."""

    def __init__(self, seeds: Sequence[int]) -> None:
        """Take the seed of each curve."""
        self.seeds: Words = np.array(seeds, np.uint64)[:, np.newaxis]
        self._uses: dict[str, Words] = {}
        self._units: dict[str, Floats] = {}
        """What never changes of a use; only so that it is computed once."""

    def unit(self, use: str) -> Floats:
        """One number in [0, 1) of each curve, shape (n, 1)."""
        found = self._units.get(use)
        if found is None:
            found = self._units[use] = _unit(_mixed(self._use(use)))
        return found

    def cells(self, use: str, minute: Floats, period: Floats | float) -> tuple[Floats, Floats]:
        """The number of the cell that each minute lies in, and how much of it is over.

        Cells are ``period`` minutes wide and begin at another minute for each curve, so that not
        everything in the estate moves at once.
        """
        place = minute / period + self.unit(use)
        cell = np.floor(place)
        return cell, place - cell

    def smooth(self, use: str, minute: Floats, period: float) -> Floats:
        """A wave in (-1, 1) that has another height in each cell and no corner."""
        cell, over = self.cells(use, minute, period)
        return self._across(use, cell, eased(over))

    def plateaus(self, use: str, minute: Floats, period: float) -> Floats:
        """Heights in (-1, 1) that stay for most of a cell and change in its last tenth."""
        cell, over = self.cells(use, minute, period)
        return self._across(use, cell, eased(np.maximum(over * 10.0 - 9.0, 0.0)))

    def jitter(self, use: str, minute: Floats) -> Floats:
        """Another number in (-1, 1) each minute."""
        return _unit(self._words(use, minute)) * 2.0 - 1.0

    def bursts(self, use: str, minute: Floats, period: float, chance: float) -> Floats:
        """Bumps in [0, 1), most of them small, in a share ``chance`` of the cells."""
        cell, over = self.cells(use, minute, period)
        word = self._words(use, cell)
        height, middle = _field(word), 0.3 + 0.4 * _field(word >> _HIGHEST)
        comes = (_field(word >> _HIGHER) < chance).astype(np.float64)
        return bump((over - middle) * (1.0 / 0.3)) * (comes * height * height)

    def _across(self, use: str, cell: Floats, over: Floats) -> Floats:
        left, right = self._words(use, cell), self._words(use, cell + 1.0)
        return (_unit(left) * (1.0 - over) + _unit(right) * over) * 2.0 - 1.0

    def _words(self, use: str, cell: Floats) -> Words:
        """The hash of each cell. Where many minutes lie in few cells, each cell once."""
        seeds = self._use(use)
        first = cell.min(initial=np.inf)
        some = cell.max(initial=-np.inf) - first + 1.0
        if len(seeds) > 1 or not _FEW * some < cell.size:
            return _mixed(seeds + cell.astype(np.uint64) * _GOLDEN)
        every = first + np.arange(some)
        words = _mixed(seeds + every.astype(np.uint64) * _GOLDEN)
        return words[:, (cell[0] - first).astype(np.intp)]

    def _use(self, use: str) -> Words:
        found = self._uses.get(use)
        if found is None:
            found = self._uses[use] = self.seeds ^ np.array([_fnv1a64(use)], np.uint64)
        return found


def bump(distance: Floats) -> Floats:
    """One in the middle, nothing from a distance of one on, and no corner."""
    inside = np.maximum(1.0 - distance * distance, 0.0)
    return inside * inside


def eased(over: Floats) -> Floats:
    """From 0 to 1 with a level start and end (smoothstep)."""
    return over * over * (3.0 - 2.0 * over)


def _mixed(word: Words) -> Words:
    """Each word in which every bit hangs on every bit of ``word``, which stays as it is."""
    word = word ^ (word >> _SHIFTS[0])
    word *= _FACTORS[0]
    word ^= word >> _SHIFTS[1]
    word *= _FACTORS[1]
    word ^= word >> _SHIFTS[2]
    return word


def _unit(word: Words) -> Floats:
    return (word >> _TOP).astype(np.float64) * _ONE


def _field(word: Words) -> Floats:
    return (word & _FIELD).astype(np.float64) * _ONE_OF_FIELD
