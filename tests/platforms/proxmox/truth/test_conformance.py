"""Checks of what is known of the product's answers: memory, disks and agents."""

from pulse_desktop.platforms.proxmox.ve.agent.interfaces import interfaces
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.mapping import guests, nodes
from pulse_desktop.platforms.proxmox.ve.memory.node import Counts, node_memory
from pulse_desktop.platforms.proxmox.ve.past import Past
from pulse_desktop.platforms.proxmox.ve.wire import Entry, Node
from simulators.scripted import NOON


def inventory(*entries, **fields):
    return Inventory(
        at=NOON,
        connection_name="home",
        web_url="https://node3:8006",
        version="9.1.6",
        members=(),
        nodes=fields.pop("nodes", ()),
        entries=entries,
    )


def test_a_stopped_machine_takes_nothing_and_says_why_its_disks_are_unknown():
    """Proxmox conformance check 15: used 0 by its state, not by a reading; no counters, no disk."""
    row = Entry(type="qemu", node="node3", vmid=108, status="stopped", mem=0, maxmem=2**33, disk=0)
    (seen,) = guests(inventory(row), Past())
    assert (seen.facet.memory.source, seen.facet.memory.used) == ("powered-off", 0)
    assert seen.facet.disk_status_reason == seen.facet.disk.fallback_reason == "vm-stopped"
    assert dict(seen.metrics) == {}


def test_an_interface_without_an_address_of_its_own_is_no_trouble():
    """Proxmox conformance check 19: loopback has no MAC there, and leads nowhere."""
    (only,) = interfaces(
        [
            {"name": "Loopback Pseudo-Interface 1"},
            {
                "name": "Ethernet",
                "hardware-address": "bc:24:11:00:00:01",
                "ip-addresses": [{"ip-address": "10.0.0.5", "prefix": 24}],
                "statistics": {"rx-bytes": 6554958503, "tx-bytes": 6483924063},
            },
        ]
    )[-1:]
    assert only.name == "Ethernet"


def test_a_node_says_that_its_figure_is_from_the_list_when_its_status_was_not_read():
    """Proxmox conformance check 7, for the source that is left: low trust, and it says so."""
    row = Node(node="node3", status="online", mem=179920941056, maxmem=270074654720)
    (seen,) = nodes(inventory(nodes=(row,)), Past())
    assert seen.facet.memory.source == "nodes-endpoint"
    assert seen.facet.memory.trust == "fallback"


def test_what_could_be_had_speaks_before_what_is_used():
    """Proxmox conformance check 7, in the share of its recording: 66.56 %."""
    total, left = 270074654720, 270074654720 - 179753701376
    figure = node_memory(Counts(total=total, used=188 * 2**30, free=2**30, available=left))
    assert (figure.used, figure.source) == (179753701376, "available-field")
    assert round(100 * figure.usage, 2) == 66.56
