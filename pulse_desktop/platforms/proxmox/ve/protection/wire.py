"""The shapes of what Proxmox VE tells of backups and whatever else protects a guest."""

import msgspec

from pulse_desktop.platforms.proxmox.envelope import Rows, rows
from pulse_desktop.provider.numbers import Loose


class Verification(msgspec.Struct, frozen=True):
    """What a backup server found when it read a backup again."""

    state: str = ""
    upid: str | None = None


class Volume(msgspec.Struct, frozen=True):
    """One row of ``/nodes/{node}/storage/{storage}/content``."""

    volid: str
    content: str = ""
    format: str = ""
    subtype: str = ""
    size: Loose = None
    ctime: Loose = None
    vmid: Loose = None
    notes: str | None = None
    protected: Loose = None
    verification: Verification | str | None = None
    encrypted: Loose = None
    """1, or the fingerprint of the key."""


class Snapshot(msgspec.Struct, frozen=True):
    """One row of a guest's snapshots; ``current`` is the guest itself."""

    name: str
    snaptime: Loose = None
    description: str | None = None


class Job(msgspec.Struct, frozen=True, rename={"next_run": "next-run"}):
    """One row of ``/cluster/backup``. Old ones have ``starttime`` and ``dow`` for a schedule."""

    id: str = ""
    enabled: Loose = 1
    schedule: str | None = None
    starttime: str | None = None
    dow: str | None = None
    next_run: Loose = None
    storage: str | None = None
    all: Loose = None
    vmid: Loose = None
    exclude: Loose = None
    pool: str | None = None
    node: str | None = None


class Unprotected(msgspec.Struct, frozen=True):
    """One row of ``/cluster/backup-info/not-backed-up``: a guest that is in no job."""

    vmid: Loose
    type: str = ""


class Task(msgspec.Struct, frozen=True):
    """One row of ``/nodes/{node}/tasks`` or ``/cluster/tasks``."""

    upid: str
    node: str = ""
    type: str = ""
    id: Loose = None
    user: str | None = None
    starttime: Loose = None
    endtime: Loose = None
    status: str | None = None


class Line(msgspec.Struct, frozen=True):
    """One line of a task's log."""

    t: str = ""


class Replication(msgspec.Struct, frozen=True):
    """One row of ``/nodes/{node}/replication``, or with less in it of ``/cluster/replication``."""

    id: str
    guest: Loose = None
    source: str | None = None
    target: str | None = None
    schedule: str | None = None
    disable: Loose = None
    last_sync: Loose = None
    last_try: Loose = None
    next_sync: Loose = None
    fail_count: Loose = None
    error: str | None = None
    pid: Loose = None


class Standing(msgspec.Struct, frozen=True):
    """One row of ``/cluster/ha/status/current``: quorum, a manager, or a service."""

    type: str
    id: str = ""
    sid: str = ""
    node: str = ""
    state: str | None = None
    status: str | None = None
    quorate: Loose = None


def volumes(body: bytes) -> Rows[Volume]:
    """The content of a storage. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Volume)


def snapshots(body: bytes) -> Rows[Snapshot]:
    """The snapshots of a guest. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Snapshot)


def jobs(body: bytes) -> Rows[Job]:
    """``/cluster/backup``. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Job)


def unprotected(body: bytes) -> Rows[Unprotected]:
    """``…/not-backed-up``. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Unprotected)


def tasks(body: bytes) -> Rows[Task]:
    """Tasks, newest first. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Task)


def log(body: bytes) -> Rows[Line]:
    """A task's log. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Line)


def replications(body: bytes) -> Rows[Replication]:
    """Replication jobs. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Replication)


def standings(body: bytes) -> Rows[Standing]:
    """``/cluster/ha/status/current``. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Standing)
