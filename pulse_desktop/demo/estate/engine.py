"""Words for container engines: what runs on them, by compose project."""

from dataclasses import dataclass

from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.demo.subject import CurveRole

HOST_NETWORK = "host"


@dataclass(frozen=True, slots=True)
class Service:
    """One service of a compose project: one container."""

    name: str
    image: str
    role: CurveRole
    ports: tuple[tuple[int, int], ...] = ()
    """(on the host, in the container)"""

    volumes: tuple[str, ...] = ()
    """``name:/where`` of a volume, ``/source:/where`` of a directory of the host."""

    is_checked: bool = False
    """Its image says whether it is healthy."""

    network: str | None = None
    """The project's own unless given."""

    given_name: str | None = None
    """Of its container, where the project's file says one."""

    memory_limit: int | None = None
    """Bytes, where it is not what its role allows."""

    has_ended: bool = False
    """It did what it was there for."""


@dataclass(frozen=True, slots=True)
class Project:
    """A compose project."""

    name: str
    services: tuple[Service, ...]

    def container(self, service: Service) -> str:
        """The name of the service's container."""
        return service.given_name or f"{self.name}-{service.name}-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A container engine on its machine, and the connection to it."""

    connection: str
    title: str
    machine: str
    address: str
    cpus: int
    memory: int
    """Bytes."""

    projects: tuple[Project, ...] = ()
    runtime: str = "Docker"
    version: str = "28.5.2"
    api_version: str = "1.51"
    system: str = "Debian GNU/Linux 13 (trixie)"
    kernel: str = "6.12.48+deb13-amd64"
    architecture: str = "x86_64"


UBUNTU = ("Ubuntu 24.04.3 LTS", "6.8.0-87-generic")
RASPBERRY_PI = ("Debian GNU/Linux 12 (bookworm)", "6.12.47+rpt-rpi-v8")
"""Operating systems with their kernels, as an engine tells them."""


def alone(service: Service) -> Project:
    """A project of one service, whose container bears its name."""
    return Project(service.name, (service,))


def gib(count: int) -> int:
    """So many GiB, in bytes."""
    return count * GIB
