"""How an effect of the story changes numbers, at whole minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.effects import Course, Effect, Way
from pulse_desktop.demo.noise import Floats, seed, unit
from pulse_desktop.demo.story import Recurring

Ints = npt.NDArray[np.int64]

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def elapsed(minute: Floats, when: Recurring) -> Floats:
    """Minutes since it last began, for minutes since 1970."""
    every = float(when.every // _MINUTE)
    since = minute - float((when.first - _BEGINNING) // _MINUTE)
    return since - np.floor(since / every) * every


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """One effect on those of several curves that it changes."""

    effect: Effect
    rows: Ints
    """Which curves, shape (m,)."""

    amount: Floats
    delay: Floats
    """By how many minutes it begins later. Both have the shape (m, 1)."""

    @classmethod
    def of(cls, effect: Effect, curves: Sequence[Curve]) -> "Influence | None":
        """Nothing where it changes none of them."""
        found = [
            (row, amount)
            for row, amount in enumerate(_amounts(effect, curves))
            if amount is not None
        ]
        if not found:
            return None
        rows = [row for row, _ in found]
        things = [curves[row].subject for row in rows]
        seeds = np.array([[seed(one.curve, one.id)] for one in things], np.uint64)
        amount = np.array([[amount] for _, amount in found], np.float64)
        if effect.way is Way.ADD:
            amount *= 0.75 + 0.5 * unit(seeds, "amount")
        delay = np.floor(unit(seeds, "turn") * (effect.stagger_min + 1.0))
        return cls(effect=effect, rows=np.array(rows, np.int64), amount=amount, delay=delay)

    def apply(self, values: Floats, minute: Floats) -> None:
        """Change ``values``, shape (n, k), where it is on: elsewhere its strength is nothing."""
        since = elapsed(minute, self.effect.when)
        columns = np.flatnonzero(self._may_be_on(since))
        if not len(columns):
            return
        where = np.ix_(self.rows, columns)
        before = values[where]
        goal = self.amount - before if self.effect.way is Way.REACH else self.amount
        values[where] = before + strength(self.effect.course, since[columns] - self.delay) * goal

    def _may_be_on(self, since: Floats) -> npt.NDArray[np.bool_]:
        ends, left = self.effect.course[-1]
        return (since < ends + self.effect.stagger_min) | (left > 0.0)


def strength(course: Course, since: Floats) -> Floats:
    """How strong it is: nothing before it begins, then straight from corner to corner."""
    begin, level = course[0]
    found = (since >= begin).astype(np.float64) * level
    for (left, before), (right, after) in pairwise(course):
        over = np.minimum(np.maximum((since - left) / (right - left), 0.0), 1.0)
        found = found + over * (after - before)
    return found


def _amounts(effect: Effect, curves: Sequence[Curve]) -> list[float | None]:
    return [
        effect.amount(one.metric, one.subject.cores) if effect.whom(one.subject) else None
        for one in curves
    ]
