"""Which cards stand above a table, as data. Pure: no Qt, no numpy."""

from dataclasses import dataclass
from enum import Enum, auto

from pulse_desktop.model.metric import Metric, Unit
from pulse_desktop.model.text import Text, mark


class Headline(Enum):
    """What the one large value of a card says of many."""

    MEDIAN = auto()
    """Half of them are below: for ratios and temperatures."""

    TOTAL = auto()
    """All of them together: for rates."""

    LEAST = auto()
    """The lowest, since that one runs out first: for room that is free."""


@dataclass(frozen=True, slots=True)
class Card:
    """One quantity of all rows: the sum of its metrics, which have one unit."""

    title: Text
    metrics: tuple[Metric, ...]
    headline: Headline

    @property
    def metric(self) -> Metric:
        """The first one: it gives the unit, and names the card elsewhere."""
        return self.metrics[0]

    @property
    def unit(self) -> Unit:
        """Of every value in the card."""
        return self.metric.unit


_CPU = Card(mark("Strip", "CPU"), (Metric.CPU,), Headline.MEDIAN)
_MEMORY = Card(mark("Strip", "Memory"), (Metric.MEMORY,), Headline.MEDIAN)
_DISK_IO = (Metric.DISK_READ, Metric.DISK_WRITE)
_NETWORK = (Metric.NET_IN, Metric.NET_OUT)

MACHINE_CARDS = (
    _CPU,
    _MEMORY,
    Card(mark("Strip", "Disk I/O"), _DISK_IO, Headline.TOTAL),
    Card(mark("Strip", "Network"), _NETWORK, Headline.TOTAL),
)
"""For what computes: hosts and workloads. Read and write, in and out are added up."""

STORAGE_CARDS = (
    Card(mark("Strip", "Usage"), (Metric.USAGE,), Headline.MEDIAN),
    Card(mark("Strip", "Free"), (Metric.AVAILABLE,), Headline.LEAST),
    Card(mark("Strip", "Disk transfer"), _DISK_IO, Headline.TOTAL),
    Card(mark("Strip", "Temperature"), (Metric.SMART_TEMPERATURE,), Headline.MEDIAN),
)
"""For what stores. Sizes are not added up: a pool and what lies in it would count twice."""
