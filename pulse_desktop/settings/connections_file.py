"""The saved connections of an estate, as TOML. Secrets are not in it: the keyring has them."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from pulse_desktop.model.connection import LOAD_PROFILES, Connection, LoadProfile
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.model.text import mark
from pulse_desktop.settings import document

VERSION = 1

_TEXTS = (
    "user",
    "token_id",
    "fingerprint",
    "pinned_at",
    "ca_file",
    "client_cert_file",
    "client_key_file",
    "web_url",
)
_NEEDED = ("id", "platform", "name", "address")


def load(path: Path) -> tuple[Connection, ...]:
    """Every saved connection, in the file's order; none when there is no file.

    Raises:
        SettingsError: The file cannot be read, or a connection in it is damaged.
    """
    values = document.read(path, VERSION)
    if values is None:
        return ()
    tables = values.get("connection", [])
    if not isinstance(tables, list):
        raise _damaged(path, "connection is not a list of tables")
    return tuple(_connection(path, table) for table in tables)


def save(path: Path, connections: Sequence[Connection]) -> None:
    """Replace the file's connections.

    Raises:
        SettingsError: The file cannot be written, is not one of ours, or ``load`` would refuse
            what is to be written; it is untouched.
    """
    document.read(path, VERSION)
    for connection in connections:
        _read_back(path, connection)

    def edit(values: dict[str, object]) -> None:
        values["version"] = VERSION
        values["connection"] = [_table(connection) for connection in connections]

    document.write(path, edit)


def _read_back(path: Path, connection: Connection) -> Connection:
    """What ``load`` would make of it.

    Raises:
        SettingsError: It would refuse the whole file.
    """
    try:
        return _connection(path, _table(connection))
    except SettingsError as error:
        raise SettingsError(
            mark(
                "Settings",
                "{name} cannot be saved: a value in it could not be read back. "
                "{path} was not changed.",
            ).given(name=connection.name, path=str(path))
        ) from error


def _table(connection: Connection) -> dict[str, object]:
    """Every field that is not at its default."""
    table: dict[str, object] = {}
    for field in fields(connection):
        value = getattr(connection, field.name)
        if value != field.default:
            table[field.name] = value
    return table


def _connection(path: Path, table: object) -> Connection:
    if not isinstance(table, dict):
        raise _damaged(path, "a connection is not a table")
    for name in _NEEDED:
        if not isinstance(table.get(name), str) or not table[name]:
            raise _damaged(path, f"a connection has no {name}")
    return Connection(
        id=ConnectionId(table["id"]),
        platform=PlatformId(table["platform"]),
        name=table["name"],
        address=table["address"],
        interval_s=_interval(path, table),
        load=_load(table),
        credential_revision=_revision(table),
        allow_plain=table.get("allow_plain") is True,
        enabled=table.get("enabled") is not False,
        **{name: _text(path, table, name) for name in _TEXTS},
    )


def _interval(path: Path, table: dict[str, object]) -> float:
    interval_s = document.seconds(table.get("interval_s"))
    if interval_s is None:
        raise _damaged(path, f"the interval of {table['name']} is not a number of seconds")
    return interval_s


def _load(table: dict[str, object]) -> LoadProfile:
    """The usual one where the file says none that there is."""
    return next((each for each in LOAD_PROFILES if each == table.get("load")), "normal")


def _revision(table: dict[str, object]) -> int:
    """Any other value than the one before does, so a damaged one is none."""
    value = table.get("credential_revision")
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _text(path: Path, table: dict[str, object], name: str) -> str | None:
    value = table.get(name)
    if value is not None and not isinstance(value, str):
        raise _damaged(path, f"{name} of {table['name']} is not a text")
    return value


def _damaged(path: Path, reason: str) -> SettingsError:
    return SettingsError(
        mark(
            "Settings", "{path} is damaged: {reason}. Mend it or move it away; it was not changed."
        ).given(
            path=str(path),
            reason=reason,
        )
    )
