"""The courses that metrics take: what each kind of number is made of.

A profile answers with a share of the span between a curve's bounds, shape (n, k). Parts and
amplitudes are those of Pulse 6 (mock metrics); what runs through a wire or to a disk is the cube
of a share, so that hours of little stand beside moments of much.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from pulse_desktop.demo import carrier
from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.noise import Floats, Ints, Noise, bump, seed
from pulse_desktop.demo.persona import Moment
from pulse_desktop.demo.roles import Shape, shape
from pulse_desktop.demo.subject import CurveClass, Subject
from pulse_desktop.model.metric import Metric

_DAY = 1440.0
_BUSY_AT_LEAST = {
    CurveClass.NODE: 0.50,
    CurveClass.K8S_CLUSTER: 0.55,
    CurveClass.K8S_NODE: 0.45,
    CurveClass.PBS: 0.30,
    CurveClass.DOCKER_HOST: 0.30,
}
"""How lively a class always is; a guest may be idle."""

_BUSY_AT_MOST = {
    CurveClass.DOCKER_CONTAINER: 0.55,
    CurveClass.POD: 0.70,
    CurveClass.K8S_DEPLOYMENT: 0.70,
}
"""One service of many does not take what a machine has."""

_IDLE = 0.08

_COMMITTED = 0.70
"""Nobody gives a machine more to hold than that for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strands:
    """Several curves of one profile. Numbers have the shape (n, 1)."""

    own: Noise
    """Of the curve."""

    thing: Noise
    """Of the thing, which its other metrics have too."""

    liveliness: Floats
    """From 0.08 for what idles to 1; most of them idle."""

    holds: Floats
    """Of memory, for its guests."""

    parts: Sequence[Floats]
    """How much of computing, memory and flow is its own where it is carried."""

    always: Sequence[Floats]
    """What it computes and moves at any time for those that it carries."""

    shape: Mapping[str, Floats]
    """By the names of a role's shape."""

    things: Ints
    """Where the thing stands among those of a moment; shape (n,)."""

    @classmethod
    def of(cls, curves: Sequence[Curve], things: Sequence[int]) -> "Strands":
        """What makes each of them itself, and where its thing stands."""
        own = Noise([seed(one.subject.curve, one.subject.id, one.metric) for one in curves])
        thing = Noise([seed(one.subject.curve, one.subject.id) for one in curves])
        least = _column([_BUSY_AT_LEAST.get(one.subject.curve, _IDLE) for one in curves])
        most = _column([_BUSY_AT_MOST.get(one.subject.curve, 1.0) for one in curves])
        busy = thing.unit("liveliness")
        shapes = [shape(one.role) for one in curves]
        return cls(
            own=own,
            thing=thing,
            liveliness=least + (most - least) * (busy * busy * busy),
            shape={
                one.name: _column([getattr(each, one.name) for each in shapes])
                for one in fields(Shape)
            },
            holds=_column([carrier.holds(one.subject) for one in curves]),
            parts=_columns_of(curves, carrier.compute, carrier.memory, carrier.flow),
            always=_columns_of(curves, carrier.always_computes, carrier.always_flows),
            things=np.array(things, np.int64),
        )

    def between(self, use: str, low: float, high: float) -> Floats:
        """A number of each curve in [low, high)."""
        return low + (high - low) * self.own.unit(use)


Profile = Callable[[Strands, Moment], Floats]


def compute(strands: Strands, moment: Moment) -> Floats:
    """Processors: idle for the most part, busy by day or by night, now and then a peak."""
    shape, live = strands.shape, strands.liveliness
    activity = moment.activity(strands.things)
    steady = strands.between("base", 0.05, 0.20) * shape["steady"]
    steady = steady + strands.between("activity", 0.12, 0.44) * shape["activity"] * activity
    steady += 0.05 * shape["diurnal"] * (activity - 0.42)
    steady += 0.05 * strands.own.smooth("trend", moment.minute, 360.0)
    steady += 0.03 * strands.own.smooth("long trend", moment.minute, _DAY)
    peaks = 0.25 * strands.thing.bursts("burst", moment.minute, 8.0, 0.30)
    peaks += 0.34 * strands.thing.bursts("long burst", moment.minute, 36.0, 0.40)
    peaks *= (0.25 + 0.75 * activity) * (0.20 + 0.80 * live) * shape["burst"]
    peaks += 0.10 * shape["maintenance"] * _maintenance(strands, moment)
    noise = 0.022 * strands.own.jitter("noise", moment.minute)
    noise += 0.020 * strands.own.smooth("slow noise", moment.minute, 11.0)
    share = live * steady + peaks + noise * (live * (0.4 + activity) + 6.0 * peaks)
    return strands.always[0] + strands.parts[0] * share


def memory(strands: Strands, moment: Moment) -> Floats:
    """Memory: plateaus of hours, a slow leak, and now and then something lets go."""
    shape = strands.shape
    base = strands.between("base", 0.20, 0.62) * shape["memory_base"]
    base = np.minimum(base + strands.holds, _COMMITTED)
    share = base + 0.28 * strands.liveliness * (1.0 - base)
    share = share + 0.05 * strands.own.plateaus("plateau", moment.minute, 360.0)
    share += 0.06 * strands.own.plateaus("long plateau", moment.minute, _DAY)
    share += 0.05 * shape["memory_drift"] * strands.own.smooth("drift", moment.minute, 5 * _DAY)
    share += 0.035 * moment.activity(strands.things)
    share -= 0.10 * strands.own.bursts("reclaim", moment.minute, 720.0, 0.35)
    return strands.parts[1] * (share + 0.0025 * strands.own.jitter("noise", moment.minute))


def swapped(strands: Strands, moment: Moment) -> Floats:
    """Swap: little, and it stays."""
    base = strands.between("base", 0.05, 0.60)
    share = base * base * base + 0.02
    return share + 0.015 * strands.own.plateaus("plateau", moment.minute, _DAY)


def disk_flow(strands: Strands, moment: Moment) -> Floats:
    """What a disk reads or writes."""
    return _flow(strands, moment, (12.0, 48.0))


def network_flow(strands: Strands, moment: Moment) -> Floats:
    """What comes or goes over the network."""
    return _flow(strands, moment, (7.0, 28.0))


def _flow(strands: Strands, moment: Moment, periods: tuple[float, float]) -> Floats:
    """A share's cube. Bursts are the thing's: what it computes, it has fetched."""
    shape, live = strands.shape, strands.liveliness
    activity = moment.activity(strands.things)
    root = strands.between("base", 0.05, 0.15) * shape["steady"]
    root = root + (0.06 + 0.24 * live) * shape["activity"] * activity
    root += 0.018 * strands.own.smooth("trend", moment.minute, 45.0)
    peaks = 0.42 * strands.own.bursts("burst", moment.minute, periods[0], 0.22)
    peaks += 0.50 * strands.thing.bursts("long burst", moment.minute, periods[1], 0.30)
    peaks *= (0.30 + 0.70 * activity) * (0.35 + 0.65 * live) * shape["burst"]
    peaks += 0.22 * shape["maintenance"] * _maintenance(strands, moment)
    noise = 0.030 * strands.own.jitter("noise", moment.minute)
    root += peaks + noise * (0.4 + activity + 2.5 * peaks)
    root = np.maximum(root, 0.0)
    return strands.always[1] + strands.parts[2] * (root * root * root)


def capacity(strands: Strands, moment: Moment) -> Floats:
    """How full a store is: it fills for days and is tidied up in hours."""
    drift = strands.shape["storage_drift"]
    period = strands.between("period", 42.0, 162.0) * 60.0
    _, over = strands.own.cells("cycle", moment.minute, period)
    saw = np.minimum(over * (1.0 / 0.94), (1.0 - over) * (1.0 / 0.06)) - 0.5
    height = strands.own.unit("height")
    share = strands.between("base", 0.20, 0.78) + (0.03 + 0.16 * height * height) * drift * saw
    share += 0.02 * drift * strands.own.smooth("drift", moment.minute, 36 * 60.0)
    share += 0.06 * drift * strands.own.smooth("long drift", moment.minute, 40 * _DAY)
    return share + 0.0006 * strands.own.jitter("noise", moment.minute)


def warmth(strands: Strands, moment: Moment) -> Floats:
    """The temperature of a processor, which follows its work with its peaks rounded off."""
    shape, live = strands.shape, strands.liveliness
    activity = moment.activity(strands.things)
    share = strands.between("base", 0.18, 0.36) * shape["thermal"]
    share = share + 0.16 * live * activity
    share += 0.03 * strands.own.smooth("drift", moment.minute, _DAY)
    share += (
        0.10 * strands.thing.bursts("long burst", moment.minute, 36.0, 0.40) * (0.3 + 0.7 * live)
    )
    return share + 0.012 * strands.own.smooth("noise", moment.minute, 6.0)


def disk_warmth(strands: Strands, moment: Moment) -> Floats:
    """The temperature of a disk: slow, with the room's."""
    share = strands.between("base", 0.16, 0.28) * strands.shape["thermal"]
    share = share + 0.035 * strands.own.smooth("drift", moment.minute, _DAY)
    share += 0.02 * strands.own.smooth("long drift", moment.minute, 12 * _DAY)
    return share + 0.035 * (moment.activity(strands.things) - 0.42)


def _maintenance(strands: Strands, moment: Moment) -> Floats:
    """From 0 to 1 and back, for an hour at the same time each day."""
    middle = strands.thing.unit("maintenance")
    day = moment.minute * (1.0 / _DAY) - middle
    away = np.abs(day - np.floor(day) - 0.5) * (_DAY / 32.0)
    return bump(away)


PROFILES: Mapping[Metric, Profile] = {
    Metric.CPU: compute,
    Metric.LOAD1: compute,
    Metric.MEMORY: memory,
    Metric.SWAP: swapped,
    Metric.DISK: capacity,
    Metric.USAGE: capacity,
    Metric.DISK_READ: disk_flow,
    Metric.DISK_WRITE: disk_flow,
    Metric.NET_IN: network_flow,
    Metric.NET_OUT: network_flow,
    Metric.TEMPERATURE: warmth,
    Metric.SMART_TEMPERATURE: disk_warmth,
}
"""What a metric's curve is; what is told in bytes of a store follows from its usage."""


def _columns_of(curves: Sequence[Curve], *of: Callable[[Subject], float]) -> tuple[Floats, ...]:
    return tuple(_column([each(one.subject) for one in curves]) for each in of)


def _column(values: Sequence[float]) -> Floats:
    return np.array(values, np.float64)[:, np.newaxis]
