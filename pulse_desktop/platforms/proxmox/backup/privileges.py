"""What the credential may see of a backup server, and what stays unknown for want of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from pulse_desktop.model.text import Text, mark
from pulse_desktop.provider.numbers import Loose, flag

Granted = Mapping[str, Mapping[str, Loose]]
"""Path → privilege → whether it reaches further down, as ``/access/permissions`` gives it."""


class Reach(Enum):
    """How far a privilege goes."""

    NOWHERE = auto()
    IN_PARTS = auto()
    EVERYWHERE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One privilege that a full picture takes, and the role that brings it and no more."""

    privilege: str
    root: str
    """The path whose objects it opens; ``/`` opens all."""

    role: str
    title: Text
    without: Text
    """What stays unknown without it."""

    def reach(self, granted: Granted) -> Reach:
        """How far the credential has it. An entry further down replaces what comes from above."""
        at_root = granted.get(self.root, granted.get("/", {}))
        below = [held for path, held in granted.items() if path.startswith(f"{self.root}/")]
        if flag(at_root.get(self.privilege)):
            is_whole = all(self.privilege in held for held in below)
            return Reach.EVERYWHERE if is_whole else Reach.IN_PARTS
        # One that does not reach further down reaches nothing at all.
        in_parts = any(self.privilege in held for held in below)
        return Reach.IN_PARTS if in_parts else Reach.NOWHERE

    def opens(self, name: str, granted: Granted) -> bool:
        """Whether something is seen of what is called so below the root."""
        own = f"{self.root}/{name}"
        if any(self.privilege in granted[p] for p in granted if f"{p}/".startswith(f"{own}/")):
            return True
        above = granted.get(self.root, granted.get("/", {}))
        return own not in granted and flag(above.get(self.privilege))

    def missing(self) -> Text:
        """That it is missing, and what follows from it."""
        return mark("Proxmox", "{title}: {privilege} is missing; {without}.").given(
            title=self.title, privilege=self.privilege, without=self.without
        )


STORES = Wanted(
    privilege="Datastore.Audit",
    root="/datastore",
    role="DatastoreAudit",
    title=mark("Proxmox", "datastores"),
    without=mark("Proxmox", "datastores and the backups in them are not listed"),
)
SYSTEM = Wanted(
    privilege="Sys.Audit",
    root="/system",
    role="Audit",
    title=mark("Proxmox", "server"),
    without=mark(
        "Proxmox",
        "its CPU, memory, uptime, disks and services, and tasks of others, stay unknown",
    ),
)
REMOTES = Wanted(
    privilege="Remote.Audit",
    root="/remote",
    role="RemoteAudit",
    title=mark("Proxmox", "remotes"),
    without=mark("Proxmox", "sync jobs with other servers are not listed"),
)

ALL = (STORES, SYSTEM, REMOTES)
