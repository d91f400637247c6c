"""A card's field as a picture that the charts' painter draws."""

from collections.abc import Iterable

import numpy as np

from pulse_desktop.history.line import FloatArray, Line
from pulse_desktop.ui.charts.picture import Band, Dash, Panel, Stroke, Trace
from pulse_desktop.ui.charts.value_axis import value_scale
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.strip.plan import Headline
from pulse_desktop.ui.strip.scene import Field

FEW = 12
"""Rows up to which each one has its own line."""

_HUES = 8
_APART = 3
"""The hue of a row that is looked at and is none of the strongest, which have the first three."""

_TICKS = 3


def panel(field: Field, title: str, kept: Iterable[int], formats: Formats) -> Panel:
    """The lines of few rows, or the band of many with the strongest.

    ``kept`` are places of rows that the axis has to have room for as well.
    """
    drawn = lines_of(field)
    few = is_few(field)
    low, high = _ends(field, (*drawn, *kept), few=few)
    return Panel(
        title=title,
        scale=value_scale(field.card.metric, low, high, _TICKS, formats),
        traces=tuple(trace(field, place) for place in drawn),
        bands=() if few else (Band(band_line(field), ""),),
    )


def is_few(field: Field) -> bool:
    """Whether every row has its own line."""
    return len(field.now) <= FEW


def lines_of(field: Field) -> tuple[int, ...]:
    """Places of the rows whose lines are always there."""
    return known_of(field) if is_few(field) else field.strongest


def known_of(field: Field) -> tuple[int, ...]:
    """Places of the rows that have a point."""
    known = np.flatnonzero(~np.isnan(field.track.values).all(axis=0))
    return tuple(int(place) for place in known)


def trace(field: Field, place: int, *, is_emphasised: bool = False) -> Trace:
    """One row's line."""
    return Trace(
        name="",
        metric=field.card.metric,
        line=row_line(field, place),
        stroke=Stroke(*stroke_of(field, place), is_emphasised=is_emphasised),
        has_band=False,
    )


def stroke_of(field: Field, place: int) -> tuple[int, Dash]:
    """Hue and dash of a row's line, the same wherever the row is named."""
    if is_few(field):
        return place % _HUES, Dash.SOLID if place < _HUES else Dash.DASH
    strongest = field.strongest
    return (strongest.index(place) if place in strongest else _APART), Dash.SOLID


def row_line(field: Field, place: int) -> Line:
    """One row's values over time."""
    value = field.track.values[:, place].astype(np.float64)
    return _line(field, value, value, value)


def band_line(field: Field) -> Line:
    """The median, with the edges of the middle as extremes."""
    crowd = field.track.crowd
    return _line(field, crowd.middle, crowd.low, crowd.high)


def _line(field: Field, value: FloatArray, low: FloatArray, high: FloatArray) -> Line:
    frame = field.track.frame
    return Line(frame.at_s, value, low, high, np.ones(frame.size), frame.bucket_s)


def _ends(field: Field, places: tuple[int, ...], *, few: bool) -> tuple[float, float]:
    """The lowest and the highest value to be seen; NaN for both where there is none."""
    parts = [field.track.values[:, list(places)].astype(np.float64).ravel()]
    if not few:
        parts += [field.track.crowd.low, field.track.crowd.high]
    seen = np.concatenate(parts)
    seen = seen[~np.isnan(seen)]
    if not len(seen):
        return float("nan"), float("nan")
    low = 0.0 if field.card.headline is Headline.TOTAL else float(seen.min())
    return low, float(seen.max())
