"""A pool, datastore, dataset, array, hypervisor storage or local file system."""

from dataclasses import dataclass
from typing import Literal

from pulse_desktop.model.facet.array import ParityCounts
from pulse_desktop.model.facet.marker import Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolDevice:
    """One device or group of devices of a pool, with the errors that the pool counted."""

    name: str
    type: str | None = None
    """``mirror``, ``raidz1``, ``disk``."""

    state: str | None = None
    read_errors: int | None = None
    write_errors: int | None = None
    checksum_errors: int | None = None
    counts_to: int | None = None
    """The largest number of errors that its source can tell; a counter above it says no more
    than that there are more. ``None`` where each is told in full."""

    message: str | None = None
    depth: int = 0
    """How many groups of the pool it is in: 0 for what the pool itself consists of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageFacet(ParityCounts, Facet):
    """A pool, datastore, dataset, array, hypervisor storage or local file system."""

    kind: Literal["storage"] = "storage"
    name: str | None = None
    """The name that guests' disks refer to, within ``instance``."""

    instance: str | None = None
    type: str
    platform: str | None = None
    topology: str | None = None
    """What it is part of: ``pool``, ``dataset``, ``array``, ``datastore``."""

    protection: str | None = None
    """How it survives the loss of a disk: ``mirror``, ``raidz2``, ``parity``."""

    content_types: tuple[str, ...] = ()
    shared: bool = False
    enabled: bool = True
    active: bool | None = None
    state: str | None = None
    """Its server's own word for how it stands: ``degraded``, ``read_only``, ``inaccessible``."""

    error: str | None = None
    """Why nothing is known of it, in its server's words."""

    nodes: tuple[str, ...] = ()
    """Names of the nodes that reach it."""

    pool: str | None = None
    path: str | None = None
    is_ceph: bool | None = None
    is_zfs: bool | None = None
    zfs_pool_state: str | None = None
    """``ONLINE``, ``DEGRADED``, ``FAULTED``."""

    zfs_read_errors: int | None = None
    zfs_write_errors: int | None = None
    zfs_checksum_errors: int | None = None
    zfs_scan: str | None = None
    """What the pool says of its last scrub or resilver."""

    zfs_devices: tuple[PoolDevice, ...] = ()
    is_mounted: bool | None = None
    """Of a dataset."""

    is_read_only: bool | None = None
