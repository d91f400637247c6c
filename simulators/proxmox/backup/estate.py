"""What the simulated backup server keeps. Change it while the server runs."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulators.proxmox.backup.care import Care

GIB = 1024**3
NEVER = 2**63 - 1
"""What the server answers when a store never fills up."""


@dataclass(slots=True)
class Backup:
    """One backup, or one that is being made."""

    made_at: datetime
    size: int = GIB
    verification: str | None = None
    """``ok`` or ``failed``."""

    verified_by: str | None = None
    """The name of the task that read it again; one of this server unless it is given."""

    is_unfinished: bool = False
    encrypted: bool = False
    protected: bool = False
    comment: str | None = None


@dataclass(slots=True)
class Group:
    """All backups of one thing."""

    type: str
    id: str
    backups: list[Backup] = field(default_factory=list)
    owner: str = "backup@pbs"
    is_broken: bool = False
    """One of its backups cannot be read, and with it its whole namespace."""


@dataclass(slots=True)
class Store:
    """A datastore."""

    name: str
    total: int = 1000 * GIB
    used: int = 400 * GIB
    reserved: int = 0
    full_at: int | None = NEVER
    comment: str | None = None
    maintenance: str | None = None
    mount_status: str = "nonremovable"
    backend: str = "filesystem"
    spaces: dict[str, list[Group]] = field(default_factory=lambda: {"": []})
    """Groups by namespace; the root's name is empty."""

    collected_at: datetime | None = None
    collection_state: str = "OK"

    def group(self, identifier, namespace=""):
        """The group of that id, made when there is none."""
        for each in self.spaces[namespace]:
            if each.id == identifier:
                return each
        raise KeyError(identifier)


@dataclass(slots=True)
class Job:
    """A job and how it last went."""

    kind: str
    id: str
    store: str
    schedule: str = "daily"
    next_run: datetime | None = None
    ended_at: datetime | None = None
    state: str | None = None
    remote: str | None = None
    is_push: bool = False
    disabled: bool = False


@dataclass(slots=True)
class Task:
    """Something that the server did, or is doing."""

    type: str
    worker_id: str
    began_at: datetime
    ended_at: datetime | None = None
    status: str | None = None
    user: str = "root@pam"


AUDIT = {"Sys.Audit": True, "Datastore.Audit": True}
READER = {
    "/datastore": {"Datastore.Audit": True},
    "/remote": {"Remote.Audit": True},
    "/system": AUDIT,
}
"""The three read-only roles, where the program's own commands grant them."""

TOKEN_VALUE = "3b5d7f10-2c4e-4a6b-8d90-1f2e3d4c5b6a"
PASSWORD = "correct horse battery"


@dataclass(slots=True)
class Account:
    """Someone who may sign in: path → privilege → whether it propagates."""

    name: str
    secret: str
    granted: dict[str, dict[str, bool]] = field(default_factory=dict)
    second_factor: bool = False

    def may(self, path, privilege):
        """An entry replaces those above it; of those only what propagates comes down."""
        if path in self.granted:
            return privilege in self.granted[path]
        steps = path.strip("/").split("/")
        for depth in range(len(steps) - 1, -1, -1):
            above = "/" + "/".join(steps[:depth])
            if above in self.granted:
                return self.granted[above].get(privilege, False)
        return False


@dataclass(slots=True)
class Estate:
    """A backup server, its accounts and its clock."""

    began_at: datetime
    hostname: str = "vault"
    version: str = "4.0"
    release: str = "18"
    cpu: float = 0.12
    memory: tuple[int, int] = (6 * GIB, 16 * GIB)
    """Used and all."""

    root: tuple[int, int] = (10 * GIB, 60 * GIB)
    uptime_s: int = 500_000
    stores: list[Store] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    tokens: dict[str, Account] = field(default_factory=dict)
    users: dict[str, Account] = field(default_factory=dict)
    care: Care = field(default_factory=Care)
    offset_s: float = 0.0
    recorded_s: int = 0
    """How far back the graphs go; without any, they are empty."""

    @property
    def now(self):
        """The estate's time of day."""
        return self.began_at + timedelta(seconds=self.offset_s)

    @property
    def number(self):
        """Major and minor, to compare with."""
        return tuple(map(int, self.version.split(".")))

    def pass_time(self, seconds):
        """Let the clock go on."""
        self.offset_s += seconds

    def store(self, name):
        """The datastore of that name."""
        return next(store for store in self.stores if store.name == name)

    def upid(self, task):
        """The task's name, its particulars escaped as the server does."""
        escaped = task.worker_id.replace("-", r"\x2d").replace(":", r"\x3a").replace("/", "-")
        began = int(task.began_at.timestamp())
        return (
            f"UPID:{self.hostname}:000003E8:0000ABCD:00000001:{began:08X}:"
            f"{task.type}:{escaped}:{task.user}:"
        )


def small_estate(now):
    """Two datastores, one with namespaces; five groups; a job of each kind."""
    day = timedelta(days=1)
    nights = [now - day * age for age in range(3)]
    main = Store("main", spaces={"": [], "lab": [], "lab/old": []})
    main.spaces["lab"] = [
        Group("vm", "101", [Backup(at, comment="web, pve1, 101") for at in nights]),
        Group("ct", "200", [Backup(at, comment="dns") for at in nights]),
    ]
    main.spaces["lab/old"] = [Group("vm", "900", [Backup(nights[2], protected=True)])]
    main.spaces[""] = [Group("host", "desk", [Backup(nights[0], encrypted=True)])]
    offsite = Store("offsite", total=2000 * GIB, used=1500 * GIB, reserved=100 * GIB)
    offsite.spaces[""] = [Group("vm", "101", [Backup(nights[1], comment="web")])]
    main.collected_at = offsite.collected_at = now - timedelta(hours=5)
    ran, next_run = now - timedelta(hours=6), now + timedelta(hours=18)
    jobs = [
        Job("sync", "s-offsite", "offsite", remote="partner"),
        Job("verify", "v-main", "main"),
        Job("prune", "p-main", "main"),
    ]
    for job in jobs:
        job.ended_at, job.next_run, job.state = ran, next_run, "OK"
    estate = Estate(began_at=now, stores=[main, offsite], jobs=jobs)
    estate.tasks = [
        Task("backup", "main:lab:vm/101", nights[0], nights[0] + timedelta(minutes=4), "OK"),
        Task("garbage_collection", "main", ran, main.collected_at, "OK"),
    ]
    estate.tokens = {
        "pulse@pbs!desktop": Account("pulse@pbs!desktop", TOKEN_VALUE, dict(READER)),
        "pulse@pbs!bare": Account("pulse@pbs!bare", TOKEN_VALUE),
    }
    estate.users = {
        "pulse@pbs": Account("pulse@pbs", PASSWORD, dict(READER)),
        "careful@pbs": Account("careful@pbs", PASSWORD, dict(READER), second_factor=True),
    }
    return estate
