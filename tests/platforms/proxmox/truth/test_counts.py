"""Counts and numbers that cannot be."""

import pytest

from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.mapping import guests
from pulse_desktop.platforms.proxmox.ve.past import Past
from pulse_desktop.platforms.proxmox.ve.wire import Entry
from simulators.scripted import NOON


def seen_of(entry):
    found = Inventory(
        at=NOON,
        connection_name="lab",
        web_url="https://lab:8006",
        version="9.1.2",
        members=(),
        nodes=(),
        entries=(entry,),
    )
    return guests(found, Past())


@pytest.mark.parametrize("told", ["-12", -1, 0, "N/A", None])
def test_a_guest_has_no_number_of_processors_below_one(told):
    """X-10: what makes no sense is absent."""
    (seen,) = seen_of(Entry(type="qemu", node="n", vmid=1, status="running", maxcpu=told))
    assert seen.facet.cpus is None


@pytest.mark.parametrize("told", [-(2**63), "-1", "none"])
def test_a_row_that_no_guest_can_have_the_number_of_is_none(told):
    """X-10: a number below zero is none."""
    assert seen_of(Entry(type="qemu", node="n", vmid=told, status="running")) == ()
