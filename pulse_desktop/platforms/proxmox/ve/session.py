"""Opening a session to a saved Proxmox VE. Imported when one is opened, not at start-up."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial

from pulse_desktop.model.source import Source
from pulse_desktop.platforms.proxmox.approach import address_of, credential_of, tested
from pulse_desktop.platforms.proxmox.lanes import Lanes, along
from pulse_desktop.platforms.proxmox.rounds.gate import Gate
from pulse_desktop.platforms.proxmox.rounds.rounds import Rounds
from pulse_desktop.platforms.proxmox.route import Endpoint, OneEndpoint, Route
from pulse_desktop.platforms.proxmox.ve.closer.look import CloserLook
from pulse_desktop.platforms.proxmox.ve.endpoints.endpoints import Endpoints
from pulse_desktop.platforms.proxmox.ve.endpoints.return_home import ReturnHome
from pulse_desktop.platforms.proxmox.ve.examination import endpoint, inside
from pulse_desktop.platforms.proxmox.ve.load import LOADS
from pulse_desktop.platforms.proxmox.ve.provider import ProxmoxVe
from pulse_desktop.platforms.proxmox.ve.ways import Ways
from pulse_desktop.provider.platform import Surroundings, Target
from pulse_desktop.provider.stage import Stage
from pulse_desktop.provider.tls import Trust

_SERVICE = "PVE"
"""The product's name in token headers and cookies, as proxmoxer's ``SERVICES`` has it."""


_USUAL, _LONG = 4, 3

CONNECTIONS = 1 + _USUAL + _LONG
"""The poll's own among them: so many calls at once to one endpoint."""


def connect(source: Source, target: Target, surroundings: Surroundings) -> ProxmoxVe:
    """A session; nothing is sent before its first ``collect``.

    Raises:
        ProviderError: ``auth``; the secret is missing or cannot be sent.
    """
    own = Endpoint(address_of(target), Trust.of(target.connection))
    endpoints = Endpoints(own, surroundings.now)
    credential = credential_of(target, _SERVICE, surroundings)
    routes: tuple[Route, ...] = (OneEndpoint(own), *(endpoints,) * CONNECTIONS)
    probe, client, *others = along(routes, credential, surroundings.workers)
    gate = Gate(Lanes(tuple(others[:_USUAL])), Lanes(tuple(others[_USUAL:])))
    pace = LOADS[target.connection.load].pace
    look = CloserLook(gate, surroundings.now, pace)
    rounds = Rounds(gate, surroundings.now, surroundings.wake, pace)
    ways = Ways(endpoints, ReturnHome(endpoints, probe, surroundings.now), client, gate)
    return ProxmoxVe(source, target.connection, ways, look, rounds, surroundings)


async def examine(
    source: Source, target: Target, surroundings: Surroundings
) -> AsyncGenerator[Stage, None]:
    """The connection test. Closing it closes everything."""
    way = tested(target, endpoint, partial(connect, source, target, surroundings), inside)
    async with aclosing(way) as stages:
        async for stage in stages:
            yield stage
