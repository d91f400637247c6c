"""``state``: poll every enabled connection, print what was found, write nothing."""

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from pulse_desktop.app.argument_type import seconds, whole_number
from pulse_desktop.app.estates_document import Seen, estates_document
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.given_secrets import read_named_secrets
from pulse_desktop.app.headless import complain, run_async, say
from pulse_desktop.app.profile_choice import chosen_profile, saved_estates, whole_profile
from pulse_desktop.app.runtime import Runtime
from pulse_desktop.app.state_document import state_document
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.poll import Breaker, ConnectionState, ConnectionStatus
from pulse_desktop.model.secret import Secret
from pulse_desktop.settings.estates import EstateList
from pulse_desktop.settings.profile import Profile

LEAST_SPACING_S = 2.0
"""Between two polls of one connection: rates need time to pass."""

_MOST_POLLS = 10_000

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
        "--wait", type=seconds, default=30.0, metavar="S", help="give up after S seconds (30)"
    )
    parser.add_argument(
        "--polls",
        type=whole_number(1, _MOST_POLLS),
        default=1,
        metavar="N",
        help="poll each connection N times; rates need figures that moved in between (1)",
    )
    parser.add_argument(
        "--all-estates", action="store_true", help="every estate, not only the one that is chosen"
    )
    parser.add_argument(
        "--secrets-stdin", action="store_true", help="read NAME=SECRET lines from standard input"
    )


def run(options: argparse.Namespace) -> ExitStatus:
    """Poll and print. A connection that failed shows in the exit status."""
    return run_async(lambda: _state(options))


async def _state(options: argparse.Namespace) -> ExitStatus:
    estates = saved_estates(options) if options.all_estates else EstateList()
    profiles = _profiles(options, estates)
    given = read_named_secrets() if options.secrets_stdin else {}
    async with asyncio.TaskGroup() as group:
        polled = [_Polled(profile, group, options.polls) for profile in profiles]
        for one in polled:
            await one.begin(given)
        await asyncio.gather(*(one.wait(options.wait) for one in polled))
        seen = [one.seen() for one in polled]
        for one in polled:
            await one.runtime.stop()
    if options.json:
        whole = estates_document(estates, seen) if options.all_estates else _document(*seen)
        say(json.dumps(whole, ensure_ascii=False))
    else:
        _print_table(seen)
    return _exit_status(seen)


def _profiles(options: argparse.Namespace, estates: EstateList) -> tuple[Profile, ...]:
    if not options.all_estates:
        return (chosen_profile(options),)
    profile = whole_profile(options)
    return tuple(profile.of_estate(estate.id) for estate in estates.living)


def _document(seen: Seen) -> dict[str, object]:
    return state_document(seen.state, seen.statuses, seen.at, seen.usage)


class _Polled:
    """A runtime that only reads, and how often each connection was polled by it."""

    def __init__(self, profile: Profile, group: asyncio.TaskGroup, polls: int) -> None:
        self._estate = profile.estate
        self._progress = asyncio.Event()
        self._polls = polls
        self._tally = Tally()
        self.runtime = Runtime(profile, group, self._take)

    async def begin(self, given: Mapping[str, Secret]) -> None:
        """Read the connections, and poll them; each takes the secret given under its name."""
        await self.runtime.remember_from_file()
        await self.runtime.book.load()
        for status in self.runtime.statuses:
            secret = given.get(status.connection.name)
            if secret is not None:
                self.runtime.secrets.keep_for_this_run(status.connection.id, secret)

    def seen(self) -> Seen:
        """What was found by now."""
        runtime = self.runtime
        return Seen(
            estate=self._estate,
            state=runtime.state,
            statuses=runtime.statuses,
            at=runtime.now(),
            usage=runtime.system_usage(),
        )

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
        """Also of one that failed three times: it is left alone for longer than anyone waits."""
        connection = status.connection
        is_polled = connection.enabled and connection.platform in self.runtime.platforms
        is_left_alone = status.record.breaker is Breaker.OPEN
        is_read = self._tally.of(connection.id) >= times
        is_known = is_read and not self.runtime.is_taking_in(connection.id)
        return not is_polled or is_left_alone or is_known


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


def _print_table(seen: Sequence[Seen]) -> None:
    for status in _statuses(seen):
        counts = status.record.observed.counts if status.record.observed else {}
        found = ", ".join(f"{count} {name}" for name, count in counts.items())
        error = status.record.last_error
        say(f"{status.connection.name}: {status.state}: {error.message if error else found}")


def _statuses(seen: Sequence[Seen]) -> list[ConnectionStatus]:
    return [status for one in seen for status in one.statuses]


def _exit_status(seen: Sequence[Seen]) -> ExitStatus:
    failed = [status for status in _statuses(seen) if status.state in _FAILED]
    for status in failed:
        error = status.record.last_error
        complain(f"{status.connection.name}: {error.message if error else 'no answer in time'}")
    return ExitStatus.CONNECTION_FAILED if failed else ExitStatus.DONE
