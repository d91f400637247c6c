"""Noise without a generator: numbers in [0, 1) that belong to a seed, a label and a bucket.

The seed of a curve is FNV-1a 64 over its names, as Pulse 6 takes it. A bucket is hashed with the
finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
2014) instead of FNV over its decimal digits: as good to look at, and it works on whole arrays.

Only ``+ - * /``, comparisons and integers: no function of the C library, whose last bit differs
between machines. Shapes are ``(n, 1)`` for what belongs to a curve and ``(k,)`` for instants, in
whole minutes since 1970; answers have ``(n, k)``.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Seeds = npt.NDArray[np.uint64]
"""Shape (n, 1)."""

_FNV_OFFSET = 14695981039346656037
_FNV_PRIME = 1099511628211
_WORD = (1 << 64) - 1
"""FNV-1a with 64 bits (draft-eastlake-fnv)."""

_GOLDEN = np.array([0x9E3779B97F4A7C15], np.uint64)
_FIRST = np.array([0xBF58476D1CE4E5B9], np.uint64)
_SECOND = np.array([0x94D049BB133111EB], np.uint64)
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


def seed(curve_class: str, id_: str, metric: str = "") -> int:
    """What makes a curve itself: its class, its id, and its metric if it is one's alone."""
    spelled = curve_class.lower().replace("-", "").replace("_", "")
    return _fnv1a64("".join(f"{one}\0" for one in (spelled, id_.strip(), metric.lower()) if one))


@lru_cache(maxsize=256)
def _label(text: str) -> Seeds:
    return np.array([_fnv1a64(text)], np.uint64)


def _fnv1a64(text: str) -> int:
    value = _FNV_OFFSET
    for byte in text.encode():
        value = (value ^ byte) * _FNV_PRIME & _WORD
    return value


def unit(seeds: Seeds, label: str, bucket: Floats | None = None) -> Floats:
    """A number in [0, 1) of each bucket (whole numbers from 0 on); of the seed alone without."""
    return (_word(seeds, label, bucket) >> _TOP).astype(np.float64) * _ONE


def _word(seeds: Seeds, label: str, bucket: Floats | None) -> Seeds:
    word = seeds ^ _label(label)
    if bucket is not None:
        word = word + bucket.astype(np.uint64) * _GOLDEN
    for shift, factor in zip(_SHIFTS, (_FIRST, _SECOND, None), strict=True):
        word ^= word >> shift
        if factor is not None:
            word *= factor
    return word


def cells(
    seeds: Seeds, label: str, minute: Floats, period: Floats | float
) -> tuple[Floats, Floats]:
    """The number of the cell that each minute lies in, and how much of it is over.

    Cells are ``period`` minutes wide and begin at another minute for each seed, so that not
    everything in the estate moves at once.
    """
    place = (minute + unit(seeds, f"{label} begins") * period) / period
    cell = np.floor(place)
    return cell, place - cell


def smooth(seeds: Seeds, label: str, minute: Floats, period: float) -> Floats:
    """A wave in (-1, 1) that has another height in each cell and no corner."""
    cell, over = cells(seeds, label, minute, period)
    return _between(seeds, label, cell, eased(over))


def plateaus(seeds: Seeds, label: str, minute: Floats, period: float) -> Floats:
    """Heights in (-1, 1) that stay for most of a cell and change in the last tenth of it."""
    cell, over = cells(seeds, label, minute, period)
    return _between(seeds, label, cell, eased(np.maximum(over * 10.0 - 9.0, 0.0)))


def jitter(seeds: Seeds, label: str, minute: Floats) -> Floats:
    """Another number in (-1, 1) each minute."""
    return unit(seeds, label, minute) * 2.0 - 1.0


def bursts(
    seeds: Seeds, label: str, minute: Floats, period: float, chance: Floats | float
) -> Floats:
    """Bumps in [0, 1), most of them small, in a share ``chance`` of the cells."""
    cell, over = cells(seeds, label, minute, period)
    word = _word(seeds, label, cell)
    height, middle = _field(word), 0.3 + 0.4 * _field(word >> _HIGHEST)
    comes = (_field(word >> _HIGHER) < chance).astype(np.float64)
    return bump((over - middle) * (1.0 / 0.3)) * (comes * height * height)


def _field(word: Seeds) -> Floats:
    return (word & _FIELD).astype(np.float64) * _ONE_OF_FIELD


def bump(distance: Floats) -> Floats:
    """One in the middle, nothing from a distance of one on, and no corner."""
    inside = np.maximum(1.0 - distance * distance, 0.0)
    return inside * inside


def eased(over: Floats) -> Floats:
    """From 0 to 1 with a level start and end (smoothstep)."""
    return over * over * (3.0 - 2.0 * over)


def _between(seeds: Seeds, label: str, cell: Floats, over: Floats) -> Floats:
    left, right = unit(seeds, label, cell), unit(seeds, label, cell + 1.0)
    return (left + (right - left) * over) * 2.0 - 1.0
