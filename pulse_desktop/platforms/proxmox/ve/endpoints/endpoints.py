"""The ways to one cluster: the endpoint that the user gave, and the other members behind it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.snapshot import Issue
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.address import Address, is_ip
from pulse_desktop.platforms.proxmox.route import Endpoint
from pulse_desktop.platforms.proxmox.ve.wire import NODE, Member, Node
from pulse_desktop.provider.numbers import flag
from pulse_desktop.provider.tls import Trust, normalise_fingerprint

REST = timedelta(seconds=10)
"""How long an endpoint that could not be reached is left in peace."""

READS_WITHOUT = 2
"""So many quorate readings in a row must lack a member before it is one no more."""

_DISTRUSTED = frozenset({Category.TLS_CHANGED, Category.TLS_UNTRUSTED, Category.TLS_HOSTNAME})

_AWAY = mark(
    "Proxmox", "{host} cannot be reached; the cluster is read through {other} meanwhile. {said}"
)
_ASIDE = mark(
    "Proxmox",
    "{node} shows another certificate than its cluster lists for it, so the cluster is not read "
    "through it. {said}",
)


class Endpoints:
    """A ``Route``. Members are learned from what came over a verified connection only."""

    def __init__(self, own: Endpoint, now: Clock) -> None:
        self._own, self._now = own, now
        self._own_node = ""
        self._members: dict[str, Endpoint] = {}
        self._read: tuple[Member, ...] = ()
        self._lacking: dict[str, int] = {}
        self._rests: dict[Endpoint, datetime] = {}
        self._aside: dict[Endpoint, ProviderError] = {}
        self._away: ProviderError | None = None
        self.endpoint = own
        """Where the next request goes."""

    @property
    def is_home(self) -> bool:
        """Whether the user's own endpoint is used."""
        return self.endpoint == self._own

    @property
    def members(self) -> tuple[Endpoint, ...]:
        """The other ways, in the cluster's order."""
        return tuple(self._members.values())

    def unreached(self, endpoint: Endpoint, error: ProviderError) -> bool:
        """Take note that no connection came about. Whether there is another way now.

        Another certificate at the user's own endpoint is the user's to judge: none is taken then.
        """
        if endpoint == self._own:
            if error.category in _DISTRUSTED:
                return False
            self._away = error
        elif error.category in _DISTRUSTED:
            self._aside[endpoint] = error
        self._rests[endpoint] = self._now() + REST
        if endpoint != self.endpoint:
            return True
        self.endpoint = next(self._usable(), self._own)
        return not self._is_resting(self.endpoint)

    def go_home(self) -> None:
        """The user's own endpoint answers again."""
        self._rests.pop(self._own, None)
        self._away = None
        self.endpoint = self._own

    def learn(self, members: tuple[Member, ...], nodes: tuple[Node, ...]) -> None:
        """Take over what ``/cluster/status`` and ``/nodes`` tell.

        ``members`` is the same object for as long as it was not read anew.
        """
        if members is not self._read:
            self._read = members
            self._drop_lacking(members)
        if self.is_home:
            local = (row.name for row in members if row.type == NODE and flag(row.local))
            self._own_node = next(local, self._own_node)
        pins = {row.node: normalise_fingerprint(row.ssl_fingerprint or "") for row in nodes}
        for row in members:
            if row.type == NODE and row.name and row.ip and is_ip(row.ip):
                self._place(row.name, row.ip, pins.get(row.name))
        self._aside = {e: why for e, why in self._aside.items() if e in self._members.values()}

    def issues(self) -> Iterator[Issue]:
        """What the user's way or a member's certificate came to."""
        if not self.is_home and self._away is not None:
            host, other = self._own.address.host, self.endpoint.address.host
            said = _AWAY.given(host=host, other=other, said=self._away.message)
            yield Issue("endpoint", self._away.category, said)
        for node, endpoint in self._members.items():
            why = self._aside.get(endpoint)
            if why is not None:
                said = _ASIDE.given(node=node, said=why.message)
                yield Issue("endpoint", why.category, said)

    def _place(self, node: str, ip: str, pin: str | None) -> None:
        """Without a pin a member is believed where a CA vouches, and else is no way."""
        self._lacking.pop(node, None)
        known = self._members.get(node)
        if pin is None and known is not None and known.address.host == ip:
            return
        trust = self._trust(pin)
        if node == self._own_node or trust is None:
            self._members.pop(node, None)
        else:
            self._members[node] = Endpoint(Address(ip, self._own.address.port), trust)

    def _trust(self, pin: str | None) -> Trust | None:
        own = self._own.trust
        if pin is not None:
            return replace(own, fingerprint=pin)
        return own if own.fingerprint is None else None

    def _drop_lacking(self, members: tuple[Member, ...]) -> None:
        """Only a cluster that may act knows who belongs to it."""
        if not any(row.type == "cluster" and flag(row.quorate) for row in members):
            return
        listed = {row.name for row in members if row.type == NODE}
        for node in self._members.keys() - listed:
            self._lacking[node] = self._lacking.get(node, 0) + 1
            if self._lacking[node] >= READS_WITHOUT:
                del self._members[node], self._lacking[node]

    def _usable(self) -> Iterator[Endpoint]:
        for endpoint in (self._own, *self._members.values()):
            if not self._is_resting(endpoint) and endpoint not in self._aside:
                yield endpoint

    def _is_resting(self, endpoint: Endpoint) -> bool:
        until = self._rests.get(endpoint)
        return until is not None and self._now() < until
