"""Pools and datasets of a storage appliance, as it tells of them."""

from dataclasses import replace
from datetime import datetime

from pulse_desktop.demo.estate import alarm, upkeep
from pulse_desktop.demo.estate.appliance import TRUENAS, Appliance, Dataset, Pool
from pulse_desktop.demo.subject import CurveClass, Subject
from pulse_desktop.demo.thing import Phase, Thing
from pulse_desktop.model.condition import ONLINE
from pulse_desktop.model.facet import PoolDevice, StorageFacet
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Observation, ResourceType

_METRICS = (Metric.USAGE, Metric.USED, Metric.TOTAL, Metric.AVAILABLE)


def pool(nas: Appliance, one: Pool) -> Thing:
    """A pool of the appliance, with the drives that it lies on."""
    facet = StorageFacet(
        name=one.name,
        instance=nas.hostname,
        type="zfs-pool",
        platform=TRUENAS,
        topology="pool",
        protection=one.layout,
        active=True,
        nodes=(nas.hostname,),
        pool=one.name,
        path=f"/mnt/{one.name}",
        is_zfs=True,
        zfs_pool_state="ONLINE",
        zfs_read_errors=0,
        zfs_write_errors=0,
        zfs_checksum_errors=0,
        zfs_devices=tuple(
            PoolDevice(name=drive.name, type="disk", state="ONLINE")
            for drive in nas.drives
            if drive.pool == one.name
        ),
    )
    return Thing(
        still=Observation(
            native_id=NativeId(f"pool:{one.name}"),
            type=ResourceType.STORAGE,
            name=one.name,
            condition=ONLINE,
            technology="ZFS pool",
            facet=facet,
            parent=NativeId(f"system:{nas.hostname}"),
        ),
        phase=_pool_phase(nas, one, facet),
        subject=Subject(CurveClass.STORAGE, one.name, one.capacity, nas.hostname),
        role=one.role,
        metrics=_METRICS,
        totals=((Metric.USAGE, one.capacity),),
    )


def _pool_phase(nas: Appliance, pool: Pool, facet: StorageFacet) -> Phase:
    """When it was last scrubbed, and what the appliance warns of."""

    def at_that_time(still: Observation, at: datetime) -> Observation:
        ended = upkeep.scrubs(pool).began(at - upkeep.SCRUB_LASTS) + upkeep.SCRUB_LASTS
        scan = f"scrub repaired 0B with 0 errors on {ended:%Y-%m-%d %H:%M} UTC"
        return replace(
            still, facet=replace(facet, zfs_scan=scan), incidents=alarm.of_pool(nas, pool, at)
        )

    return at_that_time


def dataset(nas: Appliance, one: Dataset) -> Thing:
    """A dataset in its pool."""
    pool = one.id.partition("/")[0]
    facet = StorageFacet(
        name=one.id,
        instance=nas.hostname,
        type="zfs-dataset",
        platform=TRUENAS,
        topology="dataset",
        active=True,
        nodes=(nas.hostname,),
        pool=pool,
        path=f"/mnt/{one.id}",
        is_zfs=True,
        zfs_pool_state="ONLINE",
        is_mounted=True,
        is_read_only=False,
    )
    return Thing(
        still=Observation(
            native_id=NativeId(f"dataset:{one.id}"),
            type=ResourceType.STORAGE,
            name=one.id,
            condition=ONLINE,
            technology="ZFS dataset",
            facet=facet,
            parent=NativeId(f"pool:{pool}"),
            tags=("state:mounted", "health:online"),
        ),
        subject=Subject(CurveClass.STORAGE, one.id, one.quota, nas.hostname),
        role=one.role,
        metrics=_METRICS,
        totals=((Metric.USAGE, one.quota),),
    )
