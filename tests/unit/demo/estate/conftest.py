"""The estate, put through the registry as the program does it, without its numbers."""

from datetime import UTC, datetime

import pytest

from pulse_desktop.model.ids import SourceName
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.source import Role, Source
from pulse_desktop.resources.registry import Registry

SPEAKERS = {
    "proxmox_ve": ("proxmox", Role.HYPERVISOR),
    "proxmox_backup": ("pbs", Role.APPLIANCE),
    "proxmox_mail": ("pmg", Role.APPLIANCE),
    "agent": ("agent", Role.AGENT),
    "truenas": ("truenas", Role.APPLIANCE),
    "vmware": ("vmware", Role.HYPERVISOR),
    "docker": ("docker", Role.RUNTIME),
    "kubernetes": ("kubernetes", Role.ORCHESTRATOR),
}


def _speaker(site):
    name, role = SPEAKERS[site.connection.platform]
    return Source(SourceName(name), role, site.connection.platform, site.connection.id)


@pytest.fixture
def state_of():
    """What the registry makes of some sites at an instant."""

    def put(sites, at):
        registry = Registry(SeriesIndex())
        for site in sites:
            if any(outage.is_on(at) for outage in site.outages):
                continue
            registry.apply(
                Snapshot(
                    source=_speaker(site),
                    collected_at=at,
                    observations=tuple(thing.phase(thing.still, at) for thing in site.things),
                    issues=site.issues(at),
                    survey=site.survey(at),
                )
            )
        return registry.state

    return put


@pytest.fixture
def at_rest():
    """A Wednesday at noon."""
    return datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def in_the_incident():
    """The Tuesday before, eight minutes after west-b fell silent."""
    return datetime(2026, 11, 24, 21, 50, tzinfo=UTC)


@pytest.fixture
def after_the_incident():
    """The same evening."""
    return datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
