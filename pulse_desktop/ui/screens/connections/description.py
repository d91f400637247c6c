"""A connection's published record in words. Reads the record and works out nothing beside it."""

from dataclasses import dataclass, replace
from datetime import datetime

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.poll import (
    Attempt,
    Breaker,
    ConnectionState,
    ConnectionStatus,
    IssueSummary,
    Observed,
    Outcome,
)
from pulse_desktop.model.snapshot import Lack
from pulse_desktop.model.text import Text, mark
from pulse_desktop.provider.platform import IngestionMode
from pulse_desktop.ui.formatting import MISSING, Formats
from pulse_desktop.ui.screens.connections.explanation import explain
from pulse_desktop.ui.screens.connections.fingerprint import shortened
from pulse_desktop.ui.screens.connections.times import day, duration, every, instant, until
from pulse_desktop.ui.standing import word_of

_COUNTED = {
    "nodes": (mark("Description", "{n} node"), mark("Description", "{n} nodes")),
    "hosts": (mark("Description", "{n} host"), mark("Description", "{n} hosts")),
    "vms": (mark("Description", "{n} VM"), mark("Description", "{n} VMs")),
    "containers": (mark("Description", "{n} container"), mark("Description", "{n} containers")),
    "services": (mark("Description", "{n} service"), mark("Description", "{n} services")),
    "running": (mark("Description", "{n} running"), mark("Description", "{n} running")),
    "images": (mark("Description", "{n} image"), mark("Description", "{n} images")),
    "storages": (mark("Description", "{n} storage"), mark("Description", "{n} storages")),
    "requests_per_minute": (
        mark("Description", "{n} request a minute"),
        mark("Description", "{n} requests a minute"),
    ),
    "file_systems": (
        mark("Description", "{n} file system"),
        mark("Description", "{n} file systems"),
    ),
}
"""Singular and plural of what providers count. Other counts show under their own name."""


@dataclass(frozen=True, slots=True)
class Describer:
    """Puts records into one user's words, at one moment."""

    formats: Formats
    now: datetime

    def state(self, status: ConnectionStatus) -> str:
        """The state's word: ``Live``, ``Unreachable ×6``."""
        record = status.record
        if status.state is not ConnectionState.FAILED or record.last_error is None:
            return word_of(status.state)
        word = self.formats.say(explain(record.last_error.category).word)
        failures = record.consecutive_failures
        return f"{word} ×{failures}" if failures > 1 else word

    def interval(self, status: ConnectionStatus) -> str:
        """How often it is polled."""
        return every(status.record.interval_s, self.formats)

    def last_success(self, status: ConnectionStatus) -> str:
        """How long ago the last good poll was."""
        return self.formats.ago(status.record.last_success_at, self.now)

    def next_try(self, status: ConnectionStatus) -> str:
        """When the next poll is due."""
        return until(status.record.next_poll_at, self.now, self.formats)

    def retries(self, status: ConnectionStatus) -> str:
        """What its breaker does about failures in a row; empty while there are none."""
        failures, breaker = status.record.consecutive_failures, status.record.breaker
        if failures == 0 or status.state in _WAITS_FOR_THE_USER:
            return ""
        one, many = _RETRIES[breaker]
        return self.formats.say(one if failures == 1 else many.given(n=failures))

    def ingestion(self, mode: IngestionMode) -> str:
        """Where its numbers come from."""
        return self.formats.say(_INGESTION[mode])

    def found(self, observed: Observed | None) -> str:
        """What the last good poll found: ``3 nodes · 18 VMs · 2 gaps``."""
        if observed is None:
            return MISSING
        parts = [self._counted(kind, n) for kind, n in observed.counts.items() if n > 0]
        if observed.issue_count == 1:
            parts.append(self.formats.say(mark("Description", "1 gap")))
        elif observed.degraded:
            parts.append(
                self.formats.say(mark("Description", "{n} gaps").given(n=observed.issue_count))
            )
        return " · ".join(parts) or self.formats.say(mark("Description", "nothing"))

    def still_found(self, status: ConnectionStatus) -> str:
        """What was found, and when it is no longer of just now, since when; empty without any."""
        record = status.record
        if record.observed is None:
            return ""
        found = self.found(record.observed)
        if record.last_error is None and status.connection.enabled:
            return found
        ago = self.formats.ago(record.observed.collected_at, self.now)
        return self.formats.say(
            mark("Description", "{found} (seen {ago})").given(found=found, ago=ago)
        )

    def error(self, status: ConnectionStatus) -> str:
        """The last failure: what kind, its sentence, its category's code, and when."""
        error = status.record.last_error
        if error is None:
            return ""
        title = self.formats.say(explain(error.category).title)
        sentence, ago = self.formats.say(error.message), self.formats.ago(error.at, self.now)
        return f"{title}. {sentence} ({error.category} · {ago})"

    def error_time(self, status: ConnectionStatus) -> str:
        """When exactly the last failure was."""
        error = status.record.last_error
        return "" if error is None else self.formats.absolute(error.at)

    def advice(self, status: ConnectionStatus) -> str:
        """What follows from the state, where the user can do something."""
        advice = _ADVICE.get(status.state)
        return self.formats.say(advice) if advice is not None else ""

    def issues(self, observed: Observed | None) -> str:
        """The gaps of a degraded poll, one a line with how often each, and how many more."""
        if observed is None or not observed.degraded:
            return ""
        lines = [self._issue(issue) for issue in observed.issues]
        more = observed.issue_count - sum(issue.occurrences for issue in observed.issues)
        if more > 0:
            lines.append(self.formats.say(mark("Description", "and {n} more").given(n=more)))
        return "\n".join(lines)

    def lacking(self, observed: Observed | None) -> str:
        """What is not seen for want of a permission, one a line, optional ones marked."""
        if observed is None:
            return ""
        return "\n".join(self._lack(lack) for lack in observed.lacking)

    def trust(self, connection: Connection) -> str:
        """What makes the endpoint believable; empty where nothing is encrypted or remote."""
        if connection.fingerprint is not None:
            return self._pin(connection.fingerprint, connection.pinned_at)
        if connection.ca_file is not None:
            return self.formats.say(
                mark("Description", "CA file {path}").given(path=connection.ca_file)
            )
        if connection.address.startswith("https://"):
            return self.formats.say(mark("Description", "CAs that this computer trusts"))
        return ""

    def attempt(self, attempt: Attempt) -> str:
        """One poll: when, how it ended, how long it took."""
        word = self.formats.say(_OUTCOMES[attempt.outcome])
        took = duration(attempt.duration_ms, self.formats)
        return f"{self.formats.ago(attempt.at, self.now)} · {word} · {took}"

    def attempts(self, attempts: tuple[Attempt, ...]) -> str:
        """The strip in words, for a screen reader."""
        if not attempts:
            return self.formats.say(mark("Description", "no attempts yet"))
        outcomes = [attempt.outcome for attempt in attempts]
        text = mark(
            "Description",
            "{n} attempts: {ok} good, {gaps} with gaps, {failed} failed; the last: {last}",
        ).given(
            n=len(outcomes),
            ok=outcomes.count(Outcome.OK),
            gaps=outcomes.count(Outcome.DEGRADED),
            failed=outcomes.count(Outcome.FAILED),
            last=self.attempt(attempts[-1]),
        )
        return self.formats.say(text)

    def _lack(self, lack: Lack) -> str:
        if lack.opens is None:
            return self.formats.say(lack.message)
        return self.formats.say(
            mark("Description", "{message} Optional.").given(message=lack.message)
        )

    def _issue(self, issue: IssueSummary) -> str:
        said = self.formats.say(issue.message)
        return f"{said} ×{issue.occurrences}" if issue.occurrences > 1 else said

    def _counted(self, kind: str, n: int) -> str:
        words = _COUNTED.get(kind)
        if words is None:
            return f"{n} {kind.replace('_', ' ')}"
        chosen = words[0] if n == 1 else words[1]
        return self.formats.say(replace(chosen, parameters={"n": n}))

    def _pin(self, fingerprint: str, pinned_at: str | None) -> str:
        short = shortened(fingerprint)
        since = instant(pinned_at) if pinned_at is not None else None
        if pinned_at is None or since is None:
            return self.formats.say(
                mark("Description", "Pinned certificate {pin}").given(pin=short)
            )
        text = mark("Description", "Pinned certificate {pin}, trusted {date} ({ago})").given(
            pin=short,
            date=day(pinned_at, self.formats),
            ago=self.formats.ago(since, self.now),
        )
        return self.formats.say(text)


_OUTCOMES = {
    Outcome.OK: mark("Description", "good"),
    Outcome.DEGRADED: mark("Description", "with gaps"),
    Outcome.FAILED: mark("Description", "failed"),
}

_INGESTION = {
    IngestionMode.API: mark("Description", "Its own interface (API)"),
    IngestionMode.AGENT: mark("Description", "A program on the machine itself (agent)"),
    IngestionMode.HYBRID: mark(
        "Description", "Its own interface, with agents on its machines (hybrid)"
    ),
}

_RETRIES = {
    Breaker.CLOSED: (
        mark("Description", "1 failure, tried again soon"),
        mark("Description", "{n} failures in a row, tried again soon"),
    ),
    Breaker.OPEN: (
        mark("Description", "1 failure, left alone for a while"),
        mark("Description", "{n} failures in a row, left alone for a while between tries"),
    ),
    Breaker.HALF_OPEN: (
        mark("Description", "1 failure, being tried now"),
        mark("Description", "{n} failures in a row, being tried now"),
    ),
}
"""What each state of the breaker means, after one failure and after several."""

_WAITS_FOR_THE_USER = frozenset(
    {ConnectionState.PAUSED, ConnectionState.REJECTED, ConnectionState.NEEDS_SECRET}
)

_ADVICE: dict[ConnectionState, Text] = {
    ConnectionState.REJECTED: mark(
        "Description",
        "Polling stopped, so that repeated refusals do not lock the account. Edit the sign-in, "
        "or try now.",
    ),
    ConnectionState.NEEDS_SECRET: mark(
        "Description", "Its secret is not in the keyring. Edit the connection to enter it again."
    ),
    ConnectionState.PAUSED: mark("Description", "Paused. What was seen last stays on show."),
    ConnectionState.WAITING: mark("Description", "The first answer has not come yet."),
}
