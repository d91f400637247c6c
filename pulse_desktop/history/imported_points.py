"""What another program recorded of one series, on its way in (H-08). No numpy."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportedPoints:
    """Buckets of one width, as the other program kept them, in any order."""

    width_ms: int
    """Any; buckets lie on UTC multiples of it."""

    at_ms: Sequence[int]
    """An instant within each bucket, epoch milliseconds."""

    mean: Sequence[float]
    """In the metric's unit. What is not finite is nothing."""

    minimum: Sequence[float]
    maximum: Sequence[float]
    """The means again where the program keeps nothing else."""
