"""The engine itself, as the machine that containers run on. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from pulse_desktop.model.condition import ONLINE
from pulse_desktop.model.facet import Cluster, EngineFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Fact, Observation, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.docker.fact import facts
from pulse_desktop.platforms.docker.wire import ContainerRow, Info, SwarmInfo
from pulse_desktop.provider.numbers import size

DOCKER, PODMAN = "Docker", "Podman"
"""Runtimes, by the name people know them by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """The engine itself, as far as it told."""

    native_id: NativeId
    name: str
    runtime: str
    api_version: str
    info: Info | None
    machine_id: str | None = None
    """This computer's, when the engine runs on it."""

    @property
    def cluster_id(self) -> str:
        """Of the Swarm that it manages; empty when it does not say."""
        swarm = self.info.swarm if self.info else None
        return swarm.cluster.id if swarm and swarm.cluster else ""


def is_in_swarm(swarm: SwarmInfo | None) -> bool:
    """Whether the engine is an active member of a Swarm."""
    return swarm is not None and swarm.local_node_state == "active"


def engine(host: Host, containers: Collection[ContainerRow]) -> Observation:
    """The engine as the machine that its containers run on."""
    return Observation(
        native_id=host.native_id,
        type=ResourceType.AGENT,
        name=host.name,
        condition=ONLINE,
        technology=host.runtime,
        identity=Identity(machine_id=host.machine_id, hostnames=(host.name,)),
        facet=_engine_facet(host, containers),
        facts=_engine_facts(host.info) if host.info else (),
    )


def _engine_facet(host: Host, containers: Collection[ContainerRow]) -> EngineFacet:
    info = host.info or Info()
    return EngineFacet(
        host_source_id=host.native_id,
        hostname=host.name,
        runtime=host.runtime,
        runtime_version=info.server_version or None,
        api_version=host.api_version or None,
        os=info.operating_system or None,
        kernel_version=info.kernel_version or None,
        architecture=info.architecture or None,
        cpus=size(info.ncpu) or None,
        total_memory_bytes=size(info.mem_total) or None,
        container_count=len(containers),
        running_count=sum(row.state == "running" for row in containers),
        swarm=_cluster(info.swarm),
    )


def _cluster(swarm: SwarmInfo | None) -> Cluster | None:
    if swarm is None or swarm.local_node_state in {"", "inactive"}:
        return None
    is_active = swarm.local_node_state == "active"
    role: Literal["manager", "worker"] = "manager" if swarm.control_available else "worker"
    return Cluster(
        node_id=swarm.node_id or None,
        node_role=role if is_active else None,
        local_state=swarm.local_node_state,
        control_available=swarm.control_available,
        cluster_id=(swarm.cluster.id or None) if swarm.cluster else None,
        nodes=size(swarm.nodes) or None,
        managers=size(swarm.managers) or None,
    )


def _engine_facts(info: Info) -> tuple[Fact, ...]:
    return facts(
        (mark("Docker", "Storage driver"), info.driver),
        (mark("Docker", "Data directory"), info.docker_root_dir),
        (mark("Docker", "Control groups"), info.cgroup_version and f"v{info.cgroup_version}"),
        (mark("Docker", "Images"), str(size(info.images) or "")),
        (mark("Docker", "Operating system"), info.operating_system),
        (mark("Docker", "Kernel"), info.kernel_version),
    )
