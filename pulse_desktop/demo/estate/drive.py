"""Physical drives of a storage appliance, as they tell of themselves."""

from dataclasses import replace
from datetime import datetime

from pulse_desktop.demo.estate import alarm, number, upkeep
from pulse_desktop.demo.estate.appliance import Appliance, Drive
from pulse_desktop.demo.story import EPOCH
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.demo.thing import Phase, Thing
from pulse_desktop.model.condition import ONLINE
from pulse_desktop.model.facet import DiskFacet, Smart
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Observation, ResourceType

_METRICS = (Metric.SMART_TEMPERATURE, Metric.DISK, Metric.DISK_READ, Metric.DISK_WRITE)
_HOUR_S = 3600


def drive(nas: Appliance, one: Drive) -> Thing:
    """A drive in its pool."""
    facet = DiskFacet(
        device_path=f"/dev/{one.name}",
        model=one.model,
        serial=one.serial,
        type=_kind(one),
        size_bytes=one.size,
        health="PASSED",
        rpm=one.turns,
        used="ZFS",
        storage_role="data",
        storage_group=one.pool,
        storage_state="ONLINE",
    )
    return Thing(
        still=Observation(
            native_id=NativeId(f"disk:{one.name}"),
            type=ResourceType.PHYSICAL_DISK,
            name=one.name,
            condition=ONLINE,
            technology=one.model,
            identity=Identity(machine_id=one.serial, hostnames=(nas.hostname,)),
            facet=facet,
            parent=NativeId(f"pool:{one.pool}"),
        ),
        phase=_life(one, facet),
        subject=Subject(CurveClass.DISK, one.serial, one.size, nas.hostname),
        role=CurveRole.STORAGE,
        metrics=_METRICS,
    )


def _kind(drive: Drive) -> str:
    if drive.turns:
        return "hdd"
    return "nvme" if drive.name.startswith("nvme") else "ssd"


def _life(drive: Drive, facet: DiskFacet) -> Phase:
    """What it counts of its own life, and what is reported of it."""

    def at_that_time(still: Observation, at: datetime) -> Observation:
        told = replace(facet, smart=_smart(drive, at))
        return replace(still, facet=told, incidents=alarm.of_drive(drive, at))

    return at_that_time


def _smart(drive: Drive, at: datetime) -> Smart:
    hours = max(0, drive.hours + int((at - EPOCH).total_seconds() // _HOUR_S))
    if not drive.turns:
        spent = number.whole(9, "wear", drive.serial) + 2
        return Smart(
            power_on_hours=hours, percentage_used=spent, available_spare=100, media_errors=0
        )
    return Smart(
        power_on_hours=hours,
        power_cycles=24 + number.whole(40, "cycles", drive.serial),
        reallocated_sectors=upkeep.reallocated(drive, at),
        pending_sectors=0,
        offline_uncorrectable=0,
        udma_crc_errors=0,
    )
