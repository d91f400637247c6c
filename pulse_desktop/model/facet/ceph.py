"""A Ceph cluster, whoever was asked about it."""

from dataclasses import dataclass
from typing import Literal

from pulse_desktop.model.facet.marker import Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class CephPool:
    """One pool. Bytes; stored is before replication."""

    id: int | None = None
    name: str
    stored_bytes: int | None = None
    available_bytes: int | None = None
    objects: int | None = None
    size: int | None = None
    """How many copies it keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CephService:
    """How many daemons of one type run, of how many there are."""

    type: str
    running: int | None = None
    total: int | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceph:
    """Health and size of a cluster."""

    fsid: str
    health_status: str | None = None
    """``HEALTH_OK``, ``HEALTH_WARN``, ``HEALTH_ERR``."""

    health_message: str | None = None
    num_mons: int | None = None
    num_mgrs: int | None = None
    num_osds: int | None = None
    num_osds_up: int | None = None
    num_osds_in: int | None = None
    num_pgs: int | None = None
    pools: tuple[CephPool, ...] = ()
    services: tuple[CephService, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CephFacet(Ceph, Facet):
    """A Ceph cluster as a resource of its own."""

    kind: Literal["ceph"] = "ceph"
