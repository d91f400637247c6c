"""The figures that another one was chosen from, under the product's own names."""

from collections.abc import Iterable, Mapping
from typing import Any

from pulse_desktop.model.facet import RawFigure
from pulse_desktop.provider.numbers import size

Inputs = tuple[RawFigure, ...]


def given(place: str, told: Mapping[str, Any], names: Iterable[str]) -> Inputs:
    """Those of ``names`` that have a size in ``told``. What was not given is not listed."""
    sizes = ((name, size(told.get(name))) for name in names)
    return tuple(RawFigure(f"{place}.{name}", found) for name, found in sizes if found is not None)
