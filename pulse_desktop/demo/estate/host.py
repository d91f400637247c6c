"""Machines that an agent tells of: what the table of machines consists of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pulse_desktop.demo.estate.number import machine_id
from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.model.ids import NativeId


@dataclass(frozen=True, slots=True)
class Software:
    """What runs on a machine, positional."""

    platform: str
    """The family: ``linux``, ``freebsd``, ``windows``."""

    name: str
    version: str
    kernel: str
    architecture: str = "x86_64"


@dataclass(frozen=True, slots=True)
class Volume:
    """A file system on a machine, positional."""

    mount_point: str
    device: str
    type: str
    size_gib: int
    role: CurveRole = CurveRole.GENERAL

    def subject(self, host: str) -> Subject:
        """Whose numbers it has on that machine."""
        name = f"{host}{self.mount_point}"
        return Subject(CurveClass.STORAGE, name, self.size_gib * GIB, host)


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One machine with an agent on it."""

    name: str
    address: str
    software: Software
    cpus: int
    subject: Subject
    """Whose numbers it has; its capacity is its memory."""

    starts: Callable[[datetime], datetime]
    """When it was started last by an instant."""

    card: str
    """Its first network interface."""

    root: Volume
    """The file system that it starts from, whose fullness is the host's."""

    role: CurveRole = CurveRole.GENERAL
    volumes: tuple[Volume, ...] = ()
    """Others on it."""

    tags: tuple[str, ...] = ()
    node: NativeId | None = None
    """The node that it is, as the hypervisor calls it."""

    guest: NativeId | None = None
    """The virtual machine that it is the inside of, as the hypervisor calls it."""

    has_sensors: bool = True
    """A guest has none."""

    @property
    def native_id(self) -> NativeId:
        """What its agent goes by."""
        return NativeId(machine_id(self.name))


def own_subject(name: str, memory_gib: int, cpus: int) -> Subject:
    """The subject of a machine that only its agent tells of."""
    return Subject(CurveClass.AGENT, name, memory_gib * GIB, None, cpus)
