"""A small estate beside the authored one: one site whose numbers and story fit on a page."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.demo.story import Recurring
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.demo.thing import Site, Thing
from pulse_desktop.model.condition import RUNNING
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, NativeId, PlatformId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Activity, Observation, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.provider.platform import Surroundings

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
GIB = 1 << 30
WEB = Subject(CurveClass.VM, "web", 8 * GIB)
HOURLY = timedelta(hours=1)
OUTAGE = Recurring(NOON + timedelta(hours=1), timedelta(days=1), timedelta(minutes=10))


class Clock:
    """The present, moved by hand."""

    def __init__(self, at=NOON):
        self.at = at

    def __call__(self):
        return self.at

    def pass_s(self, seconds):
        self.at += timedelta(seconds=seconds)


def vm(name, subject=None, metrics=(), **fields):
    """A thing of a hypervisor."""
    still = Observation(
        native_id=NativeId(name), type=ResourceType.VM, name=name, condition=RUNNING
    )
    return Thing(still=still, subject=subject, metrics=metrics, role=CurveRole.WEB, **fields)


def hourly(start, end):
    """Something happens at every full hour."""
    first = start.replace(minute=0, second=0, microsecond=0)
    hours = (first + n * HOURLY for n in range((end - first) // HOURLY + 2))
    return tuple(
        Activity(at.isoformat(), NativeId("web"), ResourceType.VM, at, mark("Test", "Rang"))
        for at in hours
        if start <= at < end
    )


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def site():
    connection = Connection(
        id=ConnectionId("small"),
        platform=PlatformId("proxmox_ve"),
        name="Small",
        address="https://small.home.arpa:8006",
        interval_s=10.0,
    )
    things = (
        vm("web", WEB, (Metric.CPU, Metric.MEMORY), totals=((Metric.MEMORY, 8 * GIB),)),
        vm("quiet"),
    )
    return Site(connection=connection, things=things, happenings=hourly, outages=(OUTAGE,))


@pytest.fixture
def woken():
    return []


@pytest.fixture
def surroundings(clock, woken):
    with ThreadPoolExecutor(1) as workers:
        yield Surroundings(clock, workers, lambda: woken.append(clock.at))
