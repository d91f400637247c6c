"""Whatever a closer look is answered with: read, refused or absent, never a crash or a wrong 0."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.metric import Metric
from pulse_desktop.platforms.proxmox import envelope
from pulse_desktop.platforms.proxmox.ve.agent import file_systems, interfaces, result, system
from pulse_desktop.platforms.proxmox.ve.closer import wire
from pulse_desktop.platforms.proxmox.ve.closer.notes import MachineNotes, NodeNotes, Notes
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.mapping import guests, nodes
from pulse_desktop.platforms.proxmox.ve.past import Past
from pulse_desktop.platforms.proxmox.ve.wire import Entry, Node

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
KEYS = (
    *("total", "used", "free", "available", "buffers", "cached", "avail", "actual"),
    *("total_mem", "free_mem", "last_update", "model", "cores", "sockets"),
    *("mountpoint", "type", "disk", "name", "total-bytes", "used-bytes", "dev", "serial"),
    *("ip-addresses", "ip-address", "hardware-address", "error", "class", "id", "pretty-name"),
    *("version", "kernel-version", "supported_commands", "enabled"),
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.sampled_from(["N/A", "", "-", "0x10", "1e999", "12", "/", "C:\\", "fe80::1%2", "ext4"])
)
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
    ),
    max_leaves=12,
)


def fields(*names):
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, TREES))


MACHINES = fields(
    *("mem", "maxmem", "memhost", "freemem", "balloon", "balloon_min", "ballooninfo", "meminfo")
)
STATUSES = fields(
    *("memory", "swap", "rootfs", "uptime", "loadavg", "cpuinfo", "kversion", "pveversion")
)


def inventory(status, machine):
    entry = Entry(type="qemu", node="n", vmid=1, status="running", maxmem=100, mem=50)
    notes = Notes(
        {"n": NodeNotes(status=status, read_at=NOON)},
        {("n", 1): MachineNotes(row=machine, row_at=NOON, has_agent=True)},
    )
    return Inventory(
        at=NOON,
        connection_name="home",
        web_url="https://n:8006",
        version="9.1.6",
        members=(),
        nodes=(Node(node="n", status="online", mem=50, maxmem=100),),
        entries=(entry,),
        notes=notes,
    )


@given(STATUSES, MACHINES)
def test_any_status_makes_an_observation(status, machine):
    """X-10: a malformed number is absent, not a crash and not garbage."""
    found = inventory(wire.NodeStatus(**status), wire.Machine(**machine))
    past = Past()
    for seen in (*nodes(found, past), *guests(found, past)):
        for metric, measured in seen.metrics.items():
            assert metric is Metric.LOAD1 or 0 <= measured.value <= 1


@given(TREES)
def test_any_answer_of_an_agent_is_read_or_says_nothing(value):
    """X-10: alike for what a guest says."""
    found = file_systems.disks(value)
    assert 0 <= found.used <= found.total
    assert all(each.name is not None for each in interfaces.interfaces(value))
    system.system(value)
    system.disabled_commands(value)


@given(TREES | st.binary(max_size=40))
def test_any_body_is_decoded_or_refused(value):
    body = value if isinstance(value, bytes) else json.dumps({"data": value}).encode()
    for decode in (
        *(wire.node_status, wire.machine, wire.machines, wire.history, wire.content),
        result.result,
    ):
        try:
            decode(body)
        except envelope.Unreadable:
            continue
