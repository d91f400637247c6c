"""The physical disks as an area that is read in rounds."""

from collections.abc import Iterator

from pulse_desktop.model.errors import Category
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.model.snapshot import Issue
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.rounds.trouble import troubles
from pulse_desktop.platforms.proxmox.ve.area import Area
from pulse_desktop.platforms.proxmox.ve.disks.allowed import AUDIT, may_list, may_look
from pulse_desktop.platforms.proxmox.ve.disks.errands import errands
from pulse_desktop.platforms.proxmox.ve.disks.mapping import disks
from pulse_desktop.platforms.proxmox.ve.disks.questions import HEALTH, LISTING
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.wire import NODE

STAGE = "disks"

_UNLISTED = mark(
    "Proxmox",
    "Physical disks of {nodes}: {privilege} on {path} is missing. Which disks are in there stays "
    "unknown.",
)
_UNREAD = mark(
    "Proxmox",
    "Health of physical disks: {privilege} on / is missing. Temperature, hours and errors of the "
    "disks stay unknown.",
)


def _doubtful(found: Inventory) -> frozenset[ResourceType]:
    """A node whose list never came may have disks that are known from before."""
    told = (found.findings.of(LISTING, row.node).value for row in found.of_type(NODE))
    is_partial = any(value is None or value.refused for value in told)
    return frozenset({ResourceType.PHYSICAL_DISK} if is_partial else ())


def _issues(found: Inventory) -> Iterator[Issue]:
    yield from _missing(found)
    yield from troubles(
        found.findings, STAGE, LISTING, mark("Proxmox", "The list of physical disks")
    )
    yield from troubles(
        found.findings, STAGE, HEALTH, mark("Proxmox", "The health of a physical disk")
    )


def _missing(found: Inventory) -> Iterator[Issue]:
    releases = {row.node: max(found.releases_for(row.node)) for row in found.of_type(NODE)}
    hidden = [n for n, release in releases.items() if not may_list(found.granted, n, release)]
    if hidden:
        path = "/nodes" if len(hidden) > 1 else f"/nodes/{hidden[0]}"
        said = _UNLISTED.given(nodes=", ".join(hidden), privilege=AUDIT, path=path)
        yield Issue(STAGE, Category.FORBIDDEN, said)
    elif not all(may_look(found.granted, release) for release in releases.values()):
        yield Issue(STAGE, Category.FORBIDDEN, _UNREAD.given(privilege=AUDIT))


DISKS = Area(name=STAGE, errands=errands, observations=disks, doubtful=_doubtful, issues=_issues)
