"""``connections add`` and ``edit``: from options to a saved connection."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pulse_desktop.app.argument_type import saved_path
from pulse_desktop.app.connection_book import ConnectionBook, new_connection_id
from pulse_desktop.app.connection_choice import named, platform_of
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.given_secrets import read_one_secret
from pulse_desktop.app.headless import complain, run_async
from pulse_desktop.app.profile_choice import chosen_profile, prepared
from pulse_desktop.model.clock import iso_utc, utc_now
from pulse_desktop.model.connection import LOAD_PROFILES, Connection
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import mark
from pulse_desktop.settings import connections_file, document, preferences_file
from pulse_desktop.settings.keyring_store import SecretStore
from pulse_desktop.settings.profile import Profile


def options(parser: argparse.ArgumentParser) -> None:
    """Declare what ``add`` and ``edit`` have in common. A secret is never an argument."""
    parser.add_argument("--user", metavar="U@REALM", help="sign in with a password")
    parser.add_argument("--token-id", metavar="U@REALM!ID", help="sign in with an API token")
    parser.add_argument("--interval", type=float, metavar="S", help="seconds between two polls")
    parser.add_argument(
        "--load", choices=LOAD_PROFILES, help="how much is asked beside every poll (Proxmox VE)"
    )
    parser.add_argument(
        "--trust-fingerprint", metavar="SHA256", help="trust the certificate with this fingerprint"
    )
    parser.add_argument(
        "--ca", type=saved_path, metavar="FILE", help="trust certificates of this CA"
    )
    parser.add_argument("--client-cert", type=saved_path, metavar="FILE")
    parser.add_argument("--client-key", type=saved_path, metavar="FILE")
    parser.add_argument(
        "--allow-plain", action="store_true", default=None, help="allow unencrypted tcp://"
    )
    parser.add_argument(
        "--secret-stdin",
        action="store_true",
        help="read the secret from standard input; empty: it is given at each run",
    )


def add(given: argparse.Namespace) -> ExitStatus:
    """Save a new connection."""
    profile = chosen_profile(given)
    prepared(profile)
    platform = platform_of(PlatformId(given.platform))
    preferred = preferences_file.load(profile.preferences_file).intervals_s
    blank = Connection(
        id=new_connection_id(),
        platform=platform.id,
        name=given.name,
        address=given.address,
        interval_s=preferred.get(platform.id, platform.default_interval_s),
    )
    return _save(profile, _edited(blank, given), given, is_new=True)


def edit(given: argparse.Namespace) -> ExitStatus:
    """Change a saved connection."""
    profile = chosen_profile(given)
    saved = connections_file.load(profile.connections_file)
    return _save(profile, _edited(named(saved, given.connection), given), given, is_new=False)


def _edited(connection: Connection, given: argparse.Namespace) -> Connection:
    """``connection`` with every option that was given."""
    pin = given.trust_fingerprint
    changes = {
        "name": given.name,
        "address": given.address,
        "user": given.user,
        "token_id": given.token_id,
        "interval_s": given.interval,
        "load": given.load,
        "fingerprint": pin,
        "pinned_at": iso_utc(utc_now()) if pin else None,
        "ca_file": _absolute(given.ca),
        "client_cert_file": _absolute(given.client_cert),
        "client_key_file": _absolute(given.client_key),
        "allow_plain": given.allow_plain,
    }
    wanted = {name: value for name, value in changes.items() if value is not None}
    if given.token_id is not None:
        wanted["user"] = None
    elif given.user is not None:
        wanted["token_id"] = None
    return platform_of(connection.platform).normalise(replace(connection, **wanted))


def _absolute(path: Path | None) -> str | None:
    return None if path is None else str(path.expanduser().absolute())


def _save(
    profile: Profile, connection: Connection, given: argparse.Namespace, *, is_new: bool
) -> ExitStatus:
    saved = connections_file.load(profile.connections_file)
    problems = _problems(connection, saved)
    if problems:
        for problem in problems:
            complain(problem)
        return ExitStatus.USAGE
    secret = _secret(connection, given, is_new=is_new)
    return run_async(lambda: _kept(profile, connection, secret))


def _problems(connection: Connection, saved: Sequence[Connection]) -> list[str]:
    platform = platform_of(connection.platform)
    found = [f"{p.field}: {p.message}" for p in platform.check(connection)]
    if not connection.name.strip():
        found.append("name: a name is needed")
    if any(c.name == connection.name and c.id != connection.id for c in saved):
        found.append(f"name: there is a connection named {connection.name} already")
    interval_s = document.seconds(connection.interval_s)
    if interval_s is None or interval_s < platform.minimum_interval_s:
        least = f"{platform.minimum_interval_s:g} s for {platform.title}"
        found.append(f"interval: at least {least}, at most a day")
    return found


def _secret(connection: Connection, given: argparse.Namespace, *, is_new: bool) -> Secret | None:
    """From standard input or a prompt; ``None`` where none is needed, or the old one stays.

    Empty standard input saves a connection whose secret is handed in at each run.

    Raises:
        SettingsError: One is needed, and there is nobody to ask or no answer.
    """
    if given.secret_stdin:
        return read_one_secret()
    if not is_new or not platform_of(connection.platform).needs_secret(connection):
        return None
    if not sys.stdin.isatty():
        raise SettingsError(
            mark("Connections", "{name} needs a secret: give it with --secret-stdin.").given(
                name=connection.name
            )
        )
    try:
        return Secret(getpass.getpass(f"Secret for {connection.name}: "))
    except EOFError as error:
        raise SettingsError(
            mark("Connections", "No secret was given for {name}; nothing was saved.").given(
                name=connection.name
            )
        ) from error


async def _kept(profile: Profile, connection: Connection, secret: Secret | None) -> ExitStatus:
    secrets = SecretStore()
    book = ConnectionBook(profile.connections_file, secrets, lambda _: None)
    try:
        await book.load()
        await book.save(connection, secret)
    finally:
        secrets.close()
    return ExitStatus.DONE
