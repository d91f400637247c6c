"""What a task worked on, read from the name that its worker has."""

from collections.abc import Collection

from pulse_desktop.platforms.proxmox.backup.points import GroupKey
from pulse_desktop.platforms.proxmox.backup.wire import Task

_PULLED_INTO = 2
"""Where a sync job's worker names the local store: ``remote:theirs:ours:namespace:job``."""


def store_of(task: Task, stores: Collection[str]) -> str | None:
    """The local datastore; ``None`` for what concerns the whole server."""
    parts = (task.worker_id or "").split(":")
    if task.worker_type == "syncjob" and len(parts) > _PULLED_INTO:
        parts = [parts[_PULLED_INTO], *parts]
    return next((part for part in parts if part in stores), None)


def stores_in(task: Task, stores: Collection[str]) -> frozenset[str]:
    """Every local datastore that it may have changed."""
    return frozenset(stores) & frozenset((task.worker_id or "").split(":"))


def group_of(task: Task) -> GroupKey | None:
    """Of a backup: what was backed up, from ``main:lab/old:vm/101`` or ``main:vm/101``."""
    store, _, rest = (task.worker_id or "").partition(":")
    namespace, _, group = rest.rpartition(":")
    kind, _, identifier = group.partition("/")
    if task.worker_type != "backup" or not identifier:
        return None
    return GroupKey(store=store, namespace=namespace, type=kind, id=identifier)
