"""The nodes of the cluster "Core Fabric"."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pulse_desktop.demo.estate import uptime
from pulse_desktop.demo.estate.number import machine_id
from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.demo.story import RECOVERY
from pulse_desktop.demo.subject import CurveClass, Subject
from pulse_desktop.model.ids import NativeId

CLUSTER = "Core Fabric"
"""The instance that native ids of the hypervisor begin with, and the cluster's name."""

WEST_A, WEST_B, WEST_C = "west-a", "west-b", "west-c"
DR_A, DR_B = "dr-a", "dr-b"

ROOT = 94 * GIB
"""Bytes of the file system that a node starts from."""

_BOOT = timedelta(minutes=2)
"""From power on until a node answers, and until the guests on it start."""


@dataclass(frozen=True, slots=True)
class Board:
    """What sort of machine a node is."""

    cpu: str
    sockets: int
    cores: int
    """Of all sockets together."""

    threads: int
    memory_gib: int


_WEST = Board("AMD EPYC 7313 16-Core Processor", 2, 32, 64, 256)
_DR = Board("Intel(R) Xeon(R) Silver 4314 CPU @ 2.40GHz", 1, 16, 32, 128)


@dataclass(frozen=True, slots=True)
class Node:
    """One node: positional, as its table is read."""

    name: str
    title: str
    """What people call it."""

    board: Board
    address: str
    pending_updates: int = 0

    @property
    def native_id(self) -> NativeId:
        """``Core Fabric-west-a``."""
        return NativeId(f"{CLUSTER}-{self.name}")

    @property
    def agent_id(self) -> NativeId:
        """What the agent on it goes by."""
        return NativeId(machine_id(self.name))

    @property
    def memory(self) -> int:
        """Bytes."""
        return self.board.memory_gib * GIB

    @property
    def subject(self) -> Subject:
        """Whose numbers it has."""
        return Subject(CurveClass.NODE, self.name, self.memory, cores=self.board.threads)

    def started(self, at: datetime) -> datetime:
        """When it was switched on last by ``at``."""
        if self.name == WEST_B:
            return RECOVERY.began(at) - _BOOT
        return uptime.started(self.name, at)


NODES = (
    Node(WEST_A, "West Production A", _WEST, "10.20.10.11", 14),
    Node(WEST_B, "West Production B", _WEST, "10.20.10.12", 14),
    Node(WEST_C, "West Production C", _WEST, "10.20.10.13", 14),
    Node(DR_A, "Disaster Recovery A", _DR, "10.20.10.21", 3),
    Node(DR_B, "Disaster Recovery B", _DR, "10.20.10.22"),
)

_BY_NAME = {node.name: node for node in NODES}


def node(name: str) -> Node:
    """The node of that name.

    Raises:
        KeyError: There is none.
    """
    return _BY_NAME[name]


def guests_start(name: str, at: datetime) -> datetime:
    """When the guests on the node of that name started after it was last switched on."""
    return node(name).started(at) + _BOOT
