"""What is made of answers with the figures of the conformance checks."""

import json
from datetime import UTC, datetime

import pytest

from pulse_desktop.platforms.proxmox.ve import wire
from pulse_desktop.platforms.proxmox.ve.closer import wire as closer
from pulse_desktop.platforms.proxmox.ve.closer.notes import MachineNotes, NodeNotes, Notes
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def estate_of():
    """An estate of which nothing is told but what is given."""

    def build(**fields):
        nothing = {
            "at": NOON,
            "connection_name": "home",
            "web_url": "https://node3:8006",
            "version": "9.2.10",
            "members": (),
            "nodes": (),
            "entries": (),
        }
        return Inventory(**(nothing | fields))

    return build


@pytest.fixture
def listed_nodes(estate_of, payload):
    """The recorded nodes, of which node3 told its own status just now."""
    status = closer.node_status(payload("written/node3/status.json"))
    notes = Notes(nodes={"node3": NodeNotes(status=status, read_at=NOON)})
    return estate_of(nodes=wire.nodes(payload("pve9/nodes.json")).rows, notes=notes)


@pytest.fixture
def guest_of(estate_of, payload):
    """``guest_of(101)``: an estate with one machine of node3, and its status of just now."""

    def build(vmid, **fields):
        body = payload(f"written/node3/qemu/{vmid}/status/current.json")
        row = json.loads(body)["data"]
        listed = json.dumps({"data": [row | {"type": "qemu", "node": "node3"} | fields]})
        machine = closer.machine(body)
        notes = MachineNotes(row=machine, row_at=NOON, has_agent=closer.agent_flag(machine.agent))
        return estate_of(
            entries=wire.entries(listed.encode()).rows,
            notes=Notes(machines={("node3", vmid): notes}),
        )

    return build
