"""What a platform itself recorded of a thing before this program looked, as a reader tells it."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass

from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource_type import ResourceType


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Averages of one thing over buckets of one width, in the platform's own steps."""

    width_s: int
    at_s: "array[int]"
    """Starts of the buckets, epoch seconds, ascending. Shape (n,), typecode ``q``."""

    averages: "Mapping[Metric, array[float]]"
    """In each metric's unit, NaN where nothing was recorded. Shape (n,) each, typecode ``f``."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was recorded of one observed thing. It counts less than own readings (H-08)."""

    subject: NativeId
    type: ResourceType
    recorded: Recorded
    """The very same object as long as the reader has nothing newer to tell."""
