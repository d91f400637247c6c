"""``record``: the recorder without a window, until SIGTERM or SIGINT."""

import argparse
import asyncio
from collections.abc import Callable, Mapping

from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.given_secrets import read_named_secrets
from pulse_desktop.app.headless import complain, run_async, stopping_on_signals
from pulse_desktop.app.log_file import log_to
from pulse_desktop.app.profile_choice import chosen_profile, prepared
from pulse_desktop.app.shift import Shift
from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.secret import Secret
from pulse_desktop.settings.profile import Profile


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--secrets-stdin", action="store_true", help="read NAME=SECRET lines from standard input"
    )


def run(options: argparse.Namespace) -> ExitStatus:
    """Record until told to stop.

    Raises:
        ProfileInUse: Another process writes this profile.
        SettingsError: There is no such estate.
        StoreError: Nothing can be recorded.
    """
    profile = chosen_profile(options)
    for notice in prepared(profile):
        complain(notice)
    log_to(profile, also_to_terminal=True)
    given = read_named_secrets() if options.secrets_stdin else {}
    return run_async(lambda: _record(profile, given, lambda: chosen_profile(options).estate))


async def _record(
    profile: Profile, given: Mapping[str, Secret], estate: Callable[[], EstateId]
) -> ExitStatus:
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        with stopping_on_signals(stop.set):
            await Shift(profile, group, dict(given), estate).work(stop)
    return ExitStatus.DONE
