"""What a pool, a store and a storage cluster say of themselves. Pure: no Qt."""

from collections.abc import Iterator

from pulse_desktop.model.facet import CephFacet, CephPool, CephService, PoolDevice, StorageFacet
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.inspector.block import Block, Meter, Pair, fullness
from pulse_desktop.ui.models import storage_facts
from pulse_desktop.ui.presentation import Presentation

_INDENT = "\N{EN SPACE}\N{EN SPACE}"
"""Before what is within a group of a pool."""

_COPIES = mark("Overview", "{n} copies")


def storage_blocks(resource: Resource, presentation: Presentation) -> Iterator[Block]:
    """Blocks for the facets that it has; those without content are left out later."""
    storage, cluster = resource.facet(StorageFacet), resource.facet(CephFacet)
    if storage is not None:
        yield from _pool(resource, storage, presentation)
    if cluster is not None:
        yield from _cluster(cluster, presentation)


def _pool(resource: Resource, storage: StorageFacet, presentation: Presentation) -> Iterator[Block]:
    say = presentation.formats.say
    running = storage_facts.under_way(resource)
    known: tuple[tuple[Text, str | None], ...] = (
        (mark("Overview", "Technology"), storage.type),
        (mark("Overview", "Protection"), storage.protection),
        (mark("Overview", "State"), storage.zfs_pool_state or storage.state),
        (mark("Overview", "Errors"), _errors(storage, presentation)),
        (mark("Overview", "Under way"), say(running) if running is not None else None),
        (mark("Overview", "Last check"), storage.zfs_scan if running is None else None),
        (mark("Overview", "Path"), storage.path),
        (mark("Overview", "Reached by"), ", ".join(storage_facts.reached_by(resource)) or None),
        (mark("Overview", "Trouble"), storage.error),
    )
    pairs = tuple(Pair(say(label), value) for label, value in known if value)
    yield Block(say(mark("Overview", "Storage")), pairs=pairs)
    devices = tuple(
        Pair(_INDENT * one.depth + one.name, _device(one, presentation))
        for one in storage.zfs_devices
    )
    yield Block(say(mark("Overview", "Devices")), pairs=devices)


def _errors(storage: StorageFacet, presentation: Presentation) -> str | None:
    counts = storage_facts.pool_errors(storage)
    is_told = any(count is not None for count, _ in counts)
    return _counted(counts, presentation) if is_told else None


def _counted(counts: tuple[storage_facts.Errors, ...], presentation: Presentation) -> str:
    if not any(count for count, _ in counts):
        return presentation.formats.say(mark("Overview", "none"))
    number = presentation.formats.number
    read, write, checksum = (
        number(count) if most is None else f">{number(most)}" for count, most in counts
    )
    sentence = mark("Overview", "{read} read, {write} write, {checksum} checksum")
    return presentation.formats.say(sentence.given(read=read, write=write, checksum=checksum))


def _device(device: PoolDevice, presentation: Presentation) -> str:
    """Its part in the pool, its state, and what it got wrong."""
    counts = storage_facts.device_errors(device)
    errors = _counted(counts, presentation) if any(count for count, _ in counts) else None
    parts = (device.type, device.state, errors, device.message)
    return " · ".join(part for part in parts if part)


def _cluster(cluster: CephFacet, presentation: Presentation) -> Iterator[Block]:
    formats = presentation.formats
    say = formats.say
    known: tuple[tuple[Text, str | None], ...] = (
        (mark("Overview", "Health"), cluster.health_status),
        (mark("Overview", "Reason"), cluster.health_message),
        (mark("Overview", "OSDs"), _osds(cluster, presentation)),
        (mark("Overview", "Placement groups"), _number(cluster.num_pgs, presentation)),
    )
    pairs = tuple(Pair(say(label), value) for label, value in known if value)
    yield Block(say(mark("Overview", "Cluster")), pairs=pairs)
    daemons = tuple(Pair(one.type, _service(one)) for one in cluster.services)
    yield Block(say(mark("Overview", "Daemons")), pairs=daemons)
    pools = tuple(_ceph_pool(pool, presentation) for pool in cluster.pools)
    yield Block(say(mark("Overview", "Pools")), meters=pools)


def _osds(cluster: CephFacet, presentation: Presentation) -> str | None:
    if cluster.num_osds is None:
        return None
    number = presentation.formats.number
    sentence = mark("Overview", "{up} up and {inside} in, of {total}")
    return presentation.formats.say(
        sentence.given(
            up=number(cluster.num_osds_up),
            inside=number(cluster.num_osds_in),
            total=number(cluster.num_osds),
        )
    )


def _number(count: int | None, presentation: Presentation) -> str | None:
    return None if count is None else presentation.formats.number(count)


def _service(service: CephService) -> str:
    running, total = (
        "?" if count is None else str(count) for count in (service.running, service.total)
    )
    return " · ".join(part for part in (f"{running}/{total}", service.message) if part)


def _ceph_pool(pool: CephPool, presentation: Presentation) -> Meter:
    formats = presentation.formats
    whole = None
    if pool.stored_bytes is not None and pool.available_bytes is not None:
        whole = pool.stored_bytes + pool.available_bytes
    meter = fullness(pool.name, pool.stored_bytes, whole, formats)
    copies = None if pool.size is None else formats.say(_COPIES.given(n=pool.size))
    detail = " · ".join(part for part in (meter.detail, copies) if part)
    return Meter(
        label=meter.label,
        value=meter.value,
        detail=detail,
        ratio=meter.ratio,
        severity=meter.severity,
        spoken=f"{meter.label}, {meter.value}, {detail}",
    )
