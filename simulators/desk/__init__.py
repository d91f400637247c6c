"""A desk that plays a script: what the window asks of the program, answered without one."""

from simulators.desk.instant import NOW
from simulators.desk.loop import Loop
from simulators.desk.platforms import COMMANDS, COMPUTER, ENGINE, HYPERVISOR, target
from simulators.desk.scripted import NO_KEYRING, scripted_desk
from simulators.desk.stages import (
    CHANGED,
    COMPARE,
    GOOD,
    HANGING,
    MISSING,
    NAME_UNKNOWN,
    NEW_PIN,
    OLD_PIN,
    PORT_CLOSED,
    REJECTED,
    SECURED,
    UNTRUSTED,
    failed,
    passed,
)
from simulators.desk.statuses import (
    degraded,
    live,
    paused,
    published,
    rejected,
    unreachable,
    waiting,
)

__all__ = [
    "CHANGED",
    "COMMANDS",
    "COMPARE",
    "COMPUTER",
    "ENGINE",
    "GOOD",
    "HANGING",
    "HYPERVISOR",
    "MISSING",
    "NAME_UNKNOWN",
    "NEW_PIN",
    "NOW",
    "NO_KEYRING",
    "OLD_PIN",
    "PORT_CLOSED",
    "REJECTED",
    "SECURED",
    "UNTRUSTED",
    "Loop",
    "degraded",
    "failed",
    "live",
    "passed",
    "paused",
    "published",
    "rejected",
    "scripted_desk",
    "target",
    "unreachable",
    "waiting",
]
