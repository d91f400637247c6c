"""The descriptor, and the computer that the tests really run on."""

import subprocess
import sys
from dataclasses import replace

import pytest

from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.platforms.workstation import WORKSTATION
from pulse_desktop.platforms.workstation.provider import SPOT_S
from pulse_desktop.provider.platform import Target
from pulse_desktop.provider.stage import is_usable


async def test_the_real_computer_tells_its_processor_memory_and_disks(connection, surroundings):
    session = await WORKSTATION.connect(Target(connection, None), surroundings)
    snapshot = await session.collect()
    host, *volumes = snapshot.observations
    assert {Metric.CPU, Metric.MEMORY, Metric.LOAD1} <= host.metrics.keys()
    assert all(0 <= host.metrics[m].value <= 1 for m in (Metric.CPU, Metric.MEMORY))
    assert {one.type for one in volumes} <= {ResourceType.STORAGE}
    assert snapshot.source == WORKSTATION.source(connection)


async def test_the_connection_test_reads_the_real_computer(connection, surroundings):
    target = Target(connection, None)
    found = [stage async for stage in WORKSTATION.examine(target, surroundings)]
    promised = {title.id for title in WORKSTATION.stages(connection)}
    assert is_usable(tuple(found))
    assert {stage.id for stage in found} == promised
    assert found[1].duration_ms >= SPOT_S * 1000


def test_declaring_the_platform_loads_no_psutil():
    code = "import sys, pulse_desktop.platforms.workstation; print('psutil' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("address", ["local", " Local ", "", "localhost"])
def test_this_computer_is_at_the_address_local_however_it_is_spelt(connection, address):
    connection = WORKSTATION.normalise(replace(connection, address=address))
    assert connection.address == "local"
    assert WORKSTATION.check(connection) == ()


def test_another_computers_address_is_refused(connection):
    connection = WORKSTATION.normalise(replace(connection, address="10.0.0.9"))
    (problem,) = WORKSTATION.check(connection)
    assert problem.field == "address"


def test_it_needs_no_secret_and_no_permission(connection):
    assert not WORKSTATION.needs_secret(connection)
    assert WORKSTATION.commands(connection) == ()


def test_it_is_always_found():
    (candidate,) = WORKSTATION.discover()
    assert candidate.address == "local"
    assert candidate.obstacle is None
