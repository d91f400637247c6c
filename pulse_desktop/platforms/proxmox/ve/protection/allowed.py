"""Whether the credential sees backups at all: the product drops others from a listing silently.

A backup is listed to who has ``Datastore.Allocate`` on its storage, or ``Datastore.AllocateSpace``
there together with ``VM.Backup`` on its guest (pve-storage `PVE::Storage::check_volume_access`).
"""

from pulse_desktop.platforms.proxmox.ve.privileges import Granted, holds
from pulse_desktop.platforms.proxmox.ve.protection.guests import Guest

ALLOCATE = "Datastore.Allocate"
ALLOCATE_SPACE = "Datastore.AllocateSpace"
BACKUP = "VM.Backup"
AUDIT = "Datastore.Audit"
SYSTEM_AUDIT = "Sys.Audit"


def sees_storages(granted: Granted) -> bool:
    """Whether every storage is listed."""
    return any(holds(granted, each, "/storage") for each in (AUDIT, ALLOCATE, ALLOCATE_SPACE))


def sees_all(granted: Granted, storage: str) -> bool:
    """Whether a storage's backups are listed, whosever they are."""
    return holds(granted, ALLOCATE, f"/storage/{storage}")


def may_ask(granted: Granted, storage: str) -> bool:
    """Whether a listing of backups could have anything in it."""
    return sees_all(granted, storage) or holds(granted, ALLOCATE_SPACE, f"/storage/{storage}")


def sees(granted: Granted, storage: str, guest: Guest) -> bool:
    """Whether a guest's backups on a storage are listed."""
    if sees_all(granted, storage):
        return True
    return may_ask(granted, storage) and sees_guest(granted, guest)


def sees_guest(granted: Granted, guest: Guest) -> bool:
    """Whether a guest's backups are listed where its storage allows it."""
    is_held = holds(granted, BACKUP, f"/vms/{guest.vmid}")
    return is_held or bool(guest.pool and BACKUP in granted.get(f"/pool/{guest.pool}", ()))
