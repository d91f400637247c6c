"""Whether the number of monitored systems can be told, and what it is (T-12, T-15).

It fails closed: as long as the inventory of a platform that owns its source may still be missing,
there is no number and a reason instead. Every surface that shows the count asks here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.model.poll import ConnectionStatus, PollRecord
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.read_state import ReadState


class Reason(StrEnum):
    """Why there is no number, in the contract's words."""

    MONITOR_STATE_UNAVAILABLE = "monitor_state_unavailable"
    SUPPLEMENTAL_INVENTORY_UNSETTLED = "supplemental_inventory_unsettled"
    SUPPLEMENTAL_INVENTORY_REBUILD_PENDING = "supplemental_inventory_rebuild_pending"


SENTENCES: Mapping[Reason, Text] = MappingProxyType(
    {
        Reason.MONITOR_STATE_UNAVAILABLE: mark(
            "Readiness", "Nothing has been read yet, so systems cannot be counted."
        ),
        Reason.SUPPLEMENTAL_INVENTORY_UNSETTLED: mark(
            "Readiness",
            "Systems are counted when every connection has been polled for the first time.",
        ),
        Reason.SUPPLEMENTAL_INVENTORY_REBUILD_PENDING: mark(
            "Readiness", "Systems are counted when the latest answers have been taken in."
        ),
    }
)
"""The same for people."""


@dataclass(frozen=True, slots=True)
class SystemUsage:
    """How many top-level systems are monitored, or why that is not known."""

    available: bool
    count: int | None
    """``None`` where it is not available; never a 0 that means unknown."""

    reason: Reason | None
    unread: tuple[ConnectionId, ...] = ()
    """Connections that were tried and never read: their systems are not in ``count``."""

    @property
    def sentence(self) -> Text | None:
        """Why there is no number, for people."""
        return None if self.reason is None else SENTENCES[self.reason]


def system_usage(
    state: ReadState | None,
    statuses: Sequence[ConnectionStatus],
    owners: Collection[PlatformId],
    rebuilt_at: datetime | None,
) -> SystemUsage:
    """The count of systems in ``state``, once it holds every owner's first inventory.

    ``owners`` are the platforms that own their source; each of their enabled connections has
    to be settled by a first attempt, which may have failed. ``rebuilt_at`` is when the state
    last took in the whole of a poll, or the news that one had failed; ``None`` while it lacks
    that of an owner. It is compared with no attempt's time: the clock may be set in between.
    """
    if state is None:
        return _unavailable(Reason.MONITOR_STATE_UNAVAILABLE)
    enabled = [status for status in statuses if status.connection.enabled]
    owned = [status for status in enabled if status.connection.platform in owners]
    if not all(was_tried(status.record) for status in owned):
        return _unavailable(Reason.SUPPLEMENTAL_INVENTORY_UNSETTLED)
    if owned and rebuilt_at is None:
        return _unavailable(Reason.SUPPLEMENTAL_INVENTORY_REBUILD_PENDING)
    if state.at is None and enabled:
        return _unavailable(Reason.MONITOR_STATE_UNAVAILABLE)
    unread = tuple(s.connection.id for s in enabled if _was_never_read(s.record))
    return SystemUsage(available=True, count=len(state.systems()), reason=None, unread=unread)


def total(usages: Iterable[SystemUsage]) -> SystemUsage:
    """The count over several estates (T-13): known only where each one's is."""
    each = tuple(usages)
    missing = next((usage.reason for usage in each if usage.reason is not None), None)
    if missing is not None:
        return _unavailable(missing)
    unread = tuple(connection for usage in each for connection in usage.unread)
    count = sum(usage.count or 0 for usage in each)
    return SystemUsage(available=True, count=count, reason=None, unread=unread)


def was_tried(record: PollRecord) -> bool:
    """Whether there was a first attempt, in this run or in an earlier one."""
    return bool(record.attempts) or record.last_attempt_at is not None


def _unavailable(reason: Reason) -> SystemUsage:
    return SystemUsage(available=False, count=None, reason=reason)


def _was_never_read(record: PollRecord) -> bool:
    return record.last_attempt_at is not None and record.last_success_at is None
