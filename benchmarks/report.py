"""What a run says: lines for people, a document for later, a comparison with an earlier one."""

import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure, Reading
from benchmarks.measure import misses

SCHEMA = 1
Taken = Sequence[tuple[Figure, Reading]]


class DocumentUnreadable(ValueError):
    """A file is no document of an earlier run."""


def lines(figure: Figure, reading: Reading) -> list[str]:
    """A figure with its goal, what stands beside it, and how it was taken."""
    head = f"{figure.name}: {_number(reading.value)} {figure.unit}"
    if reading.quartiles is not None:
        lower, upper = reading.quartiles
        head += f" (quartiles {_number(lower)} to {_number(upper)})"
    beside = [f"    {label}: {_shown(value)}" for label, value in reading.beside.items()]
    return [f"{head} - {_verdict(figure, reading)}", *beside, f"    {figure.statement}"]


def document(taken: Taken) -> dict[str, Any]:
    """The whole run as JSON values."""
    return {
        "schema": SCHEMA,
        "python": platform.python_version(),
        "qt": version("PySide6-Essentials"),
        "figures": {figure.name: _entry(figure, reading) for figure, reading in taken},
    }


def read_values(path: Path) -> Mapping[str, float]:
    """The values of an earlier run, by the figure's name.

    Raises:
        DocumentUnreadable: The file is none.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {name: float(entry["value"]) for name, entry in found["figures"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocumentUnreadable(f"{path} is no document of an earlier run: {error}") from error


def comparison(taken: Taken, base: Mapping[str, float]) -> list[str]:
    """Each figure beside its earlier value; one that is new says so."""
    return [_compared(figure, reading, base.get(figure.name)) for figure, reading in taken]


def _compared(figure: Figure, reading: Reading, earlier: float | None) -> str:
    now = f"{figure.name}: {_number(reading.value)} {figure.unit}"
    if earlier is None:
        return f"{now}, not in the base"
    change = f", {reading.value / earlier:.2f} of it" if earlier else ""
    return f"{now}, base {_number(earlier)}{change}"


def _entry(figure: Figure, reading: Reading) -> dict[str, Any]:
    return {
        "value": reading.value,
        "unit": figure.unit,
        "goal": figure.goal,
        "quartiles": reading.quartiles,
        "beside": dict(reading.beside),
        "statement": figure.statement,
    }


def _verdict(figure: Figure, reading: Reading) -> str:
    if figure.goal is None:
        return "for information"
    word = "MISSED" if misses(figure, reading) else "met"
    return f"goal at most {_number(figure.goal)}: {word}"


def _shown(value: float | str) -> str:
    return value if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.3g}"
