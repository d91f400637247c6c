"""The days and weeks of a thing: when people want something of it.

Six courses of a day in UTC, as Pulse 6 has them, with polynomial humps for its bell curves. A
persona belongs to the thing, not to one of its metrics, so that its numbers rise together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pulse_desktop.demo.noise import Floats, Ints, Noise, bump, seed
from pulse_desktop.demo.subject import CurveRole, Subject

_DAY = 1440.0
_WEEK = 7 * _DAY
_THURSDAY = 3 * _DAY
"""1 January 1970 was one; a week begins on Monday."""

_SHIFT = 50.0
"""Minutes by which the day of a thing is earlier or later than its persona's, at most."""


@dataclass(frozen=True, slots=True)
class _Persona:
    """A day: what there always is, and two humps, each as hour, half width in hours, height."""

    always: float
    first: tuple[float, float, float]
    second: tuple[float, float, float]
    weekdays: float = 1.0
    weekend: float = 1.0


_OFFICE = _Persona(0.08, (9.8, 3.6, 0.80), (14.6, 3.8, 0.74), weekend=0.38)
_ALWAYS_ON = _Persona(0.42, (13.0, 9.0, 0.16), (20.5, 6.0, 0.12), weekend=0.95)
_EVENING = _Persona(0.09, (8.0, 2.2, 0.24), (20.0, 4.2, 0.82), weekend=1.15)
_NIGHT = _Persona(0.10, (1.5, 2.0, 0.78), (5.0, 1.8, 0.55), weekend=0.90)
_AROUND_THE_SUN = _Persona(0.26, (6.5, 5.5, 0.30), (17.0, 6.0, 0.40), weekend=0.82)
_MEDIA = _Persona(0.06, (13.5, 3.2, 0.22), (21.0, 4.4, 0.88), weekdays=0.85, weekend=1.22)

_ANY = (_OFFICE, _ALWAYS_ON, _EVENING, _NIGHT, _AROUND_THE_SUN, _MEDIA)
_PERSONAS: Mapping[CurveRole, Sequence[_Persona]] = {
    CurveRole.WEB: (_OFFICE, _EVENING, _AROUND_THE_SUN),
    CurveRole.API: (_OFFICE, _AROUND_THE_SUN),
    CurveRole.DATABASE: (_OFFICE, _AROUND_THE_SUN, _ALWAYS_ON),
    CurveRole.CACHE: (_OFFICE, _AROUND_THE_SUN),
    CurveRole.MONITORING: (_ALWAYS_ON,),
    CurveRole.BACKUP: (_NIGHT,),
    CurveRole.BATCH: (_NIGHT,),
    CurveRole.INGRESS: (_OFFICE, _EVENING, _AROUND_THE_SUN),
    CurveRole.CI: (_OFFICE,),
    CurveRole.MEDIA: (_MEDIA, _EVENING),
    CurveRole.SECURITY: (_ALWAYS_ON, _AROUND_THE_SUN),
}
"""Which ones a role may have; any of the six where it does not matter."""


Thing = tuple[Subject, CurveRole]


@dataclass(frozen=True, slots=True, kw_only=True)
class Personas:
    """The personas of several things. Each field has the shape (n, 1)."""

    thing: Noise
    always: Floats
    first: tuple[Floats, Floats, Floats]
    second: tuple[Floats, Floats, Floats]
    weekdays: Floats
    weekend: Floats
    shift: Floats
    intensity: Floats

    @classmethod
    def of(cls, things: Sequence[Thing]) -> "Personas":
        """Each thing's own, chosen by its seed."""
        seeds = [seed(one.curve, one.id) for one, _ in things]
        chosen = [_chosen(role, one) for (_, role), one in zip(things, seeds, strict=True)]
        thing = Noise(seeds)
        return cls(
            thing=thing,
            always=_column([one.always for one in chosen]),
            first=_hump([one.first for one in chosen]),
            second=_hump([one.second for one in chosen]),
            weekdays=_column([one.weekdays for one in chosen]),
            weekend=_column([one.weekend for one in chosen]),
            shift=(thing.unit("shift") * 2.0 - 1.0) * _SHIFT,
            intensity=0.82 + 0.36 * thing.unit("intensity"),
        )

    def activity(self, minute: Floats) -> Floats:
        """How much is wanted of each at each minute: about 0 to 1, seldom more. Shape (n, k)."""
        day = _rest(minute + self.shift, _DAY)
        wanted = self.always + _at(day, self.first) + _at(day, self.second)
        week = self.weekdays + (self.weekend - self.weekdays) * _weekend(minute)
        mood = 1.0 + 0.20 * self.thing.smooth("day", minute, 1440.0)
        mood += 0.16 * self.thing.smooth("hour", minute, 95.0)
        return wanted * week * (mood * self.intensity)


class Moment:
    """Some minutes, and what is wanted of every thing in them: worked out once, when asked."""

    def __init__(self, minute: Floats, personas: Personas) -> None:
        self.minute = minute
        self._personas = personas
        self._activity: Floats | None = None

    def activity(self, things: Ints) -> Floats:
        """Of those things, shape (n, k)."""
        if self._activity is None:
            self._activity = self._personas.activity(self.minute)
        found: Floats = self._activity[things]
        return found


def _chosen(role: CurveRole, seed: int) -> _Persona:
    possible = _PERSONAS.get(role, _ANY)
    return possible[seed % len(possible)]


def _hump(humps: Sequence[tuple[float, float, float]]) -> tuple[Floats, Floats, Floats]:
    """Minute of the day, half width in minutes, height."""
    every = np.array(humps, np.float64).reshape(len(humps), 3)
    return every[:, :1] * 60.0, every[:, 1:2] * 60.0, every[:, 2:]


def _column(values: Sequence[float]) -> Floats:
    return np.array(values, np.float64)[:, np.newaxis]


def _at(day: Floats, hump: tuple[Floats, Floats, Floats]) -> Floats:
    middle, width, height = hump
    away = np.abs(day - middle)
    return bump(np.minimum(away, _DAY - away) / width) * height


def _weekend(minute: Floats) -> Floats:
    """From 0 on weekdays to 1 at the weekend: it comes on Friday evening, it goes on Sunday."""
    week = _rest(minute + _THURSDAY, _WEEK)
    comes = np.minimum(np.maximum((week - 4.8 * _DAY) / (0.3 * _DAY), 0.0), 1.0)
    goes = np.minimum(np.maximum((week - 6.8 * _DAY) / (0.2 * _DAY), 0.0), 1.0)
    return comes - goes


def _rest(minute: Floats, period: float) -> Floats:
    return minute - np.floor(minute / period) * period
