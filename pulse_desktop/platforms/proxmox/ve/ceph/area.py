"""Ceph as an area that is read in rounds, where there are signs of it."""

from collections.abc import Iterable, Iterator
from typing import Any

from pulse_desktop.model.snapshot import Issue, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.rounds.trouble import troubles
from pulse_desktop.platforms.proxmox.ve.area import Area
from pulse_desktop.platforms.proxmox.ve.ceph.observed import ceph, known_status
from pulse_desktop.platforms.proxmox.ve.ceph.questions import (
    DAEMONS,
    FLAGS,
    POOLS,
    POOLS_BEFORE_7,
    STATUS,
)
from pulse_desktop.platforms.proxmox.ve.ceph.wire import Status, listing, mapping
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.known import Known
from pulse_desktop.platforms.proxmox.ve.privileges import Granted, Privilege, Reach
from pulse_desktop.platforms.proxmox.ve.storage.places import definitions
from pulse_desktop.platforms.proxmox.ve.wire import Entry

_STAGE = "ceph"
_TYPES = frozenset({"rbd", "cephfs"})
_ANY_OF = (Privilege("Sys.Audit", "/"), Privilege("Datastore.Audit", "/"))
_NAMED = (
    (STATUS, mark("Proxmox", "The state of Ceph")),
    (POOLS, mark("Proxmox", "The pools of Ceph")),
    (POOLS_BEFORE_7, mark("Proxmox", "The pools of Ceph")),
    (DAEMONS, mark("Proxmox", "The daemons of Ceph")),
    (FLAGS, mark("Proxmox", "The flags of Ceph")),
)


def _errands(known: Known) -> Iterator[Errand[Any]]:
    status = known_status(known.found)
    is_likely = status is not None or _has_signs(known.entries, known.found)
    if not is_likely or not _may_ask(known.granted):
        return
    yield Errand(STATUS)
    if status is None:
        return
    yield Errand(FLAGS)
    node = _speaker(status, known.online)
    if node:
        yield Errand(POOLS, node)
        yield Errand(POOLS_BEFORE_7, node)
        yield Errand(DAEMONS, node)


def _has_signs(entries: Iterable[Entry], found: Findings) -> bool:
    """Whether a storage lies on Ceph, here or in another cluster."""
    types = {row.plugintype for row in entries} | {r.type for r in definitions(found).values()}
    return bool(types & _TYPES)


def _may_ask(granted: Granted | None) -> bool:
    return granted is None or any(p.reach(granted) is Reach.EVERYWHERE for p in _ANY_OF)


def _speaker(status: Status, online: frozenset[str]) -> str | None:
    """One node that can tell: a monitor's by preference, as it surely has the tools."""
    rows = listing(mapping(status.monmap).get("mons"))
    monitors = {name for row in rows if isinstance(name := mapping(row).get("name"), str)}
    return min(online & monitors or online, default=None)


def _doubtful(found: Inventory) -> frozenset[ResourceType]:
    """A cluster that was known is not gone before it was looked for."""
    told = found.findings.of(STATUS)
    is_likely = told.value is not None or _has_signs(found.entries, found.findings)
    is_absent = told.problem is not None and STATUS.tells_absence(told.problem)
    is_heard = told.fresh is not None or is_absent or not _may_ask(found.granted)
    return frozenset({ResourceType.CEPH}) if is_likely and not is_heard else frozenset()


def _issues(found: Inventory) -> Iterator[Issue]:
    for question, what in _NAMED:
        yield from troubles(found.findings, _STAGE, question, what)


CEPH = Area(
    name=_STAGE,
    errands=_errands,
    observations=ceph,
    doubtful=_doubtful,
    issues=_issues,
)
