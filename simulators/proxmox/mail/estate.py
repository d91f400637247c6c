"""What the simulated mail gateway consists of. Change it while the server runs."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

GIB = 1024**3
PASSWORD = "correct horse battery"
QUEUES = ("deferred", "active", "incoming", "hold")


@dataclass(slots=True)
class Node:
    """One gateway of the cluster, or the only one."""

    name: str
    ip: str
    type: str = "-"
    cid: int = 0
    is_reachable: bool = True
    insync: int = 1
    cpu: float = 0.04
    wait: float = 0.01
    loadavg: tuple[str, str, str] = ("0.82", "1.94", "1.70")
    mem: int = 6 * GIB
    maxmem: int = 16 * GIB
    disk: int = 20 * GIB
    maxdisk: int = 200 * GIB
    uptime_s: int = 716_766
    queues: dict[str, dict[str, int]] = field(default_factory=dict)
    """By queue: how many messages wait, by the age column of ``qshape``."""


@dataclass(slots=True)
class Account:
    """Someone who may sign in: ``admin``, ``helpdesk``, ``qmanager`` or ``audit``."""

    name: str
    secret: str
    role: str = "audit"
    second_factor: bool = False
    is_enabled: bool = True


@dataclass(slots=True)
class Mail:
    """What went through on one day."""

    count_in: int = 0
    count_out: int = 0
    spam: int = 0
    virus: int = 0


@dataclass(slots=True)
class Estate:
    """A gateway, its accounts and its clock, whose days begin at midnight UTC."""

    began_at: datetime
    version: str = "9.1.0"
    nodes: list[Node] = field(default_factory=list)
    users: dict[str, Account] = field(default_factory=dict)
    mail: dict[date, Mail] = field(default_factory=dict)
    spam_held: int = 8
    virus_held: int = 2
    domains: dict[str, str] = field(default_factory=dict)
    archives: list[datetime] = field(default_factory=list)
    """When the configuration was archived, on the node that answers."""

    offset_s: float = 0.0

    @property
    def release(self):
        """``9.1`` of ``9.1.0``."""
        return ".".join(self.version.split(".")[:2])

    @property
    def major(self):
        """``9`` of ``9.1.0``."""
        return int(self.version.split(".")[0])

    @property
    def now(self):
        """The gateway's time of day."""
        return self.began_at + timedelta(seconds=self.offset_s)

    @property
    def local(self):
        """The node that answers."""
        return self.nodes[0]

    def pass_time(self, seconds):
        """Let the clock go on."""
        self.offset_s += seconds

    def today(self):
        """What went through today, to be changed."""
        return self.mail.setdefault(self.now.date(), Mail())

    def node(self, name):
        """The node of that name; ``localhost`` is the one that answers."""
        if name == "localhost":
            return self.local
        return next((node for node in self.nodes if node.name == name), None)

    def form_cluster(self):
        """Join a second node to the first one, which is the master from now on."""
        self.local.type, self.local.cid = "master", 1
        second = Node("mail2", "10.0.0.42", "node", 2, queues={"deferred": {"160m": 3}})
        self.nodes.append(second)
        return second


def small_estate(began_at):
    """One gateway with a little mail, two relay domains, and users of several roles."""
    estate = Estate(
        began_at=began_at,
        nodes=[Node("mail1", "10.0.0.41", queues={"deferred": {"5m": 5, "40m": 2}})],
        users={
            "pulse@pmg": Account("pulse@pmg", PASSWORD),
            "keeper@pmg": Account("keeper@pmg", PASSWORD, role="qmanager"),
            "bare@pmg": Account("bare@pmg", PASSWORD, role="quser"),
            "careful@pmg": Account("careful@pmg", PASSWORD, second_factor=True),
        },
        domains={"home.arpa": "", "lab.example": "mail of the lab"},
        archives=[began_at - timedelta(days=7), began_at - timedelta(days=14)],
    )
    estate.mail[began_at.date()] = Mail(count_in=40, spam=8, virus=2)
    estate.mail[began_at.date() - timedelta(days=1)] = Mail(count_in=900, count_out=70, spam=300)
    return estate
