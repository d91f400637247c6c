"""The cluster as an observation of its own."""

from collections.abc import Iterator

from pulse_desktop.model.facet import CephFacet, CephPool
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Fact, Observation, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.measures import collected, space
from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.ve.ceph import counts, health
from pulse_desktop.platforms.proxmox.ve.ceph.daemons import daemons
from pulse_desktop.platforms.proxmox.ve.ceph.questions import (
    DAEMONS,
    FLAGS,
    POOLS,
    POOLS_BEFORE_7,
    STATUS,
)
from pulse_desktop.platforms.proxmox.ve.ceph.wire import PoolRow, Status, mapping
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.provider.numbers import flag, integer, number, size

_REPLICATED = "replicated"


def known_status(found: Findings) -> Status | None:
    """What Ceph said last; ``None`` where there is none, or none any more."""
    told = found.of(STATUS)
    is_absent = told.problem is not None and STATUS.tells_absence(told.problem)
    return None if is_absent else told.value


def ceph(found: Inventory) -> Iterator[Observation]:
    """The cluster, once it answered."""
    status = known_status(found.findings)
    if status is None or not status.fsid:
        return
    checks = health.checks(status.health)
    usage = mapping(status.pgmap)
    yield Observation(
        native_id=NativeId(status.fsid),
        type=ResourceType.CEPH,
        name=f"{found.instance} Ceph",
        condition=health.condition(health.status_word(status.health)),
        technology="Ceph",
        metrics=collected(space(size(usage.get("bytes_used")), size(usage.get("bytes_total")))),
        facet=_facet(status, checks, found.findings),
        facts=tuple(_facts(found.findings)),
        incidents=tuple(health.incidents(checks, status.fsid)),
        web_url=found.page("ceph"),
    )


def _facet(status: Status, checks: tuple[health.Check, ...], found: Findings) -> CephFacet:
    return CephFacet(
        fsid=status.fsid,
        health_status=health.status_word(status.health),
        health_message="; ".join(check.message for check in checks) or None,
        num_mons=counts.monitors(status),
        num_mgrs=counts.managers(status),
        num_osds=counts.daemons(status, "num_osds"),
        num_osds_up=counts.daemons(status, "num_up_osds"),
        num_osds_in=counts.daemons(status, "num_in_osds"),
        num_pgs=size(mapping(status.pgmap).get("num_pgs")),
        pools=tuple(_pool(row) for row in _rows(found)),
        services=tuple(counts.services(status)),
    )


def _rows(found: Findings) -> tuple[PoolRow, ...]:
    for question in (POOLS, POOLS_BEFORE_7):
        for _, told in found.all_of(question):
            if told.value is not None:
                return told.value.rows
    return ()


def _pool(row: PoolRow) -> CephPool:
    copies = size(row.size)
    stored = _stored(row, copies)
    return CephPool(
        id=integer(row.pool),
        name=row.pool_name,
        stored_bytes=stored,
        available_bytes=_free(stored, number(row.percent_used)),
        size=copies,
    )


def _free(stored: int | None, ratio: float | None) -> int | None:
    """By the part that is used; unknown where that is none, or too little to tell."""
    if not stored or not ratio or not 0 < ratio <= 1:
        return None
    return size(stored * (1 / ratio - 1))


def _stored(row: PoolRow, copies: int | None) -> int | None:
    """Before replication. How much parity an erasure-coded pool adds is not told."""
    used = size(row.bytes_used)
    is_told = used is not None and copies and (row.type or _REPLICATED) == _REPLICATED
    return used // copies if used is not None and copies and is_told else None


def _facts(found: Findings) -> Iterator[Fact]:
    flags = found.of(FLAGS).value
    raised = [row.name for row in flags.rows if flag(row.value)] if flags else []
    if raised:
        yield Fact(mark("Proxmox", "Flags"), ", ".join(raised))
    told = next((told.value for _, told in found.all_of(DAEMONS) if told.value), None)
    tree = daemons(told.root) if told else ()
    down = [daemon.place for daemon in tree if not daemon.is_up]
    if down:
        yield Fact(mark("Proxmox", "Daemons that are down"), ", ".join(down))
    out = [daemon.place for daemon in tree if daemon.is_up and not daemon.is_in]
    if out:
        yield Fact(mark("Proxmox", "Daemons that hold no data"), ", ".join(out))
