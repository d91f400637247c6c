"""The storages of the cluster, as its hypervisor tells of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from pulse_desktop.demo.effects import is_down
from pulse_desktop.demo.estate.fullness import SPACE
from pulse_desktop.demo.estate.guest import CEPH_STORE, ZFS_STORE
from pulse_desktop.demo.estate.node import CLUSTER, DR_A, DR_B, NODES, node
from pulse_desktop.demo.estate.vault import BACKUP_VAULT, DR_VAULT, OFFSITE, PRIMARY, TB
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.demo.thing import Thing
from pulse_desktop.model.condition import ONLINE, UNKNOWN
from pulse_desktop.model.facet import StorageFacet
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Observation, ResourceType

CEPH_SUBJECT = Subject(CurveClass.STORAGE, CEPH_STORE, 10 * TB)

_FILES = ("backup", "iso", "vztmpl")
_DISKS = ("images", "rootdir")
_EVERYWHERE = tuple(each.name for each in NODES)
_WEST = tuple(name for name in _EVERYWHERE if name not in {DR_A, DR_B})
_LOCAL_ZFS = {DR_A: 4 * TB, DR_B: 4 * TB}
"""Bytes, where a node has more than the usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Store:
    """One storage."""

    name: str
    kind: str
    content: tuple[str, ...]
    nodes: tuple[str, ...]
    subject: Subject
    role: CurveRole = CurveRole.STORAGE
    path: str | None = None

    @property
    def is_shared(self) -> bool:
        return self.subject.site not in _EVERYWHERE

    @property
    def native_id(self) -> NativeId:
        """``Core Fabric-west-a-local``; a shared one is of the cluster."""
        scope = "cluster" if self.is_shared else self.nodes[0]
        return NativeId(f"{CLUSTER}-{scope}-{self.name}")


def storages() -> tuple[Thing, ...]:
    """Every storage, shared ones once."""
    return tuple(map(_thing, (*_LOCAL, *_SHARED)))


def _own(name: str) -> tuple[_Store, _Store]:
    """The two that each node has for itself."""
    files = Subject(CurveClass.STORAGE, f"{name}-local", TB // 2, name)
    disks = Subject(CurveClass.STORAGE, f"{name}-{ZFS_STORE}", _LOCAL_ZFS.get(name, 2 * TB), name)
    return (
        _Store(
            name="local",
            kind="dir",
            content=_FILES,
            nodes=(name,),
            subject=files,
            path="/var/lib/vz",
        ),
        _Store(name=ZFS_STORE, kind="zfspool", content=_DISKS, nodes=(name,), subject=disks),
    )


_LOCAL = tuple(store for name in _EVERYWHERE for store in _own(name))
_SHARED = (
    _Store(name=CEPH_STORE, kind="rbd", content=_DISKS, nodes=_WEST, subject=CEPH_SUBJECT),
    _Store(
        name=BACKUP_VAULT,
        kind="pbs",
        content=("backup",),
        nodes=_EVERYWHERE,
        subject=PRIMARY.subject,
        role=PRIMARY.role,
    ),
    _Store(
        name=DR_VAULT,
        kind="pbs",
        content=("backup",),
        nodes=_EVERYWHERE,
        subject=OFFSITE.subject,
        role=OFFSITE.role,
    ),
)


def _thing(store: _Store) -> Thing:
    size = store.subject.capacity
    return Thing(
        still=_still(store),
        phase=partial(_at, store),
        subject=store.subject,
        role=store.role,
        metrics=SPACE,
        totals=((Metric.USAGE, size),) if size is not None else (),
    )


def _still(store: _Store) -> Observation:
    return Observation(
        native_id=store.native_id,
        type=ResourceType.STORAGE,
        name=store.name,
        condition=ONLINE,
        technology=store.kind,
        facet=StorageFacet(
            name=store.name,
            instance=CLUSTER,
            type=store.kind,
            content_types=store.content,
            shared=store.is_shared,
            active=True,
            nodes=store.nodes,
            path=store.path,
            is_ceph=store.kind == "rbd",
            is_zfs=store.kind == "zfspool",
        ),
        parent=None if store.is_shared else node(store.nodes[0]).native_id,
        web_url=f"https://{NODES[0].address}:8006/#v1:0:=storage%2F{store.nodes[0]}%2F{store.name}",
    )


def _at(store: _Store, still: Observation, at: datetime) -> Observation:
    if not is_down(store.subject, at) or not isinstance(still.facet, StorageFacet):
        return still
    return replace(still, condition=UNKNOWN, facet=replace(still.facet, active=None))
