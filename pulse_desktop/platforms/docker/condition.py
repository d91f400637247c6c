"""How a container or service stands, in the shapes and words that people see. Pure."""

import re
from dataclasses import dataclass

from pulse_desktop.model.condition import PAUSED, RUNNING, STOPPED, Condition, Shape, Status
from pulse_desktop.model.text import mark

_STARTING = Condition(Status.ONLINE, Shape.CHANGING, mark("Docker", "Starting"))
_UNHEALTHY = Condition(Status.WARNING, Shape.WARNING, mark("Docker", "Unhealthy"))
_RESTARTING = Condition(Status.WARNING, Shape.CHANGING, mark("Docker", "Restarting"))
_CREATED = Condition(Status.OFFLINE, Shape.OFF, mark("Docker", "Created"))
_REMOVING = Condition(Status.OFFLINE, Shape.CHANGING, mark("Docker", "Being removed"))
_FINISHED = Condition(Status.OFFLINE, Shape.OFF, mark("Docker", "Finished"))
_DEAD = Condition(Status.OFFLINE, Shape.CRITICAL, mark("Docker", "Dead"))
_ENDED = Condition(Status.OFFLINE, Shape.UNKNOWN, mark("Docker", "Ended"))
_OUT_OF_MEMORY = Condition(Status.OFFLINE, Shape.CRITICAL, mark("Docker", "Out of memory"))

_PLAIN = {
    "restarting": _RESTARTING,
    "paused": PAUSED,
    "created": _CREATED,
    "initialized": _CREATED,
    "configured": _CREATED,
    "removing": _REMOVING,
    "stopping": _REMOVING,
    "dead": _DEAD,
}
"""States that say all; ``configured`` to ``stopping`` are Podman's."""

_ENDED_STATES = frozenset({"exited", "stopped"})
_EXIT_CODE = re.compile(r"^Exited \((\d{1,10})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerStanding:
    """All that decides how a container is shown."""

    state: str
    health: str | None = None
    exit_code: int | None = None
    oom_killed: bool = False
    stopped_by_user: bool = False


def container_condition(standing: ContainerStanding) -> Condition:
    """Grey what was meant to end, red what was not, a warning for what runs badly."""
    if standing.state == "running":
        return _running(standing.health)
    if standing.state in _ENDED_STATES:
        return _ended(standing)
    word = mark("Docker", "Unknown ({state})").given(state=standing.state[:20] or "—")
    return _PLAIN.get(standing.state) or Condition(Status.UNKNOWN, Shape.UNKNOWN, word)


def _running(health: str | None) -> Condition:
    if health == "starting":
        return _STARTING
    return _UNHEALTHY if health == "unhealthy" else RUNNING


def _ended(standing: ContainerStanding) -> Condition:
    if standing.stopped_by_user:
        return STOPPED
    if standing.oom_killed:
        return _OUT_OF_MEMORY
    if standing.exit_code is None:
        return _ENDED
    if standing.exit_code == 0:
        return _FINISHED
    word = mark("Docker", "Exited ({code})").given(code=standing.exit_code)
    return Condition(Status.OFFLINE, Shape.CRITICAL, word)


def listed_exit_code(status: str) -> int | None:
    """The code in the listing's ``Exited (137) 3 minutes ago``."""
    found = _EXIT_CODE.match(status)
    return int(found[1]) if found else None


def listed_health(status: str) -> str | None:
    """The health in the listing's ``Up 3 minutes (unhealthy)``."""
    if status.endswith("(unhealthy)"):
        return "unhealthy"
    if status.endswith("(healthy)"):
        return "healthy"
    return "starting" if status.endswith("(health: starting)") else None


_BAD_UPDATES = frozenset({"paused", "rollback_started", "rollback_paused", "rollback_failed"})
_IDLE = Condition(Status.UNKNOWN, Shape.OFF, mark("Docker", "Scaled to zero"))
_NONE_READY = Condition(Status.OFFLINE, Shape.CRITICAL, mark("Docker", "No task ready"))
_UNCOUNTED = Condition(Status.UNKNOWN, Shape.UNKNOWN, mark("Docker", "Unknown"))


def service_condition(desired: int | None, running: int | None, update: str | None) -> Condition:
    """Whether a service has the tasks it asks for, and whether its update went well."""
    if running is None:
        return _UNCOUNTED
    if not desired or desired <= 0:
        return RUNNING if running > 0 else _IDLE
    if running <= 0:
        return _NONE_READY
    if running < desired:
        word = mark("Docker", "{running} of {desired}").given(running=running, desired=desired)
        return Condition(Status.WARNING, Shape.WARNING, word)
    if update in _BAD_UPDATES:
        word = mark("Docker", "Update: {state}").given(state=update.replace("_", " "))
        return Condition(Status.WARNING, Shape.WARNING, word)
    return RUNNING
