"""Counts of processors that cannot be."""

import pytest

from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.mapping import guests
from pulse_desktop.platforms.proxmox.ve.past import Past
from pulse_desktop.platforms.proxmox.ve.wire import Entry
from simulators.scripted import NOON


@pytest.mark.parametrize("told", ["-12", -1, 0, "N/A", None])
def test_a_guest_has_no_number_of_processors_below_one(told):
    """X-10: what makes no sense is absent."""
    found = Inventory(
        at=NOON,
        connection_name="lab",
        web_url="https://lab:8006",
        version="9.1.2",
        members=(),
        nodes=(),
        entries=(Entry(type="qemu", node="n", vmid=1, status="running", maxcpu=told),),
    )
    (seen,) = guests(found, Past())
    assert seen.facet.cpus is None
