"""Health in two forms: the contract's four statuses, and the shape and word people see."""

from dataclasses import dataclass
from enum import StrEnum

from pulse_desktop.model.text import Text, mark


class Status(StrEnum):
    """The contract's four statuses."""

    ONLINE = "online"
    OFFLINE = "offline"
    WARNING = "warning"
    UNKNOWN = "unknown"


class Shape(StrEnum):
    """The one table of status shapes; colour only ever accompanies a shape."""

    OK = "ok"
    """As expected. ●"""

    WARNING = "warning"
    """Works, needs attention. ▲"""

    CRITICAL = "critical"
    """Broken, or data at risk. ■"""

    OFF = "off"
    """Intended or neutral: stopped, paused, not mounted. ▪ (hollow)"""

    UNKNOWN = "unknown"
    """Not known; the last seen value may be shown. ◌"""

    CHANGING = "changing"
    """Expected to change: starting, migrating. ◐"""

    MUTED = "muted"
    """Silenced by the user. ☾"""


@dataclass(frozen=True, slots=True)
class Condition:
    """A status, the shape it is drawn as, and its word."""

    status: Status
    shape: Shape
    word: Text


ONLINE = Condition(Status.ONLINE, Shape.OK, mark("Condition", "Online"))
RUNNING = Condition(Status.ONLINE, Shape.OK, mark("Condition", "Running"))
OFFLINE = Condition(Status.OFFLINE, Shape.CRITICAL, mark("Condition", "Offline"))
STOPPED = Condition(Status.OFFLINE, Shape.OFF, mark("Condition", "Stopped"))
PAUSED = Condition(Status.OFFLINE, Shape.OFF, mark("Condition", "Paused"))
UNKNOWN = Condition(Status.UNKNOWN, Shape.UNKNOWN, mark("Condition", "Unknown"))
READY = Condition(Status.ONLINE, Shape.OK, mark("Condition", "Ready"))
NOT_READY = Condition(Status.OFFLINE, Shape.CRITICAL, mark("Condition", "Not ready"))
FAILED = Condition(Status.OFFLINE, Shape.CRITICAL, mark("Condition", "Failed"))
FINISHED = Condition(Status.OFFLINE, Shape.OFF, mark("Condition", "Finished"))
INACCESSIBLE = Condition(Status.OFFLINE, Shape.CRITICAL, mark("Condition", "Inaccessible"))
NOT_MOUNTED = Condition(Status.OFFLINE, Shape.OFF, mark("Condition", "Not mounted"))
READ_ONLY = Condition(Status.WARNING, Shape.WARNING, mark("Condition", "Read-only"))
DISABLED = Condition(Status.WARNING, Shape.OFF, mark("Condition", "Disabled"))
UNSCHEDULABLE = Condition(Status.WARNING, Shape.OFF, mark("Condition", "Unschedulable"))
NEEDS_ATTENTION = Condition(Status.WARNING, Shape.WARNING, mark("Condition", "Needs attention"))
"""It works, and something about it should be seen to."""

AT_RISK = Condition(Status.WARNING, Shape.CRITICAL, mark("Condition", "At risk"))
"""It works, and may not for much longer."""


def stale(last: Condition) -> Condition:
    """What is shown for a thing whose every source has gone quiet.

    The contract turns online into warning and leaves the other statuses as they were
    (Pulse 6, stale sources); the shape is that of "we do not know".
    """
    status = Status.WARNING if last.status is Status.ONLINE else last.status
    return Condition(status, Shape.UNKNOWN, mark("Condition", "Stale"))
