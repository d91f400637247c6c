"""Appending to the timeline, reading it back newest first, and letting go of what is too old."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from heapq import merge
from itertools import islice, product
from typing import Any

from pulse_desktop.database import Handle
from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.clock import epoch_ms, from_epoch_ms
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.timeline import row as rows
from pulse_desktop.timeline.selection import EVERYTHING, Cursor, Page, Selection

Values = tuple[str | int, ...]

_SLICE = 500
"""Entries that one step of pruning deletes at most: a few milliseconds."""

_NEWEST_FIRST = "ORDER BY at_ms DESC, rowid DESC LIMIT ?"
_FIRST = "SELECT rowid, at_ms FROM change WHERE kind != ? ORDER BY at_ms, rowid LIMIT 1"


def append(handle: Handle, changes: Iterable[Change]) -> None:
    """Enter ``changes``, in the caller's transaction. One that is there already stays as it is."""
    entered = [rows.row(change) for change in changes]
    if entered:
        columns = tuple(entered[0])
        places = ", ".join(f":{column}" for column in columns)
        sql = f"INSERT OR IGNORE INTO change ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
        handle.executemany(sql, entered)


def page(handle: Handle, wanted: Selection) -> Page:
    """The newest ``wanted.limit`` entries that are wanted, and where the next ones begin.

    Asks one question for each combination of conditions that an index answers in order, and
    merges the answers as far as they are needed: nothing is sorted and nothing passed over.
    """
    answers = [_answer(handle, sql, values) for sql, values in questions(wanted)]
    found = list(islice(merge(*answers, key=_place, reverse=True), wanted.limit + 1))
    kept = found[: wanted.limit]
    following = Cursor(*_place(kept[-1])) if kept and len(found) > len(kept) else None
    return Page(tuple(rows.change(columns) for columns in kept), following)


def events(handle: Handle, wanted: Selection = EVERYTHING) -> tuple[Change, ...]:
    """The entries of the first page."""
    return page(handle, wanted).changes


def counts(handle: Handle, resources: tuple[ResourceId, ...] = ()) -> Mapping[ChangeKind, int]:
    """How many entries there are of each kind: all, or those of ``resources``."""
    found: Counter[ChangeKind] = Counter()
    for sql, values in counting(resources):
        for kind, count in handle.execute(sql, values):
            found[ChangeKind(kind)] += count
    return dict(found)


def known_as(handle: Handle, name: str) -> tuple[ResourceId, ...]:
    """The resources with that id, or that ever bore that name. Goes through the whole log."""
    known = handle.execute("SELECT 1 FROM change WHERE resource = ? LIMIT 1", (name,)).fetchone()
    if known is not None:
        return (ResourceId(name),)
    found = handle.execute("SELECT DISTINCT resource FROM change WHERE resource_name = ?", (name,))
    return tuple(ResourceId(resource) for (resource,) in found)


def earliest_at(handle: Handle) -> datetime | None:
    """When the first entry was made: the first sweep always makes one.

    An activity does not count: a platform tells of some that are older than the first run.
    """
    first = handle.execute(_FIRST, (ChangeKind.ACTIVITY.value,)).fetchone()
    return None if first is None else from_epoch_ms(first[1])


def prune(handle: Handle, before: datetime) -> bool:
    """Delete some of what is older than ``before``; whether there is more.

    The very first entry stays: it alone says since when is recorded.
    """
    first = handle.execute(_FIRST, (ChangeKind.ACTIVITY.value,)).fetchone()
    old = "SELECT rowid FROM change WHERE at_ms < ? AND rowid != ? ORDER BY at_ms LIMIT ?"
    chosen = (epoch_ms(before), -1 if first is None else first[0], _SLICE)
    sql = f"SELECT max(at_ms) FROM change WHERE rowid IN ({old})"  # noqa: S608
    (newest_ms,) = handle.execute(sql, chosen).fetchone()
    if newest_ms is None:
        return False
    handle.execute("INSERT OR IGNORE INTO pruned VALUES (?)", (newest_ms,))
    handle.execute("DELETE FROM pruned WHERE newest_ms < (SELECT max(newest_ms) FROM pruned)")
    deleted = handle.execute(f"DELETE FROM change WHERE rowid IN ({old})", chosen)  # noqa: S608
    return deleted.rowcount == _SLICE


def is_told_since(handle: Handle, at: datetime) -> bool:
    """Whether every change after ``at`` is there still: none of them was too old."""
    (newest_ms,) = handle.execute("SELECT max(newest_ms) FROM pruned").fetchone()
    return newest_ms is None or newest_ms <= epoch_ms(at)


def questions(wanted: Selection) -> Iterator[tuple[str, Values]]:
    """The statements behind ``page``, each with its values, each in the timeline's order."""
    conditions, given = _common(wanted)
    if wanted.resources:
        arms = [("resource", wanted.resources), ("kind", wanted.kinds)]
        conditions, given = _and_source(wanted, conditions, given)
    else:
        arms = [("source", wanted.sources), ("kind", wanted.kinds)]
    arms = [(column, tuple(dict.fromkeys(values))) for column, values in arms if values]
    for values in product(*(values for _, values in arms)):
        equal = [f"{column} = ?" for column, _ in arms]
        where = " AND ".join([*equal, *conditions]) or "1"
        sql = f"SELECT rowid AS entry, * FROM change WHERE {where} {_NEWEST_FIRST}"  # noqa: S608
        yield sql, (*map(str, values), *given, wanted.limit + 1)


def counting(resources: tuple[ResourceId, ...]) -> Iterator[tuple[str, Values]]:
    """The statements behind ``counts``, each with its values."""
    if not resources:
        yield "SELECT kind, count(*) FROM change GROUP BY kind", ()
    for resource in resources:
        yield "SELECT kind, count(*) FROM change WHERE resource = ? GROUP BY kind", (resource,)


def _common(wanted: Selection) -> tuple[list[str], Values]:
    conditions: list[str] = []
    given: list[str | int] = []
    if wanted.since is not None:
        conditions.append("at_ms >= ?")
        given.append(epoch_ms(wanted.since))
    if wanted.until is not None:
        conditions.append("at_ms < ?")
        given.append(epoch_ms(wanted.until))
    if wanted.before is not None:
        conditions.append("(at_ms, rowid) < (?, ?)")
        given += [wanted.before.at_ms, wanted.before.entry]
    return conditions, tuple(given)


def _and_source(
    wanted: Selection, conditions: list[str], given: Values
) -> tuple[list[str], Values]:
    """A resource's few entries are gone through for their source; the sign keeps its index off."""
    if not wanted.sources:
        return conditions, given
    places = ", ".join("?" * len(wanted.sources))
    return [*conditions, f"+source IN ({places})"], (*given, *wanted.sources)


def _answer(handle: Handle, sql: str, values: Values) -> Iterator[rows.Row]:
    cursor = handle.execute(sql, values)
    names = [column[0] for column in cursor.description]
    for columns in cursor:
        yield dict(zip(names, columns, strict=True))


def _place(columns: rows.Row) -> tuple[Any, Any]:
    return columns["at_ms"], columns["entry"]
