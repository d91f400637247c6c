"""What is asked about ZFS, and what of it stays unknown. Storages show the answers."""

from collections.abc import Iterator
from typing import Any

from pulse_desktop.model.snapshot import Issue, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.rounds.findings import Told
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.rounds.trouble import troubles
from pulse_desktop.platforms.proxmox.ve.area import Area
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.known import Known
from pulse_desktop.platforms.proxmox.ve.privileges import Granted, Privilege, Reach
from pulse_desktop.platforms.proxmox.ve.wire import NODE
from pulse_desktop.platforms.proxmox.ve.zfs.pools import pools
from pulse_desktop.platforms.proxmox.ve.zfs.questions import POOL, POOLS

_STAGE = "zfs"
_AUDIT = Privilege("Sys.Audit", "/")


def may_ask(granted: Granted | None) -> bool:
    """Whether pools are told. It takes the privilege on the whole, not on one node."""
    return granted is None or _AUDIT.reach(granted) is Reach.EVERYWHERE


def _errands(known: Known) -> Iterator[Errand[Any]]:
    if not may_ask(known.granted):
        return
    told = pools(known.found)
    for node in known.nodes:
        yield Errand(POOLS, node)
        for pool in told.get(node, ()):
            yield Errand(POOL, node, (pool.name,))


def _doubtful(found: Inventory) -> frozenset[ResourceType]:
    """A pool that was known is not gone before its node was heard of it."""
    nodes = {row.node for row in found.of_type(NODE) if row.node}
    heard = {e.node for e, told in found.findings.all_of(POOLS) if _is_heard(told)}
    is_whole = nodes <= heard or not may_ask(found.granted)
    return frozenset() if is_whole else frozenset({ResourceType.STORAGE})


def _is_heard(told: Told[Any]) -> bool:
    is_absent = told.problem is not None and POOLS.tells_absence(told.problem)
    return is_absent or (told.value is not None and not told.value.refused)


def _issues(found: Inventory) -> Iterator[Issue]:
    yield from troubles(found.findings, _STAGE, POOLS, mark("Proxmox", "The state of ZFS pools"))
    yield from troubles(found.findings, _STAGE, POOL, mark("Proxmox", "The devices of ZFS pools"))


ZFS = Area(name=_STAGE, errands=_errands, doubtful=_doubtful, issues=_issues)
