"""A cluster that places pods on nodes, and what it places."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pulse_desktop.model.facet.machine import Reporter
from pulse_desktop.model.facet.marker import Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricCapabilities:
    """What the cluster can measure, since each needs an extra of its own."""

    node_cpu_memory: bool = False
    node_telemetry: bool = False
    pod_cpu_memory: bool = False
    pod_network: bool = False
    pod_ephemeral_disk: bool = False
    pod_disk_io: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InCluster:
    """Which cluster something belongs to, and over which source it was seen."""

    cluster_id: str
    cluster_name: str | None = None
    source_name: str | None = None
    context: str | None = None
    """The entry of the user's configuration that leads to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterFacet(Reporter, Facet):
    """The cluster itself."""

    kind: Literal["cluster"] = "cluster"
    cluster_id: str
    cluster_name: str | None = None
    source_name: str | None = None
    context: str | None = None
    """The entry of the user's configuration that leads to it."""

    source_status: str | None = None
    """The cluster's own word for how it stands, where it has one."""

    server: str | None = None
    version: str | None = None
    metric_capabilities: MetricCapabilities | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterNodeFacet(InCluster, Facet):
    """One node of the cluster. Processors in cores, memory and storage in bytes."""

    kind: Literal["cluster-node"] = "cluster-node"
    node_uid: str
    node_name: str
    ready: bool | None = None
    unschedulable: bool = False
    roles: tuple[str, ...] = ()
    kubelet_version: str | None = None
    container_runtime_version: str | None = None
    os_image: str | None = None
    kernel_version: str | None = None
    architecture: str | None = None
    capacity_cpu_cores: float | None = None
    capacity_memory_bytes: int | None = None
    capacity_storage_bytes: int | None = None
    capacity_pods: int | None = None
    allocatable_cpu_cores: float | None = None
    allocatable_memory_bytes: int | None = None
    allocatable_storage_bytes: int | None = None
    allocatable_pods: int | None = None
    uptime_seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PodContainer:
    """One container of a pod."""

    name: str
    image: str | None = None
    ready: bool | None = None
    state: str | None = None
    """``running``, ``waiting``, ``terminated``."""

    reason: str | None = None
    message: str | None = None
    restart_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PodFacet(InCluster, Facet):
    """One pod."""

    kind: Literal["pod"] = "pod"
    pod_uid: str
    namespace: str
    node_name: str | None = None
    pod_phase: str | None = None
    """``Pending``, ``Running``, ``Succeeded``, ``Failed``, ``Unknown``."""

    pod_reason: str | None = None
    pod_message: str | None = None
    pod_containers: tuple[PodContainer, ...] = ()
    restarts: int | None = None
    owner_kind: str | None = None
    owner_name: str | None = None
    image: str | None = None
    labels: tuple[str, ...] = ()
    """``name=value``, sorted."""

    uptime_seconds: int | None = None
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentFacet(InCluster, Facet):
    """So many pods of one kind."""

    kind: Literal["deployment"] = "deployment"
    deployment_uid: str
    namespace: str
    image: str | None = None
    labels: tuple[str, ...] = ()
    """``name=value``, sorted."""

    desired_replicas: int | None = None
    updated_replicas: int | None = None
    ready_replicas: int | None = None
    available_replicas: int | None = None
