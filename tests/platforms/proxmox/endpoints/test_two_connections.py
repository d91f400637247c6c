"""One cluster that two connections lead to, by different members."""

import pytest

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.platforms.proxmox.ve import PROXMOX_VE
from pulse_desktop.provider.platform import Target
from pulse_desktop.resources.registry import Registry
from simulators.proxmox.estate import TOKEN_VALUE


@pytest.fixture
async def snapshot_of(surroundings):
    """Reads a cluster once, by an endpoint of it."""

    async def read(name, simulator):
        made = Connection(
            id=ConnectionId(name),
            platform=PROXMOX_VE.id,
            name=name,
            address=simulator.url,
            token_id="pulse@pve!desktop",
            fingerprint=simulator.fingerprint,
            interval_s=15,
        )
        session = await PROXMOX_VE.connect(Target(made, Secret(TOKEN_VALUE)), surroundings)
        try:
            return await session.collect()
        finally:
            await session.aclose()

    return read


@pytest.fixture
async def both(snapshot_of, simulator, second):
    """What each of the two saw."""
    return await snapshot_of("first", simulator), await snapshot_of("second", second)


def names(state):
    """Of all resources, each as often as it is there."""
    return sorted(each.name for each in state.by_id.values())


async def test_two_connections_to_one_cluster_double_nothing(both):
    registry = Registry(SeriesIndex())
    alone = registry.apply(both[0]).state
    together = registry.apply(both[1]).state
    assert set(together.by_id) == set(alone.by_id)
    assert names(together) == names(alone)


async def test_what_two_connections_tell_stays_when_one_of_them_is_removed(both):
    registry = Registry(SeriesIndex())
    alone = registry.apply(both[0]).state
    registry.apply(both[1])
    rest = registry.withdraw(both[0].source, both[0].collected_at).state
    assert set(rest.by_id) == set(alone.by_id)
