"""An estate with a pool, two disks and a storage cluster beside its stores."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from pulse_desktop.history.grid import Grid
from pulse_desktop.model.facet import CephFacet, DiskFacet, Smart, StorageFacet
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.ui.screens.tab import TabId

TB = 10**12
DAY_S = 86_400


def series(name):
    return SeriesTarget(Family.STORAGE, name)


@pytest.fixture
def pool(estate):
    """A pool that is being checked."""
    facet = StorageFacet(
        type="zfs-pool",
        topology="pool",
        protection="raidz2",
        zfs_pool_state="DEGRADED",
        zfs_checksum_errors=3,
        zfs_scan="scrub in progress since Sun May  4 00:24:01 2025; 8.1T scanned, 42.10% done",
    )
    metrics = {Metric.USAGE: 0.5, Metric.USED: float(TB), Metric.TOTAL: 2.0 * TB}
    return estate.resource(
        "deep", ResourceType.STORAGE, facets=(facet,), metrics=metrics, series=series("deep")
    )


@pytest.fixture
def disk(estate):
    """A disk with remapped sectors."""
    smart = Smart(power_on_hours=1234, reallocated_sectors=8, percentage_used=7)
    facet = DiskFacet(
        health="PASSED",
        type="ssd",
        size_bytes=TB,
        temperature=41.0,
        smart=smart,
        storage_group="deep",
        storage_role="data",
    )
    return estate.resource("sda", ResourceType.PHYSICAL_DISK, facets=(facet,))


@pytest.fixture
def cluster(estate):
    """A cluster of which one disk does not serve."""
    facet = CephFacet(
        fsid="f",
        health_status="HEALTH_WARN",
        health_message="1 osds down",
        num_osds=6,
        num_osds_up=5,
    )
    return estate.resource("fabric", ResourceType.CEPH, facets=(facet,))


@pytest.fixture
def grown(desk):
    """Every store grew by 10 GB a day."""

    async def grid(keys, window, columns):
        at = np.linspace(*window, columns)
        at -= at % DAY_S
        used = np.tile(TB * 0.5 + (at - at[0]) / DAY_S * 1e10, (len(keys), 1)).astype(np.float32)
        return Grid(at, float(DAY_S), tuple(keys), used, used, used)

    desk.recordings.grid = grid


@pytest.fixture
def stored(window, estate, pool, disk, cluster, qtbot):
    """The Storage tab of a wide window."""
    shown = (*map(seen, estate.resources()), pool, disk, cluster)
    window.resize(2000, 900)
    window.contents.turn_to(TabId.STORAGE)
    window.show_published(estate.published(estate.read_state(shown)))
    window.show()
    qtbot.waitExposed(window)
    return window.contents._pages.page


def seen(resource):
    """The same with a history of its own, where it is a store."""
    if resource.type is not ResourceType.STORAGE:
        return resource
    return replace(resource, series=series(resource.name), tags=resource.tags)


@pytest.fixture
def shared(estate):
    """Makes a store that several machines reach, with this much in it."""

    def make(name, used, **facet):
        storage = StorageFacet(type="nfs", shared=True, nodes=("a", "b"), **facet)
        metrics = {Metric.USED: float(used), Metric.TOTAL: 4.0 * TB}
        return estate.resource(name, ResourceType.STORAGE, facets=(storage,), metrics=metrics)

    return make


@pytest.fixture
def by_id():
    """Resources under their ids."""
    return lambda *found: MappingProxyType({one.id: one for one in found})
