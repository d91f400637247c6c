"""How a resource is called: the one display name, and every name it is known by (Pulse 6).

The name of a pool, a folder or a data store is where a thing is kept, not what it is, so none
of them is in here (T-05).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pulse_desktop.model.facet import (
    ApplianceFacet,
    BackupServerFacet,
    ClusterFacet,
    ClusterNodeFacet,
    ContainerFacet,
    EngineFacet,
    GuestFacet,
    HostFacet,
    MailGatewayFacet,
    NodeFacet,
)
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import Family
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.resources.views.view import View, first_of, trimmed

_CLUSTER_PREFIX = "k8s:"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryTarget:
    """Where an agent would have to look to find the thing."""

    resource_type: ResourceType
    agent_id: str
    """Native id of the agent on the machine."""

    resource_id: str
    """What the thing is called there."""

    hostname: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityCard:
    """The canonical identity of one resource."""

    display_name: str
    hostname: str | None
    platform_id: str
    """What its platform calls it: the node, the host, the cluster."""

    primary_id: str
    """The id that lasts longest, with its kind: ``node:lab-pve1``, ``vm:lab:pve1:101``."""

    aliases: tuple[str, ...]
    """All of the above and every other id, each once without regard to case."""


def identity_card(resource: Resource, discovery: DiscoveryTarget | None = None) -> IdentityCard:
    """How ``resource`` is called."""
    hostnames = (*resource.identity.hostnames, *own_hostnames(resource))
    hostname = first_of(*hostnames)
    display_name = first_of(resource.name, hostname) or resource.id
    named = (_node_name(resource), *own_hostnames(resource), *_cluster_names(resource))
    platform_id = first_of(*named, resource.name) or resource.id
    ids = tuple(_ids(resource, discovery))
    others = (*hostnames, *ids, *resource.aliases)
    return IdentityCard(
        display_name=display_name,
        hostname=hostname,
        platform_id=platform_id,
        primary_id=ids[0],
        aliases=_distinct(display_name, platform_id, *others),
    )


def discovery_target(resource: Resource, parent: Resource | None) -> DiscoveryTarget | None:
    """Where to look for ``resource``; ``None`` where no agent is on its machine."""
    machine = resource if resource.type is ResourceType.AGENT else parent
    agent = View(machine).native_id(Role.AGENT) if machine is not None else None
    if machine is None or agent is None:
        return None
    inside = agent if machine is resource else _name_on_machine(resource)
    if inside is None:
        return None
    return DiscoveryTarget(
        resource_type=resource.type,
        agent_id=agent,
        resource_id=inside,
        hostname=View(machine).hostname,
    )


def _name_on_machine(resource: Resource) -> str | None:
    guest, container = resource.facet(GuestFacet), resource.facet(ContainerFacet)
    if guest is not None:
        return str(guest.vmid)
    return first_of(container.container_id) if container is not None else None


def _node_name(resource: Resource) -> str | None:
    node, guest = resource.facet(NodeFacet), resource.facet(GuestFacet)
    return first_of(node.node_name if node else None, guest.node_name if guest else None)


def own_hostnames(resource: Resource) -> tuple[str, ...]:
    """What those inside call the machine, trimmed; the agent first."""
    host, engine = resource.facet(HostFacet), resource.facet(EngineFacet)
    server, gateway = resource.facet(BackupServerFacet), resource.facet(MailGatewayFacet)
    appliance = resource.facet(ApplianceFacet)
    told = (
        host.hostname if host else None,
        engine.hostname if engine else None,
        server.hostname if server else None,
        gateway.hostname if gateway else None,
        appliance.hostname if appliance else None,
    )
    return tuple(name for text in told if (name := trimmed(text)))


def _cluster_names(resource: Resource) -> tuple[str | None, ...]:
    node, cluster = resource.facet(ClusterNodeFacet), resource.facet(ClusterFacet)
    own = (cluster.cluster_name, cluster.source_name, cluster.context) if cluster else ()
    return (node.node_name if node else None, *own, cluster.cluster_id if cluster else None)


def _ids(resource: Resource, discovery: DiscoveryTarget | None) -> Iterator[str]:
    """Every id with its kind, the longest-lived first; the canonical one comes last."""
    view = View(resource)
    node = view.native_id(Role.HYPERVISOR) if resource.facet(NodeFacet) else None
    if node is not None:
        yield f"node:{node}"
    if resource.series is not None and resource.series.id.strip():
        yield f"{resource.series.family}:{resource.series.id.strip()}"
    if discovery is not None:
        yield f"{discovery.resource_type}:{discovery.agent_id}:{discovery.resource_id}"
    engine = resource.facet(EngineFacet)
    if engine is not None:
        yield f"{Family.DOCKER_HOST}:{engine.host_source_id.strip()}"
    cluster = resource.facet(ClusterFacet)
    if cluster is not None:
        yield _CLUSTER_PREFIX + cluster.cluster_id.strip()
    for source in sorted(resource.sources, key=lambda s: (s.role is not Role.AGENT, s.name)):
        native = resource.sources[source].native_id.strip()
        if native:
            yield f"{source.name}:{native}"
    yield resource.id


def _distinct(*names: str | None) -> tuple[str, ...]:
    """Trimmed, in order, the first spelling of each."""
    found: dict[str, str] = {}
    for name in names:
        known = (name or "").strip()
        if known:
            found.setdefault(known.casefold(), known)
    return tuple(found.values())
