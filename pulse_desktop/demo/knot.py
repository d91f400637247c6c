"""The corners of curves: their values at whole minutes, between which they run straight."""

from collections.abc import Mapping, Sequence

import numpy as np

from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.effects import EFFECTS, Way
from pulse_desktop.demo.influence import Influence
from pulse_desktop.demo.noise import Floats, Ints
from pulse_desktop.demo.persona import Moment, Personas, Thing
from pulse_desktop.demo.profile import PROFILES, Profile, Strands
from pulse_desktop.demo.roles import Bounds, curve_bounds
from pulse_desktop.demo.subject import Subject

_AT_ONCE = 1 << 14
"""Numbers in one step of the arithmetic, so that they stay in the processor's cache."""

_REACHING = tuple(one for one in EFFECTS if one.way is Way.REACH)


class Knots:
    """Computes the corners of several curves. It keeps only what makes them themselves."""

    def __init__(self, curves: Sequence[Curve]) -> None:
        """Take curves that have bounds, so none in bytes of a store."""
        self._low, high = _columns([curve_bounds(one) for one in curves])
        self._span = high - self._low
        self._least, self._most = _columns([story_bounds(one) for one in curves])
        places = _places(curves)
        self._personas = Personas.of(list(places))
        self._groups = _grouped(curves, places)
        rows = _rows(curves)
        found = [Influence.of(one, curves, rows) for one in EFFECTS]
        self._influences = [one for one in found if one is not None]

    def at(self, minute: Ints) -> Floats:
        """Values at minutes since 1970, shape (k,), of all curves: shape (n, k)."""
        step = max(1, _AT_ONCE // max(1, len(self._low)))
        begins = range(0, len(minute), step)
        parts = [self._some(minute[begin : begin + step]) for begin in begins]
        return np.concatenate(parts, axis=1) if parts else np.empty((len(self._low), 0))

    def _some(self, minute: Ints) -> Floats:
        at = minute.astype(np.float64)
        values = np.empty((len(self._low), len(at)))
        moment = Moment(at, self._personas)
        for profile, rows, strands in self._groups:
            values[rows] = profile(strands, moment)
        values *= self._span
        values += self._low
        for influence in self._influences:
            influence.apply(values, at)
        return np.minimum(np.maximum(values, self._least), self._most)


def story_bounds(curve: Curve) -> Bounds:
    """What the curve keeps to together with the values that the story has it reach."""
    reached = [
        amount
        for one in _REACHING
        if one.whom(curve.subject)
        and (amount := one.amount(curve.metric, curve.subject.cores)) is not None
    ]
    told = curve_bounds(curve)
    return min([told[0], *reached]), max([told[1], *reached])


def _rows(curves: Sequence[Curve]) -> Mapping[Subject, Sequence[int]]:
    """Which curves are of one subject: whom an effect concerns is asked of each once."""
    found: dict[Subject, list[int]] = {}
    for row, curve in enumerate(curves):
        found.setdefault(curve.subject, []).append(row)
    return found


def _places(curves: Sequence[Curve]) -> Mapping[Thing, int]:
    """Where each thing of theirs stands, if each stands once."""
    return {one: place for place, one in enumerate(dict.fromkeys(map(_thing, curves)))}


def _thing(curve: Curve) -> Thing:
    return curve.subject, curve.role


def _grouped(
    curves: Sequence[Curve], places: Mapping[Thing, int]
) -> list[tuple[Profile, Ints, Strands]]:
    rows: dict[Profile, list[int]] = {}
    for row, curve in enumerate(curves):
        rows.setdefault(PROFILES[curve.metric], []).append(row)
    groups = []
    for profile, found in rows.items():
        some = [curves[row] for row in found]
        strands = Strands.of(some, [places[_thing(one)] for one in some])
        groups.append((profile, np.array(found, np.int64), strands))
    return groups


def _columns(bounds: Sequence[Bounds]) -> tuple[Floats, Floats]:
    """Shape (n, 1) each."""
    both = np.array(bounds, np.float64).reshape(len(bounds), 2)
    return both[:, :1], both[:, 1:]
