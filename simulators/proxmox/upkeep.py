"""What the product tells of the upkeep of its nodes."""

import re
from dataclasses import dataclass, field

from simulators.proxmox.refusal import Refusal

_ROUTE = re.compile(
    r"/nodes/(?P<node>[^/]+)/(?P<what>apt/update|subscription|services|certificates/info)"
)
_PRIVILEGES = {"apt/update": "Sys.Modify", "services": "Sys.Audit"}
"""The others are told to whoever has signed in."""


@dataclass(slots=True)
class Service:
    """A unit of systemd, as the product lists it."""

    name: str
    state: str = "running"
    unit: str = "enabled"
    active: str = "active"


@dataclass(slots=True)
class Upkeep:
    """The same of every node."""

    packages: list[str] = field(default_factory=list)
    subscription: dict = field(default_factory=lambda: {"status": "notfound", "serverid": "0"})
    certificates: dict[str, int] = field(
        default_factory=lambda: {"pve-root-ca.pem": 4_000_000_000, "pve-ssl.pem": 1_900_000_000}
    )
    """File → end, seconds since 1970."""

    services: list[Service] = field(
        default_factory=lambda: [
            Service("pveproxy"),
            Service("pvestatd"),
            Service("syslog", "dead", "not-found", "inactive"),
            Service("systemd-timesyncd", "dead", "not-found", "inactive"),
        ]
    )

    def service(self, name):
        """The service of that name."""
        return next(each for each in self.services if each.name == name)


class Keeping:
    """The routes."""

    def __init__(self, estate):
        self.estate = estate
        self._handles = {
            "apt/update": self._updates,
            "subscription": lambda: self.estate.upkeep.subscription,
            "services": self._services,
            "certificates/info": self._certificates,
        }

    def route(self, path):
        """What answers ``path``, and the parameters it knows; ``None`` for what is not here."""
        found = _ROUTE.fullmatch(path)
        if found is None:
            return None
        return lambda account, query: self._answer(account, found["node"], found["what"]), ()

    def _answer(self, account, name, what):
        wanted = _PRIVILEGES.get(what)
        if wanted and not account.may(f"/nodes/{name}", wanted):
            raise Refusal(403, f"Permission check failed (/nodes/{name}, {wanted})")
        node = next((each for each in self.estate.nodes if each.name == name), None)
        if node is None:
            raise Refusal(500, f"hostname lookup '{name}' failed - failed to get address info")
        if not node.is_online:
            raise Refusal(595, "No route to host")
        return self._handles[what]()

    def _updates(self):
        return [
            {"Package": each, "Version": "2", "OldVersion": "1", "Origin": "Proxmox"}
            for each in self.estate.upkeep.packages
        ]

    def _services(self):
        return [
            {
                "service": each.name,
                "name": each.name,
                "desc": f"The {each.name} service",
                "state": each.state,
                "unit-state": each.unit,
                "active-state": each.active,
            }
            for each in self.estate.upkeep.services
        ]

    def _certificates(self):
        return [
            {"filename": name, "notafter": end, "subject": "/CN=lab", "fingerprint": "AA"}
            for name, end in self.estate.upkeep.certificates.items()
        ]
