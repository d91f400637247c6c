"""The one read model. Immutable, so any reader may keep it for as long as it likes."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar, cast

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.operator import Verdict
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.systems.group import SYSTEM_TYPES, SystemGroup
from pulse_desktop.resources.systems.resolver import system_groups
from pulse_desktop.resources.systems.surfaces import (
    ConnectedSystem,
    Removal,
    connected_infrastructure,
)

T = TypeVar("T")

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
STORAGE_TYPES = frozenset({ResourceType.STORAGE, ResourceType.CEPH, ResourceType.PHYSICAL_DISK})


@dataclass(frozen=True, slots=True)
class ReadState:
    """Canonical resources at one revision.

    Lists are by name without regard to case, then type, then id. Each is made when it is first
    asked for, and once. ``resources.views`` has a typed accessor for each kind of thing.
    """

    revision: int
    by_id: Mapping[ResourceId, Resource]
    at: datetime | None = None
    """When the newest snapshot in it was taken."""

    verdicts: frozenset[Verdict] = frozenset()
    """What the user said about which things are one."""

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

    def children(self, parent: ResourceId) -> tuple[Resource, ...]:
        """What runs on or belongs to ``parent``."""
        return _in_order(self.derived(_by_parent).get(parent, ()))

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

    def _once(self, key: object, make: Callable[[], T]) -> T:
        if key not in self._derived:
            self._derived[key] = make()
        return cast("T", self._derived[key])


def _all(state: ReadState) -> tuple[Resource, ...]:
    return _in_order(state.by_id.values())


def _systems(state: ReadState) -> tuple[SystemGroup, ...]:
    return system_groups(state.of_type(SYSTEM_TYPES), state.verdicts)


def _by_parent(state: ReadState) -> Mapping[ResourceId, list[Resource]]:
    index: defaultdict[ResourceId, list[Resource]] = defaultdict(list)
    for resource in state.by_id.values():
        if resource.parent_id is not None:
            index[resource.parent_id].append(resource)
    return index


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
    return tuple(sorted(resources, key=lambda r: (r.name.strip().lower(), r.type, r.id)))


EMPTY = ReadState(revision=0, by_id=MappingProxyType({}))
