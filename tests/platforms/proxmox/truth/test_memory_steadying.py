"""When the figure before is better than the one at hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.platforms.proxmox.ve.memory.diagnostics import Diagnostics
from pulse_desktop.platforms.proxmox.ve.memory.figure import Figure, governed
from pulse_desktop.platforms.proxmox.ve.memory.steadying import (
    Diagnostic,
    kept_for_node,
    steadied,
)

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
GIB = 1024**3
REPEATED = "preserved-previous-memory-after-repeated-low-trust-pattern"
FULL = "preserved-previous-memory-for-healthy-guest-low-trust-full-usage"


def seen(source, used_gib, seconds=0, total_gib=8, **fields):
    used = None if used_gib is None else int(used_gib * GIB)
    figure = governed(Figure(source=source, used=used, total=total_gib * GIB, **fields))
    at = NOON + timedelta(seconds=seconds)
    return Diagnostic(figure=figure, at=at, measured_at=at)


def carried(now, before, *, is_agent_alive=False):
    return steadied(now, before, is_agent_alive=is_agent_alive).figure


def test_a_low_trust_figure_that_jumps_leaves_the_trusted_one_before():
    """X-04: a low-trust reading keeps the previous one, and its note says so."""
    figure = carried(seen("status-mem", 7, 30), seen("guest-agent-meminfo", 3))
    assert (figure.used, figure.source) == (3 * GIB, "previous-snapshot")
    assert (figure.notes, figure.reason) == ((REPEATED,), "preserved-previous-snapshot")


def test_a_carried_figure_tells_when_it_was_measured():
    now = steadied(seen("status-mem", 7, 30), seen("guest-agent-meminfo", 3), is_agent_alive=False)
    assert (now.at, now.measured_at) == (NOON + timedelta(seconds=30), NOON)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (seen("status-mem", 7, 121), seen("guest-agent-meminfo", 3)),
        (seen("status-mem", 7, 30), seen("derived-total-minus-used", 3)),
        (seen("status-mem", 7, 30), seen("previous-snapshot", 3)),
        (seen("available-field", 7, 30), seen("guest-agent-meminfo", 3)),
        (seen("status-mem", 7, 30, total_gib=16), seen("guest-agent-meminfo", 3)),
        (seen("status-mem", 3.3, 30), seen("guest-agent-meminfo", 3)),
        (seen("status-mem", 7, 30), replace(seen("agent", 3), is_running=False)),
        (replace(seen("status-mem", 7, 30), is_running=False), seen("agent", 3)),
    ],
    ids=(
        "too_old",
        "before_not_trusted",
        "before_was_carried",
        "now_trusted",
        "other_total",
        "no_jump",
        "did_not_run",
        "does_not_run",
    ),
)
def test_a_figure_stands_where_the_one_before_is_no_better(now, before):
    """X-04: no carry without its whole reason."""
    assert carried(now, before).source == now.figure.source


def test_a_figure_before_that_was_nothing_counts_as_a_jump():
    assert carried(seen("status-mem", 0.1, 30), seen("agent", 0)).notes == (REPEATED,)


def test_no_figure_at_all_leaves_the_trusted_one_before():
    assert carried(seen("status-unavailable", None, 30), seen("agent", 3)).used == 3 * GIB


def test_a_full_guest_whose_agent_lives_keeps_the_figure_before():
    """X-04: a live guest agent is evidence enough."""
    now, before = seen("status-mem", 8, 599), seen("guest-agent-meminfo", 3)
    figure = carried(now, before, is_agent_alive=True)
    assert (figure.used, figure.notes) == (3 * GIB, (FULL,))


def test_a_carried_figure_is_carried_on_while_the_guest_claims_to_be_full():
    """X-04: as long as the previous diagnostic snapshot justifies one more."""
    before = seen("guest-agent-meminfo", 3)
    for seconds in range(60, 1200, 60):
        now = seen("status-mem", 8, seconds)
        before = steadied(now, before, is_agent_alive=True)
        assert before.figure.used == 3 * GIB
    assert before.measured_at == NOON


@pytest.mark.parametrize(
    ("now", "before", "is_alive"),
    [
        (seen("status-mem", 8, 300), seen("agent", 3), False),
        (seen("status-mem", 8, 601), seen("agent", 3), True),
        (seen("status-mem", 7.9, 300), seen("agent", 3), True),
        (seen("status-mem", 8, 300), seen("agent", 7.3), True),
        (seen("status-mem", 8, 300), seen("status-mem", 3), True),
        (seen("status-mem", 8, 300, total_gib=8), seen("agent", 3, total_gib=4), True),
    ],
    ids=("no_agent", "too_old", "not_full", "was_nearly_full", "not_trusted", "other_total"),
)
def test_a_full_guest_is_not_helped_without_good_reason(now, before, is_alive):
    """X-04: no carry without its whole reason."""
    assert carried(now, before, is_agent_alive=is_alive).source == "status-mem"


def test_a_full_figure_that_nothing_vouches_for_is_withheld():
    """X-15: no guest stands at a false 100 %."""
    figure = carried(seen("status-mem", 8, is_host_size=True), None)
    assert (figure.used, figure.total, figure.source) == (None, 8 * GIB, "status-mem")
    assert figure.notes == ("host-process-size", "withheld-low-trust-full-usage")


def test_a_full_figure_beside_the_free_memory_that_fits_it_stands():
    assert carried(seen("status-mem", 7.95, is_vouched=True), None).used == int(7.95 * GIB)


def test_a_node_that_is_not_answered_for_keeps_its_figure_for_two_minutes():
    """X-02: the label says that the figure is the one before, and why."""
    before = seen("available-field", 3)
    for seconds in (30, 60, 120):
        before = kept_for_node(seen("nodes-endpoint", 7, seconds), before)
        assert before.figure.source == "previous-snapshot"
    assert before.figure.notes == ("node-status-unavailable",)
    late = kept_for_node(seen("nodes-endpoint", 7, 121), before)
    assert (late.figure.used, late.figure.source) == (7 * GIB, "nodes-endpoint")


def test_a_nodes_figure_that_was_not_trusted_is_not_kept():
    listed = seen("nodes-endpoint", 7, 30)
    assert kept_for_node(listed, seen("node-status-used", 3)) is listed
    assert kept_for_node(listed, None) is listed


def test_what_is_gone_is_forgotten():
    kept = Diagnostics()
    kept.record(("lab", "pve1", "101"), seen("agent", 3))
    kept.keep_only(set())
    assert kept.read(("lab", "pve1", "101")) is None
