"""A storage appliance as one system."""

from dataclasses import dataclass
from typing import Literal

from pulse_desktop.model.facet.marker import Facet
from pulse_desktop.model.facet.storage import PoolDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplianceFacet(Facet):
    """A storage appliance as one system."""

    kind: Literal["appliance"] = "appliance"
    hostname: str
    version: str | None = None
    model: str | None = None
    serial: str | None = None
    cpu_model: str | None = None
    cpu_count: int | None = None
    uptime_seconds: int | None = None
    pools: tuple[PoolDevice, ...] = ()
    """Its pools and how they stand; each is also a resource of its own."""
