"""``state``: poll every enabled connection, print what was found, write nothing."""

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.given_secrets import read_named_secrets
from pulse_desktop.app.headless import complain, run_async, say
from pulse_desktop.app.profile_choice import chosen_profile
from pulse_desktop.app.runtime import Runtime
from pulse_desktop.app.state_document import state_document
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.poll import ConnectionState, ConnectionStatus
from pulse_desktop.settings.profile import Profile

LEAST_SPACING_S = 2.0
"""Between two polls of one connection: rates need time to pass."""

_FAILED = frozenset(
    {
        ConnectionState.FAILED,
        ConnectionState.REJECTED,
        ConnectionState.NEEDS_SECRET,
        ConnectionState.WAITING,
    }
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="print JSON (schema 1)")
    parser.add_argument(
        "--wait", type=float, default=30.0, metavar="S", help="give up after S seconds (30)"
    )
    parser.add_argument(
        "--polls",
        type=int,
        default=1,
        metavar="N",
        help="poll each connection N times; rates need at least 2 (1)",
    )
    parser.add_argument(
        "--secrets-stdin", action="store_true", help="read NAME=SECRET lines from standard input"
    )


def run(options: argparse.Namespace) -> ExitStatus:
    """Poll and print. A connection that failed shows in the exit status."""
    return run_async(lambda: _state(options))


async def _state(options: argparse.Namespace) -> ExitStatus:
    profile = chosen_profile(options)
    async with asyncio.TaskGroup() as group:
        polled = _Polled(profile, group, options.polls)
        runtime = polled.runtime
        await runtime.book.load()
        if options.secrets_stdin:
            _hand_over_secrets(runtime)
        await polled.wait(options.wait)
        statuses, state, now = runtime.statuses, runtime.state, runtime.now()
        await runtime.stop()
    if options.json:
        say(json.dumps(state_document(state, statuses, now), ensure_ascii=False))
    else:
        _print_table(statuses)
    return _exit_status(statuses)


class _Polled:
    """A runtime that only reads, and how often each connection was polled by it."""

    def __init__(self, profile: Profile, group: asyncio.TaskGroup, polls: int) -> None:
        self._progress = asyncio.Event()
        self._polls = polls
        self._tally = Tally()
        self.runtime = Runtime(profile, group, self._take)

    async def wait(self, seconds: float) -> None:
        """Return when every connection was polled often enough, or when time is up."""
        try:
            async with asyncio.timeout(seconds):
                for number in range(1, self._polls + 1):
                    if number > 1:
                        await asyncio.sleep(LEAST_SPACING_S)
                        self.runtime.supervisor.poll_now(None)
                    await self._until_polled(number)
        except TimeoutError:
            return

    def _take(self) -> None:
        self._tally.take(self.runtime.statuses)
        self._progress.set()

    async def _until_polled(self, times: int) -> None:
        while not all(self._is_done(status, times) for status in self.runtime.statuses):
            self._progress.clear()
            await self._progress.wait()

    def _is_done(self, status: ConnectionStatus, times: int) -> bool:
        connection = status.connection
        is_polled = connection.enabled and connection.platform in self.runtime.platforms
        return not is_polled or self._tally.of(connection.id) >= times


class Tally:
    """How often each connection was polled: its record keeps only the last attempts."""

    def __init__(self) -> None:
        self._last_at: dict[ConnectionId, datetime] = {}
        self._polls: Counter[ConnectionId] = Counter()

    def take(self, statuses: Sequence[ConnectionStatus]) -> None:
        """Count those whose last attempt is another than before."""
        for status in statuses:
            connection, at = status.connection.id, status.record.last_attempt_at
            if at is not None and self._last_at.get(connection) != at:
                self._last_at[connection] = at
                self._polls[connection] += 1

    def of(self, connection: ConnectionId) -> int:
        """The polls of one connection so far."""
        return self._polls[connection]


def _hand_over_secrets(runtime: Runtime) -> None:
    ids = {status.connection.name: status.connection.id for status in runtime.statuses}
    for name, secret in read_named_secrets().items():
        if name in ids:
            runtime.secrets.keep_for_this_run(ids[name], secret)


def _print_table(statuses: tuple[ConnectionStatus, ...]) -> None:
    for status in statuses:
        counts = status.record.observed.counts if status.record.observed else {}
        found = ", ".join(f"{count} {name}" for name, count in counts.items())
        error = status.record.last_error
        say(f"{status.connection.name}: {status.state}: {error.message if error else found}")


def _exit_status(statuses: tuple[ConnectionStatus, ...]) -> ExitStatus:
    failed = [s for s in statuses if s.state in _FAILED]
    for status in failed:
        error = status.record.last_error
        complain(f"{status.connection.name}: {error.message if error else 'no answer in time'}")
    return ExitStatus.CONNECTION_FAILED if failed else ExitStatus.DONE
