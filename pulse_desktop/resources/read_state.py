"""The one read model. Immutable, so any reader may keep it for as long as it likes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar, cast

from pulse_desktop.model.facet import (
    ApplianceFacet,
    EngineFacet,
    Facet,
    HostFacet,
    ManagedFacet,
    NodeFacet,
)
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.operator import Verdict
from pulse_desktop.model.recovery import Survey
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role, Source
from pulse_desktop.resources.systems.group import SYSTEM_TYPES, SystemGroup
from pulse_desktop.resources.systems.resolver import system_groups
from pulse_desktop.resources.systems.surfaces import (
    ConnectedSystem,
    Removal,
    connected_infrastructure,
)
from pulse_desktop.resources.views.apps import AppContainerView, ServiceView
from pulse_desktop.resources.views.clusters import (
    ClusterNodeView,
    ClusterView,
    DeploymentView,
    PodView,
)
from pulse_desktop.resources.views.engines import EngineView
from pulse_desktop.resources.views.guests import SystemContainerView, VmView
from pulse_desktop.resources.views.hosts import HostView
from pulse_desktop.resources.views.nodes import NodeView
from pulse_desktop.resources.views.servers import BackupServerView, CephView, MailGatewayView
from pulse_desktop.resources.views.storage import PhysicalDiskView, StoragePoolView
from pulse_desktop.resources.views.view import View
from pulse_desktop.resources.views.workload import InfrastructureView, WorkloadView

T = TypeVar("T")
V = TypeVar("V", bound=View)

INFRASTRUCTURE_TYPES = frozenset(
    {
        ResourceType.AGENT,
        ResourceType.PBS,
        ResourceType.PMG,
        ResourceType.K8S_CLUSTER,
        ResourceType.K8S_NODE,
    }
)
WORKLOAD_TYPES = frozenset(
    {
        ResourceType.VM,
        ResourceType.SYSTEM_CONTAINER,
        ResourceType.APP_CONTAINER,
        ResourceType.DOCKER_SERVICE,
        ResourceType.K8S_DEPLOYMENT,
        ResourceType.POD,
    }
)
_AGENT = frozenset({ResourceType.AGENT})
STORAGE_TYPES = frozenset({ResourceType.STORAGE, ResourceType.CEPH, ResourceType.PHYSICAL_DISK})


@dataclass(frozen=True, slots=True)
class ReadState:
    """Canonical resources at one revision.

    Lists are by name without regard to case, then type, then id. Each is made when it is first
    asked for, and once; views are thin, so a list of them holds no second truth (T-01).
    """

    revision: int
    by_id: Mapping[ResourceId, Resource]
    at: datetime | None = None
    """When the newest snapshot in it was taken, by the clock as it is now."""

    verdicts: frozenset[Verdict] = frozenset()
    """What the user said about which things are one."""

    surveys: Mapping[Source, Survey] = field(default_factory=lambda: MappingProxyType({}))
    """What each source knew of recovery points when it last looked, this run. The same mapping
    while no source looked again."""

    _derived: dict[object, object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def infrastructure(self) -> tuple[Resource, ...]:
        """What one runs on: hosts, nodes, engines, appliances, clusters."""
        return self.of_type(INFRASTRUCTURE_TYPES)

    def workloads(self) -> tuple[Resource, ...]:
        """What one runs, on every platform (T-03)."""
        return self.of_type(WORKLOAD_TYPES)

    def storage(self) -> tuple[Resource, ...]:
        """Where it lives: pools, storages, file systems, disks."""
        return self.of_type(STORAGE_TYPES)

    def all(self) -> tuple[Resource, ...]:
        """Every resource."""
        return self.derived(_all)

    def of_type(self, types: frozenset[ResourceType]) -> tuple[Resource, ...]:
        """Resources of the given types."""
        return self._once(
            types, lambda: _in_order(r for r in self.by_id.values() if r.type in types)
        )

    def systems(self) -> tuple[SystemGroup, ...]:
        """The top-level systems: what belongs to one machine or cluster (T-06)."""
        return self.derived(_systems)

    def connected_infrastructure(
        self, removals: Collection[Removal] = ()
    ) -> tuple[ConnectedSystem, ...]:
        """One row for each top-level system with what reports it (T-11)."""
        return connected_infrastructure(self.systems(), removals)

    def views(self) -> tuple[View, ...]:
        """What ``all`` lists, each with what everything has alike."""
        return self._once(View, lambda: tuple(map(View, self.all())))

    def nodes(self) -> tuple[NodeView, ...]:
        """Nodes of hypervisors."""
        return self._seen_as(NodeView, _AGENT, NodeFacet)

    def hosts(self) -> tuple[HostView, ...]:
        """Machines seen from inside, or managed as a whole: hosts and appliances."""
        return self._seen_as(HostView, _AGENT, HostFacet, ManagedFacet, ApplianceFacet)

    def engines(self) -> tuple[EngineView, ...]:
        """Machines with a container engine: the contract's docker hosts."""
        return self._seen_as(EngineView, _AGENT, EngineFacet)

    def vms(self) -> tuple[VmView, ...]:
        """Virtual machines."""
        return self._seen_as(VmView, frozenset({ResourceType.VM}))

    def system_containers(self) -> tuple[SystemContainerView, ...]:
        """Containers with an operating system: the contract's containers."""
        return self._seen_as(SystemContainerView, frozenset({ResourceType.SYSTEM_CONTAINER}))

    def app_containers(self) -> tuple[AppContainerView, ...]:
        """Every application container and every appliance's app: the docker containers."""
        return self._seen_as(AppContainerView, frozenset({ResourceType.APP_CONTAINER}))

    def services(self) -> tuple[ServiceView, ...]:
        """Services of clusters of engines."""
        return self._seen_as(ServiceView, frozenset({ResourceType.DOCKER_SERVICE}))

    def storage_pools(self) -> tuple[StoragePoolView, ...]:
        """Pools, datasets, datastores, arrays and file systems."""
        return self._seen_as(StoragePoolView, frozenset({ResourceType.STORAGE}))

    def physical_disks(self) -> tuple[PhysicalDiskView, ...]:
        """Physical disks."""
        return self._seen_as(PhysicalDiskView, frozenset({ResourceType.PHYSICAL_DISK}))

    def backup_servers(self) -> tuple[BackupServerView, ...]:
        """The contract's PBS instances."""
        return self._seen_as(BackupServerView, frozenset({ResourceType.PBS}))

    def mail_gateways(self) -> tuple[MailGatewayView, ...]:
        """The contract's PMG instances."""
        return self._seen_as(MailGatewayView, frozenset({ResourceType.PMG}))

    def ceph(self) -> tuple[CephView, ...]:
        """Distributed stores."""
        return self._seen_as(CephView, frozenset({ResourceType.CEPH}))

    def clusters(self) -> tuple[ClusterView, ...]:
        """Clusters of an orchestrator."""
        return self._seen_as(ClusterView, frozenset({ResourceType.K8S_CLUSTER}))

    def cluster_nodes(self) -> tuple[ClusterNodeView, ...]:
        """Nodes of such clusters, also those that are hosts known otherwise."""
        return self._once(ClusterNodeView, lambda: _cluster_nodes(self))

    def pods(self) -> tuple[PodView, ...]:
        """Pods."""
        return self._seen_as(PodView, frozenset({ResourceType.POD}))

    def deployments(self) -> tuple[DeploymentView, ...]:
        """Deployments."""
        return self._seen_as(DeploymentView, frozenset({ResourceType.K8S_DEPLOYMENT}))

    def workload_views(self) -> tuple[WorkloadView, ...]:
        """What ``workloads`` lists, each with what all of them have alike."""
        return self._seen_as(WorkloadView, WORKLOAD_TYPES)

    def infrastructure_views(self) -> tuple[InfrastructureView, ...]:
        """What ``infrastructure`` lists, each with what reports it."""
        return self._seen_as(InfrastructureView, INFRASTRUCTURE_TYPES)

    def children(self, parent: ResourceId) -> tuple[Resource, ...]:
        """What runs on or belongs to ``parent``."""
        return _in_order(self.derived(_by_parent).get(parent, ()))

    def guest_counts(self) -> Mapping[ResourceId, int]:
        """How many workloads run directly on each resource that any runs on."""
        return self.derived(_guest_counts)

    def resource(self, identifier: ResourceId) -> Resource | None:
        """The resource with that id, or the only one that was or could be known by it."""
        exact = self.by_id.get(identifier)
        if exact is not None:
            return exact
        known = self.derived(_by_alias).get(identifier, ())
        return known[0] if len(known) == 1 else None

    def named(self, name: str) -> tuple[Resource, ...]:
        """Resources with that id, that alias or, without regard to case, that name."""
        identifier = ResourceId(name.strip())
        exact = self.by_id.get(identifier)
        if exact is not None:
            return (exact,)
        known = self.derived(_by_alias).get(identifier, [])
        return _in_order(known or self.derived(_by_name).get(name.strip().casefold(), []))

    def derived(self, make: Callable[["ReadState"], T]) -> T:
        """What ``make``, a function of the state alone, says about it; asked once a state."""
        return self._once(make, lambda: make(self))

    def _seen_as(
        self, kind: type[V], types: frozenset[ResourceType], *having: type[Facet]
    ) -> tuple[V, ...]:
        """A view of each resource of these types that has one of these facets, if any is named."""
        return self._once(
            kind,
            lambda: tuple(
                kind(resource)
                for resource in self.of_type(types)
                if not having or any(resource.facet(facet) for facet in having)
            ),
        )

    def _once(self, key: object, make: Callable[[], T]) -> T:
        if key not in self._derived:
            self._derived[key] = make()
        return cast("T", self._derived[key])


def _all(state: ReadState) -> tuple[Resource, ...]:
    return _in_order(state.by_id.values())


def _cluster_nodes(state: ReadState) -> tuple[ClusterNodeView, ...]:
    """A node that was folded into its host shows by its orchestrator, not by its type."""
    return tuple(
        ClusterNodeView(resource)
        for resource in state.of_type(frozenset({ResourceType.K8S_NODE}) | _AGENT)
        if any(source.role is Role.ORCHESTRATOR for source in resource.sources)
    )


def _systems(state: ReadState) -> tuple[SystemGroup, ...]:
    return system_groups(state.of_type(SYSTEM_TYPES), state.verdicts)


def _by_parent(state: ReadState) -> Mapping[ResourceId, list[Resource]]:
    index: defaultdict[ResourceId, list[Resource]] = defaultdict(list)
    for resource in state.by_id.values():
        if resource.parent_id is not None:
            index[resource.parent_id].append(resource)
    return index


def _guest_counts(state: ReadState) -> Mapping[ResourceId, int]:
    guests = (each for each in state.by_id.values() if each.type in WORKLOAD_TYPES)
    return Counter(each.parent_id for each in guests if each.parent_id is not None)


def _by_alias(state: ReadState) -> Mapping[ResourceId, list[Resource]]:
    index: defaultdict[ResourceId, list[Resource]] = defaultdict(list)
    for resource in state.by_id.values():
        for alias in resource.aliases:
            index[alias].append(resource)
    return index


def _by_name(state: ReadState) -> Mapping[str, list[Resource]]:
    index: defaultdict[str, list[Resource]] = defaultdict(list)
    for resource in state.by_id.values():
        index[resource.name.strip().casefold()].append(resource)
    return index


def _in_order(resources: Iterable[Resource]) -> tuple[Resource, ...]:
    """By name, then type, then id.

    An id begins with its type, and two sorts by a text cost less than half of one by a tuple.
    """
    by_id = sorted(resources, key=attrgetter("id"))
    return tuple(sorted(by_id, key=_folded_name))


def _folded_name(resource: Resource) -> str:
    return resource.name.strip().lower()


EMPTY = ReadState(revision=0, by_id=MappingProxyType({}))
