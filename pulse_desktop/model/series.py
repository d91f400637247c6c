"""Series: which history line a reading belongs to, and how a sweep of readings travels."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pulse_desktop.model.metric import Measurement, Metric


class Family(StrEnum):
    """The contract's series families (H-06). No platform has a history of its own."""

    AGENT = "agent"
    VM = "vm"
    SYSTEM_CONTAINER = "system-container"
    APP_CONTAINER = "app-container"
    DOCKER_HOST = "docker-host"
    STORAGE = "storage"
    DISK = "disk"
    K8S_CLUSTER = "k8s-cluster"
    K8S_NODE = "k8s-node"
    POD = "pod"
    K8S_DEPLOYMENT = "k8s-deployment"


@dataclass(frozen=True, slots=True)
class SeriesTarget:
    """The address of one resource's history: the contract's metrics target."""

    family: Family
    id: str


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """One metric of one target."""

    target: SeriesTarget
    metric: Metric


@dataclass(frozen=True, slots=True)
class Figure:
    """What counted of one series at an instant."""

    measurement: Measurement
    at: datetime
    """When it was read; the start of its bucket where it is an average."""


class SeriesIndex:
    """Gives every series of this run a column number. Append-only; the registry owns it."""

    def __init__(self) -> None:
        self._columns: dict[SeriesKey, int] = {}
        self._keys: list[SeriesKey] = []

    def column(self, key: SeriesKey) -> int:
        """The column of ``key``, a new one if it was never seen."""
        column = self._columns.get(key)
        if column is None:
            column = self._columns[key] = len(self._keys)
            self._keys.append(key)
        return column

    def find(self, key: SeriesKey) -> int | None:
        """The column of ``key`` if it was seen. Changes nothing, so any thread may ask."""
        return self._columns.get(key)

    def key(self, column: int) -> SeriesKey:
        """The series behind ``column``."""
        return self._keys[column]

    def __len__(self) -> int:
        return len(self._keys)


@dataclass(frozen=True, slots=True)
class Readings:
    """The values one commit adds to history, all at one instant. Rounded to float32 here, once."""

    at: datetime
    columns: "array[int]" = field(default_factory=lambda: array("l"))
    values: "array[float]" = field(default_factory=lambda: array("f"))

    def __iter__(self) -> Iterator[tuple[int, float]]:
        return zip(self.columns, self.values, strict=True)

    def __len__(self) -> int:
        return len(self.columns)
