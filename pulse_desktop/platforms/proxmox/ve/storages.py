"""Rows of Proxmox VE as observations of storages; a shared one once for the whole cluster."""

from pulse_desktop.model.condition import ONLINE, UNKNOWN, Condition
from pulse_desktop.model.facet import StorageFacet
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Observation, ResourceType
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.measures import collected, space
from pulse_desktop.platforms.proxmox.ve.wire import STORAGE, Entry
from pulse_desktop.provider.numbers import flag, size

_ALWAYS_SHARED = frozenset(
    {"rbd", "cephfs", "pbs", "glusterfs", "nfs", "cifs", "smb", "iscsi", "iscsidirect"}
)
"""Kinds that live outside of the nodes, whatever their flag says (pve-storage plugins)."""


def storages(found: Inventory) -> tuple[Observation, ...]:
    """Every storage of every node, shared ones merged."""
    gathered: dict[NativeId, list[Entry]] = {}
    for entry in found.of_type(STORAGE):
        if entry.storage:
            gathered.setdefault(_native_id(entry, found), []).append(entry)
    return tuple(_storage(native_id, rows, found) for native_id, rows in gathered.items())


def _native_id(entry: Entry, found: Inventory) -> NativeId:
    if _is_shared(entry):
        return found.shared_storage_id(entry.storage)
    return found.storage_id(entry.node, entry.storage)


def _is_shared(entry: Entry) -> bool:
    return flag(entry.shared) or entry.plugintype in _ALWAYS_SHARED


def _storage(native_id: NativeId, rows: list[Entry], found: Inventory) -> Observation:
    best = max(rows, key=lambda row: (row.status == "available", size(row.disk) or 0))
    shared = _is_shared(best)
    return Observation(
        native_id=native_id,
        type=ResourceType.STORAGE,
        name=best.storage,
        condition=_condition(best),
        technology=best.plugintype or None,
        metrics=collected(space(size(best.disk), size(best.maxdisk))),
        facet=_facet(best, rows, found, shared=shared),
        parent=None if shared or not best.node else found.node_id(best.node),
        web_url=found.page(f"storage/{best.node}/{best.storage}"),
    )


def _condition(entry: Entry) -> Condition:
    """``unknown`` says that no node has fresh figures, not that the storage is down."""
    return ONLINE if entry.status == "available" else UNKNOWN


def _facet(best: Entry, rows: list[Entry], found: Inventory, *, shared: bool) -> StorageFacet:
    return StorageFacet(
        name=best.storage,
        instance=found.instance,
        type=best.plugintype or "unknown",
        content_types=tuple(sorted(filter(None, (best.content or "").split(",")))),
        shared=shared,
        active=True if best.status == "available" else None,
        nodes=tuple(sorted({row.node for row in rows if row.node})),
    )
