"""The tables that the components bring, and the way from an older form to this one."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Migration:
    """The step from the version before to ``version``, inside one transaction."""

    version: int
    apply: Callable[[sqlite3.Connection], None]


@dataclass(frozen=True, slots=True)
class Schema:
    """What a database of this version of the program looks like.

    ``pieces`` are scripts of statements that may run again (``IF NOT EXISTS``), so a new table
    needs no migration; ``migrations`` lead there from older files, in order of version.
    """

    pieces: tuple[str, ...]
    migrations: tuple[Migration, ...] = ()

    @property
    def version(self) -> int:
        """The version this program writes; the first one was 1."""
        return max((step.version for step in self.migrations), default=1)


def prepare(handle: sqlite3.Connection, path: Path, schema: Schema) -> None:
    """Create what is missing and migrate what is older; an older file is copied first."""
    found = _version(handle)
    if 0 < found < schema.version:
        back_up(handle, path.with_name(f"{path.name}.version-{found}"))
    for step in schema.migrations:
        if 0 < found < step.version:
            _in_transaction(handle, step.apply, step.version)
    _in_transaction(handle, lambda one: _create(one, schema), schema.version)


def back_up(handle: sqlite3.Connection, path: Path) -> None:
    """A whole copy of the database at ``path``, unless there is one already."""
    if path.exists():
        return
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    copy = sqlite3.connect(unfinished)
    try:
        handle.backup(copy)
    finally:
        copy.close()
    unfinished.chmod(0o600)
    unfinished.rename(path)


def _version(handle: sqlite3.Connection) -> int:
    return int(handle.execute("PRAGMA user_version").fetchone()[0])


def _in_transaction(
    handle: sqlite3.Connection, work: Callable[[sqlite3.Connection], None], version: int
) -> None:
    handle.execute("BEGIN IMMEDIATE")
    try:
        work(handle)
        if _version(handle) != version:
            handle.execute(f"PRAGMA user_version = {version:d}")
        handle.execute("COMMIT")
    finally:
        if handle.in_transaction:
            handle.execute("ROLLBACK")


def _create(handle: sqlite3.Connection, schema: Schema) -> None:
    for piece in schema.pieces:
        for statement in _statements(piece):
            handle.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one; ``executescript`` would commit before them."""
    collected = ""
    for part in script.split(";"):
        collected += part + ";"
        if sqlite3.complete_statement(collected):
            if collected.strip(" \n;"):
                yield collected
            collected = ""
