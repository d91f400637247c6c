"""The orchestrator's cluster: nodes that are guests, a pod that crashes, one without room."""

from collections import Counter
from datetime import timedelta

import pytest

from pulse_desktop.demo.estate import fabric, hosts, production
from pulse_desktop.demo.estate.guests import guest
from pulse_desktop.model.condition import Status
from pulse_desktop.model.facet import ClusterNodeFacet, PodFacet
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family
from pulse_desktop.model.snapshot import ResourceType


@pytest.fixture
def site():
    return production.sites(1)[0]


@pytest.fixture
def state(state_of, site, at_rest):
    return state_of((site,), at_rest)


@pytest.fixture
def whole(state_of, at_rest):
    """With the cluster that its nodes are guests of, and the agents in them."""
    parts = (fabric, hosts, production)
    return state_of(tuple(site for part in parts for site in part.sites(1)), at_rest)


def named(state, name, type_):
    return next(r for r in state.all() if r.name == name and r.type is type_)


def test_cluster_nodes_deployments_and_pods_are_there(state):
    types = Counter(resource.type for resource in state.all())
    assert types[ResourceType.K8S_CLUSTER] == 1
    assert types[ResourceType.K8S_NODE] == 5
    assert types[ResourceType.K8S_DEPLOYMENT] == 12
    assert 35 <= types[ResourceType.POD] <= 45


def test_all_four_have_series_under_the_keys_of_the_registry(state):
    """M-12, H-09: pods alone bear a prefix."""
    families = {
        ResourceType.K8S_CLUSTER: Family.K8S_CLUSTER,
        ResourceType.K8S_NODE: Family.K8S_NODE,
        ResourceType.K8S_DEPLOYMENT: Family.K8S_DEPLOYMENT,
        ResourceType.POD: Family.POD,
    }
    for resource in state.all():
        assert resource.series.family is families[resource.type]
        assert resource.series.id.startswith("k8s:") == (resource.type is ResourceType.POD)


def test_all_four_are_measured(site):
    """M-12: from the first tick on; a pod that waits for a node has nothing to measure."""
    unmeasured = [thing.still.name for thing in site.things if thing.subject is None]
    assert unmeasured == ["invoice-export-nightly"]


def test_pods_have_no_disk_traffic(site):
    """H-09: the cluster does not measure it."""
    pods = [t for t in site.things if t.still.type is ResourceType.POD]
    assert not {Metric.DISK_READ, Metric.DISK_WRITE} & {m for t in pods for m in t.metrics}


def test_a_node_with_an_agent_is_one_machine_with_it(whole):
    """M-02: the row is the host's."""
    node = named(whole, "prod-euw1-k8s-01", ResourceType.AGENT)
    assert node.facet(ClusterNodeFacet) is not None
    rows = [r.name for r in whole.all() if r.type is ResourceType.K8S_NODE]
    assert sorted(rows) == ["prod-euw1-k8s-04", "prod-euw1-k8s-05"]


def test_a_node_has_the_numbers_of_the_guest_that_it_is(site):
    """M-01: whoever tells of a machine tells the same."""
    nodes = [t for t in site.things if t.still.type is ResourceType.K8S_NODE]
    assert {t.still.name: t.subject for t in nodes} == {
        t.still.name: guest(t.still.name).subject for t in nodes
    }


def test_one_pod_does_not_stay_up(state, at_rest):
    pod = named(state, "payments-worker-2", ResourceType.POD)
    facet = pod.facet(PodFacet)
    assert facet.pod_containers[0].reason == "CrashLoopBackOff"
    assert facet.restarts == pod.restart_count > 0
    assert pod.status is Status.WARNING


def test_its_deployment_lacks_one(state):
    deployment = named(state, "payments-worker", ResourceType.K8S_DEPLOYMENT)
    assert str(deployment.condition.word) == "1 of 2"


def test_one_pod_finds_no_room(state):
    pod = named(state, "invoice-export-nightly", ResourceType.POD)
    assert pod.facet(PodFacet).pod_phase == "Pending"
    assert pod.parent_name == "Production"


def test_the_others_are_well(state):
    marked = {r.name for r in state.all() if r.status is not Status.ONLINE}
    assert marked == {"payments-worker", "payments-worker-2", "invoice-export-nightly"}


def test_a_deployment_has_as_many_pods_as_it_wants(site):
    owned = Counter(
        t.still.facet.owner_name for t in site.things if t.still.type is ResourceType.POD
    )
    for thing in (t for t in site.things if t.still.type is ResourceType.K8S_DEPLOYMENT):
        assert owned[thing.still.name] == thing.still.facet.desired_replicas


def test_the_troubled_pods_are_told_of_daily(site, at_rest):
    events = site.happenings(at_rest - timedelta(days=10), at_rest)
    assert len(events) == 20
    assert {event.nature for event in events} == {"kubernetes_event"}


def test_copies_for_load_have_ids_of_their_own():
    things = production.sites(2)[0].things
    assert len({thing.still.native_id for thing in things}) == len(things)
