"""Sorting by numbers: all of it, or only what moved into what stayed."""

import numpy as np
import numpy.typing as npt

from pulse_desktop.ui.models.keys import MISSING, FloatArray
from pulse_desktop.ui.models.slots import BoolArray, IntArray

_MOST_MERGED = 0.25
"""The share of rows above which sorting everything is no dearer than merging."""

_LAST = (1 << 16) - 1


def signed(numbers: FloatArray, *, descending: bool) -> FloatArray:
    """``numbers`` so that their ascending order is the wanted one; what is missing stays last."""
    return np.where(numbers == MISSING, MISSING, -numbers) if descending else numbers


def sorted_slots(slots: IntArray, keys: FloatArray, ranks: FloatArray) -> IntArray:
    """``slots`` by their key, and where keys are equal by their rank, which no two share."""
    ranked = slots[np.argsort(_small(ranks[slots]))]
    return ranked[np.argsort(_small(keys[ranked]), kind="stable")]


def merged(
    order: IntArray, moved: BoolArray, came: IntArray, keys: FloatArray, ranks: FloatArray
) -> IntArray:
    """``order`` without what ``moved``, by slot, and with ``came`` where it belongs now."""
    kept = order[~moved[order]]
    if len(came) > _MOST_MERGED * len(kept):
        return sorted_slots(np.concatenate((kept, came)), keys, ranks)
    came = sorted_slots(came, keys, ranks)
    places = np.searchsorted(_pairs(kept, keys, ranks), _pairs(came, keys, ranks))
    return np.insert(kept, places, came)


def by_section(order: IntArray, sections: FloatArray) -> IntArray:
    """``order`` divided by the slot's section; within one it stays."""
    return order[np.argsort(_small(sections[order]), kind="stable")]


def _small(numbers: FloatArray) -> npt.NDArray[np.generic]:
    """Whole numbers of a small range as such: numpy sorts those in one pass (radix), and stably."""
    known = numbers[numbers != MISSING]
    if not len(known):
        return np.zeros(len(numbers), np.uint16)
    least = known.min()
    if not known.max() - least < _LAST:
        return numbers
    small = np.where(numbers == MISSING, _LAST, numbers - least).astype(np.uint16)
    is_whole = np.array_equal(np.where(small == _LAST, MISSING, small + least), numbers)
    return small if is_whole else numbers


def _pairs(slots: IntArray, keys: FloatArray, ranks: FloatArray) -> npt.NDArray[np.complex128]:
    """Key and rank as one number each: numpy orders complex ones by the real part first."""
    pairs = np.empty(len(slots), np.complex128)
    pairs.real, pairs.imag = keys[slots], ranks[slots]
    return pairs
