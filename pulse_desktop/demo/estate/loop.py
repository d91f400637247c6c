"""The container in a restart loop: it fills its memory, is killed, and is started again."""

from dataclasses import replace
from datetime import datetime, timedelta

from pulse_desktop.demo.estate import number
from pulse_desktop.demo.estate.calendar import beginnings, every
from pulse_desktop.demo.estate.engine import Engine
from pulse_desktop.demo.estate.engines import RESTARTING
from pulse_desktop.demo.story import RECOVERY
from pulse_desktop.model.condition import Condition, Shape, Status
from pulse_desktop.model.facet import ContainerFacet
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Activity, Observation, ResourceType
from pulse_desktop.model.text import mark

ROUND = timedelta(minutes=15)
"""From one start to the next."""

_LIVES = timedelta(minutes=14)
"""After so long it is killed, and started again a minute later."""

_KILLED = 137
"""128 and the number of SIGKILL (``signal(7)``)."""

_TOLD_EVERY = 24
"""Of so many restarts one is told: the others would drown everything else."""

_RESTARTING = Condition(Status.WARNING, Shape.CHANGING, mark("Docker", "Restarting"))
_UNHEALTHY = Condition(Status.WARNING, Shape.WARNING, mark("Docker", "Unhealthy"))


def phase(facet: ContainerFacet, still: Observation, at: datetime) -> Observation:
    """How often it was restarted since the incident, and how it stands."""
    since = RECOVERY.began(at)
    rounds, into = divmod(at - since, ROUND)
    is_up = into < _LIVES
    start = since + rounds * ROUND
    told = replace(
        facet,
        container_state="running" if is_up else "restarting",
        health="unhealthy" if is_up else None,
        restart_count=rounds,
        exit_code=None if is_up else _KILLED,
        oom_killed=not is_up,
        created_at=since,
        started_at=start,
        finished_at=None if is_up else start + _LIVES,
    )
    return replace(
        still,
        facet=told,
        condition=_UNHEALTHY if is_up else _RESTARTING,
        started_at=start if is_up else None,
        restart_count=rounds,
    )


def happenings(engine: Engine, start: datetime, end: datetime) -> tuple[Activity, ...]:
    """Its ends in [start, end), one of many, oldest first."""
    native = NativeId(number.digits(64, "container", engine.machine, RESTARTING))
    step = _TOLD_EVERY * ROUND
    found: list[Activity] = []
    for began in beginnings(RECOVERY, start - RECOVERY.every, end):
        until = min(end, began + RECOVERY.every)
        for at in every(began + _LIVES, step, max(start, began), until):
            count = (at - began) // ROUND
            said = mark("Demo", "Exited with status {code}, restarted {count} times so far")
            found.append(
                Activity(
                    native_event=f"die:{RESTARTING}:{at:%Y%m%d%H%M}",
                    subject=native,
                    type=ResourceType.APP_CONTAINER,
                    at=at,
                    text=said.given(code=_KILLED, count=count),
                    nature="docker_event",
                )
            )
    return tuple(found)
