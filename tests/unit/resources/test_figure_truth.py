"""Whose label a figure bears once several sources speak of one machine."""

from dataclasses import replace
from datetime import timedelta

from pulse_desktop.model.facet import FigureTruth, HostFacet, NodeFacet, RawFigure
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.merge import Contribution, merge
from pulse_desktop.resources.views.figure_truth import figure_truth, has_truth
from simulators.scripted import AGENT, HYPERVISOR, NOON, observation

TOLD = FigureTruth(
    source="status-mem",
    trust="fallback",
    used=8,
    total=8,
    measured_at=NOON - timedelta(seconds=40),
    inputs=(RawFigure("status.mem", 8),),
)


def seen(facet, share=None):
    metrics = {} if share is None else {Metric.MEMORY: Measurement(share, share * 8, 8)}
    made = observation("pve1", ResourceType.AGENT, native_id="pve1")
    return replace(made, facet=facet, metrics=metrics)


def by_hypervisor(share=1.0, truth=TOLD):
    facet = NodeFacet(node_name="pve1", instance="home", memory=truth)
    return Contribution(HYPERVISOR, seen(facet, share), NOON)


def by_agent(share=0.25, **rest):
    return Contribution(AGENT, seen(HostFacet(hostname="pve1"), share), NOON, **rest)


def test_a_hypervisors_figure_bears_the_hypervisors_label():
    """X-02: label, trust and inputs reach the canonical resource as they were told."""
    assert figure_truth(merge("x", [by_hypervisor()]), Metric.MEMORY) == TOLD


def test_an_agent_on_the_machine_speaks_before_what_its_host_counts():
    """X-03: the figure is the agent's, says so, and what the hypervisor gave stays beside it."""
    merged = merge("x", [by_hypervisor(), by_agent()])
    truth = figure_truth(merged, Metric.MEMORY)
    assert merged.metrics[Metric.MEMORY].value == 0.25
    assert (truth.source, truth.fallback_reason) == ("agent", "host-agent-memory")
    assert (truth.used, truth.total, truth.inputs) == (2, 8, TOLD.inputs)


def test_an_agent_fills_a_figure_that_was_withheld():
    """X-15: but for the linked host agent there would be no figure at all."""
    withheld = by_hypervisor(None, replace(TOLD, used=None))
    alone, together = merge("x", [withheld]), merge("x", [withheld, by_agent()])
    assert Metric.MEMORY not in alone.metrics
    assert figure_truth(alone, Metric.MEMORY).used is None
    assert together.metrics[Metric.MEMORY].value == 0.25
    assert figure_truth(together, Metric.MEMORY).source == "agent"


def test_a_linked_agent_speaks_before_what_a_node_says_of_its_own_root():
    """X-07: linked host agent, then rootfs; what the node told stays beside it."""
    rootfs = replace(
        TOLD, source="node-status-rootfs", inputs=(RawFigure("status.rootfs.used", 4),)
    )
    node = replace(by_hypervisor().observation.facet, memory=None, disk=rootfs)
    told = replace(by_hypervisor().observation, facet=node, metrics=of_disk(0.5))
    own = replace(by_agent().observation, metrics=of_disk(0.25))
    alone = Contribution(HYPERVISOR, told, NOON)
    assert figure_truth(merge("x", [alone]), Metric.DISK).source == "node-status-rootfs"
    merged = merge("x", [alone, Contribution(AGENT, own, NOON)])
    truth = figure_truth(merged, Metric.DISK)
    assert merged.metrics[Metric.DISK].value == 0.25
    assert (truth.source, truth.used, truth.inputs) == ("agent", 2, rootfs.inputs)


def of_disk(share):
    return {Metric.DISK: Measurement(share, share * 8, 8)}


def test_an_agent_that_has_gone_quiet_gives_way():
    """X-03: fresh comes before stale, whoever says it."""
    merged = merge("x", [by_hypervisor(), by_agent(is_stale=True)])
    assert figure_truth(merged, Metric.MEMORY) == TOLD


def test_what_only_an_agent_describes_had_nothing_to_choose_from():
    assert not has_truth(merge("x", [by_agent()]))
    assert has_truth(merge("x", [by_hypervisor()]))
