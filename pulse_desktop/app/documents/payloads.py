"""The facets of a resource: one object a source, and one for each thing that has its own."""

from collections.abc import Mapping
from types import MappingProxyType

from pulse_desktop.app.documents.fields import Json, camel_fields
from pulse_desktop.app.documents.trouble import backup_fields, machine_risk_fields, risk_fields
from pulse_desktop.model.facet import (
    ApplianceFacet,
    BackupServerFacet,
    CephFacet,
    Datastore,
    DiskFacet,
    DiskIo,
    Facet,
    FigureTruth,
    GuestFacet,
    HostFacet,
    StorageFacet,
)
from pulse_desktop.resources.views.figure_truth import truths
from pulse_desktop.resources.views.view import View

_OF_ITS_OWN: Mapping[type[Facet], str] = MappingProxyType(
    {StorageFacet: "storage", DiskFacet: "physicalDisk", CephFacet: "ceph"}
)
"""What leaves under its own name, whichever source says it."""

_MACHINES = frozenset({HostFacet, ApplianceFacet})
"""Facets of a machine with disks of its own."""

_SPELLED: Mapping[type[Facet], Mapping[str, str]] = MappingProxyType(
    {
        DiskFacet: MappingProxyType({"devicePath": "devPath", "type": "diskType"}),
        GuestFacet: MappingProxyType(
            {"hasContainerEngine": "hasDocker", "engineCheckedAt": "dockerCheckedAt"}
        ),
        CephFacet: MappingProxyType({"numPgs": "numPGs"}),
    }
)
"""Where the contract's field is not the facet's in camel case."""


def payloads(view: View) -> Json:
    """By name; of several facets under one name the most believed source's fields come first.

    A machine may have two faces at one source, as a node and as the host of an engine.
    """
    documents: dict[str, Json] = {}
    for sourced in view.resource.facets:
        kind = type(sourced.facet)
        if kind not in _OF_ITS_OWN:
            said = _payload(sourced.facet) | _judged(kind, view)
            documents[sourced.source] = said | documents.get(sourced.source, {})
    for kind, name in _OF_ITS_OWN.items():
        whole = view.resource.facet(kind)
        if whole is not None:
            documents[name] = _payload(whole) | risk_fields(view)
    return dict(documents)


def _judged(kind: type[Facet], view: View) -> Json:
    """What was worked out about the thing that the facet describes."""
    if kind in _MACHINES:
        return machine_risk_fields(view)
    return backup_fields(view) if kind is BackupServerFacet else {}


def _payload(facet: Facet) -> Json:
    """What the facet says: an empty list is nothing said."""
    spelled = _SPELLED.get(type(facet), {})
    said = {name: value for name, value in camel_fields(facet).items() if value != []}
    said.pop("kind", None)
    said |= {name: _truth(truth) for name, truth in truths(facet)}
    if isinstance(facet, HostFacet) and facet.disk_io:
        said["diskIo"] = [_disk_io(one) for one in facet.disk_io]
    if isinstance(facet, BackupServerFacet) and facet.datastores:
        said["datastores"] = [_datastore(one) for one in facet.datastores]
    return {spelled.get(name, name): value for name, value in said.items()}


def _truth(truth: FigureTruth) -> Json:
    """How a figure was come by, with what it was chosen from as an object."""
    return camel_fields(truth) | {"inputs": {each.name: each.bytes for each in truth.inputs}}


def _disk_io(activity: DiskIo) -> Json:
    """How busy a device is, as a percentage."""
    said = camel_fields(activity)
    return said if activity.busy is None else said | {"busy": activity.busy * 100}


def _datastore(store: Datastore) -> Json:
    """How full a store is, as a percentage."""
    said = camel_fields(store)
    return said if store.usage is None else said | {"usagePercent": store.usage * 100}
