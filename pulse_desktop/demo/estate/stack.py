"""The Swarm: its three engines, and the services that they share, as tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from pulse_desktop.demo.estate import number
from pulse_desktop.demo.estate.engine import UBUNTU, Engine
from pulse_desktop.demo.estate.inventory import GUESTS
from pulse_desktop.demo.subject import CurveRole

CLUSTER_ID = number.digits(25, "swarm", "office")
"""Of the Swarm, as its managers tell it."""

_SYSTEM, _KERNEL = UBUNTU
_GUESTS = {guest.name: guest for guest in GUESTS}


def _engine(machine: str, connection: str, title: str) -> Engine:
    """Its machine is a guest of the virtualisation manager."""
    guest = _GUESTS[machine]
    return Engine(
        connection=connection,
        title=title,
        machine=machine,
        address=guest.address,
        cpus=guest.cpus,
        memory=guest.memory,
        system=_SYSTEM,
        kernel=_KERNEL,
    )


MANAGER = _engine("swarm-manager-01", "demo-swarm-manager", "Swarm Manager 01")
WORKERS = (
    _engine("swarm-worker-01", "demo-swarm-worker-1", "Swarm Worker 01"),
    _engine("swarm-worker-02", "demo-swarm-worker-2", "Swarm Worker 02"),
)
ENGINES = (MANAGER, *WORKERS)


@dataclass(frozen=True, slots=True)
class SwarmService:
    """A service of the Swarm."""

    stack: str
    name: str
    image: str
    role: CurveRole
    replicas: int
    ports: tuple[tuple[int, int], ...] = ()
    """(published, in the container)"""

    is_global: bool = False
    """One task on every node."""

    @property
    def full_name(self) -> str:
        """With its stack, as the Swarm calls it."""
        return f"{self.stack}_{self.name}"

    @property
    def id(self) -> str:
        """Within the Swarm."""
        return number.digits(25, "service", self.full_name)


SERVICES = (
    SwarmService(
        "gateway",
        "traefik",
        "traefik:v3.2.3",
        CurveRole.INGRESS,
        3,
        ((80, 80), (443, 443)),
        is_global=True,
    ),
    SwarmService("shop", "frontend", "registry.home.arpa/shop-frontend:7.3.1", CurveRole.WEB, 4),
    SwarmService("shop", "catalog", "registry.home.arpa/shop-catalog:5.0.2", CurveRole.API, 2),
    SwarmService("shop", "orders", "registry.home.arpa/shop-orders:5.1.0", CurveRole.API, 2),
    SwarmService("shop", "basket", "registry.home.arpa/shop-basket:3.4.4", CurveRole.API, 2),
    SwarmService("shop", "sessions", "redis:7.4.1-alpine", CurveRole.CACHE, 1),
    SwarmService("notices", "mailer", "registry.home.arpa/mailer:1.6.0", CurveRole.QUEUE, 2),
    SwarmService(
        "logging", "collector", "grafana/alloy:v1.5.1", CurveRole.MONITORING, 3, is_global=True
    ),
)


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a service, and the engine that runs it."""

    service: SwarmService
    slot: int
    engine: Engine

    @property
    def id(self) -> str:
        """Within the Swarm."""
        return number.digits(25, "task", self.service.full_name, str(self.slot))

    @property
    def container(self) -> str:
        """The name of its container."""
        return f"{self.service.full_name}.{self.slot}"

    @property
    def container_id(self) -> str:
        """On its engine."""
        return number.digits(64, "container", self.engine.machine, self.container)


def tasks(service: SwarmService) -> Iterator[Task]:
    """One on every engine, or the workers in turn."""
    for slot in range(1, service.replicas + 1):
        engines = ENGINES if service.is_global else WORKERS
        yield Task(service, slot, engines[(slot - 1) % len(engines)])


def node_id(engine: Engine) -> str:
    """Of the engine, within the Swarm."""
    return number.digits(25, "node", engine.machine)
