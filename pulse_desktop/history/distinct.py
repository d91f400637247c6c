"""Each value of an array once."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

N = TypeVar("N", bound=np.number)


def distinct(values: "npt.NDArray[N]") -> "npt.NDArray[N]":
    """Ascending, shape (m,) of (n,).

    Not ``np.unique``: that looks into a table of hashes, which keeps every other thread waiting
    (150 ms for a million), and loads numpy's masked arrays, which nothing here needs.
    """
    ordered = np.sort(values)
    is_first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    first: npt.NDArray[N] = ordered[is_first]
    return first
