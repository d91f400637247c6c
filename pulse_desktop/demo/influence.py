"""How an effect of the story changes numbers, at whole minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.effects import Course, Effect, Way
from pulse_desktop.demo.noise import Floats, Ints, Noise, seed
from pulse_desktop.demo.story import Recurring
from pulse_desktop.demo.subject import Subject
from pulse_desktop.model.metric import Metric, Unit

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)

_UNREST = 0.16
"""No copying and no computing is quite even."""


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
    """By how many minutes it begins later."""

    unrest: Floats
    """By which share the amount is more or less each minute. These three have the shape (m, 1)."""

    noise: Noise

    @classmethod
    def of(
        cls, effect: Effect, curves: Sequence[Curve], rows: Mapping[Subject, Sequence[int]]
    ) -> "Influence | None":
        """Nothing where it changes none of them; ``rows`` says which are of one subject."""
        found = [
            (row, curves[row], amount)
            for subject, some in rows.items()
            if effect.whom(subject)
            for row in some
            if (amount := effect.amount(curves[row].metric, subject.cores)) is not None
        ]
        if not found:
            return None
        places, some, amounts = zip(*found, strict=True)
        is_added = effect.way is Way.ADD
        thing = Noise([seed(one.subject.curve, one.subject.id) for one in some])
        own = 0.75 + 0.5 * thing.unit("amount") if is_added else 1.0
        return cls(
            effect=effect,
            rows=np.array(places, np.int64),
            amount=_column(amounts) * own,
            delay=np.floor(thing.unit("turn") * (effect.stagger_min + 1.0)),
            unrest=_column([_UNREST if is_added and _is_work(one.metric) else 0.0 for one in some]),
            noise=Noise([seed(one.subject.curve, one.subject.id, one.metric) for one in some]),
        )

    def apply(self, values: Floats, minute: Floats) -> None:
        """Change ``values``, shape (n, k), where it is on: elsewhere its strength is nothing."""
        since = elapsed(minute, self.effect.when)
        columns = np.flatnonzero(self._may_be_on(since))
        if not len(columns):
            return
        where = np.ix_(self.rows, columns)
        before = values[where]
        goal = (
            self.amount - before if self.effect.way is Way.REACH else self._added(minute[columns])
        )
        values[where] = before + strength(self.effect.course, since[columns] - self.delay) * goal

    def _added(self, minute: Floats) -> Floats:
        return self.amount * (1.0 + self.unrest * self.noise.jitter("unrest", minute))

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


def _is_work(metric: Metric) -> bool:
    """Whether it is of what a machine does, rather than of what it holds."""
    return metric in (Metric.CPU, Metric.LOAD1) or metric.unit is Unit.BYTES_PER_SECOND


def _column(values: Sequence[float]) -> Floats:
    return np.array(values, np.float64)[:, np.newaxis]
