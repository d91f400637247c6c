"""Virtual machines of the cluster that other parts of the estate look into from inside."""

from dataclasses import dataclass

from pulse_desktop.demo.estate import number
from pulse_desktop.demo.subject import CurveRole
from pulse_desktop.model.identity import Identity

GIB = 1 << 30
"""Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """One machine, whoever tells of it."""

    name: str
    address: str
    cpus: int
    memory_bytes: int
    role: CurveRole
    has_agent: bool = True
    """An agent runs on it, so that it is one machine with its container engine."""

    @property
    def identity(self) -> Identity:
        """What tells it from every other."""
        return number.machine(self.name, self.address)


EDGE_APPS = Machine(
    name="edge-apps-01",
    address="10.20.30.11",
    cpus=8,
    memory_bytes=16 * GIB,
    role=CurveRole.WEB,
)
OPS_SERVICES = Machine(
    name="ops-services-01",
    address="10.20.30.12",
    cpus=8,
    memory_bytes=16 * GIB,
    role=CurveRole.MONITORING,
)
"""Both run containers."""

_WITH_AGENT = 3
"""Of the later ones the orchestrator alone tells."""

KUBERNETES_NODES = tuple(
    Machine(
        name=f"prod-euw1-k8s-0{at}",
        address=f"10.20.40.1{at}",
        cpus=8,
        memory_bytes=32 * GIB,
        role=CurveRole.API if at <= _WITH_AGENT else CurveRole.BATCH,
        has_agent=at <= _WITH_AGENT,
    )
    for at in range(1, 6)
)
"""Nodes of the orchestrator's cluster."""
