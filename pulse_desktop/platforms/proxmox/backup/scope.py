"""What a walk through the backups goes by: the stores, and what happened in them."""

from dataclasses import dataclass
from datetime import datetime

from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.platforms.proxmox.backup.shelf import Turn
from pulse_desktop.platforms.proxmox.backup.wire import Task
from pulse_desktop.platforms.proxmox.backup.work import stores_in

_TOUCHING = ("verif", "prune", "sync", "forget")
"""Kinds of tasks that change what was there before; a backup shows in its group's listing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is known when a walk begins."""

    at: datetime
    connection: ConnectionId
    stores: tuple[str, ...]
    """Those that may be looked into and can be."""

    all_stores: tuple[str, ...] | None
    """All that there are; ``None`` where some may be out of sight."""

    has_namespaces: bool
    tasks: tuple[Task, ...] = ()
    """The newest ones, newest first."""

    knows_tasks: bool = False
    """Whether those of others are among them."""

    def turn(self, store: str) -> Turn:
        """What is known of a store's last change."""
        touch = next((task.upid for task in self.tasks if _touches(task, store)), None)
        return Turn(self.at, touch, self.knows_tasks)


def _touches(task: Task, store: str) -> bool:
    is_over = task.endtime is not None and task.worker_type.startswith(_TOUCHING)
    return is_over and store in stores_in(task, (store,))
