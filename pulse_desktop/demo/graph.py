"""The fixture graph: every connection of the demo estate, and everything seen through it."""

from dataclasses import dataclass

from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.estate import (
    archive,
    edge,
    fabric,
    hosts,
    mail,
    production,
    vaults,
    vcenter,
)
from pulse_desktop.demo.thing import Site
from pulse_desktop.model.ids import ConnectionId

_ESTATES = (fabric, hosts, vaults, mail, edge, production, vcenter, archive)
"""In the order in which their connections are listed."""


@dataclass(frozen=True, slots=True)
class FixtureGraph:
    """The whole estate. Nothing outside it makes anything up (M-01)."""

    sites: tuple[Site, ...]

    def site(self, connection: ConnectionId) -> Site:
        """What is seen through one connection.

        Raises:
            KeyError: No connection of the estate has that id.
        """
        for site in self.sites:
            if site.connection.id == connection:
                return site
        raise KeyError(connection)

    @property
    def curves(self) -> tuple[Curve, ...]:
        """Every line of numbers, each once, in the order of the sites."""
        found = (
            Curve(thing.subject, metric, thing.role)
            for site in self.sites
            for thing in site.things
            if thing.subject is not None
            for metric in thing.metrics
        )
        return tuple(dict.fromkeys(found))


def fixture_graph(scale: int = 1) -> FixtureGraph:
    """The estate; ``scale`` times as many workloads and agents, for load."""
    return FixtureGraph(tuple(site for estate in _ESTATES for site in estate.sites(scale)))
