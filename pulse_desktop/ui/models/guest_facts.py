"""Facts of virtual machines and system containers that columns and the inspector share."""

from datetime import UTC, datetime, timedelta

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.facet import GuestFacet
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.models.column import Raw
from pulse_desktop.ui.presentation import Presentation

FRESH, AGEING = timedelta(hours=24), timedelta(hours=72)
"""Up to which age a backup is as it should be, and from which it is too old (Pulse 6)."""

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


def backup_order(resource: Resource) -> float | None:
    """Orders by age: the older, the larger."""
    at = last_backup(resource)
    return None if at is None else float(-epoch_ms(at))


def backup_age(resource: Resource, presentation: Presentation) -> str:
    """``✓ 12h 4m``, ``⚠ 2d 1h``, ``✗ 9d 0h``; nothing where none is known of."""
    at = last_backup(resource)
    if at is None:
        return MISSING
    age = presentation.now() - at
    sign = "✓" if age <= FRESH else "⚠" if age <= AGEING else "✗"
    return f"{sign} {presentation.formats.uptime(age)}"


def backup_told(resource: Resource, presentation: Presentation) -> str:
    """The same in words."""
    at, formats = last_backup(resource), presentation.formats
    if at is None:
        return formats.say(mark("Guest", "No backup is known of"))
    age = presentation.now() - at
    when = formats.absolute(at)
    if age <= FRESH:
        return formats.say(mark("Guest", "Last backup {at}").given(at=when))
    if age <= AGEING:
        return formats.say(mark("Guest", "Last backup {at}: more than a day ago").given(at=when))
    return formats.say(mark("Guest", "Last backup {at}: too long ago").given(at=when))


def backup_filed(resource: Resource, _presentation: Presentation) -> Raw:
    """The same for programs."""
    at = last_backup(resource)
    return None if at is None else at.astimezone(UTC).isoformat(timespec="seconds")


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
