"""Facts of virtual machines and system containers that columns and the inspector share."""

from datetime import datetime

from pulse_desktop.model.facet import GuestFacet
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.recovery.standing import Standing
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.presentation import Presentation

_REASONS = {
    "agent-not-running": mark(
        "Guest", "The guest agent is not running. Install and start qemu-guest-agent in the guest."
    ),
    "agent-timeout": mark(
        "Guest", "The guest agent did not answer in time. Restart it in the guest."
    ),
    "agent-disabled": mark(
        "Guest", "The guest agent is switched off. Switch it on in the guest's options."
    ),
    "agent-error": mark("Guest", "The guest agent failed. Look into its log in the guest."),
    "permission-denied": mark(
        "Guest",
        "Its user may not ask the agent: VM.GuestAgent.Audit (VM.Monitor on 8) is missing.",
    ),
    "no-filesystems": mark("Guest", "The guest agent reports no file system."),
    "special-filesystems-only": mark(
        "Guest", "The guest agent reports only file systems that hold no data of their own."
    ),
    "no-data": mark("Guest", "The guest agent gave no figures."),
    "vm-stopped": mark("Guest", "It is not running, so nobody can look inside."),
}
_EARLIER = "prev-"
"""Before a reason: the figures shown are the last ones known."""


def last_backup(resource: Resource) -> datetime | None:
    """When a guest was last backed up, as its hypervisor knows."""
    guest = resource.facet(GuestFacet)
    return None if guest is None else guest.last_backup


def newest_backup(resource: Resource, standing: Standing | None) -> datetime | None:
    """The same by whoever knows of the newest good one. A snapshot is none: it is lost with it."""
    own = last_backup(resource)
    good = None if standing is None or standing.is_snapshot_only else standing.last_good
    told = None if good is None else good.at
    return max((at for at in (own, told) if at is not None), default=None)


def lock(resource: Resource) -> str | None:
    """What its hypervisor does to it at the moment."""
    guest = resource.facet(GuestFacet)
    return None if guest is None else guest.lock


def high_availability(resource: Resource) -> str | None:
    """How its cluster keeps it running."""
    guest = resource.facet(GuestFacet)
    return None if guest is None else guest.ha_state


def system(resource: Resource) -> str | None:
    """What runs inside."""
    guest = resource.facet(GuestFacet)
    if guest is None:
        return None
    return " ".join(part for part in (guest.os_name, guest.os_version) if part) or None


def disk_reason(resource: Resource) -> Text | None:
    """Why nothing, or nothing new, is known of its file systems, and what to do about it."""
    guest = resource.facet(GuestFacet)
    reason = None if guest is None else guest.disk_status_reason
    if not reason:
        return None
    known = _REASONS.get(reason.removeprefix(_EARLIER))
    if known is None:
        return None
    if reason.startswith(_EARLIER):
        return mark("Guest", "Last known figures. {reason}").given(reason=known)
    return known


def disk_told(resource: Resource, presentation: Presentation) -> str:
    """What stands in place of a disk that nobody measured."""
    reason = disk_reason(resource)
    if Metric.DISK in resource.metrics or reason is None:
        return MISSING
    return presentation.formats.say(reason)
