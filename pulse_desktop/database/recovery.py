"""What can be read of a damaged database, poured into a new one that then takes its place."""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from pulse_desktop.database.connection import Handle, blank_file, stored_version
from pulse_desktop.database.failure import newer, no_room_to_recover, translated
from pulse_desktop.database.job import Job
from pulse_desktop.database.page_file import PageFile
from pulse_desktop.database.quarantine import set_aside
from pulse_desktop.database.schema import Schema, statements
from pulse_desktop.database.table_form import INDEX_KINDS, TABLE_KINDS, TableForm, table_form
from pulse_desktop.database.tree import Forest, Keys, Page
from pulse_desktop.database.tree_page import Value, cells
from pulse_desktop.model.text import mark

_RECOVERING = mark("Database", "What can be read of the damaged database is recovered")

_SCHEMA_FORM = "CREATE TABLE list (type TEXT, name TEXT, tbl_name TEXT, root INTEGER, sql TEXT)"
_SAMPLE = 40
"""Rows by which the table is told that a tree belongs to, where the list of tables is lost."""

_FEW = 8
"""Rows by which the table is told that a single page belongs to."""

_BATCH = 500

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of a damaged file."""

    kept_as: Path
    """The damaged file, byte for byte."""

    rows: Mapping[str, int]
    """How many were recovered, by table."""

    lost: Mapping[str, tuple[Keys, ...]]
    """By table, the numbers of rows that may be missing."""


@dataclass(slots=True)
class _Poured:
    rows: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    lost: defaultdict[str, list[Keys]] = field(default_factory=lambda: defaultdict(list))
    passed: set[int] = field(default_factory=set)
    is_broken: bool = False
    """Whether a page is rubbish that may have led to others."""


def recover(path: Path, schema: Schema, now: datetime, job: Job) -> Recovery:
    """Read what can be read, then let the new file take the damaged one's place.

    The damaged one is renamed and never written to. Cut short, by ``job`` or by force, nothing
    has changed; only once the new file is whole do the two change places.

    Raises:
        StoreError: There is no room, the folder may not be written, a newer version wrote the
            file, or ``job`` was stopped.
    """
    with translated(path):
        version = _version(path, schema)
        _check_room(path)
        unfinished = path.with_name(path.name + ".recovering")
        unfinished.unlink(missing_ok=True)
        try:
            poured = _poured(path, unfinished, schema, version, job)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        unfinished.replace(_finished(path))
    kept_as = take_place(path, now)
    lost = {table: tuple(keys) for table, keys in poured.lost.items()}
    return Recovery(kept_as or path, dict(poured.rows), lost)


def take_place(path: Path, now: datetime) -> Path | None:
    """Put a finished recovery in the damaged file's place; returns where that is kept.

    Done again at the next start where it was cut short. ``None`` where there was none to keep.

    Raises:
        StoreError: The folder may not be written.
    """
    if not _finished(path).exists():
        return None
    kept_as = set_aside(path, now) if path.exists() else None
    with translated(path):
        _finished(path).rename(path)
    return kept_as


def _finished(path: Path) -> Path:
    return path.with_name(path.name + ".recovered")


def _version(path: Path, schema: Schema) -> int:
    """The version in the header, if there is one; a file of rubbish counts as of this version."""
    found = stored_version(path)
    if found is not None and schema.version < found < _RUBBISH:
        raise newer(path, found, schema.version)
    return found if found is not None and 0 < found < schema.version else schema.version


_RUBBISH = 1000
"""No version will be as high."""


def _check_room(path: Path) -> None:
    needed, free = path.stat().st_size, shutil.disk_usage(path.parent).free
    if free < needed:
        raise no_room_to_recover(path, needed, free)


def _poured(path: Path, target: Path, schema: Schema, version: int, job: Job) -> _Poured:
    with closing(PageFile(path)) as file, closing(blank_file(target, version)) as handle:
        handle.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        handle.execute("BEGIN")
        poured = _Poured()
        _Pouring(file, handle, schema, job, poured).run(version)
        for repair in schema.repairs if version == schema.version else ():
            repair(handle)
        handle.execute("COMMIT")
    with target.open("rb+") as written:
        os.fsync(written.fileno())
    return poured


class _Pouring:
    """One run from the pages of the damaged file into the new one."""

    def __init__(
        self, file: PageFile, handle: Handle, schema: Schema, job: Job, poured: _Poured
    ) -> None:
        self._file, self._handle, self._job = file, handle, job
        self._schema, self._into = schema, poured
        self._forest = Forest(file)
        self._looked = 0

    def run(self, version: int) -> None:
        """Pour every table; those first whose trees are known."""
        roots, made, indexes = self._listed()
        forms = self._create(made, version)
        for form in forms:
            if form.name in roots:
                self._pour_tree(form, roots[form.name])
        self._pour_unlisted([form for form in forms if form.name not in roots], roots)
        for root in indexes:
            self._into.passed |= self._forest.tree(root, INDEX_KINDS).passed
        if self._into.is_broken or any(form.name not in roots for form in forms):
            self._pour_strays(forms)

    def _listed(self) -> tuple[dict[str, int], dict[str, str], list[int]]:
        """What the file's own list says: roots of tables, how these were made, roots of indexes."""
        roots: dict[str, int] = {}
        made: dict[str, str] = {}
        indexes: list[int] = []
        form = table_form(_SCHEMA_FORM, {})
        for page in self._forest.tree(1, TABLE_KINDS).pages:
            for cell in cells(self._file, page.number):
                row = form.row(cell) if form is not None else None
                if row is None or not isinstance(root := row["root"], int):
                    continue
                name, sql = row["name"], row["sql"]
                if row["type"] == "index":
                    indexes.append(root)
                elif row["type"] == "table" and isinstance(name, str) and isinstance(sql, str):
                    roots[name], made[name] = root, sql
        return roots, made, indexes

    def _create(self, made: Mapping[str, str], version: int) -> list[TableForm]:
        """Make the tables of the file's version; returns how the file spells their rows."""
        is_current = version == self._schema.version
        known = list(_tables(self._schema)) if is_current else list(made.values())
        checks = self._schema.checks_of(version)
        forms: list[TableForm] = []
        for sql in known:
            form = table_form(sql, checks)
            if form is None or form.name.startswith("sqlite_"):
                continue
            self._handle.execute(sql)
            spelled = table_form(made.get(form.name, sql), checks)
            forms.append(spelled if spelled is not None and _alike(spelled, form) else form)
        return forms

    def _pour_tree(self, form: TableForm, root: int) -> None:
        tree = self._forest.tree(root, form.kinds)
        self._into.passed |= tree.passed
        self._into.is_broken |= bool(tree.bad)
        self._into.lost[form.name] += tree.lost
        for page in tree.pages:
            self._pour_page(form, page, is_root=page.number == root)

    def _pour_unlisted(self, forms: list[TableForm], roots: Mapping[str, int]) -> None:
        """The trees of tables that the list of tables no longer names."""
        if not forms:
            return
        for root in self._forest.roots():
            if root not in roots.values():
                form = self._owner(forms, root)
                if form is not None:
                    self._pour_tree(form, root)
                else:  # an index
                    pages = self._forest.tree(root, INDEX_KINDS).pages
                    self._into.passed |= {page.number for page in pages}

    def _owner(self, forms: list[TableForm], root: int) -> TableForm | None:
        """Whose rows most of the first ones of the tree are."""
        found: dict[str, int] = {}
        for form in forms:
            sample = (
                cell
                for page in self._forest.sample(root, form.kinds)
                for cell in cells(self._file, page.number)
            )
            first = [form.row(cell) for cell, _ in zip(sample, range(_SAMPLE), strict=False)]
            found[form.name] = sum(row is not None for row in first)
        best = max(forms, key=lambda form: found[form.name])
        return best if found[best.name] else None

    def _pour_strays(self, forms: list[TableForm]) -> None:
        """Leaves whose branch and whose entry in the pointer map are both rubbish."""
        for page in self._forest.strays(self._into.passed):
            first = list(islice(cells(self._file, page.number), _FEW))
            fitting = [form for form in forms if any(map(form.row, first))]
            if len(fitting) == 1:
                self._pour_page(fitting[0], page, is_root=True)

    def _pour_page(self, form: TableForm, page: Page, *, is_root: bool) -> None:
        self._looked += 1
        self._job.tell(_RECOVERING, self._looked, self._file.count)
        found = list(cells(self._file, page.number))
        if not found and not is_root:
            self._into.lost[form.name].append(page.keys)
        rows: list[Row] = []
        for cell in found:
            row = form.row(cell) if _is_within(cell.key, page.keys) else None
            if row is not None:
                rows.append(row)
            elif cell.key is not None and _is_within(cell.key, page.keys):
                self._into.lost[form.name].append(Keys(cell.key, cell.key))
            else:
                self._into.lost[form.name].append(page.keys)
        for start in range(0, len(rows), _BATCH):
            self._insert(form, rows[start : start + _BATCH])

    def _insert(self, form: TableForm, rows: Iterable[Row]) -> None:
        """A shorter record is of before a column was added, and takes its default."""
        by_columns: defaultdict[tuple[str, ...], list[tuple[Value, ...]]] = defaultdict(list)
        for row in rows:
            by_columns[tuple(row)].append(tuple(row.values()))
        for columns, values in by_columns.items():
            places = ", ".join("?" * len(columns))
            names = ", ".join(f'"{name}"' for name in columns)
            sql = f'INSERT OR IGNORE INTO "{form.name}" ({names}) VALUES ({places})'  # noqa: S608
            self._into.rows[form.name] += self._handle.executemany(sql, values).rowcount


def _tables(schema: Schema) -> Iterator[str]:
    for piece in schema.pieces:
        for statement in statements(piece):
            if statement.lstrip().upper().startswith("CREATE TABLE"):
                yield statement


def _alike(one: TableForm, other: TableForm) -> bool:
    """Whether they differ in the order of columns at most."""
    return one.has_rowid == other.has_rowid and set(one.columns) == set(other.columns)


def _is_within(key: int | None, keys: Keys) -> bool:
    return key is None or keys.first <= key <= keys.last
