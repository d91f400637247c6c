"""How many daemons of each kind a Ceph cluster has, and how many of them run."""

from collections.abc import Iterator
from itertools import islice

from pulse_desktop.model.facet import CephService
from pulse_desktop.platforms.proxmox.ve.ceph.wire import Status, listing, mapping
from pulse_desktop.provider.numbers import flag, number, size

_MOST, _LONGEST = 20, 60
"""Kinds of other services, and characters of a name."""


def monitors(status: Status) -> int | None:
    """All that there are, whether they are in the quorum or not."""
    told = mapping(status.monmap)
    return size(told.get("num_mons")) or len(listing(told.get("mons"))) or _in_quorum(status)


def managers(status: Status) -> int | None:
    """The active one and those that stand by."""
    told = mapping(status.mgrmap)
    if not told:
        return None
    found = size(told.get("num_mgrs"))
    if found is not None:
        return found
    waiting, is_active = told.get("standbys"), told.get("available")
    if number(is_active) is None or not isinstance(waiting, list):
        return None
    return int(flag(is_active)) + len(waiting)


def daemons(status: Status, count: str) -> int | None:
    """``num_osds``, ``num_up_osds`` or ``num_in_osds``; Nautilus has them one level deeper."""
    told = mapping(status.osdmap)
    return size(mapping(told.get("osdmap")).get(count, told.get(count)))


def services(status: Status) -> Iterator[CephService]:
    """Monitors, managers, storage and metadata daemons, and what else registered itself."""
    if (total := monitors(status)) is not None:
        yield CephService(type="mon", running=_in_quorum(status), total=total)
    if (total := managers(status)) is not None:
        yield CephService(type="mgr", running=total, total=total)
    if (total := daemons(status, "num_osds")) is not None:
        yield CephService(type="osd", running=daemons(status, "num_up_osds"), total=total)
    yield from _metadata(status)
    yield from _others(status)


def _in_quorum(status: Status) -> int | None:
    return len(listing(status.quorum_names)) or None


def _metadata(status: Status) -> Iterator[CephService]:
    told = mapping(status.fsmap)
    active, waiting = size(told.get("up")), size(told.get("up:standby")) or 0
    if active is not None and active + waiting:
        said = f"{active} up, {waiting} standby"
        number = active + waiting
        yield CephService(type="mds", running=number, total=number, message=said)


def _others(status: Status) -> Iterator[CephService]:
    """Gateways and the like; ``summary`` stands among the daemons."""
    told = mapping(mapping(status.servicemap).get("services"))
    for name, service in islice(told.items(), _MOST):
        running = [key for key in mapping(mapping(service).get("daemons")) if key != "summary"]
        if running:
            yield CephService(type=name[:_LONGEST], running=len(running))
