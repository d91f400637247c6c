"""Appending to the timeline and reading it back, newest first."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from types import MappingProxyType

from pulse_desktop.database import Handle
from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.clock import epoch_ms, from_epoch_ms
from pulse_desktop.model.ids import ResourceId, SourceName
from pulse_desktop.model.text import Text

SCHEMA = """
CREATE TABLE IF NOT EXISTS change (
    id TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    resource TEXT NOT NULL,
    resource_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    text TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT,
    metadata TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS change_at ON change (at_ms);
CREATE INDEX IF NOT EXISTS change_resource ON change (resource, at_ms);
CREATE INDEX IF NOT EXISTS change_kind ON change (kind, at_ms);
CREATE INDEX IF NOT EXISTS change_source ON change (source, at_ms);
"""

_COLUMNS = "id, at_ms, resource, resource_name, kind, source, text, from_state, to_state, metadata"

Row = tuple[str, int, str, str, str, str, str, str | None, str | None, str]


def append(handle: Handle, changes: Iterable[Change]) -> None:
    """Enter ``changes``, in the caller's transaction. One that is there already stays as it is."""
    sql = f"INSERT OR IGNORE INTO change ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
    handle.executemany(sql, [_row(change) for change in changes])


def events(
    handle: Handle,
    *,
    resource: ResourceId | None = None,
    since: datetime | None = None,
    kinds: Sequence[ChangeKind] = (),
    source: SourceName | None = None,
    limit: int = 500,
) -> tuple[Change, ...]:
    """The newest ``limit`` entries that meet every condition given, newest first."""
    sql, values = selection(resource, since, kinds, source, limit)
    return tuple(_change(row) for row in handle.execute(sql, values))


def earliest_at(handle: Handle) -> datetime | None:
    """When the first entry was made: the first sweep always makes one.

    An activity does not count: a platform tells of some that are older than the first run.
    """
    sql = "SELECT min(at_ms) FROM change WHERE kind != ?"
    (at_ms,) = handle.execute(sql, (ChangeKind.ACTIVITY.value,)).fetchone()
    return None if at_ms is None else from_epoch_ms(at_ms)


def selection(
    resource: ResourceId | None,
    since: datetime | None,
    kinds: Sequence[ChangeKind],
    source: SourceName | None,
    limit: int,
) -> tuple[str, tuple[str | int, ...]]:
    """The statement behind ``events``, and its values."""
    conditions: list[tuple[str, tuple[str | int, ...]]] = []
    if resource is not None:
        conditions.append(("resource = ?", (resource,)))
    if since is not None:
        conditions.append(("at_ms >= ?", (epoch_ms(since),)))
    if kinds:
        conditions.append((f"kind IN ({', '.join('?' * len(kinds))})", tuple(kinds)))
    if source is not None:
        conditions.append(("source = ?", (source,)))
    where = " AND ".join(condition for condition, _ in conditions) or "1"
    values = tuple(value for _, given in conditions for value in given)
    sql = f"SELECT {_COLUMNS} FROM change WHERE {where} ORDER BY at_ms DESC, rowid DESC LIMIT ?"  # noqa: S608
    return sql, (*values, limit)


def _row(change: Change) -> Row:
    return (
        change.id,
        epoch_ms(change.at),
        change.resource,
        change.resource_name,
        change.kind.value,
        change.source,
        _dumped(
            [change.text.context, change.text.template, dict(change.text.parameters)],
        ),
        change.from_state,
        change.to_state,
        _dumped(dict(change.metadata)),
    )


def _change(row: Row) -> Change:
    context, template, parameters = json.loads(row[6])
    return Change(
        id=row[0],
        at=from_epoch_ms(row[1]),
        resource=ResourceId(row[2]),
        resource_name=row[3],
        kind=ChangeKind(row[4]),
        source=SourceName(row[5]),
        text=Text(context, template, MappingProxyType(parameters)),
        from_state=row[7],
        to_state=row[8],
        metadata=MappingProxyType(json.loads(row[9])),
    )


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
