"""When a poller that is started makes its first poll, and with which record. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.monitoring import record as records
from pulse_desktop.monitoring.backoff import MAX_PAUSE_S


@dataclass(frozen=True, slots=True)
class FirstPoll:
    """What a poller begins with."""

    record: PollRecord
    wait_s: float | None
    """Until the poll; ``None`` for not before the user asks for it."""


def first_poll(
    before: Connection | None, after: Connection, record: PollRecord, now: datetime
) -> FirstPoll:
    """How polling goes on from ``before`` to ``after``; ``before`` is ``None`` after a start.

    At once, but for three cases. What an earlier run was refused is not asked again until the
    user says so, or has edited the connection meanwhile. A platform that asked for a pause gets
    the rest of it. An edit of the cadence counts from the last attempt (P-03).
    """
    carried = replace(record, interval_s=after.interval_s, target=after.session_key)
    if before is None and record.target == after.session_key:
        again = replace(carried, lacks_secret=False)
        return FirstPoll(again, None if records.is_stopped(again) else _pause_left_s(again, now))
    if before is not None and _only_the_cadence_differs(before, after):
        wait_s = max(_interval_left_s(carried, now), _pause_left_s(carried, now))
        return FirstPoll(records.forgiven(carried), wait_s)
    return FirstPoll(records.retargeted(carried), 0.0)


def _only_the_cadence_differs(before: Connection, after: Connection) -> bool:
    return not before.needs_new_provider(replace(after, interval_s=before.interval_s))


def _interval_left_s(record: PollRecord, now: datetime) -> float:
    if record.last_attempt_at is None:
        return 0.0
    return _left_s(record.last_attempt_at + timedelta(seconds=record.interval_s), now, record)


def _pause_left_s(record: PollRecord, now: datetime) -> float:
    return 0.0 if record.not_before is None else _left_s(record.not_before, now, record)


def _left_s(until: datetime, now: datetime, record: PollRecord) -> float:
    """Seconds left; a clock that was set back cannot make them more than was ever meant."""
    longest_s = max(record.interval_s, MAX_PAUSE_S)
    return min(max((until - now).total_seconds(), 0.0), longest_s)
