"""What the connection test says of the requests to come, against those that came."""

import asyncio
from datetime import timedelta

import pytest

from pulse_desktop.platforms.proxmox.rounds.findings import NOTHING_FOUND
from pulse_desktop.platforms.proxmox.ve.closer.notes import NOTHING_NOTED, MachineNotes
from pulse_desktop.platforms.proxmox.ve.closer.subjects import Subject
from pulse_desktop.platforms.proxmox.ve.closer.visits import pauses
from pulse_desktop.platforms.proxmox.ve.meter import expected
from simulators.proxmox.drives import Drive
from simulators.proxmox.estate import Agent, Guest

STEP_S = 15
_SETTLED = 10
_POLLS = 40
"""Ten minutes, in which all comes round that is read often."""


@pytest.fixture
def estate(estate):
    """A dozen more machines, half of them with an agent, and a solid disk."""
    estate.drives.all.append(Drive(("pve1",), "/dev/nvme0n1", "nvme", serial="SN-A"))
    for vmid in range(300, 312):
        agent = Agent() if vmid % 2 else None
        estate.guests.append(Guest(vmid, "qemu", "pve1", f"guest-{vmid}", agent=agent))
    return estate


async def polled(opened, estate, simulator, times):
    for _ in range(times):
        await opened.collect()
        seen = -1
        while seen != len(simulator.requests):
            seen = len(simulator.requests)
            await asyncio.sleep(0.05)
        estate.pass_time(STEP_S)


@pytest.mark.parametrize("load", ["normal", "fast"])
async def test_as_many_requests_come_as_the_test_said(session, estate, simulator, load):
    opened = await session(load=load)
    await polled(opened, estate, simulator, 1)
    said = opened.expected_requests
    await polled(opened, estate, simulator, _SETTLED)
    before = len(simulator.requests)
    await polled(opened, estate, simulator, _POLLS)
    came = (len(simulator.requests) - before) / (_POLLS * STEP_S / 60)
    assert came == pytest.approx(said, rel=0.15)


def test_the_gentle_profile_asks_agents_half_as_often_and_none_asks_them_more():
    subject, notes = Subject(101, may_ask=True, may_read=True), MachineNotes(has_agent=True)
    normal, fast, gentle = (tuple(pauses(notes, subject, pace)) for pace in (1.0, 0.5, 2.0))
    assert fast == normal
    assert gentle == tuple(2 * each for each in normal)


def test_a_machine_without_an_agent_is_asked_for_its_configuration_alone():
    subject, notes = Subject(101, may_ask=True, may_read=True), MachineNotes(has_agent=False)
    assert tuple(pauses(notes, subject, 1.0)) == (timedelta(minutes=10),)


def test_machines_that_were_not_looked_at_yet_are_counted_as_if_they_had_an_agent():
    """A large cluster is not looked at whole in the one poll of the connection test."""
    machines = tuple(Subject(vmid, may_ask=True, may_read=True) for vmid in range(100))
    said = expected(60, {"pve1": machines}, NOTHING_NOTED, (), NOTHING_FOUND, 1.0)
    assert said == pytest.approx(230, rel=0.1)
