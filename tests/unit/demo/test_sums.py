"""What runs on a machine does no more, together, than the machine."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from pulse_desktop.demo import carrier
from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.graph import fixture_graph
from pulse_desktop.demo.sampler import Tick
from pulse_desktop.demo.subject import CurveClass
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Metric

CARRIED = {CurveClass.VM, CurveClass.CONTAINER, CurveClass.DOCKER_CONTAINER}
METRICS = (
    Metric.CPU,
    Metric.MEMORY,
    Metric.DISK_READ,
    Metric.DISK_WRITE,
    Metric.NET_IN,
    Metric.NET_OUT,
)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
INSTANTS = [MONDAY + timedelta(minutes=97 * n + 3) for n in range(104)]
INSTANTS += [MONDAY + timedelta(days=1, hours=2, minutes=5 * n) for n in range(10)]
INSTANTS += [MONDAY + timedelta(days=1, hours=21, minutes=30 + 2 * n) for n in range(22)]
"""A week, a night of backups, and the incident with what leads to it and comes of it."""


@pytest.fixture(scope="module")
def curves():
    return fixture_graph().curves


@pytest.fixture(scope="module")
def values(curves):
    tick = Tick(curves)
    found = np.array([tick.at(epoch_ms(at)) for at in INSTANTS], np.float64)
    return {(one.subject.id, one.metric): found[:, n] * amount(one) for n, one in enumerate(curves)}


def amount(curve: Curve) -> float:
    """What a share is of: processors or bytes. A container's is of one processor."""
    subject = curve.subject
    if curve.metric is Metric.CPU:
        return 1 if subject.curve is CurveClass.DOCKER_CONTAINER else subject.cores
    return (subject.capacity or 0) if curve.metric is Metric.MEMORY else 1


def carried(curves, metric):
    """The ids of what runs on each machine."""
    found = defaultdict(list)
    for one in curves:
        if one.metric is metric and one.subject.curve in CARRIED and one.subject.site:
            found[one.subject.site].append(one.subject.id)
    return found


@pytest.mark.parametrize("metric", METRICS)
def test_what_runs_on_a_machine_does_no_more_than_the_machine(curves, values, metric):
    for machine, some in carried(curves, metric).items():
        own = values.get((machine, metric))
        if own is not None:
            together = sum(np.nan_to_num(values[one, metric]) for one in some)
            assert not (together > own).any(), (machine, (together / own).max())


def test_every_machine_that_carries_others_is_known_as_one(curves):
    measured = {one.subject.id: one.subject for one in curves}
    some = {one for metric in METRICS for one in carried(curves, metric) if one in measured}
    assert {one for one in some if measured[one].curve is not CurveClass.NODE} == carrier.CARRIERS
