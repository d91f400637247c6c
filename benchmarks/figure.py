"""What is measured, and what came out of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

Information = Mapping[str, float | str]
"""What is printed beside a figure, by its label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of the report."""

    name: str
    unit: str
    """``x`` for a ratio of two medians; else ``ms``, ``modules``."""

    statement: str
    """How the number is taken."""

    goal: float | None = None
    """It is to be at most this; ``None`` where it is printed for information."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure's value in one run."""

    value: float
    quartiles: tuple[float, float] | None = None
    """Lower and upper, where the value is a median of rounds."""

    beside: Information = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Effort:
    """How much time a run may take, and where it may write."""

    folder: Path
    """On a real disk; emptied afterwards."""

    rounds: int = 15
    span_s: float = 60.0
    """How long a window is watched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """Figures that one run brings."""

    name: str
    figures: tuple[Figure, ...]
    take: Callable[[Effort], Mapping[str, Reading]]
    """Readings by the figure's name, one for each."""
