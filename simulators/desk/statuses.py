"""Connections in each state, as the poller would publish them."""

from dataclasses import replace
from datetime import timedelta

from pulse_desktop.model.errors import Category
from pulse_desktop.model.poll import (
    Attempt,
    ConnectionState,
    ConnectionStatus,
    IssueSummary,
    Observed,
    Outcome,
    PollError,
    PollRecord,
)
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.breaker import breaker_after
from pulse_desktop.resources.read_state import EMPTY
from pulse_desktop.ui.desk import Published, RecorderStatus
from simulators.desk.instant import NOW


def _attempts(text, every_s=15):
    outcomes = {"o": Outcome.OK, "d": Outcome.DEGRADED, "f": Outcome.FAILED}
    start = NOW - timedelta(seconds=every_s * len(text))
    return tuple(
        Attempt(start + timedelta(seconds=every_s * index), outcomes[letter], 40 + 7 * (index % 9))
        for index, letter in enumerate(text)
    )


def live(connection, **fields):
    """The status of a connection that was read just now."""
    fields.setdefault("interval_s", connection.interval_s)
    fields.setdefault("last_success_at", NOW - timedelta(seconds=4))
    fields.setdefault("last_attempt_at", NOW - timedelta(seconds=4))
    fields.setdefault("next_poll_at", NOW + timedelta(seconds=11))
    fields.setdefault("attempts", _attempts("o" * 60))
    fields.setdefault(
        "observed",
        Observed(
            collected_at=NOW - timedelta(seconds=4),
            counts={"nodes": 3, "vms": 18, "containers": 22, "storages": 9},
        ),
    )
    return ConnectionStatus(connection, PollRecord(**fields), ConnectionState.LIVE)


def degraded(connection, **fields):
    """Read, with gaps."""
    issue = IssueSummary(
        stage="backups",
        category="forbidden",
        message=mark("Script", "Backups could not be listed: not allowed."),
        occurrences=2,
    )
    observed = Observed(
        collected_at=NOW, counts={"hosts": 2, "vms": 9}, issues=(issue,), issue_count=3
    )
    fields.setdefault("attempts", _attempts("oooodddddd"))
    status = live(connection, observed=observed, **fields)
    return replace(status, state=ConnectionState.DEGRADED)


def unreachable(connection, failures=6, category=Category.TIMEOUT, **fields):
    """Failing for a while, with what was seen before."""
    text = mark("Script", "No reply from {host} in 10 s.").given(host=connection.name)
    fields.setdefault("last_success_at", NOW - timedelta(hours=2))
    fields.setdefault("next_poll_at", NOW + timedelta(seconds=220))
    fields.setdefault("attempts", _attempts("o" * 50 + "dd" + "f" * failures))
    fields.setdefault("breaker", breaker_after(failures))
    status = live(
        connection,
        consecutive_failures=failures,
        last_error=PollError(NOW - timedelta(seconds=80), text, category),
        **fields,
    )
    return replace(status, state=ConnectionState.FAILED)


def rejected(connection):
    """Stopped after three refusals."""
    status = unreachable(connection, 3, Category.AUTH, next_poll_at=None)
    record = replace(status.record, rejections=3)
    return replace(status, record=record, state=ConnectionState.REJECTED)


def paused(connection):
    """Paused by the user."""
    status = live(replace(connection, enabled=False), next_poll_at=None)
    return replace(status, state=ConnectionState.PAUSED)


def waiting(connection):
    """Not read yet."""
    record = PollRecord(interval_s=connection.interval_s)
    return ConnectionStatus(connection, record, ConnectionState.WAITING)


def published(*statuses):
    """What the hub brings."""
    return Published(
        state=EMPTY,
        connections=statuses,
        recorder=RecorderStatus(is_recording=True, problem=None, database_bytes=None, since=None),
    )
