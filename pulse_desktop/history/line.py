"""What a history query answers: the points of one series between two instants."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Line:
    """Points, oldest first. A gap is a NaN row between two points, never a drawn bridge."""

    at_s: FloatArray
    """Bucket starts, epoch seconds, shape (n,)."""

    value: FloatArray
    """Mean of each bucket, in the metric's unit, shape (n,)."""

    minimum: FloatArray
    maximum: FloatArray
    count: FloatArray
    """Samples in each bucket; NaN in a gap row. Of an imported one, the values it is made of."""

    bucket_s: float
    """Width of a point's bucket in seconds; the sampling interval for raw readings."""

    imported: BoolArray | None = None
    """Which points another program recorded, shape (n,); ``None`` where none of them is."""
