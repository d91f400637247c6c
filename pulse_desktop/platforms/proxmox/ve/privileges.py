"""What the credential may see, and what stays unknown for want of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.rounds.question import Release
from pulse_desktop.provider.numbers import Loose, flag

Granted = Mapping[str, Mapping[str, Loose]]
"""Path → privilege → whether it reaches further down, as ``/access/permissions`` gives it."""


def holds(granted: Granted, privilege: str, path: str) -> bool:
    """Whether a privilege holds on ``path``: by its own entry, else by the nearest above it."""
    for each in _upwards(path):
        if each in granted:
            held = granted[each]
            return privilege in held if each == path else flag(held.get(privilege))
    return False


def _upwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield "/"


class Reach(IntEnum):
    """How far a privilege goes. The more, the greater."""

    NOWHERE = 0
    IN_PARTS = 1
    EVERYWHERE = 2


@dataclass(frozen=True, slots=True)
class Privilege:
    """One word of the product's access control, and the path whose objects it opens."""

    name: str
    root: str

    def reach(self, granted: Granted) -> Reach:
        """How far it goes. An entry further down replaces what comes from above."""
        below = [path for path in granted if path.startswith((f"{self.root}/", "/pool/"))]
        if self.root == "/":
            return Reach.EVERYWHERE if self.name in granted.get("/", {}) else Reach.NOWHERE
        if self.is_at_root(granted):
            own = (path for path in below if path.startswith(f"{self.root}/"))
            is_whole = all(self.name in granted[path] for path in own)
            return Reach.EVERYWHERE if is_whole else Reach.IN_PARTS
        is_anywhere = any(self.name in granted[path] for path in below)
        return Reach.IN_PARTS if is_anywhere else Reach.NOWHERE

    def is_at_root(self, granted: Granted) -> bool:
        """Whether what is below the root has it unless something there says otherwise."""
        if self.root in granted:
            return flag(granted[self.root].get(self.name))
        return flag(granted.get("/", {}).get(self.name))

    def is_masked(self, granted: Granted) -> bool:
        """Whether it was given above, and an entry at the root took it away."""
        return self.root in granted and flag(granted.get("/", {}).get(self.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One part of a full picture, and the privileges that it takes."""

    needs: tuple[Privilege, ...]
    """All of them."""

    instead: tuple[Privilege, ...] = ()
    """Any one of which is enough by itself."""

    title: Text
    without: Text
    """What stays unknown without it."""

    role: str
    """Which brings it and, unless it comes with the product, nothing else."""

    opens: Text | None = None
    """What else the role allows. Of those that come with the product, nothing."""

    since: Release = (0, 0)
    until: Release | None = None
    """The first release that no longer has the privileges."""

    def reach(self, granted: Granted) -> Reach:
        """How far the credential sees this part."""
        whole = (each.reach(granted) for each in self.instead)
        return max(min(need.reach(granted) for need in self.needs), *whole, Reach.NOWHERE)

    def lacking(self, granted: Granted) -> tuple[Privilege, ...]:
        """Those of its privileges that do not go everywhere."""
        if self.reach(granted) is Reach.EVERYWHERE:
            return ()
        return tuple(n for n in self.needs if n.reach(granted) is not Reach.EVERYWHERE)

    def is_in(self, release: Release) -> bool:
        """Whether a release has such privileges."""
        return self.since <= release and (self.until is None or release < self.until)


AUDITOR = "PVEAuditor"
"""Read-only on everything it is granted for; it comes with the product."""

AGENTS_ROLE, BACKUPS_ROLE = "PulseAgents", "PulseBackups"
"""Roles to be made, of nothing but what the auditor lacks."""

CLUSTER = Wanted(
    needs=(Privilege("Sys.Audit", "/"),),
    title=mark("Proxmox", "cluster"),
    without=mark(
        "Proxmox",
        "the cluster's name and quorum, high availability, Ceph, ZFS pools, SMART and backup jobs "
        "stay unknown",
    ),
    role=AUDITOR,
)
NODES = Wanted(
    needs=(Privilege("Sys.Audit", "/nodes"),),
    title=mark("Proxmox", "nodes"),
    without=mark("Proxmox", "CPU, memory, services and tasks of the nodes stay unknown"),
    role=AUDITOR,
)
GUESTS = Wanted(
    needs=(Privilege("VM.Audit", "/vms"),),
    title=mark("Proxmox", "guests"),
    without=mark("Proxmox", "virtual machines and containers are not listed"),
    role=AUDITOR,
)
STORAGES = Wanted(
    needs=(Privilege("Datastore.Audit", "/storage"),),
    title=mark("Proxmox", "storage"),
    without=mark("Proxmox", "storages are not listed"),
    role=AUDITOR,
)
POOLS = Wanted(
    needs=(Privilege("Pool.Audit", "/pool"),),
    title=mark("Proxmox", "pools"),
    without=mark("Proxmox", "the pools of guests stay unknown"),
    role=AUDITOR,
)

_WITHOUT_AGENTS = mark(
    "Proxmox",
    "file systems, addresses, operating system and true memory of virtual machines stay unknown",
)
AGENTS_BEFORE_9 = Wanted(
    needs=(Privilege("VM.Monitor", "/vms"),),
    title=mark("Proxmox", "guest agents"),
    without=_WITHOUT_AGENTS,
    role=AGENTS_ROLE,
    opens=mark(
        "Proxmox",
        "VM.Monitor also lets who holds it run commands in virtual machines. Pulse only reads.",
    ),
    until=(9, 0),
)
AGENTS = Wanted(
    needs=(
        Privilege("VM.GuestAgent.Audit", "/vms"),
        Privilege("VM.GuestAgent.FileRead", "/vms"),
    ),
    instead=(Privilege("VM.GuestAgent.Unrestricted", "/vms"),),
    title=mark("Proxmox", "guest agents"),
    without=_WITHOUT_AGENTS,
    role=AGENTS_ROLE,
    opens=mark(
        "Proxmox",
        "VM.GuestAgent.FileRead also lets who holds it read any file in virtual machines. "
        "Pulse reads /proc/meminfo only.",
    ),
    since=(9, 0),
)
BACKUPS = Wanted(
    needs=(
        Privilege("Datastore.AllocateSpace", "/storage"),
        Privilege("VM.Backup", "/vms"),
    ),
    instead=(Privilege("Datastore.Allocate", "/storage"),),
    title=mark("Proxmox", "backups"),
    without=mark(
        "Proxmox", "backups on its storages are not listed; how old the last one is stays unknown"
    ),
    role=BACKUPS_ROLE,
    opens=mark(
        "Proxmox",
        "VM.Backup also lets who holds it start backups, and Datastore.AllocateSpace take up "
        "space on storages. Pulse does neither.",
    ),
)

ALL = (CLUSTER, NODES, GUESTS, STORAGES, POOLS, AGENTS_BEFORE_9, AGENTS, BACKUPS)


def wanted_in(release: Release) -> tuple[Wanted, ...]:
    """What a full picture takes in one release."""
    return tuple(each for each in ALL if each.is_in(release))
