"""A machine made of values, and the loan of a worker pool, for reading it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.platforms.workstation import WORKSTATION
from pulse_desktop.platforms.workstation.provider import Workstation
from pulse_desktop.platforms.workstation.sample import (
    CpuTimes,
    Disk,
    Interface,
    Memory,
    Mount,
    Sample,
    Space,
    System,
)
from pulse_desktop.platforms.workstation.spaces import Spaces
from pulse_desktop.provider.platform import Surroundings

GIB = 1024**3
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

ROOT = Mount("/dev/sda1", "/", "ext4")

FIRST = Sample(
    hostname="desk",
    at_s=100.0,
    cpu=CpuTimes(1000.0, 900.0),
    load=(0.5, 0.4, 0.3),
    memory=Memory(16 * GIB, 4 * GIB),
    swap=Memory(2 * GIB, GIB),
    booted_at_s=NOON.timestamp() - 3600,
    mounts=(ROOT,),
    interfaces=(
        Interface(
            name="eth0",
            mac_address="AA:BB:CC:00:00:01",
            addresses=("10.0.0.5", "fe80::1%eth0"),
            is_up=True,
            received=1000,
            sent=500,
        ),
    ),
    disks=(Disk("sda", 10_000, 20_000),),
)

SYSTEM = System(
    machine_id="m1",
    os_name="Debian GNU/Linux",
    os_version="12",
    kernel_version="6.1.0",
    architecture="x86_64",
    cpu_count=4,
)


class Scripted:
    """A machine that answers with the given samples, the last one for ever."""

    def __init__(self, samples: list[Sample], system: System) -> None:
        self._samples = samples
        self._system = system

    def system(self) -> System:
        return self._system

    def cpu(self) -> CpuTimes | None:
        cpu = self._samples[0].cpu
        return replace(cpu, total=cpu.total - 4, idle=cpu.idle - 3) if cpu else None

    def sample(self) -> Sample:
        return self._samples.pop(0) if len(self._samples) > 1 else self._samples[0]


@pytest.fixture
def first() -> Sample:
    """An ordinary computer, seen for the first time."""
    return FIRST


@pytest.fixture
def system() -> System:
    return SYSTEM


@pytest.fixture
def connection() -> Connection:
    return Connection(
        id=ConnectionId("conn-1"),
        platform=PlatformId("workstation"),
        name="This computer",
        address="local",
        interval_s=10,
    )


@pytest.fixture
def surroundings():
    with ThreadPoolExecutor(2) as workers:
        yield Surroundings(lambda: NOON, workers, lambda: None)


def half_full(mount_point: str) -> Space:
    return Space(100 * GIB, 50 * GIB, 45 * GIB)


async def at_once(seconds: float) -> None:
    """Pauses that tests do not wait for."""


@pytest.fixture
def workstation(connection, surroundings) -> Callable[..., Workstation]:
    """Makes a session to a machine that will give these samples."""

    def build(*samples: Sample, system: System = SYSTEM, space=half_full, limit_s=5.0):
        return Workstation(
            WORKSTATION.source(connection),
            surroundings,
            Scripted(list(samples or [FIRST]), system),
            spaces=Spaces(space, limit_s),
            pause=at_once,
        )

    return build
