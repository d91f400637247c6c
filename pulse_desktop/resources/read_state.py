"""The one read model. Immutable, so any reader may keep it for as long as it likes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType

INFRASTRUCTURE_TYPES = frozenset(
    {ResourceType.AGENT, ResourceType.PBS, ResourceType.PMG, ResourceType.K8S_CLUSTER}
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
    """Canonical resources at one revision."""

    revision: int
    by_id: Mapping[ResourceId, Resource]
    at: datetime | None = None
    """When the newest snapshot in it was taken."""

    def infrastructure(self) -> tuple[Resource, ...]:
        """What one runs on: hosts, nodes, engines, appliances."""
        return self.of_type(INFRASTRUCTURE_TYPES)

    def workloads(self) -> tuple[Resource, ...]:
        """What one runs, on every platform (T-03)."""
        return self.of_type(WORKLOAD_TYPES)

    def storage(self) -> tuple[Resource, ...]:
        """Where it lives: pools, storages, file systems, disks."""
        return self.of_type(STORAGE_TYPES)

    def all(self) -> tuple[Resource, ...]:
        """Every resource, by name, then type, then id."""
        return _in_order(self.by_id.values())

    def of_type(self, types: frozenset[ResourceType]) -> tuple[Resource, ...]:
        """Resources of the given types, by name, then type, then id."""
        return _in_order(r for r in self.by_id.values() if r.type in types)

    def children(self, parent: ResourceId) -> tuple[Resource, ...]:
        """What runs on or belongs to ``parent``."""
        return _in_order(r for r in self.by_id.values() if r.parent_id == parent)

    def named(self, name: str) -> tuple[Resource, ...]:
        """Resources with that id or, without regard to case, that name."""
        exact = self.by_id.get(ResourceId(name))
        if exact is not None:
            return (exact,)
        wanted = name.strip().casefold()
        return _in_order(r for r in self.by_id.values() if r.name.casefold() == wanted)


def _in_order(resources: Iterable[Resource]) -> tuple[Resource, ...]:
    return tuple(sorted(resources, key=lambda r: (r.name.strip().lower(), r.type, r.id)))


EMPTY = ReadState(revision=0, by_id=MappingProxyType({}))
