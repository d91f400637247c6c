"""What a figure was chosen from, from the wire to the document that scripts read."""

from datetime import timedelta

import pytest

from pulse_desktop.app.state_document import state_document
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.resources.registry import Registry
from simulators.proxmox.estate import GIB
from simulators.scripted import NOON


def given(truth):
    return {each.name: each.bytes for each in truth.inputs}


@pytest.fixture
async def document(home, web):
    """The resource ``web`` as ``state --json`` has it."""
    snapshot = await home.poll()
    registry = Registry(SeriesIndex())
    commit = registry.apply(snapshot)
    found = state_document(commit.state, (), NOON)["resources"]
    return next(each for each in found if each["name"] == "web")


async def test_a_machines_memory_names_all_that_spoke_of_it(home, web):
    """X-02: the chosen figure and those it was preferred to."""
    await home.poll()
    inputs = given(home.truth("web"))
    assert inputs["status.mem"] == inputs["resources.mem"] == 6 * GIB
    assert (inputs["status.maxmem"], inputs["agent.meminfo.available"]) == (8 * GIB, 6 * GIB)


async def test_what_was_not_told_is_not_among_the_inputs(home, web):
    """X-10: absent is absent, never 0."""
    await home.poll()
    assert not {"status.freemem", "ballooninfo.free_mem"} & set(given(home.truth("web")))


async def test_a_nodes_memory_names_its_status_and_the_list_of_nodes(home):
    await home.poll()
    inputs = given(home.truth("pve1"))
    assert {"status.memory.total", "status.memory.used", "nodes.mem", "nodes.maxmem"} <= set(inputs)


async def test_a_nodes_disk_says_which_figure_it_is(home):
    """X-07: rootfs comes before the list of nodes, and both are shown."""
    await home.poll()
    disk = home.seen("pve1").facet.disk
    assert (disk.source, disk.trust) == ("node-status-rootfs", "preferred")
    assert {"status.rootfs.used", "nodes.disk", "nodes.maxdisk"} <= set(given(disk))


async def test_a_machines_disk_is_its_agents_and_never_what_was_allotted(home, web):
    """X-05: the size of the disk stands among the inputs, not in the figure."""
    await home.poll()
    disk = home.seen("web").facet.disk
    assert (disk.source, disk.trust) == ("guest-agent-fsinfo", "preferred")
    assert disk.total != given(disk)["resources.maxdisk"]


async def test_a_machine_without_an_agent_has_a_reason_and_no_figure(home, estate):
    """X-05: nothing is known of its disks, and the reason says why."""
    estate.guest(101).agent = None
    await home.poll()
    disk = home.seen("web").facet.disk
    assert (disk.source, disk.used, disk.total) == ("unknown", None, None)
    assert disk.fallback_reason == home.seen("web").facet.disk_status_reason


async def test_a_node_that_is_off_line_has_no_figure_for_its_disk(home, estate):
    estate.nodes[1].is_online = False
    await home.poll()
    assert home.seen(estate.nodes[1].name).facet.disk is None


def test_scripts_read_label_trust_age_and_inputs(document):
    """X-02, T-10: with the reading, and with everything behind it in the facet."""
    reading, memory = document["metrics"]["memory"], document["proxmox"]["memory"]
    assert (reading["label"], reading["trust"]) == ("guest-agent-meminfo", "fallback")
    assert reading["measuredAt"] == memory["measuredAt"]
    assert memory["inputs"]["status.mem"] == 6 * GIB


def test_the_figures_of_one_poll_are_not_older_than_the_poll(document, home):
    at = home.snapshot.collected_at
    assert at - home.truth("web").measured_at < timedelta(seconds=5)
