"""The shapes of Proxmox Backup Server's answers. Their keys are spelt with dashes.

A field that the product, or one before it, sends now as a number and now as text is a ``Loose``.
"""

import msgspec

from pulse_desktop.platforms.proxmox.envelope import Rows, decoded, rows
from pulse_desktop.provider.numbers import Loose


class _Spelt(msgspec.Struct, frozen=True, rename="kebab"):
    """Named with dashes by the product."""


class Version(_Spelt, frozen=True):
    """``/version``: 4.2 and 0 of 4.2.0."""

    version: str = ""
    release: str = ""


class Space(_Spelt, frozen=True):
    """Bytes of memory, or of a file system."""

    total: Loose = None
    used: Loose = None
    avail: Loose = None


class Processor(_Spelt, frozen=True):
    """What the server calculates with."""

    cpus: Loose = None
    model: str | None = None


class NodeStatus(_Spelt, frozen=True):
    """``/nodes/localhost/status``."""

    cpu: Loose = None
    wait: Loose = None
    uptime: Loose = None
    loadavg: tuple[Loose, ...] = ()
    memory: Space | None = None
    swap: Space | None = None
    root: Space | None = None
    cpuinfo: Processor | None = None


class Chunks(_Spelt, frozen=True):
    """What garbage collection counted, the last time that it went well."""

    disk_bytes: Loose = None
    index_data_bytes: Loose = None
    removed_bytes: Loose = None
    upid: str | None = None


class Usage(_Spelt, frozen=True):
    """One row of ``/status/datastore-usage``."""

    store: str
    total: Loose = None
    used: Loose = None
    avail: Loose = None
    estimated_full_date: Loose = None
    error: str | None = None
    gc_status: Chunks | None = None
    mount_status: str | None = None
    backend_type: str | None = None


class StoreStatus(_Spelt, frozen=True):
    """``/admin/datastore/{store}/status``."""

    total: Loose = None
    used: Loose = None
    avail: Loose = None
    backend_type: str | None = None


class Store(_Spelt, frozen=True):
    """One row of ``/admin/datastore``."""

    store: str
    comment: str | None = None
    maintenance: str | None = None
    mount_status: str | None = None
    backend_type: str | None = None


class Collection(Chunks, frozen=True):
    """One row of ``/admin/gc``: how garbage collection of one store goes."""

    store: str = ""
    schedule: str | None = None
    next_run: Loose = None
    last_run_endtime: Loose = None
    last_run_state: str | None = None


class Job(_Spelt, frozen=True):
    """One row of ``/admin/sync``, ``/admin/verify`` or ``/admin/prune``."""

    id: str
    store: str = ""
    schedule: str | None = None
    ns: str | None = None
    disable: Loose = None
    next_run: Loose = None
    last_run_state: str | None = None
    last_run_endtime: Loose = None
    last_run_upid: str | None = None
    remote: str | None = None
    remote_store: str | None = None
    sync_direction: str | None = None


class Namespace(_Spelt, frozen=True):
    """One row of ``/admin/datastore/{store}/namespace``."""

    ns: str = ""


class Group(_Spelt, frozen=True):
    """One row of ``…/groups``: all backups of one thing."""

    backup_type: str
    backup_id: str | int
    backup_count: Loose = None
    last_backup: Loose = None


class File(_Spelt, frozen=True):
    """One file of a backup."""

    filename: str = ""
    crypt_mode: str | None = None


class Verification(_Spelt, frozen=True):
    """How a backup was found when it was read again."""

    state: str = ""
    upid: str | None = None


class Backup(_Spelt, frozen=True):
    """One row of ``…/snapshots``: one backup, or one that is being made."""

    backup_type: str
    backup_id: str | int
    backup_time: Loose = None
    size: Loose = None
    files: tuple[File | str, ...] = ()
    verification: Verification | str | None = None
    fingerprint: str | None = None
    protected: Loose = None
    comment: str | None = None
    owner: str | None = None


class Task(msgspec.Struct, frozen=True):
    """One row of ``/nodes/localhost/tasks``, whose keys have underscores."""

    upid: str
    worker_type: str = ""
    worker_id: str | None = None
    user: str | None = None
    starttime: Loose = None
    endtime: Loose = None
    status: str | None = None


def version(body: bytes) -> Version:
    """``/version``. Raises ``Unreadable`` for anything else, as all of these do."""
    return decoded(body, Version)


def permissions(body: bytes) -> dict[str, dict[str, Loose]]:
    """``/access/permissions``: path → privilege → whether it reaches further down."""
    return decoded(body, dict[str, dict[str, Loose]])


def node_status(body: bytes) -> NodeStatus:
    """``/nodes/localhost/status``."""
    return decoded(body, NodeStatus)


def usage(body: bytes) -> Rows[Usage]:
    """``/status/datastore-usage``."""
    return rows(body, Usage)


def store_status(body: bytes) -> StoreStatus:
    """``/admin/datastore/{store}/status``."""
    return decoded(body, StoreStatus)


def stores(body: bytes) -> Rows[Store]:
    """``/admin/datastore``."""
    return rows(body, Store)


def collections(body: bytes) -> Rows[Collection]:
    """``/admin/gc``."""
    return rows(body, Collection)


def collection(body: bytes) -> Collection:
    """``/admin/datastore/{store}/gc``."""
    return decoded(body, Collection)


def jobs(body: bytes) -> Rows[Job]:
    """``/admin/sync``, ``/admin/verify``, ``/admin/prune``."""
    return rows(body, Job)


def namespaces(body: bytes) -> Rows[Namespace]:
    """``/admin/datastore/{store}/namespace``."""
    return rows(body, Namespace)


def groups(body: bytes) -> Rows[Group]:
    """``/admin/datastore/{store}/groups``."""
    return rows(body, Group)


def backups(body: bytes) -> Rows[Backup]:
    """``/admin/datastore/{store}/snapshots``."""
    return rows(body, Backup)


def tasks(body: bytes) -> Rows[Task]:
    """``/nodes/localhost/tasks``."""
    return rows(body, Task)
