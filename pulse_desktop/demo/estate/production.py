"""The orchestrator's cluster: its nodes, deployments and pods."""

from pulse_desktop.demo.estate import deployments as table
from pulse_desktop.demo.estate import number
from pulse_desktop.demo.estate.deployments import Deployment
from pulse_desktop.demo.estate.guest import Guest
from pulse_desktop.demo.estate.in_cluster import CLUSTER, CONTEXT, NAME, NODES, native_id
from pulse_desktop.demo.estate.pod_event import happenings
from pulse_desktop.demo.estate.pods import pod
from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.demo.thing import Site, Thing
from pulse_desktop.model.condition import ONLINE, READY, RUNNING, Condition, Shape, Status
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.facet import (
    ClusterFacet,
    ClusterNodeFacet,
    DeploymentFacet,
    MetricCapabilities,
)
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Observation, ResourceType
from pulse_desktop.model.text import mark

KUBERNETES = PlatformId("kubernetes")

_SERVER = "https://k8s-api.home.arpa:6443"
_VERSION = "v1.34.1"
_METRICS = (Metric.CPU, Metric.MEMORY)
_MOST_PODS = 110
_RESERVED = GIB
"""Bytes of each node's memory that are not given to pods."""


def sites(scale: int) -> tuple[Site, ...]:
    """One cluster; ``scale`` times as many deployments with their pods."""
    site = Site(
        connection=Connection(
            id=ConnectionId("demo-production"),
            platform=KUBERNETES,
            name=NAME,
            address=_SERVER,
            interval_s=30,
        ),
        things=(
            _cluster(),
            *map(_node, NODES),
            *map(_deployment, table.deployments(scale)),
            *map(pod, table.pods(scale)),
        ),
        happenings=happenings,
    )
    return (site,)


def _cluster() -> Thing:
    memory = sum(node.memory - _RESERVED for node in NODES)
    facet = ClusterFacet(
        cluster_id=CLUSTER,
        cluster_name=NAME,
        source_name=NAME,
        context=CONTEXT,
        server=_SERVER,
        version=_VERSION,
        metric_capabilities=MetricCapabilities(
            node_cpu_memory=True,
            node_telemetry=True,
            pod_cpu_memory=True,
            pod_network=True,
        ),
    )
    return Thing(
        still=Observation(
            native_id=CLUSTER,
            type=ResourceType.K8S_CLUSTER,
            name=NAME,
            condition=ONLINE,
            technology=f"Kubernetes {_VERSION}",
            facet=facet,
        ),
        subject=Subject(CurveClass.K8S_CLUSTER, NAME.lower(), memory),
        role=CurveRole.GENERAL,
        metrics=_METRICS,
        totals=((Metric.MEMORY, memory),),
    )


def _node(machine: Guest) -> Thing:
    """A guest of the hypervisor's cluster, so that it has that guest's numbers."""
    facet = ClusterNodeFacet(
        cluster_id=CLUSTER,
        cluster_name=NAME,
        source_name=NAME,
        context=CONTEXT,
        node_uid=number.uuid("node", machine.name),
        node_name=machine.name,
        ready=True,
        roles=("worker",) if machine is not NODES[0] else ("control-plane", "worker"),
        kubelet_version=_VERSION,
        container_runtime_version="containerd://2.1.4",
        os_image="Ubuntu 24.04.3 LTS",
        kernel_version="6.8.0-87-generic",
        architecture="amd64",
        capacity_cpu_cores=float(machine.size.cores),
        capacity_memory_bytes=machine.memory,
        capacity_pods=_MOST_PODS,
        allocatable_cpu_cores=machine.size.cores - 0.2,
        allocatable_memory_bytes=machine.memory - _RESERVED,
        allocatable_pods=_MOST_PODS,
    )
    return Thing(
        still=Observation(
            native_id=native_id("node", facet.node_uid),
            type=ResourceType.K8S_NODE,
            name=machine.name,
            condition=READY,
            technology=f"Kubernetes {_VERSION}",
            identity=Identity(hostnames=(machine.name,), ip_addresses=(machine.address,)),
            facet=facet,
            parent=CLUSTER,
        ),
        subject=machine.subject,
        role=machine.role,
        metrics=_METRICS,
        totals=((Metric.MEMORY, machine.memory),),
    )


def _deployment(one: Deployment) -> Thing:
    ready = one.replicas - (one.name == table.CRASHING_OF)
    facet = DeploymentFacet(
        cluster_id=CLUSTER,
        cluster_name=NAME,
        source_name=NAME,
        context=CONTEXT,
        deployment_uid=number.uuid("deployment", one.namespace, one.name),
        namespace=one.namespace,
        image=one.image,
        labels=(f"app.kubernetes.io/name={one.name}",),
        desired_replicas=one.replicas,
        updated_replicas=one.replicas,
        ready_replicas=ready,
        available_replicas=ready,
    )
    return Thing(
        still=Observation(
            native_id=native_id("deployment", facet.deployment_uid),
            type=ResourceType.K8S_DEPLOYMENT,
            name=one.name,
            condition=RUNNING if ready == one.replicas else _short(ready, one.replicas),
            technology="Deployment",
            facet=facet,
            parent=CLUSTER,
        ),
        subject=Subject(CurveClass.K8S_DEPLOYMENT, one.name),
        role=one.role,
        metrics=_METRICS,
    )


def _short(ready: int, desired: int) -> Condition:
    """Some of its pods are not ready."""
    word = mark("Condition", "{ready} of {desired}").given(ready=ready, desired=desired)
    return Condition(Status.WARNING, Shape.WARNING, word)
