"""A connection and its one record; never its secret, which is not in reach here."""

from pulse_desktop.app.documents.fields import Json, camel, iso, number, plain, without_absent
from pulse_desktop.model.clock import iso_utc
from pulse_desktop.model.poll import Attempt, ConnectionStatus, Observed, PollError, PollRecord


def connection_document(status: ConnectionStatus) -> Json:
    """How one connection stands (P-01)."""
    connection = status.connection
    return without_absent(
        {
            "id": connection.id,
            "platform": connection.platform,
            "name": connection.name,
            "address": connection.address,
            "enabled": connection.enabled,
            "state": status.state,
            "poll": _poll(status.record),
            "observed": _observed(status.record.observed),
        }
    )


def _poll(record: PollRecord) -> Json:
    return without_absent(
        {
            "intervalSeconds": number(record.interval_s),
            "lastAttemptAt": iso(record.last_attempt_at),
            "lastSuccessAt": iso(record.last_success_at),
            "consecutiveFailures": record.consecutive_failures,
            "lastError": _error(record.last_error),
            "breaker": record.breaker,
            "nextPollAt": iso(record.next_poll_at),
            "notBefore": iso(record.not_before),
            "attempts": [_attempt(attempt) for attempt in record.attempts],
        }
    )


def _error(error: PollError | None) -> Json | None:
    if error is None:
        return None
    return {
        "at": iso_utc(error.at),
        "message": str(error.message),
        "category": error.category,
    }


def _attempt(attempt: Attempt) -> Json:
    return {
        "at": iso_utc(attempt.at),
        "outcome": attempt.outcome,
        "durationMs": round(attempt.duration_ms, 1),
    }


def _observed(observed: Observed | None) -> Json | None:
    if observed is None:
        return None
    return {
        "collectedAt": iso_utc(observed.collected_at),
        **{camel(name): count for name, count in observed.counts.items()},
        "degraded": observed.degraded,
        "issueCount": observed.issue_count,
        "issues": plain(observed.issues),
        "lacking": plain(observed.lacking),
    }
