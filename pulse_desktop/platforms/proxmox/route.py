"""Which endpoint a product is asked through now."""

from dataclasses import dataclass
from typing import Protocol

from pulse_desktop.model.errors import ProviderError
from pulse_desktop.platforms.proxmox.address import Address
from pulse_desktop.provider.tls import Trust


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address, and what makes it believable."""

    address: Address
    trust: Trust


class Route(Protocol):
    """Used on the event loop only."""

    @property
    def endpoint(self) -> Endpoint:
        """Where the next request goes."""
        ...

    def unreached(self, endpoint: Endpoint, error: ProviderError) -> bool:
        """Take note that no connection came about. Whether there is another way now."""
        ...


class OneEndpoint:
    """The way to a product that has no other."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    @property
    def endpoint(self) -> Endpoint:
        """Always the same."""
        return self._endpoint

    def unreached(self, endpoint: Endpoint, error: ProviderError) -> bool:  # noqa: ARG002 - one way
        """There is no other way."""
        return False
