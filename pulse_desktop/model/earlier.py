"""What a platform itself recorded of a thing before this program looked, as a reader tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource_type import ResourceType


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Averages of one thing over buckets of one width, in the platform's own steps."""

    width_s: int
    at_s: Sequence[int]
    """Starts of the buckets, epoch seconds, ascending. Shape (n,), an array of ``q``."""

    averages: Mapping[Metric, Sequence[float]]
    """In each metric's unit, NaN where nothing was recorded. Shape (n,) each, arrays of ``f``."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was recorded of one observed thing. It counts less than own readings (H-08)."""

    subject: NativeId
    type: ResourceType
    recorded: Recorded
    """The very same object as long as the reader has nothing newer to tell."""
