"""The disks in the nodes, as the hypervisor lists them: it does not read their temperature."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from pulse_desktop.demo.effects import is_down
from pulse_desktop.demo.estate.core_disk import CORE_DISKS, CoreDisk
from pulse_desktop.demo.estate.node import CLUSTER, node
from pulse_desktop.demo.thing import Thing
from pulse_desktop.model.condition import ONLINE, UNKNOWN
from pulse_desktop.model.facet import DiskFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Observation, ResourceType


def disks() -> tuple[Thing, ...]:
    """Every disk of every node."""
    return tuple(Thing(still=_still(disk), phase=partial(_at, disk)) for disk in CORE_DISKS)


def _still(disk: CoreDisk) -> Observation:
    return Observation(
        native_id=NativeId(f"{CLUSTER}-{disk.node}-{disk.device}"),
        type=ResourceType.PHYSICAL_DISK,
        name=disk.device,
        condition=ONLINE,
        technology=disk.part.model.type,
        identity=Identity(machine_id=disk.serial),
        facet=described(disk),
        parent=node(disk.node).native_id,
    )


def described(disk: CoreDisk) -> DiskFacet:
    """What everybody who looks at it tells of a disk."""
    return DiskFacet(
        device_path=disk.device,
        model=disk.part.model.name,
        serial=disk.serial,
        wwn=disk.wwn,
        type=disk.part.model.type,
        size_bytes=disk.part.model.size,
        health="PASSED",
        wearout=disk.life_left,
        rpm=0,
        used=disk.part.use,
    )


def _at(disk: CoreDisk, still: Observation, at: datetime) -> Observation:
    return replace(still, condition=UNKNOWN) if is_down(disk.subject, at) else still
