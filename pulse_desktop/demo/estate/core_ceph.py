"""The distributed store of the cluster."""

from dataclasses import replace
from datetime import datetime

from pulse_desktop.demo.effects import is_down
from pulse_desktop.demo.estate.core_disk import CORE_DISKS, Part
from pulse_desktop.demo.estate.core_storages import CEPH_SUBJECT
from pulse_desktop.demo.estate.fullness import SPACE
from pulse_desktop.demo.estate.guest import CEPH_STORE
from pulse_desktop.demo.estate.node import WEST_B, node
from pulse_desktop.demo.estate.number import uuid
from pulse_desktop.demo.subject import CurveRole
from pulse_desktop.demo.thing import Thing
from pulse_desktop.model.condition import NEEDS_ATTENTION, ONLINE
from pulse_desktop.model.facet import CephFacet, CephPool, CephService
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Observation, ResourceType

_FSID = uuid("ceph", CEPH_STORE)
_DAEMONS = [disk for disk in CORE_DISKS if disk.part is Part.STORE]
_ON_WEST_B = sum(disk.node == WEST_B for disk in _DAEMONS)
_MONITORS, _MANAGERS = 3, 2


def _facet() -> CephFacet:
    return CephFacet(
        fsid=_FSID,
        health_status="HEALTH_OK",
        num_mons=_MONITORS,
        num_mgrs=_MANAGERS,
        num_osds=len(_DAEMONS),
        num_osds_up=len(_DAEMONS),
        num_osds_in=len(_DAEMONS),
        num_pgs=129,
        pools=(CephPool(id=2, name=CEPH_STORE, size=3), CephPool(id=1, name=".mgr", size=3)),
        services=(
            CephService(type="mon", running=_MONITORS, total=_MONITORS),
            CephService(type="mgr", running=_MANAGERS, total=_MANAGERS),
            CephService(type="osd", running=len(_DAEMONS), total=len(_DAEMONS)),
        ),
    )


def _without_west_b() -> CephFacet:
    """A host with its daemons is gone; the copies on the other two serve."""
    left = len(_DAEMONS) - _ON_WEST_B
    return replace(
        _facet(),
        health_status="HEALTH_WARN",
        health_message=f"1 host ({_ON_WEST_B} osds) down; 1/{_MONITORS} mons down",
        num_osds_up=left,
        services=(
            CephService(type="mon", running=_MONITORS - 1, total=_MONITORS),
            CephService(type="mgr", running=_MANAGERS, total=_MANAGERS),
            CephService(type="osd", running=left, total=len(_DAEMONS)),
        ),
    )


def ceph() -> Thing:
    """The store; its figures are those of the one pool that it is there for."""
    return Thing(
        still=Observation(
            native_id=NativeId(_FSID),
            type=ResourceType.CEPH,
            name="Core Fabric Ceph",
            condition=ONLINE,
            technology="Ceph",
            facet=_facet(),
        ),
        phase=_at,
        subject=CEPH_SUBJECT,
        role=CurveRole.STORAGE,
        metrics=SPACE,
    )


def _at(still: Observation, at: datetime) -> Observation:
    if not is_down(node(WEST_B).subject, at):
        return still
    return replace(still, condition=NEEDS_ATTENTION, facet=_without_west_b())
