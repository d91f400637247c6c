"""What guests say of where their disks are, and storages of what they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from pulse_desktop.model.facet import GuestFacet, ManagedFacet, StorageFacet
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType

_GUESTS = frozenset({ResourceType.VM, ResourceType.SYSTEM_CONTAINER})
_CONCERNED = _GUESTS | {ResourceType.STORAGE}

Telling = tuple[object, ...]
"""The part of a resource that decides who consumes what, as its source told it."""


@dataclass(frozen=True, slots=True)
class Want:
    """Where a guest says that one of its disks is kept."""

    instance: str
    node: str
    storage: str
    path: str = ""

    @property
    def paths(self) -> Iterator[str]:
        """Every directory that the disk is in or is, longest first."""
        if self.path.startswith("/"):
            path = PurePosixPath(self.path)
            yield from map(str, (path, *path.parents))


@dataclass(frozen=True, slots=True)
class Guest:
    """A guest, and where it says that its disks are."""

    type: ResourceType
    name: str
    wants: tuple[Want, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A storage, and from where it can be used."""

    instance: str
    name: str
    nodes: tuple[str, ...] = ()
    is_shared: bool = False
    path: str = ""

    def suits(self, want: Want) -> bool:
        """Whether the disk's guest can reach it from where it runs."""
        return self.is_shared or want.node in self.nodes


def concerns(resource: Resource | None) -> bool:
    """Whether it can be a consumer, or have some."""
    return resource is not None and resource.type in _CONCERNED


def telling(resource: Resource) -> Telling:
    """What has to change of ``resource`` before its consumers or storages can."""
    said: list[object] = [resource.type, resource.name]
    for sourced in resource.facets:
        facet = sourced.facet
        if isinstance(facet, GuestFacet):
            said += facet.instance, facet.node_name, facet.disks
        elif isinstance(facet, StorageFacet):
            said += facet.instance, facet.name, facet.nodes, facet.shared, facet.path
        elif isinstance(facet, ManagedFacet):
            said += facet.connection_id, facet.managed_object_id, facet.datastore_ids
    return tuple(said)


def guest_of(resource: Resource | None) -> Guest | None:
    """What a guest wants; ``None`` for anything else, and where its disks are not known."""
    if resource is None or resource.type not in _GUESTS:
        return None
    wants = tuple(_wants(resource))
    return Guest(resource.type, resource.name, wants) if wants else None


def _wants(resource: Resource) -> Iterator[Want]:
    """By the disks of its configuration, else by what its inventory says that it uses."""
    for sourced in resource.facets:
        guest = sourced.facet
        if isinstance(guest, GuestFacet) and guest.disks is not None:
            for disk in guest.disks:
                if disk.storage or disk.path:
                    instance, node = guest.instance.strip(), guest.node_name.strip()
                    storage, path = (disk.storage or "").strip(), (disk.path or "").strip()
                    yield Want(instance, node, storage, path)
            return
    managed = resource.facet(ManagedFacet)
    if managed is not None:
        for datastore in managed.datastore_ids:
            yield Want(managed.connection_id.strip(), "", datastore.strip())


def offer_of(resource: Resource | None) -> Offer | None:
    """What a storage offers; ``None`` for anything else."""
    if resource is None or resource.type is not ResourceType.STORAGE:
        return None
    managed = resource.facet(ManagedFacet)
    if managed is not None:
        instance, name = managed.connection_id.strip(), managed.managed_object_id.strip()
        return Offer(instance, name, is_shared=True)
    storage = resource.facet(StorageFacet)
    if storage is None or not storage.instance:
        return None
    return Offer(
        instance=storage.instance.strip(),
        name=(storage.name or "").strip(),
        nodes=tuple(node.strip() for node in storage.nodes),
        is_shared=storage.shared,
        path=str(PurePosixPath(storage.path.strip())) if storage.path else "",
    )
