"""Which figure for memory is taken: the worked examples, and recorded answers."""

import json
from pathlib import Path

import pytest

from pulse_desktop.platforms.proxmox.ve.closer import wire
from pulse_desktop.platforms.proxmox.ve.memory.guest import (
    Evidence,
    Status,
    container_memory,
    machine_memory,
    powered_off,
)
from pulse_desktop.platforms.proxmox.ve.memory.node import (
    Counts,
    Recorded,
    asks_history,
    listed_node_memory,
    node_memory,
)

PAYLOADS = Path(__file__).parents[1] / "payloads"
EXAMPLES = json.loads((PAYLOADS / "worked-examples.json").read_text())
GIB, MIB = 1024**3, 1024**2

NODE_SENTENCES = (
    "free_buffers_and_caches_are_added_up",
    "without_caches_what_is_neither_used_nor_free_counts_as_available",
    "available_memory_wins",
    "a_node_that_tells_nothing_else_is_looked_up_in_its_history",
    "version_7_counts_caches_as_free",
    "version_9_tells_what_is_available",
)
HOST_SENTENCES = (
    "used_and_free_that_fit_leave_used_as_it_is",
    "a_saturated_used_gives_way_to_free",
    "used_and_free_that_exceed_the_total_give_way_to_free",
    "free_alone_is_enough",
    "free_is_counted_against_the_balloon",
    "a_used_saturated_at_the_balloon_gives_way_to_free",
    "free_of_the_balloon_driver_counts_as_free",
    "a_guest_that_is_nearly_full_stays_so",
    "nothing_told_is_nothing_known",
)
INSIDE_SENTENCES = (
    "the_status_of_the_guest_itself_is_added_up",
    "the_status_of_the_guest_itself_without_caches",
    "history_that_knows_what_is_available",
    "proc_meminfo_through_the_guest_agent",
)


def of_node(example):
    counts, seen = Counts(**example["in"]), example.get("rrd", {})
    recorded = Recorded(available=seen.get("memavailable"), used=seen.get("memused"))
    return node_memory(counts, recorded)


def of_machine(example):
    row = wire.Machine(**example["in"])
    status = wire.machine_status(row, 0.0)
    evidence = Evidence(
        listed_total=status.total,
        recorded=Recorded(available=example.get("rrd", {}).get("memavailable")),
        agent_available=example.get("guest_agent", {}).get("MemAvailable"),
    )
    return machine_memory(status, evidence)


def expected(example):
    """What nobody told is absent here, where the examples say 0."""
    out = example["out"]
    used = None if out["source"] == "status-unavailable" else out["used"]
    return used, out["source"]


@pytest.mark.parametrize("example", EXAMPLES["node_memory"], ids=NODE_SENTENCES)
def test_node_memory(example):
    """X-02: Proxmox conformance checks 7 and 9."""
    figure = of_node(example)
    assert (figure.used, figure.source) == expected(example)
    if "fallback_reason" in example["out"]:
        assert figure.reason == example["out"]["fallback_reason"]


@pytest.mark.parametrize("example", EXAMPLES["vm_memory_low_trust"], ids=HOST_SENTENCES)
def test_machine_memory_by_its_host(example):
    """X-15: free memory against the effective balloon total wins over a saturated figure."""
    figure = of_machine(example)
    assert (figure.used, figure.source) == expected(example)


@pytest.mark.parametrize("example", EXAMPLES["vm_memory_meminfo"], ids=INSIDE_SENTENCES)
def test_machine_memory_from_inside(example):
    """X-03: what speaks of the inside comes before what the host sees."""
    figure = of_machine(example)
    assert (figure.used, figure.source) == expected(example)


@pytest.mark.parametrize(
    ("path", "used", "percent", "is_host_size"),
    [
        ("pve9/nodes/node2/qemu/133/status/current.json", 1408397312, 65.58, False),
        ("pve9/nodes/node1/qemu/128/status/current.json", 8589934592, 100, True),
        ("pve9/nodes/node1/qemu/100/status/current.json", 17179869184, 100, True),
        ("pve7/nodes/node1/qemu/101/status/current.json", 1127792640, 53.78, False),
        ("written/node3/qemu/101/status/current.json", 13819154432, 80.44, False),
        ("written/node3/qemu/131/status/current.json", 25769803776, 100, True),
    ],
)
def test_recorded_machines_are_as_their_hosts_said(payload, path, used, percent, is_host_size):
    """Section 2.6; checks 11 and 13."""
    row = wire.machine(payload(path))
    figure = machine_memory(wire.machine_status(row, 0.0), Evidence())
    assert (figure.used, figure.source, figure.is_host_size) == (used, "status-mem", is_host_size)
    assert round(100 * figure.usage, 2) == percent


def test_a_recorded_machine_with_statistics_is_at_its_share():
    """Proxmox conformance check 11, in the numbers of its recording."""
    status = Status(
        total=17179869184,
        mem=13819154432,
        on_host=18230550528,
        freemem=2950373376,
        balloon=17179869184,
        balloon_actual=17179869184,
        balloon_total=16769527808,
        balloon_free=2950373376,
    )
    figure = machine_memory(status, Evidence())
    assert (figure.source, round(figure.usage, 4)) == ("status-mem", 0.8044)


def test_a_machine_without_a_balloon_is_clamped_to_its_total():
    """Proxmox conformance check 13, in the numbers of its recording."""
    status = Status(total=25769803776, mem=26109980672, on_host=26109980672)
    figure = machine_memory(status, Evidence())
    assert (figure.used, figure.source) == (25769803776, "status-mem")
    assert (figure.is_doubtful, figure.is_host_size) == (True, True)


def test_recorded_nodes_are_as_their_status_says(payload):
    figures = [
        node_memory(wire.counts(wire.node_status(payload(path)).memory))
        for path in ("pve7/nodes/node1/status.json", "pve9/nodes/node2/status.json")
    ]
    assert [f.source for f in figures] == ["derived-free-buffers-cached", "available-field"]
    assert [round(f.usage, 4) for f in figures] == [0.1228, 0.3655]


def test_the_guests_own_total_is_the_base_of_its_free_memory():
    """X-15: the effective balloon total is what the guest says it has."""
    status = Status(
        total=8 * GIB,
        mem=8 * GIB,
        balloon_actual=8 * GIB,
        balloon_total=4 * GIB,
        balloon_free=GIB,
    )
    figure = machine_memory(status, Evidence())
    assert (figure.used, figure.source) == (3 * GIB, "status-freemem")


def test_a_saturated_figure_gives_way_to_however_little_is_free():
    """X-15: saturated, even where both fit the total nearly."""
    figure = machine_memory(Status(total=8 * GIB, mem=8 * GIB, freemem=64 * MIB), Evidence())
    assert (figure.used, figure.source) == (8 * GIB - 64 * MIB, "status-freemem")


def test_more_free_than_the_balloon_leaves_is_counted_against_what_is_larger():
    status = Status(total=8 * GIB, balloon=2 * GIB, freemem=6 * GIB)
    assert machine_memory(status, Evidence()).used == 2 * GIB


def test_more_free_than_there_is_says_nothing():
    status = Status(total=8 * GIB, mem=5 * GIB, freemem=9 * GIB)
    figure = machine_memory(status, Evidence())
    assert (figure.used, figure.source) == (5 * GIB, "status-mem")


def test_more_available_than_there_is_means_nothing_is_used():
    figure = machine_memory(Status(total=4 * GIB), Evidence(agent_available=5 * GIB))
    assert (figure.used, figure.source) == (0, "guest-agent-meminfo")


def test_a_total_that_the_status_leaves_out_is_the_listed_one():
    figure = machine_memory(Status(mem=GIB), Evidence(listed_total=2 * GIB))
    assert (figure.used, figure.total) == (GIB, 2 * GIB)


def test_a_machine_whose_status_was_not_read_is_as_it_is_listed():
    evidence = Evidence(listed_used=GIB, listed_total=2 * GIB, is_listed_of_host=True)
    figure = machine_memory(None, evidence)
    assert (figure.used, figure.source, figure.is_host_size) == (GIB, "cluster-resources", True)


def test_what_does_not_run_is_powered_off():
    figure = powered_off(GIB)
    assert (figure.used, figure.source, figure.reason) == (0, "powered-off", None)


@pytest.mark.parametrize(
    ("recorded", "used", "source"),
    [
        (Recorded(), GIB, "cluster-resources"),
        (Recorded(used=3 * GIB), 3 * GIB, "rrd-memused"),
        (Recorded(used=3 * GIB, available=2 * GIB), 2 * GIB, "rrd-memavailable"),
    ],
)
def test_a_container_is_as_its_history_says_or_as_it_is_listed(recorded, used, source):
    listed = Evidence(listed_used=GIB, listed_total=4 * GIB, recorded=recorded)
    figure = container_memory(listed)
    assert (figure.used, figure.source) == (used, source)


def test_a_container_at_its_limit_is_full():
    figure = container_memory(Evidence(listed_used=GIB, listed_total=GIB))
    assert (figure.usage, figure.is_doubtful) == (1.0, False)


def test_a_node_that_was_not_read_is_as_it_is_listed():
    figure = listed_node_memory(GIB, 4 * GIB)
    assert (figure.used, figure.source, figure.reason) == (GIB, "nodes-endpoint", "nodes-endpoint")


def test_more_available_on_a_node_than_it_has_is_not_believed():
    counts = Counts(total=4 * GIB, used=GIB, available=5 * GIB)
    assert node_memory(counts).source == "node-status-used"


def test_a_small_gap_on_a_node_is_no_cache():
    counts = Counts(total=4 * GIB, used=2 * GIB, free=2 * GIB - 15 * MIB)
    assert node_memory(counts).source == "derived-free-buffers-cached"


@pytest.mark.parametrize(
    ("recorded", "used", "source"),
    [
        (Recorded(available=3 * GIB), GIB, "rrd-memavailable"),
        (Recorded(available=3 * GIB, used=2 * GIB), GIB, "rrd-memavailable"),
        (Recorded(available=5 * GIB, used=2 * GIB), 2 * GIB, "rrd-memused"),
        (Recorded(), 4 * GIB, "node-status-used"),
    ],
)
def test_a_node_that_tells_nothing_of_what_is_left_is_as_its_history_says(recorded, used, source):
    """X-02: section 2.5, each way to the end of it; more left than there is is not believed."""
    figure = node_memory(Counts(total=4 * GIB, used=4 * GIB, free=0), recorded)
    reason = None if recorded == Recorded() else source
    assert (figure.used, figure.source) == (used, source)
    assert figure.reason == (reason or "node-status-used")


@pytest.mark.parametrize(
    ("gap", "source"),
    [(4 * MIB, "derived-total-minus-used"), (4 * MIB - 1, "derived-free-buffers-cached")],
)
def test_inside_a_guest_a_gap_of_four_mebibytes_is_a_cache(gap, source):
    """X-03: section 2.6."""
    inside = Counts(total=8 * GIB, used=5 * GIB, free=3 * GIB - gap)
    figure = machine_memory(Status(total=8 * GIB, inside=inside), Evidence())
    assert figure.source == source


@pytest.mark.parametrize(
    ("over", "source"), [(128 * MIB, "status-mem"), (128 * MIB + 1, "status-freemem")]
)
def test_used_and_free_may_exceed_the_total_by_128_mebibytes(over, source):
    """X-15: section 2.6."""
    status = Status(total=8 * GIB, mem=6 * GIB + over, freemem=2 * GIB)
    assert machine_memory(status, Evidence()).source == source


def test_history_is_asked_only_when_the_status_says_nothing():
    assert asks_history(Counts(total=GIB, used=GIB, free=0))
    assert not asks_history(Counts(total=GIB, used=GIB // 2))


def test_a_balloon_report_from_long_ago_says_nothing():
    balloon = {"total_mem": 2 * GIB, "free_mem": GIB, "last_update": 1000}
    row = wire.Machine(maxmem=2 * GIB, mem=2 * GIB, freemem=GIB, ballooninfo=balloon)
    assert machine_memory(wire.machine_status(row, 1030.0), Evidence()).source == "status-freemem"
    assert machine_memory(wire.machine_status(row, 1100.0), Evidence()).source == "status-mem"


def test_the_newest_row_of_the_history_that_has_a_figure_counts(payload):
    found = wire.history(payload("pve9/nodes/rrddata-hour.json"))
    rows = json.loads(payload("pve9/nodes/rrddata-hour.json"))["data"]
    newest = next(row["memused"] for row in reversed(rows) if "memused" in row)
    assert found.used == int(newest)


@pytest.mark.parametrize("value", ["N/A", None, [], {}, -1, float("nan"), "9" * 50, True])
def test_a_field_that_is_no_size_is_no_figure(value):
    """X-10: a malformed figure is absent, not a crash and not garbage."""
    row = wire.Machine(maxmem=4 * GIB, mem=value, freemem=value, ballooninfo=value)
    figure = machine_memory(wire.machine_status(row, 0.0), Evidence())
    assert figure.used in {None, 1}
