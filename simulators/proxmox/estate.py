"""What the simulated cluster consists of. Change it while the server runs."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulators.proxmox.ceph import Ceph
from simulators.proxmox.drives import Drives
from simulators.proxmox.guests import Configs
from simulators.proxmox.protection import Protection
from simulators.proxmox.upkeep import Upkeep
from simulators.proxmox.zfs import Pool

GIB = 1024**3

SAMPLE_S = 10
"""``pvestatd`` takes a sample that often; counters stand still in between."""


@dataclass(slots=True)
class Node:
    """One member of the cluster."""

    name: str
    ip: str
    is_online: bool = True
    cpu: float = 0.1
    maxcpu: int = 8
    mem: int = 8 * GIB
    maxmem: int = 32 * GIB
    disk: int = 10 * GIB
    maxdisk: int = 100 * GIB
    uptime_s: int = 86_400
    has_status: bool = True
    """Whether ``/nodes/{node}/status`` is answered."""

    caches: int = 4 * GIB
    """Memory in caches, which ``mem`` does not include."""

    fingerprint: str = "AA:" * 31 + "AA"
    """Of its certificate, as the cluster lists it."""

    version: str | None = None
    """Of its own, while the cluster is being upgraded; else that of the estate."""


@dataclass(slots=True)
class Agent:
    """The guest agent of a virtual machine, and the system it runs in."""

    is_running: bool = True
    refusal: str | None = None
    """Instead of an answer: the product's sentence, with status 500."""

    unsupported: frozenset[str] = frozenset()
    """Commands that it does not know."""

    system: str = "Debian GNU/Linux 12 (bookworm)"
    version: str = "7.2.0"
    available: int | None = None
    """Of ``/proc/meminfo``; half of the machine's memory unless given."""

    addresses: tuple[str, ...] = ("10.0.1.7",)
    disk: int = 12 * GIB
    maxdisk: int = 29 * GIB


@dataclass(slots=True)
class Guest:
    """A virtual machine or a container."""

    vmid: int
    type: str
    node: str
    name: str
    status: str = "running"
    template: int = 0
    cpu: float = 0.25
    maxcpu: int = 2
    mem: int = GIB
    maxmem: int = 2 * GIB
    disk: int = 3 * GIB
    maxdisk: int = 30 * GIB
    tags: str | None = None
    pool: str | None = None
    lock: str | None = None
    hastate: str | None = None
    rate: int = 1000
    """Bytes a second of each of the four counters."""

    boot_s: int = 0
    """Seconds of the estate's clock at which it started."""

    agent: Agent | None = None
    balloon_free: int | None = None
    """Free memory as the balloon driver reports it; without a driver it reports nothing."""


@dataclass(slots=True)
class Storage:
    """A storage definition, on the nodes that it names."""

    name: str
    nodes: tuple[str, ...]
    plugintype: str = "dir"
    content: str = "images,rootdir"
    shared: int = 0
    disk: int = 20 * GIB
    maxdisk: int = 200 * GIB
    status: str = "available"
    is_enabled: bool = True
    """``False`` for one that ``storage.cfg`` disables."""

    is_active: bool = True
    """Whether a node that is asked can use it."""

    options: dict[str, str] = field(default_factory=dict)
    """More of its section of ``storage.cfg``: ``pool``, ``path``, ``server``."""


@dataclass(slots=True)
class Account:
    """Someone who may sign in, and what they may see: path → privileges, all propagating."""

    name: str
    secret: str
    granted: dict[str, frozenset[str]] = field(default_factory=dict)
    second_factor: bool = False

    def may(self, path, privilege):
        """Whether the privilege holds on ``path`` or is inherited from above."""
        steps = [step for step in path.split("/") if step]
        above = ["/"] + ["/" + "/".join(steps[: n + 1]) for n in range(len(steps))]
        return any(privilege in self.granted.get(step, ()) for step in above)


WATCHER = frozenset({"VM.GuestAgent.Audit", "VM.GuestAgent.FileRead", "VM.Monitor"})
"""What opens guest agents, before version 9 and from it on."""

BACKER = frozenset({"Datastore.AllocateSpace", "VM.Backup"})
"""What opens the backups on storages."""

AUDITOR = frozenset({"Sys.Audit", "VM.Audit", "Datastore.Audit", "Pool.Audit", "SDN.Audit"})
"""The role ``PVEAuditor``, as far as it matters here."""

TOKEN_VALUE = "8f4c1a52-7c1e-4d1b-9a63-5e0f9b1c2d3e"
PASSWORD = "correct horse battery"


@dataclass(slots=True)
class Estate:
    """A cluster, its accounts and its clock."""

    began_at: datetime
    cluster: str | None = "lab"
    quorate: int = 1
    version: str = "9.1.2"
    nodes: list[Node] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)
    storages: list[Storage] = field(default_factory=list)
    pools: list[Pool] = field(default_factory=list)
    """ZFS pools of the nodes; without any, the tools for them are not installed."""

    ceph: Ceph | None = None
    """``None`` where it is not installed."""

    tokens: dict[str, Account] = field(default_factory=dict)
    users: dict[str, Account] = field(default_factory=dict)
    tickets: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    """All that were given out, to whom and when; every member accepts them."""

    protection: Protection = field(default_factory=Protection)
    drives: Drives = field(default_factory=Drives)
    upkeep: Upkeep = field(default_factory=Upkeep)
    configs: Configs = field(default_factory=Configs)
    offset_s: float = 0.0
    recorded_s: int = 0
    """How far back the graphs go; without any, only the newest memory of nodes is told."""

    @property
    def release(self):
        """``9.1`` of ``9.1.2``."""
        return ".".join(self.version.replace("-", ".").split(".")[:2])

    @property
    def major(self):
        """``9`` of ``9.1.2``."""
        return int(self.version.split(".")[0])

    def major_of(self, name):
        """That of one node; unknown nodes are like the contacted one."""
        own = next((node.version for node in self.nodes if node.name == name), None)
        return self.major if own is None else int(own.split(".")[0])

    @property
    def clock_s(self):
        """Seconds since the estate began; moved by ``pass_time`` only."""
        return self.offset_s

    @property
    def now(self):
        """The estate's time of day."""
        return self.began_at + timedelta(seconds=self.offset_s)

    def pass_time(self, seconds):
        """Let the clock go on."""
        self.offset_s += seconds

    def guest(self, vmid):
        """The guest of that number."""
        return next(guest for guest in self.guests if guest.vmid == vmid)

    def node(self, name):
        """The node of that name."""
        return next(node for node in self.nodes if node.name == name)

    def migrate(self, vmid, node):
        """Move a guest; its process, and so its uptime and counters, start anew."""
        guest = self.guest(vmid)
        guest.node, guest.boot_s = node, int(self.clock_s)

    def restart(self, vmid):
        """Stop and start a guest between two polls."""
        self.guest(vmid).boot_s = int(self.clock_s)

    def stand_alone(self):
        """Dissolve the cluster; the first node and what is on it remain."""
        first = self.nodes[0].name
        self.cluster, self.nodes = None, self.nodes[:1]
        self.guests = [guest for guest in self.guests if guest.node == first]
        for storage in self.storages:
            storage.nodes = (first,)

    def stop_node(self, name):
        """Power a node off; its guests' figures expire."""
        self.node(name).is_online = False


def small_estate(began_at):
    """Two nodes, four guests and a template, local and shared storages, two ways to sign in."""
    granted = {"/": AUDITOR | WATCHER | BACKER}
    return Estate(
        began_at=began_at,
        nodes=[Node("pve1", "10.0.0.11"), Node("pve2", "10.0.0.12", cpu=0.5)],
        guests=[
            Guest(101, "qemu", "pve1", "web", tags="prod;web", boot_s=-3600, agent=Agent()),
            Guest(102, "qemu", "pve2", "database", status="stopped"),
            Guest(103, "qemu", "pve2", "sleeper", status="paused"),
            Guest(201, "lxc", "pve1", "dns", pool="core", boot_s=-7200),
            Guest(900, "qemu", "pve1", "golden", status="stopped", template=1),
        ],
        storages=[
            Storage("local", ("pve1", "pve2"), content="iso,vztmpl,backup"),
            Storage("nas", ("pve1", "pve2"), "nfs", "backup", shared=1, maxdisk=2000 * GIB),
            Storage("vault", ("pve1", "pve2"), "pbs", "backup", shared=1, disk=0, maxdisk=0),
        ],
        tokens={
            "pulse@pve!desktop": Account("pulse@pve!desktop", TOKEN_VALUE, granted),
            "pulse@pve!bare": Account("pulse@pve!bare", TOKEN_VALUE, {}),
        },
        users={
            "pulse@pve": Account("pulse@pve", PASSWORD, granted),
            "careful@pve": Account("careful@pve", PASSWORD, granted, second_factor=True),
        },
    )
