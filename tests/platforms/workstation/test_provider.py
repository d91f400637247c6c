"""One poll of this computer, from samples to observations."""

import math
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.facet import HostFacet, Sensor, StorageFacet
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.workstation.sample import Gap, Memory


async def host_of(workstation):
    return (await workstation.collect()).observations[0]


async def test_this_computer_is_known_by_its_machine_id(workstation):
    host = await host_of(workstation())
    assert (host.native_id, host.type, host.name) == ("m1", ResourceType.AGENT, "desk")
    assert host.identity.machine_id == "m1"


async def test_a_computer_without_a_machine_id_is_known_by_its_name(workstation, system):
    host = await host_of(workstation(system=replace(system, machine_id=None)))
    assert (host.native_id, host.identity.machine_id) == ("desk", None)


async def test_its_identity_has_only_addresses_that_others_can_use(workstation):
    identity = (await host_of(workstation())).identity
    assert identity.ip_addresses == ("10.0.0.5",)
    assert identity.mac_addresses == ("aa:bb:cc:00:00:01",)


async def test_the_first_poll_has_processor_use_but_no_rates(workstation):
    metrics = (await host_of(workstation())).metrics
    assert metrics[Metric.CPU].value == 0.25
    assert metrics.keys().isdisjoint({Metric.NET_IN, Metric.NET_OUT, Metric.DISK_READ})


async def test_the_second_poll_has_rates(workstation, first):
    card = replace(first.interfaces[0], received=3000)
    session = workstation(first, replace(first, at_s=110.0, interfaces=(card,)))
    await session.collect()
    metrics = (await host_of(session)).metrics
    assert metrics[Metric.NET_IN].value == 200.0
    assert metrics[Metric.DISK_WRITE].value == 0.0


async def test_memory_and_disk_say_how_many_bytes_are_behind_them(workstation):
    metrics = (await host_of(workstation())).metrics
    memory, disk = metrics[Metric.MEMORY], metrics[Metric.DISK]
    assert (memory.value, memory.used, memory.total) == (0.25, 4 * 1024**3, 16 * 1024**3)
    assert disk.value == pytest.approx(50 / 95)


async def test_a_computer_without_swap_sensors_or_load_has_none_of_them(workstation, first):
    metrics = (await host_of(workstation(replace(first, swap=None, load=None)))).metrics
    assert metrics.keys().isdisjoint({Metric.SWAP, Metric.LOAD1, Metric.TEMPERATURE})


@pytest.mark.parametrize("memory", [Memory(0, 0), Memory(10, 20), Memory(10, -1)])
async def test_a_memory_figure_that_cannot_be_is_absent(workstation, first, memory):
    assert Metric.MEMORY not in (await host_of(workstation(replace(first, memory=memory)))).metrics


async def test_a_sensor_that_reads_not_a_number_is_absent(workstation, first):
    sensors = (Sensor("coretemp Package id 0", math.nan), Sensor("coretemp Core 0", 48.0))
    host = await host_of(workstation(replace(first, sensors=sensors)))
    assert host.metrics[Metric.TEMPERATURE].value == 48.0
    assert isinstance(host.facet, HostFacet)
    assert host.facet.temperatures == sensors[1:]


async def test_uptime_counts_from_boot(workstation):
    facet = (await host_of(workstation())).facet
    assert isinstance(facet, HostFacet)
    assert facet.uptime_seconds == 3600


async def test_a_corrected_clock_is_no_new_boot(workstation, first):
    moved = replace(first, booted_at_s=first.booted_at_s + 2)
    session = workstation(first, moved)
    before, after = await host_of(session), await host_of(session)
    assert before.started_at == after.started_at


async def test_a_boot_time_far_from_the_last_one_is_believed(workstation, first):
    session = workstation(first, replace(first, booted_at_s=first.booted_at_s + 600))
    before, after = await host_of(session), await host_of(session)
    assert after.started_at - before.started_at == timedelta(minutes=10)


async def test_each_local_file_system_is_a_child_of_the_computer(workstation):
    volume = (await workstation().collect()).observations[1]
    assert (volume.native_id, volume.parent) == ("m1/fs:/", "m1")
    assert (volume.type, volume.name) == (ResourceType.STORAGE, "/")
    assert volume.metrics[Metric.AVAILABLE].value == 45 * 1024**3
    assert volume.facet == StorageFacet(type="ext4", active=True, nodes=("desk",), path="/")


async def test_a_file_system_that_does_not_answer_stays_listed_and_is_told(workstation):
    never = Event()
    snapshot = await workstation(space=lambda _: never.wait(), limit_s=0.01).collect()
    never.set()
    volume = snapshot.observations[1]
    assert (volume.condition.shape, volume.metrics) == (Shape.WARNING, {})
    assert [issue.stage for issue in snapshot.issues] == ["file systems"]


async def test_a_part_that_could_not_be_read_is_an_issue_and_the_rest_stands(workstation, first):
    gap = Gap("memory", mark("Workstation", "Memory could not be read."))
    snapshot = await workstation(replace(first, memory=None, gaps=(gap,))).collect()
    assert [str(issue.message) for issue in snapshot.issues] == ["Memory could not be read."]
    assert Metric.CPU in snapshot.observations[0].metrics


async def test_an_unreadable_mount_table_does_not_withdraw_file_systems(workstation, first):
    gap = Gap("file systems", mark("Workstation", "unreadable"))
    snapshot = await workstation(replace(first, mounts=(), gaps=(gap,))).collect()
    assert ResourceType.STORAGE not in snapshot.complete_kinds
    assert ResourceType.AGENT in snapshot.complete_kinds


async def test_closing_twice_is_harmless(workstation):
    session = workstation()
    await session.aclose()
    await session.aclose()
