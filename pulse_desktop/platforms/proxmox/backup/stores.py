"""Datastores as storages, and as parts of their server."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from pulse_desktop.model.condition import (
    INACCESSIBLE,
    NOT_MOUNTED,
    ONLINE,
    READ_ONLY,
    UNKNOWN,
    Condition,
    Shape,
    Status,
)
from pulse_desktop.model.facet import Datastore, StorageFacet
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Fact, Observation, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.backup.answers import Answers
from pulse_desktop.platforms.proxmox.backup.store_path import server_id, store_id
from pulse_desktop.platforms.proxmox.backup.wire import Chunks, Store, Usage
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.instant import instant
from pulse_desktop.provider.numbers import size

IN_MAINTENANCE = Condition(Status.OFFLINE, Shape.OFF, mark("Condition", "In maintenance"))

_MAINTENANCE = re.compile(r"(?:^|,)type=([a-z-]+)|^([a-z-]+)")
_MESSAGE = re.compile(r'(?:^|,)message=(?:"([^"]*)"|(.*))')

_FORESEEABLE_YEARS = 50
"""What the server extrapolates beyond says that the store hardly grows."""

_READABLE = frozenset({"available", "read_only"})

_MODES: Mapping[str, str] = MappingProxyType({"read-only": "read_only", "unmount": "not_mounted"})
"""Of the kinds of maintenance those that leave a store in a state of its own."""

_CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        "available": ONLINE,
        "read_only": READ_ONLY,
        "maintenance": IN_MAINTENANCE,
        "not_mounted": NOT_MOUNTED,
        "unavailable": INACCESSIBLE,
    }
)

_ELSEWHERE = frozenset({"s3"})
"""Where backups are not on the disks whose space is told, but what is kept of them at hand."""


@dataclass(frozen=True, slots=True)
class Held:
    """One store, from all that tells of it."""

    row: Store
    usage: Usage | None

    @property
    def name(self) -> str:
        """Unique on its server."""
        return self.row.store

    @property
    def state(self) -> str | None:
        """One word for how it stands; ``None`` where nothing tells."""
        withheld = _withheld(self.row)
        if withheld is not None:
            return withheld
        if self.error is not None:
            return "unavailable"
        return "available" if self.usage else None

    @property
    def error(self) -> str | None:
        """Why nothing is known of it, in the server's words."""
        said = self.usage.error if self.usage else None
        return first_line(said) if said else None

    @property
    def total(self) -> int | None:
        """Bytes; those beside an error are no measure, nor are those of another place's cache."""
        return self._space(self.usage.total) or None if self.usage else None

    @property
    def used(self) -> int | None:
        """Bytes."""
        return self._space(self.usage.used) if self.usage and self.total else None

    @property
    def available(self) -> int | None:
        """Bytes that may still be written, which reserved ones may not."""
        return self._space(self.usage.avail) if self.usage and self.total else None

    def _space(self, value: object) -> int | None:
        return None if self.error is not None or is_elsewhere(self.row) else size(value)


def is_elsewhere(row: Store) -> bool:
    """Whether the space that is told is none of its own."""
    return row.backend_type in _ELSEWHERE


def is_readable(row: Store) -> bool:
    """Whether looking into it has a chance."""
    return _withheld(row) in {None, "read_only"}


def _withheld(row: Store) -> str | None:
    """What it was put into or left in; ``None`` for one in use."""
    mode = _mode(row)
    if mode is not None:
        return _MODES.get(mode, "maintenance")
    return "not_mounted" if row.mount_status == "notmounted" else None


def _mode(row: Store) -> str | None:
    """``offline``, ``read-only``, ``delete``, ``unmount``."""
    found = _MAINTENANCE.search(row.maintenance or "")
    return (found[1] or found[2]) if found else None


def held(found: Answers) -> tuple[Held, ...]:
    """Every store that is listed."""
    return tuple(Held(row, found.usage.get(row.store)) for row in found.stores)


def observation(store: Held, found: Answers) -> Observation:
    """The store as a resource of its own."""
    connection = found.connection
    return Observation(
        native_id=store_id(connection.id, store.name),
        type=ResourceType.STORAGE,
        name=store.name,
        condition=_CONDITIONS.get(store.state or "", UNKNOWN),
        technology="pbs-datastore",
        metrics=MappingProxyType(dict(_space(store))),
        facet=StorageFacet(
            name=store.name,
            instance=connection.name,
            type="pbs-datastore",
            platform="pbs",
            topology="datastore",
            content_types=("backup",),
            active=None if store.state is None else store.state in _READABLE,
            state=store.state,
            error=store.error,
            is_read_only=store.state == "read_only",
        ),
        parent=server_id(connection.id),
        web_url=f"{found.url}/#DataStore-{store.name}",
        facts=tuple(_facts(store, found)),
    )


def part(store: Held, found: Answers) -> Datastore:
    """The store as its server's facet tells of it."""
    return Datastore(
        name=store.name,
        total=store.total,
        used=store.used,
        available=store.available,
        status=store.state,
        error=store.error,
        deduplication_factor=_deduplication(store, found),
        namespaces=found.namespaces.get(store.name, ()),
    )


def _space(store: Held) -> Iterator[tuple[Metric, Measurement]]:
    """Space that the file system keeps back is neither used nor available."""
    total, used, available = store.total, store.used, store.available
    if total is None or used is None:
        return
    used = min(used, total)
    yield Metric.USAGE, Measurement(used / total, used=used, total=total)
    yield Metric.USED, Measurement(float(used))
    yield Metric.TOTAL, Measurement(float(total))
    if available is not None:
        yield Metric.AVAILABLE, Measurement(float(min(available, total)))


def _facts(store: Held, found: Answers) -> Iterator[Fact]:
    full_at = _full_at(store, found.at)
    if full_at is not None:
        yield Fact(mark("Proxmox", "Full, as it grows now"), f"{full_at:%Y-%m-%d}")
    if store.row.maintenance:
        yield Fact(mark("Proxmox", "Maintenance"), _maintenance(store.row))
    if store.row.comment:
        yield Fact(mark("Proxmox", "Comment"), first_line(store.row.comment))
    if store.row.backend_type and store.row.backend_type != "filesystem":
        yield Fact(mark("Proxmox", "Backend"), first_line(store.row.backend_type))
    factor = _deduplication(store, found)
    if factor is not None:
        yield Fact(mark("Proxmox", "Deduplication"), f"{factor:.2f}")


def _full_at(store: Held, at: datetime) -> datetime | None:
    """When it will be full; ``None`` for "never", and for what was worked out to lie behind us."""
    found = instant(store.usage.estimated_full_date) if store.usage and store.total else None
    if found is None or found <= at or found.year - at.year > _FORESEEABLE_YEARS:
        return None
    return found


def _maintenance(row: Store) -> str:
    """``offline: disk swap tonight``."""
    message = _MESSAGE.search(row.maintenance or "")
    said = first_line((message[1] or message[2] or "") if message else "")
    return ": ".join(filter(None, (_mode(row), said)))


def _deduplication(store: Held, found: Answers) -> float | None:
    told = found.collections.get(store.name) or (store.usage.gc_status if store.usage else None)
    return None if told is None else _factor(told)


def _factor(chunks: Chunks) -> float | None:
    """How many times what is on disk the backups are worth."""
    on_disk, worth = size(chunks.disk_bytes), size(chunks.index_data_bytes)
    return worth / on_disk if on_disk and worth is not None else None
