"""The columns of a table as its rows have them in the file."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from pulse_desktop.database.schema import Check
from pulse_desktop.database.tree_page import Cell, Kind, Value

_TYPES = {"INTEGER": int, "TEXT": str, "BLOB": bytes, "REAL": float}
TABLE_KINDS = frozenset({Kind.TABLE_BRANCH, Kind.TABLE_LEAF})
INDEX_KINDS = frozenset({Kind.INDEX_BRANCH, Kind.INDEX_LEAF})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it may hold."""

    name: str
    type: type | None
    may_be_null: bool
    may_be_absent: bool
    """A record of before the column was added ends ahead of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableForm:
    """How the rows of one table are spelled."""

    name: str
    columns: tuple[Column, ...]
    """In the order of a record: where there is no row number, the key comes first."""

    has_rowid: bool
    rowid_column: str | None
    """The column that is another name of the row's number; a record has NULL there."""

    check: Check | None

    @property
    def kinds(self) -> frozenset[Kind]:
        """The pages its rows are in."""
        return TABLE_KINDS if self.has_rowid else INDEX_KINDS

    def row(self, cell: Cell) -> Mapping[str, Value] | None:
        """The row by names of columns, or ``None`` for one that this table cannot have."""
        values = cell.values
        if values is None or not 0 < len(values) <= len(self.columns):
            return None
        if (cell.key is None) == self.has_rowid:
            return None
        row = dict(zip((column.name for column in self.columns), values, strict=False))
        if self.rowid_column is not None:
            row[self.rowid_column] = cell.key
        elif self.has_rowid:
            row["rowid"] = cell.key
        return row if self._fits(row) and (self.check is None or self.check(row)) else None

    def _fits(self, row: Mapping[str, Value]) -> bool:
        for column in self.columns:
            if column.name not in row:
                if not column.may_be_absent:
                    return False
                continue
            value = row[column.name]
            if value is None and not column.may_be_null:
                return False
            if value is not None and column.type is not None and type(value) is not column.type:
                return False
        return True


def table_form(sql: str, checks: Mapping[str, Check]) -> TableForm | None:
    """The form of the table that ``sql`` makes; ``None`` where it makes none."""
    with closing(sqlite3.connect(":memory:")) as scratch:
        try:
            scratch.execute(sql)
            (name,) = scratch.execute("SELECT name FROM sqlite_master LIMIT 1").fetchone()
            described = scratch.execute("SELECT * FROM pragma_table_info(?)", (name,)).fetchall()
            has_rowid = _has_rowid(scratch, name)
        except (sqlite3.Error, sqlite3.Warning, TypeError):
            return None
    return TableForm(
        name=name,
        columns=tuple(_column(row) for row in _in_record_order(described, has_rowid=has_rowid)),
        has_rowid=has_rowid,
        rowid_column=_rowid_column(described) if has_rowid else None,
        check=checks.get(name),
    )


def _has_rowid(scratch: sqlite3.Connection, name: str) -> bool:
    (without,) = scratch.execute(
        "SELECT wr FROM pragma_table_list WHERE name = ?", (name,)
    ).fetchone()
    return not without


def _in_record_order(
    described: Sequence[tuple[object, ...]], *, has_rowid: bool
) -> list[tuple[object, ...]]:
    if has_rowid:
        return list(described)
    key = sorted((row for row in described if row[5]), key=lambda row: int(str(row[5])))
    return [*key, *(row for row in described if not row[5])]


def _column(row: tuple[object, ...]) -> Column:
    _, name, type_, is_required, default, place_in_key = row
    may_be_null = not (is_required or place_in_key)
    may_be_absent = may_be_null or default is not None
    return Column(str(name), _TYPES.get(str(type_)), may_be_null, may_be_absent)


def _rowid_column(described: Sequence[tuple[object, ...]]) -> str | None:
    keys = [row for row in described if row[5]]
    if len(keys) == 1 and str(keys[0][2]).upper() == "INTEGER":
        return str(keys[0][1])
    return None
