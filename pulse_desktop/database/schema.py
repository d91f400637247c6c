"""The tables that the components bring, and the way from an older form to this one."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial, reduce
from itertools import count
from pathlib import Path
from types import MappingProxyType

from pulse_desktop.database.failure import no_room
from pulse_desktop.database.job import Job
from pulse_desktop.database.tree_page import Value
from pulse_desktop.model.text import mark

_COPYING = mark(
    "Database", "Recorded history is copied before it is brought to the format of this version"
)
_CHANGING = mark("Database", "Recorded history is brought to the format of this version")

_COPY_PAGES = 256
"""Pages that are copied between two looks at whether the copy is still wanted: 4 MiB."""

_CHECK_STEPS = 10_000
"""Instructions of SQLite's machine between two such looks: well below a millisecond."""


_TABLE = re.compile(r"CREATE TABLE IF NOT EXISTS (\w+)")


Check = Callable[[Mapping[str, Value]], bool]
"""Told a row by names of columns, the row's number included."""


@dataclass(frozen=True, slots=True)
class Migration:
    """The step from the version before to ``version``, inside one transaction."""

    version: int
    apply: Callable[[sqlite3.Connection], None]
    views: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By table that it makes, what an older file has in place of it: a ``SELECT``."""

    checks: Mapping[str, Check] = field(default_factory=lambda: MappingProxyType({}))
    """By table, whether a row from a damaged older file is what its owner wrote."""


@dataclass(frozen=True, slots=True)
class Schema:
    """What a database of this version of the program looks like.

    ``pieces`` are scripts of statements that may run again (``IF NOT EXISTS``), so a new table
    needs no migration; ``migrations`` lead there from older files, in order of version.
    """

    pieces: tuple[str, ...]
    migrations: tuple[Migration, ...] = ()
    checks: Mapping[str, Check] = field(default_factory=lambda: MappingProxyType({}))
    """By table, whether a row from a damaged file is what its owner wrote."""

    repairs: tuple[Callable[[sqlite3.Connection], None], ...] = ()
    """Run once in a file that was recovered: restore what its tables promise each other."""

    @property
    def version(self) -> int:
        """The version this program writes; the first one was 1."""
        return max((step.version for step in self.migrations), default=1)

    def since(self, found: int) -> Iterator[Migration]:
        """The steps that a file of the version ``found`` lacks, the last one first."""
        return (step for step in reversed(self.migrations) if 0 < found < step.version)

    def checks_of(self, found: int) -> Mapping[str, Check]:
        """The checks that rows of a file of that version stand up to."""
        earlier = (step.checks for step in self.since(found))
        return reduce(lambda checks, older: {**checks, **older}, earlier, self.checks)


def prepare(handle: sqlite3.Connection, path: Path, schema: Schema, job: Job | None = None) -> None:
    """Create what is missing and migrate what is older; an older file is copied first.

    Each step is a transaction of its own, so whenever it is cut short, by ``job`` or by force,
    the file is of one version or the next, and the next start goes on from there.

    Raises:
        StoreError: There is no room for the copy, or ``job`` was stopped.
    """
    found = _version(handle)
    steps = list(schema.since(found))[::-1]
    if steps:
        back_up(handle, path.with_name(f"{path.name}.version-{found}"), job)
    for number, step in enumerate(steps):
        if job is not None:
            job.tell(_CHANGING, number, len(steps))
        with _stopped_by(job, handle):
            _in_transaction(handle, step.apply, step.version)
    _in_transaction(handle, lambda one: _create(one, schema), schema.version)


def back_up(handle: sqlite3.Connection, path: Path, job: Job | None = None) -> None:
    """A whole copy of the database at ``path``, or beside it where an older one lies there.

    A migration that was cut short has left the same copy already; that one stays. Where the file
    went on in the old format since, its copy is another one.

    Raises:
        StoreError: There is no room for it and for the changes to come, or ``job`` was stopped.
    """
    newest = _newest_rows(handle)
    path = next(name for name in _names(path) if not name.exists() or _ends_with(name, newest))
    if path.exists():
        return
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    _check_room(handle, path)
    unfinished.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(unfinished)) as copy:
            handle.backup(copy, pages=_COPY_PAGES, progress=partial(_tell_copied, job))
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    unfinished.rename(path)


def _names(path: Path) -> Iterator[Path]:
    yield path
    yield from (path.with_name(f"{path.name}-{number}") for number in count(2))


def _ends_with(copy: Path, newest: Mapping[str, int]) -> bool:
    """Whether nothing was written since ``copy`` was made."""
    try:
        with closing(
            sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as handle:
            return _newest_rows(handle) == newest
    except sqlite3.DatabaseError:
        return False


def _newest_rows(handle: sqlite3.Connection) -> dict[str, int]:
    """By table, the number of its last row: whatever is recorded changes some of them."""
    tables = handle.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%'"
    ).fetchall()
    sql = "SELECT coalesce(max(rowid), 0) FROM {}"
    return {name: handle.execute(sql.format(name)).fetchone()[0] for (name,) in tables}


def _check_room(handle: sqlite3.Connection, path: Path) -> None:
    """Room for the copy, and for a log that names every page once."""
    (pages,) = handle.execute("PRAGMA page_count").fetchone()
    (page_bytes,) = handle.execute("PRAGMA page_size").fetchone()
    needed, free = 2 * pages * page_bytes, shutil.disk_usage(path.parent).free
    if free < needed:
        raise no_room(path.with_suffix(""), needed, free)


def _tell_copied(job: Job | None, _status: int, remaining: int, total: int) -> None:
    if job is not None:
        job.tell(_COPYING, total - remaining, total)


@contextmanager
def _stopped_by(job: Job | None, handle: sqlite3.Connection) -> Iterator[None]:
    """Let ``job`` interrupt a statement that takes long."""
    if job is None:
        yield
        return
    handle.set_progress_handler(lambda: job.is_stopped, _CHECK_STEPS)
    try:
        yield
    finally:
        handle.set_progress_handler(None, _CHECK_STEPS)


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
        for statement in statements(piece):
            handle.execute(statement)


def stand_in(handle: sqlite3.Connection, schema: Schema) -> None:
    """Make a table, seen by this connection only, for each that the file does not have.

    It is empty, or a view of what an older file has in place of it.
    """
    views = _views(schema, _version(handle))
    present = {name for (name,) in handle.execute("SELECT name FROM sqlite_master")}
    handle.execute("PRAGMA temp_store = MEMORY")
    for piece in schema.pieces:
        for statement in statements(piece):
            created = _TABLE.match(statement.strip())
            if created is None or created[1] in present:
                continue
            if created[1] in views:
                handle.execute(f"CREATE TEMP VIEW {created[1]} AS {views[created[1]]}")
            else:
                handle.execute(_TABLE.sub(r"CREATE TEMP TABLE \1", statement.strip(), count=1))


def _views(schema: Schema, found: int) -> Mapping[str, str]:
    """What a file of the version ``found`` has in place of tables; a new one has none."""
    return {table: view for step in schema.since(found) for table, view in step.views.items()}


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one; ``executescript`` would commit before them."""
    collected = ""
    for part in script.split(";"):
        collected += part + ";"
        if sqlite3.complete_statement(collected):
            if collected.strip(" \n;"):
                yield collected
            collected = ""
