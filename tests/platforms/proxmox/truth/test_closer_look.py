"""A closer look at the simulated estate, poll by poll, while things change in it."""

import asyncio

import pytest

from pulse_desktop.model.metric import Metric
from pulse_desktop.platforms.proxmox.ve.closer import look
from pulse_desktop.platforms.proxmox.ve.session import CONNECTIONS
from simulators.proxmox.estate import AUDITOR, BACKER, GIB, Agent, Guest

AGENTS = "nodes/pve1/qemu/101/agent/"
FULL = "preserved-previous-memory-for-healthy-guest-low-trust-full-usage"
REPEATED = "preserved-previous-memory-after-repeated-low-trust-pattern"


def commands(home):
    return sorted(path.removeprefix(AGENTS) for path in home.asked if path.startswith(AGENTS))


async def poll_on(home, estate, seconds):
    """One poll after some time."""
    estate.pass_time(seconds)
    return await home.poll()


@pytest.fixture
def hurried(monkeypatch):
    """Nobody waits for long, and nothing is waited for."""
    monkeypatch.setattr(look, "PATIENCE_S", 0.3)
    monkeypatch.setattr(look, "FIRST_PATIENCE_S", 0.3)


async def test_each_figure_for_memory_tells_where_it_is_from(home, web):
    """X-02: every figure carries its label and trust, to the tooltip and the facet."""
    await home.poll()
    sources = {name: home.truth(name).source for name in ("pve1", "web", "dns", "database")}
    assert sources == {
        "pve1": "available-field",
        "web": "guest-agent-meminfo",
        "dns": "cluster-resources",
        "database": "powered-off",
    }
    origin = str(home.seen("web").metrics[Metric.MEMORY].origin)
    assert "guest-agent-meminfo" in origin
    assert "fallback" in origin


async def test_what_the_agent_reads_comes_before_what_the_host_counts(home, web):
    """X-03: guest agent memory information before the low-trust selector."""
    await home.poll()
    assert home.memory("web") == 0.25
    assert home.truth("web").used == 2 * GIB


async def test_a_guest_is_told_from_inside(home, web):
    """X-06: disks, system and network, as the agent lists them."""
    await home.poll()
    facet = home.seen("web").facet
    assert [each.mount_point for each in facet.file_systems] == ["/"]
    assert (facet.os_name, facet.agent_version) == ("Debian GNU/Linux 12 (bookworm)", "7.2.0")
    assert [each.addresses for each in facet.network_interfaces] == [("10.0.1.7",)]
    assert facet.disk_status_reason is None


async def test_the_allotted_size_is_never_shown_as_usage(home, estate):
    """X-05: without an agent the usage of a machine's disks is not known."""
    estate.guest(101).agent = None
    await home.poll()
    seen = home.seen("web")
    assert Metric.DISK not in seen.metrics
    assert seen.facet.disk_status_reason == "agent-disabled"


async def test_a_machine_without_an_agent_is_never_asked_for_one(home, estate):
    estate.guest(101).agent = None
    await home.poll()
    await poll_on(home, estate, 60)
    assert commands(home) == []


async def test_the_agent_of_a_machine_that_does_not_run_is_never_asked(home, estate, web):
    """Proxmox conformance check 15: its configuration has one all the same."""
    web.status = "stopped"
    await home.poll()
    await poll_on(home, estate, 60)
    assert not [path for path in home.asked if "/agent/" in path or "/qemu/101/" in path]
    seen = home.seen("web")
    assert (seen.facet.disk_status_reason, home.truth("web").used) == ("vm-stopped", 0)


async def test_a_token_that_may_not_ask_agents_asks_none(home, estate):
    """X-05: the reason is on the guest, and nothing is sent."""
    estate.tokens["pulse@pve!desktop"].granted = {"/": AUDITOR | BACKER}
    await home.poll()
    assert commands(home) == []
    assert home.seen("web").facet.disk_status_reason == "permission-denied"
    assert home.snapshot.issues == ()


async def test_answers_of_an_agent_are_good_for_their_time(home, estate, web):
    await home.poll()
    await poll_on(home, estate, 15)
    assert commands(home) == []
    await poll_on(home, estate, 45)
    assert commands(home) == ["file-read", "get-fsinfo"]
    await poll_on(home, estate, 240)
    assert "network-get-interfaces" in commands(home)


async def test_a_network_that_is_not_complete_is_asked_for_soon(home, estate, web):
    """X-06: incomplete metadata is retried soon."""
    web.agent.addresses = ()
    await home.poll()
    web.agent.addresses = ("10.0.1.9",)
    await poll_on(home, estate, 30)
    assert commands(home) == ["network-get-interfaces"]
    await home.poll()
    assert home.seen("web").facet.network_interfaces[0].addresses == ("10.0.1.9",)


async def test_a_windows_is_never_asked_for_proc(home, estate, web):
    web.agent.system = "Microsoft Windows Server 2022"
    await home.poll()
    assert "file-read" not in commands(home)


async def test_a_command_that_is_not_known_rests_for_an_hour(home, estate, web):
    web.agent.unsupported = frozenset({"guest-get-fsinfo"})
    await home.poll()
    assert home.seen("web").facet.disk_status_reason == "unsupported"
    await poll_on(home, estate, 1800)
    assert "get-fsinfo" not in commands(home)
    assert "file-read" in commands(home)
    await poll_on(home, estate, 1801)
    assert "get-fsinfo" in commands(home)


async def test_an_agent_that_is_gone_is_left_in_peace(home, estate, web):
    """X-05: negative answers are kept, longer each time."""
    web.agent.is_running = False
    await home.poll()
    assert commands(home) == ["get-osinfo"]
    for seconds, asked in ((15, []), (15, ["get-osinfo"]), (30, []), (30, ["get-osinfo"])):
        await poll_on(home, estate, seconds)
        assert commands(home) == asked


async def test_disk_usage_is_carried_while_the_agent_flaps(home, estate, web):
    """X-05: a recent reading is carried through a transient failure, for ten minutes."""
    await home.poll()
    web.agent.is_running = False
    await poll_on(home, estate, 60)
    seen = (await home.poll()) and home.seen("web")
    assert seen.facet.disk_status_reason == "prev-agent-not-running"
    assert round(seen.metrics[Metric.DISK].value, 2) == 0.41
    assert "agent-not-running" in str(seen.metrics[Metric.DISK].origin)
    await poll_on(home, estate, 600)
    assert Metric.DISK not in home.seen("web").metrics


async def test_disk_usage_is_fresh_again_once_the_agent_is_back(home, estate, web):
    await home.poll()
    web.agent.refusal = "VM {vmid} qga command '{command}' failed - got timeout"
    await poll_on(home, estate, 60)
    await home.poll()
    assert home.seen("web").facet.disk_status_reason == "prev-agent-timeout"
    web.agent.refusal = None
    await poll_on(home, estate, 60)
    await home.poll()
    assert home.seen("web").facet.disk_status_reason is None


async def test_identity_survives_while_nobody_can_be_asked(home, estate, web):
    """X-06: metadata survives a short status failure."""
    await home.poll()
    estate.stop_node("pve1")
    await poll_on(home, estate, 30)
    facet = home.seen("web").facet
    assert facet.os_name == "Debian GNU/Linux 12 (bookworm)"
    assert facet.network_interfaces[0].addresses == ("10.0.1.7",)


async def test_the_figure_before_stands_when_the_agent_stops_reading(home, estate, web):
    """X-04: one low-trust figure that jumps is not believed, and the note says so."""
    await home.poll()
    web.agent.unsupported = frozenset({"guest-file-read"})
    for _ in range(3):
        await poll_on(home, estate, 60)
    assert (home.truth("web").source, home.memory("web")) == ("guest-agent-meminfo", 0.25)
    await poll_on(home, estate, 60)
    assert (home.truth("web").source, home.memory("web")) == ("previous-snapshot", 0.25)
    assert home.truth("web").notes == (REPEATED,)
    assert "240 s before" in str(home.seen("web").metrics[Metric.MEMORY].origin)
    await poll_on(home, estate, 60)
    assert (home.truth("web").source, home.memory("web")) == ("status-mem", 0.75)


async def test_a_guest_that_is_well_is_not_believed_to_be_full(home, estate, web):
    """X-04: a live agent is evidence enough to keep the figure before."""
    await home.poll()
    web.agent.unsupported = frozenset({"guest-file-read"})
    web.mem = web.maxmem
    for _ in range(6):
        await poll_on(home, estate, 60)
    assert (home.truth("web").source, home.memory("web")) == ("previous-snapshot", 0.25)
    assert home.truth("web").notes == (FULL,)


async def test_a_guest_that_nobody_looks_into_never_stands_at_a_false_100(home, estate, web):
    """X-15: what its process takes on the host is not what is used inside."""
    web.agent, web.mem = None, web.maxmem + GIB
    await home.poll()
    assert home.memory("web") is None
    truth = home.truth("web")
    assert (truth.source, truth.used, truth.total) == ("status-mem", None, 8 * GIB)
    assert "withheld-low-trust-full-usage" in truth.notes


async def test_a_ballooned_guest_is_counted_by_its_free_memory(home, estate, web):
    """X-15: free memory against the effective balloon total wins."""
    web.agent, web.mem, web.balloon_free = None, web.maxmem, 5 * GIB
    await home.poll()
    assert (home.truth("web").source, home.memory("web")) == ("status-freemem", 0.375)


async def test_a_guest_that_started_again_is_not_told_from_before(home, estate, web):
    await home.poll()
    web.status = "stopped"
    await poll_on(home, estate, 15)
    assert home.truth("web").source == "powered-off"
    assert home.seen("web").facet.disk_status_reason == "vm-stopped"
    web.status, web.agent.is_running = "running", False
    await poll_on(home, estate, 15)
    assert home.truth("web").source == "status-mem"


async def test_a_guest_that_moved_is_looked_at_anew(home, estate, web):
    """X-03: caches are keyed by instance, node and number."""
    await home.poll()
    estate.migrate(101, "pve2")
    web.agent.is_running = False
    await poll_on(home, estate, 15)
    assert home.truth("web").source == "status-mem"


async def test_a_node_that_does_not_tell_its_status_keeps_its_figure_for_a_while(home, estate):
    """X-02: then what the list of nodes says stands, under that label."""
    await home.poll()
    estate.node("pve1").has_status = False
    labels = []
    for _ in range(4):
        await poll_on(home, estate, 45)
        labels.append(home.truth("pve1").source)
    assert labels == ["previous-snapshot", "previous-snapshot", "nodes-endpoint", "nodes-endpoint"]
    assert home.truth("pve2").source == "available-field"


async def test_nodes_that_fail_are_told_in_one_line(home, estate, simulator):
    """P-07: one warning a degradation, however many nodes are part of it."""
    for node in estate.nodes:
        node.has_status = False
    snapshot = await home.poll()
    (issue,) = snapshot.issues
    assert (issue.stage, issue.category) == ("status", "server")
    assert str(issue.message).startswith("2 nodes do not tell how they fare")


async def test_a_node_behind_a_broken_network_is_an_issue_only(home, simulator):
    """P-06: the base inventory stands, the gap is told."""
    simulator.fault("/nodes/pve2/status", status=596, reason="Connection timed out")
    snapshot = await home.poll()
    assert [issue.category for issue in snapshot.issues] == ["partial"]
    assert home.truth("pve1").source == "available-field"
    assert home.truth("pve2").source == "nodes-endpoint"


async def test_the_processors_of_a_node_are_not_taken_from_a_workers_first_answer(home):
    await home.poll()
    assert home.seen("pve1").metrics[Metric.CPU].value == 0.1


async def test_a_node_of_version_7_is_derived_from_its_caches(home, estate):
    estate.version = "7.4-16"
    await home.poll()
    assert home.truth("pve1").source == "derived-free-buffers-cached"


async def test_a_nodes_disk_is_its_root_file_system(home, estate):
    """X-07: rootfs, and a storage only where that is not told."""
    await home.poll()
    assert "node-status-rootfs" in str(home.seen("pve1").metrics[Metric.DISK].origin)
    for node in estate.nodes:
        node.has_status = False
    await poll_on(home, estate, 121)
    assert "storage local" in str(home.seen("pve1").metrics[Metric.DISK].origin)


async def test_a_node_that_hangs_delays_nobody(home, estate, simulator, hurried):
    """P-11: the others are read at once, and again while it hangs."""
    simulator.fault("/nodes/pve1/status", hangs=True)
    async with asyncio.timeout(2):
        await home.poll(is_awaited=False)
        await home.poll(is_awaited=False)
    assert home.truth("pve2").source == "available-field"
    assert [path for path in home.asked if "pve1" in path] == []
    assert "nodes/pve2/status" in home.asked


async def test_a_node_that_hung_is_left_in_peace(home, estate, simulator, hurried, monkeypatch):
    """P-11: longer each time, and read again once it is well."""
    monkeypatch.setattr(look, "_STATUS_S", 0.1)
    simulator.fault("/nodes/pve1/status", hangs=True)
    await home.poll()
    assert [issue.category for issue in home.snapshot.issues] == ["timeout"]
    await poll_on(home, estate, 59)
    assert "nodes/pve1/status" not in home.asked
    simulator.heal()
    await poll_on(home, estate, 1)
    await home.poll()
    assert home.truth("pve1").source == "available-field"


async def test_no_poll_waits_for_a_node_that_hung_before(
    home, estate, simulator, hurried, monkeypatch
):
    """P-11: it is tried again beside the others, which are waited for alone."""
    monkeypatch.setattr(look, "_STATUS_S", 0.1)
    simulator.fault("/nodes/pve1/status", hangs=True)
    await home.poll()
    for name in ("_STATUS_S", "PATIENCE_S"):
        monkeypatch.setattr(look, name, 20)
    estate.pass_time(60)
    async with asyncio.timeout(3):
        await home.poll(is_awaited=False)
    assert "pve1" in home._opened._look._tasks


async def test_a_session_that_ends_waits_for_no_node(session, simulator, hurried):
    simulator.fault("/nodes/pve1/status", hangs=True)
    opened = await session()
    await opened.collect()
    async with asyncio.timeout(1):
        await opened.aclose()


async def test_a_node_is_asked_two_slow_things_at_once(home, estate, simulator):
    """P-11: and all of them no more than there are connections."""
    for vmid in range(300, 330):
        node = ("pve1", "pve2")[vmid % 2]
        estate.guests.append(Guest(vmid, "qemu", node, f"vm{vmid}", agent=Agent()))
    simulator.fault("*", delay_s=0.005)
    await home.poll()
    await home.poll()
    # Its status, which it answers from memory, may come beside them.
    assert {simulator.load.peaks[node] for node in ("pve1", "pve2")} <= {2, 3}
    assert simulator.load.peaks[""] < CONNECTIONS


async def test_the_agents_of_a_node_are_asked_in_turns(home, estate, monkeypatch):
    """A round has an end; who was left out comes first in the next."""
    monkeypatch.setattr(look, "QUESTIONS", 8)
    estate.guests += [Guest(n, "qemu", "pve1", f"vm{n}", agent=Agent()) for n in range(300, 304)]
    told = set()
    for _ in range(6):
        await poll_on(home, estate, 10)
        told |= {o.name for o in home.snapshot.observations if getattr(o.facet, "os_name", None)}
    assert {"web", "vm300", "vm301", "vm302", "vm303"} <= told
