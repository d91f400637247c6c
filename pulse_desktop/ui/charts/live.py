"""Keeps recorded lines going with what is read now."""

import numpy as np

from pulse_desktop.history.line import BoolArray, FloatArray, Line

_GAP_BUCKETS = 3
"""Buckets without a point before the curve is interrupted."""


def extended(line: Line, at_s: float, value: float, start_s: float) -> Line:
    """``line`` with one newer point, without those before ``start_s``; itself if not newer."""
    if len(line.at_s) and at_s <= line.at_s[-1]:
        return line
    instants, values = [at_s], [value]
    if len(line.at_s) and at_s - line.at_s[-1] > _GAP_BUCKETS * line.bucket_s:
        instants.insert(0, (at_s + float(line.at_s[-1])) / 2)
        values.insert(0, float("nan"))
    kept = line.at_s >= start_s
    counts = [float("nan") if np.isnan(known) else 1.0 for known in values]

    def joined(old: FloatArray, new: list[float]) -> FloatArray:
        return np.concatenate((old[kept], new))

    return Line(
        joined(line.at_s, instants),
        joined(line.value, values),
        joined(line.minimum, values),
        joined(line.maximum, values),
        joined(line.count, counts),
        line.bucket_s,
        _still_imported(line, kept, len(values)),
    )


def _still_imported(line: Line, kept: BoolArray, newer: int) -> BoolArray | None:
    """What is read now is this program's own."""
    if line.imported is None or not line.imported[kept].any():
        return None
    return np.concatenate((line.imported[kept], np.zeros(newer, dtype=bool)))
