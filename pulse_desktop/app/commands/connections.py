"""``connections``: list, add, edit, remove or test saved connections."""

import argparse
import json

from pulse_desktop.app.commands import connection_edit, connection_test
from pulse_desktop.app.connection_book import ConnectionBook
from pulse_desktop.app.connection_choice import PLATFORM_IDS, named
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.fixed_connections import NOBODY_THERE, THEY_STAY
from pulse_desktop.app.ground import authored_estate
from pulse_desktop.app.headless import complain, run_async, say
from pulse_desktop.app.profile_choice import chosen_profile, prepared
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import KeyringState, SecretError, SettingsError
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.keyring_store import SecretStore
from pulse_desktop.settings.profile import Profile


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions and their options."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="list saved connections")
    listing.add_argument("--json", action="store_true", help="print JSON")
    adding = actions.add_parser("add", help="save a new connection")
    adding.add_argument("--platform", required=True, choices=PLATFORM_IDS)
    adding.add_argument("--name", required=True)
    adding.add_argument("--address", required=True)
    connection_edit.options(adding)
    editing = actions.add_parser("edit", help="change a saved connection")
    editing.add_argument("connection", metavar="NAME")
    editing.add_argument("--name")
    editing.add_argument("--address")
    connection_edit.options(editing)
    removing = actions.add_parser("remove", help="forget a connection and its secret")
    removing.add_argument("connection", metavar="NAME")
    testing = actions.add_parser("test", help="test a saved connection stage by stage")
    testing.add_argument("connection", metavar="NAME")
    testing.add_argument("--json", action="store_true", help="print JSON")
    testing.add_argument(
        "--secrets-stdin", action="store_true", help="read NAME=SECRET lines from standard input"
    )


def run(options: argparse.Namespace) -> ExitStatus:
    """Do what was asked for.

    Raises:
        SettingsError: The connection is unknown, wrong, the demo's, or cannot be saved.
        SecretError: The keyring did not take a secret; nothing was saved.
    """
    if options.demo and options.action != "list":
        raise SettingsError(NOBODY_THERE if options.action == "test" else THEY_STAY)
    match options.action:
        case "list":
            return _list(options)
        case "add":
            return connection_edit.add(options)
        case "edit":
            return connection_edit.edit(options)
        case "remove":
            return run_async(lambda: _remove(options))
        case _:
            return connection_test.test(options)


def _list(options: argparse.Namespace) -> ExitStatus:
    connections = _known(chosen_profile(options))
    if options.json:
        documents = [_document(connection) for connection in connections]
        say(json.dumps({"schema": 1, "connections": documents}, ensure_ascii=False))
    else:
        for connection in connections:
            paused = "" if connection.enabled else "  (paused)"
            say(f"{connection.name}  {connection.platform}  {connection.address}{paused}")
    return ExitStatus.DONE


def _known(profile: Profile) -> tuple[Connection, ...]:
    authored = authored_estate(profile)
    if authored is not None:
        return authored.connections()
    return tuple(connections_file.load(profile.connections_file))


def _document(connection: Connection) -> dict[str, object]:
    document = {
        "id": connection.id,
        "platform": connection.platform,
        "name": connection.name,
        "address": connection.address,
        "enabled": connection.enabled,
        "intervalSeconds": connection.interval_s,
        "user": connection.user,
        "tokenId": connection.token_id,
        "fingerprint": connection.fingerprint,
    }
    return {key: value for key, value in document.items() if value is not None}


async def _remove(options: argparse.Namespace) -> ExitStatus:
    profile = chosen_profile(options)
    prepared(profile)
    secrets = SecretStore()
    book = ConnectionBook(profile.connections_file, secrets, lambda _: None)
    try:
        await book.load()
        gone = named(connections_file.load(profile.connections_file), options.connection)
        await book.remove(gone.id)
        return await _without_its_secret(book, gone)
    finally:
        secrets.close()


async def _without_its_secret(book: ConnectionBook, gone: Connection) -> ExitStatus:
    """Delete the secret too. Where there is no keyring there is none to delete."""
    if not (gone.token_id or gone.user):
        return ExitStatus.DONE
    try:
        await book.purge()
    except SecretError as error:
        if error.state is KeyringState.ABSENT:
            return ExitStatus.DONE
        complain(f"{gone.name} was removed, but its secret remains in the keyring. {error}")
        return ExitStatus.NO_KEYRING
    return ExitStatus.DONE
