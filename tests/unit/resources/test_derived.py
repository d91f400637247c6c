"""Figures that are worked out because nobody measures them."""

from types import MappingProxyType

import pytest

from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.resource import Measured
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.derived import cluster_metrics, fullness
from simulators.canonical import resource
from simulators.scripted import HYPERVISOR, NOON


def node(name, type_=ResourceType.K8S_NODE, cpu=None, memory=None):
    found = {
        Metric.CPU: None if cpu is None else Measurement(cpu),
        Metric.MEMORY: memory and Measurement(memory[0] / memory[1], *memory),
    }
    metrics = {m: Measured(value, HYPERVISOR, NOON) for m, value in found.items() if value}
    return resource(name, type_, metrics=MappingProxyType(metrics))


@pytest.mark.parametrize(
    ("free", "capacity", "ratio"),
    [(40, 100, 0.6), (0, 100, 1.0), (100, 100, 0.0), (None, 1, None), (1, 0, None), (9, 5, None)],
)
def test_a_datastore_is_as_full_as_what_is_not_free(free, capacity, ratio):
    assert fullness(free, capacity) == ratio


def test_a_cluster_is_as_busy_as_the_mean_of_its_hosts_and_nodes():
    found = cluster_metrics([node("a", ResourceType.AGENT, cpu=0.2), node("b", cpu=0.6), node("c")])
    assert found[Metric.CPU].value == pytest.approx(0.4)


def test_the_memory_of_a_cluster_is_that_of_its_nodes_together():
    found = cluster_metrics([node("a", memory=(1, 4)), node("b", memory=(3, 4)), node("c")])
    memory = found[Metric.MEMORY]
    assert (memory.value, memory.used, memory.total) == (0.5, 4, 8)


def test_a_cluster_whose_nodes_measure_nothing_has_no_figures():
    assert cluster_metrics([node("a"), node("b")]) == {}
