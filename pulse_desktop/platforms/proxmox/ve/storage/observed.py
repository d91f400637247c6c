"""Storages as observations; a shared one once for the whole cluster."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from pulse_desktop.model.condition import (
    DISABLED,
    ONLINE,
    UNKNOWN,
    Condition,
    Shape,
    Status,
)
from pulse_desktop.model.facet import StorageFacet
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Fact, Observation, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.measures import collected, space
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.storage.places import (
    Place,
    Way,
    definitions,
    is_shared,
    named,
    places,
)
from pulse_desktop.platforms.proxmox.ve.storage.pools import Pools
from pulse_desktop.platforms.proxmox.ve.storage.wire import Definition
from pulse_desktop.provider.numbers import flag

INACTIVE = Condition(Status.OFFLINE, Shape.CRITICAL, mark("Condition", "Inactive"))
"""Enabled, and its node cannot use it: its server is away, or nothing is mounted there."""

_CONDITIONS: Mapping[Way, Condition] = MappingProxyType(
    {
        Way.AVAILABLE: ONLINE,
        Way.INACTIVE: INACTIVE,
        Way.DISABLED: DISABLED,
        Way.UNKNOWN: UNKNOWN,
    }
)
_ACTIVE: Mapping[Way, bool | None] = MappingProxyType(
    {Way.AVAILABLE: True, Way.INACTIVE: False, Way.DISABLED: False, Way.UNKNOWN: None}
)

_CEPH_TYPES = frozenset({"rbd", "cephfs"})
_ZFS_TYPES = frozenset({"zfspool", "zfs"})

_FACTS = (
    ("server", mark("Proxmox", "Server")),
    ("export", mark("Proxmox", "Export")),
    ("share", mark("Proxmox", "Share")),
    ("datastore", mark("Proxmox", "Datastore")),
    ("namespace", mark("Proxmox", "Namespace")),
    ("vgname", mark("Proxmox", "Volume group")),
    ("thinpool", mark("Proxmox", "Thin pool")),
)
"""What the configuration says of where a storage is, in the order of the inspector."""


def storages(found: Inventory) -> tuple[Observation, ...]:
    """Every storage of every node, shared ones merged, and those that no node was heard of."""
    gathered: dict[tuple[str, str], list[Place]] = {}
    for place in places(found.entries, found.findings, found.at):
        gathered.setdefault(place.key, []).append(place)
    pools = Pools(found)
    seen = tuple(pools.shown_at(group[0], _storage(group, found)) for group in gathered.values())
    heard = {storage for _, storage in gathered}
    return (*seen, *_unheard(heard, found), *pools.left())


def _storage(group: list[Place], found: Inventory) -> Observation:
    """The figures are those of the node that sees the most of it in use."""
    best = max(group, key=lambda one: (one.way, one.has_figures, one.used or 0, one.node))
    return Observation(
        native_id=_native_id(best, found),
        type=ResourceType.STORAGE,
        name=best.storage,
        condition=_CONDITIONS[best.way],
        technology=best.type or None,
        metrics=collected(space(best.used, best.total)),
        facet=_facet(best, group, found),
        facts=tuple(_facts(best.definition)),
        parent=None if best.is_shared or not best.node else found.node_id(best.node),
        web_url=found.page(f"storage/{best.node}/{best.storage}"),
    )


def _native_id(place: Place, found: Inventory) -> NativeId:
    if place.is_shared:
        return found.shared_storage_id(place.storage)
    return found.storage_id(place.node, place.storage)


def _facet(best: Place, group: list[Place], found: Inventory) -> StorageFacet:
    facet = StorageFacet(
        name=best.storage,
        instance=found.instance,
        type=best.type or "unknown",
        content_types=tuple(sorted(best.content)),
        shared=best.is_shared,
        enabled=best.way is not Way.DISABLED,
        active=_ACTIVE[best.way],
        nodes=tuple(sorted({place.node for place in group if place.node})),
    )
    return _located(facet, best.definition)


def _located(facet: StorageFacet, definition: Definition | None) -> StorageFacet:
    """With what the configuration says of where it is."""
    return replace(
        facet,
        pool=(definition.pool or None) if definition else None,
        path=(definition.path or None) if definition else None,
        is_ceph=True if facet.type in _CEPH_TYPES else None,
        is_zfs=True if facet.type in _ZFS_TYPES else None,
    )


def _facts(definition: Definition | None) -> Iterator[Fact]:
    for name, label in _FACTS if definition else ():
        value = getattr(definition, name)
        if value:
            yield Fact(label, value)


def _unheard(heard: set[str], found: Inventory) -> Iterator[Observation]:
    """Shared storages of the configuration that no node has listed yet."""
    for name, row in definitions(found.findings).items():
        if name not in heard and is_shared(row.type, row.shared):
            yield _configured(row, found)


def _configured(row: Definition, found: Inventory) -> Observation:
    is_disabled = flag(row.disable)
    facet = StorageFacet(
        name=row.storage,
        instance=found.instance,
        type=row.type or "unknown",
        content_types=tuple(sorted(named(row.content))),
        shared=True,
        enabled=not is_disabled,
        active=False if is_disabled else None,
        nodes=tuple(sorted(named(row.nodes))),
    )
    return Observation(
        native_id=found.shared_storage_id(row.storage),
        type=ResourceType.STORAGE,
        name=row.storage,
        condition=DISABLED if is_disabled else UNKNOWN,
        technology=row.type or None,
        facet=_located(facet, row),
        facts=tuple(_facts(row)),
    )
