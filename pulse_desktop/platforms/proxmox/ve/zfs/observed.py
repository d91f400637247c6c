"""Pools where people look for them: at the storages that lie on one, else by themselves."""

from collections.abc import Iterator
from dataclasses import replace

from pulse_desktop.model.condition import FAILED, ONLINE, UNKNOWN, Condition, Shape, Status
from pulse_desktop.model.facet import StorageFacet
from pulse_desktop.model.snapshot import Fact, Incident, Observation, ResourceType, Severity
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.measures import collected, space
from pulse_desktop.platforms.proxmox.ve.area import PROVIDER
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.zfs.devices import MANY
from pulse_desktop.platforms.proxmox.ve.zfs.pools import LONGEST, Pool

DEGRADED = Condition(Status.WARNING, Shape.WARNING, mark("Condition", "Degraded"))

_POOL, _DATASET = "pool", "dataset"
_NO_ERRORS = "No known data errors"

_COUNTED = mark(
    "Proxmox",
    "The pool {pool} counted errors at {device}: {read} at reading, {write} at writing, "
    "{checksum} wrong checksums",
)
_COUNTED_AT_SEVERAL = mark(
    "Proxmox", "The pool {pool} counted errors at {count} devices, among them {device}"
)
_MANY = mark("Proxmox", "more than 999")
_DAMAGED = mark("Proxmox", "Data of the pool {pool} is damaged: {said}")


def on_pool(storage: Observation, pool: Pool) -> Observation:
    """A storage with what its pool says."""
    facet = storage.facet
    if not isinstance(facet, StorageFacet):
        return storage
    where = facet.pool or pool.name
    topology = _DATASET if "/" in where.strip("/") else _POOL
    return replace(
        storage,
        condition=_worse(storage.condition, pool),
        facet=replace(facet, pool=where, topology=topology, **pool.fields()),
        facts=(*storage.facts, *_facts(pool)),
        incidents=(*storage.incidents, *_incidents(pool)),
    )


def by_itself(pool: Pool, found: Inventory) -> Observation:
    """A pool that no storage lies on. No storage has a slash in its name."""
    facet = StorageFacet(
        name=pool.name,
        instance=found.instance,
        type="zfs",
        topology=_POOL,
        pool=pool.name,
        active=None if pool.state is None else not pool.is_lost,
        nodes=(pool.node,),
    )
    return Observation(
        native_id=found.storage_id(pool.node, f"zfs/{pool.name}"),
        type=ResourceType.STORAGE,
        name=pool.name,
        condition=_worse(UNKNOWN if pool.state is None else ONLINE, pool),
        technology="ZFS",
        metrics=collected(space(pool.used, pool.total)),
        facet=replace(facet, **pool.fields()),
        facts=tuple(_facts(pool)),
        incidents=tuple(_incidents(pool)),
        parent=found.node_id(pool.node),
        web_url=found.page(f"node/{pool.node}"),
    )


def _worse(condition: Condition, pool: Pool) -> Condition:
    """A storage that works shows that its pool does not, or not for long."""
    if condition is not ONLINE:
        return condition
    if pool.is_lost:
        return FAILED
    return DEGRADED if pool.is_degraded else condition


def _facts(pool: Pool) -> Iterator[Fact]:
    if pool.detail.status:
        yield Fact(mark("Proxmox", "Pool status"), pool.detail.status[:LONGEST])
    if pool.fragmentation is not None:
        yield Fact(mark("Proxmox", "Fragmentation"), f"{pool.fragmentation} %")
    if pool.deduplication is not None:
        yield Fact(mark("Proxmox", "Deduplication"), f"{pool.deduplication:.2f}")


def _incidents(pool: Pool) -> Iterator[Incident]:
    """What counters and the list of damaged files say; its state is rated where risks are."""
    faulty = pool.faulty()
    if faulty:
        first = faulty[0]
        said = (_COUNTED if len(faulty) == 1 else _COUNTED_AT_SEVERAL).given(
            pool=pool.name,
            count=len(faulty),
            device=first.name,
            read=_told(first.read_errors),
            write=_told(first.write_errors),
            checksum=_told(first.checksum_errors),
        )
        yield _incident(pool, "zfs_pool_errors", Severity.WARNING, str(said))
    errors = (pool.detail.errors or _NO_ERRORS).strip()
    if errors != _NO_ERRORS:
        said = _DAMAGED.given(pool=pool.name, said=errors[:LONGEST])
        yield _incident(pool, "zfs_data_errors", Severity.CRITICAL, str(said))


def _told(count: int | None) -> Text | int:
    return _MANY if count == MANY else count or 0


def _incident(pool: Pool, code: str, severity: Severity, summary: str) -> Incident:
    return Incident(
        provider=PROVIDER,
        native_id=f"zfs:{pool.node}:{pool.name}:{code}",
        code=code,
        severity=severity,
        summary=summary,
    )
