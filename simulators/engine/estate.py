"""What the simulated engine has: containers whose counters grow with time, services, events."""

import asyncio
import hashlib
import json
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime

GIB = 1024**3
CPUS = 8
MEMORY = 64 * GIB
CLUSTER = "opd8shbk8tgftsiofxnm3bp21"
NODE = "nv1acp7l3lrwvqli9q51tn8ju"
STOP_SIGNALS = {"9", "15"}


def identifier(text, length=64):
    """A stable id of hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def stamp(at_s):
    """RFC 3339 with nanoseconds, as Go writes it."""
    whole = datetime.fromtimestamp(int(at_s), UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{whole}.{int(at_s % 1 * 1e9):09d}Z"


NEVER = "0001-01-01T00:00:00Z"


@dataclass
class Container:
    """One container and the load it makes."""

    name: str
    number: int = 0
    state: str = "running"
    health: str | None = None
    exit_code: int = 0
    oom_killed: bool = False
    restart_count: int = 0
    restart_policy: str = "no"
    network_mode: str = "bridge"
    image: str = "lab:1"
    labels: dict = field(default_factory=dict)
    started_s: float = 0.0
    finished_s: float | None = None

    @property
    def id(self):
        return identifier(self.name)

    @property
    def cores(self):
        """Processors it keeps busy on average."""
        return (self.number % 10) / 10

    def cpu_ns(self, now_s):
        """CPU time used: the integral of a load that swings around its average."""
        age_s = max(now_s - self.started_s, 0)
        swing = math.sin(age_s / 30 + self.number) * 10
        return int((age_s * self.cores + (swing + 10) * self.cores) * 1e9)


class Estate:
    """The state of one engine. Changes are told to whoever listens to events."""

    def __init__(self, containers=200, services=3, clock=None):
        self.clock = clock or (lambda: datetime.now(UTC).timestamp())
        now_s = self.clock()
        self.engine_id = "SFYG:4DBA:DZ6S:KKG4:5I4E:XY2B:OUIX:6MPK:BFIV:C3B3:XLGP:OX6Y"
        self.name = "dock1"
        self.role = "manager" if services else "none"
        made = [
            Container(f"app{n:03d}", n, started_s=now_s - 3600, labels=_compose(n))
            for n in range(containers)
        ]
        self.containers = {one.name: one for one in made}
        self.services = {f"svc{n}": 3 for n in range(services)}
        self.history = []
        self.listeners = set()

    def add(self, name, **fields):
        """Create and start a container."""
        one = Container(name, len(self.containers), started_s=self.clock(), **fields)
        self.containers[name] = one
        self._tell("container", "create", one.id, name=name)
        self._tell("container", "start", one.id, name=name)
        return one

    def remove(self, name):
        """Remove a container at once."""
        one = self.containers.pop(name)
        self._tell("container", "destroy", one.id, name=name)

    def end(self, name, code, *, signal=None, stop=False, oom=False):
        """End a container: by itself, by a signal through the API, or by ``docker stop``."""
        one = self.containers[name]
        if signal is not None:
            self._tell("container", "kill", one.id, name=name, signal=signal)
        if oom:
            self._tell("container", "oom", one.id, name=name)
        one.state, one.exit_code, one.oom_killed = "exited", code, oom
        one.finished_s = self.clock()
        self._tell("container", "die", one.id, name=name, exitCode=str(code))
        if stop:
            self._tell("container", "stop", one.id, name=name)

    def start(self, name):
        """Start a container again."""
        one = self.containers[name]
        one.state, one.started_s = "running", self.clock()
        self._tell("container", "start", one.id, name=name)

    def set_health(self, name, health):
        """Let a health check come out."""
        one = self.containers[name]
        one.health = health
        self._tell("container", f"health_status: {health}", one.id, name=name)

    def scale(self, name, replicas):
        """Change how many tasks a service wants."""
        before, self.services[name] = self.services[name], replicas
        counts = {"replicas.old": str(before), "replicas.new": str(replicas)}
        self._tell("service", "update", identifier(name, 25), name=name, **counts)

    def _tell(self, kind, action, actor, **attributes):
        now_s = self.clock()
        event = {
            "Type": kind,
            "Action": action,
            "Actor": {"ID": actor, "Attributes": attributes},
            "scope": "local",
            "time": int(now_s),
            # Two deeds within one tick of the clock are still two events.
            "timeNano": int(now_s * 1e9) + len(self.history),
        }
        self.history = [*self.history[-255:], event]
        for listener in self.listeners:
            listener.put_nowait(event)


def listen(estate):
    """A queue of the events from now on."""
    queue = asyncio.Queue()
    estate.listeners.add(queue)
    return queue


def _compose(number):
    project = f"stack{number // 10:02d}"
    return {"com.docker.compose.project": project, "com.docker.compose.service": f"app{number}"}


def as_json(value):
    """Bytes as the engine sends them."""
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"
