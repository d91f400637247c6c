"""Recorded history out of a damaged file: which rows are sound, and which span may be missing."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from pulse_desktop.database import Check, Handle, Keys, Value
from pulse_desktop.history.progress import SEALED
from pulse_desktop.history.prune import DELETED
from pulse_desktop.history.tier import (
    LAST_LAYOUT,
    LAST_MS,
    ROLLED,
    SERIES_SPAN,
    Tier,
    chunk_block,
    directory_block,
    floor_to,
    row_id,
    row_time,
    tile_directory,
)

Span = tuple[int, int]
"""Start and end, epoch milliseconds."""


def lost_span(handle: Handle, lost: Mapping[str, tuple[Keys, ...]], end_ms: int) -> Span | None:
    """From when to when recorded history may have gaps, by the keys that were lost.

    ``handle`` reads what was recovered; nothing was recorded after ``end_ms``. ``None`` where
    nothing of history was lost.
    """
    spans = [
        span
        for table in TABLES
        for keys in lost.get(table, ())
        for span in _spans(handle, table, keys, end_ms)
    ]
    if not spans:
        return None
    return min(start for start, _ in spans), max(end for _, end in spans)


def _spans(handle: Handle, table: str, keys: Keys, end_ms: int) -> Iterator[Span]:
    """What a range of keys stands for, tier by tier."""
    for tier in _tiers(handle, table):
        first, last = max(keys.first, _first_key(tier)), min(keys.last, _first_key(tier + 1) - 1)
        if first > last:
            continue
        end = min(end_ms, _end(table, tier, last) if last == keys.last else end_ms)
        start = _start(table, tier, first)
        if first != keys.first:  # the keys began in a finer tier: this one lost its first rows
            start = min(_earliest(handle, table, tier, end), floor_to(end - 1, tier.block_ms))
        if start < end:
            yield start, end


def _tiers(handle: Handle, table: str) -> Iterable[Tier]:
    """Those that a table has rows of. Before there was one for rolled rows, the log had them."""
    is_apart = handle.execute(_HAS_ROLLED).fetchone() is not None
    if table == "directory" or (table == "log" and is_apart):
        return (Tier.RAW,)
    return ROLLED if table == "rolled" else Tier


_HAS_ROLLED = "SELECT 1 FROM sqlite_master WHERE name = 'rolled'"


def _first_key(tier: int) -> int:
    return tier * row_id(Tier.MINUTE, 0, 0)


def _start(table: str, tier: Tier, key: int) -> int:
    return row_time(key) if table in _ROWS else _BLOCKS[table](key) * tier.block_ms


def _end(table: str, tier: Tier, key: int) -> int:
    if table in _ROWS:
        return row_time(key) + max(1, tier.width_ms)
    return (_BLOCKS[table](key) + 1) * tier.block_ms


def _tile_block(key: int) -> int:
    return directory_block(tile_directory(key))


_BLOCKS = {"chunk": chunk_block, "tile": _tile_block, "directory": directory_block}
"""The block in a key, by table."""

_ROWS = ("log", "rolled")

TABLES = (*_ROWS, *_BLOCKS)
"""Those that hold what was recorded."""


def _earliest(handle: Handle, table: str, tier: Tier, otherwise_ms: int) -> int:
    sql = f"SELECT min(id) FROM {table} WHERE id BETWEEN ? AND ?"  # noqa: S608 - a name of ours
    (first,) = handle.execute(sql, (_first_key(tier), _first_key(tier + 1) - 1)).fetchone()
    return otherwise_ms if first is None else _start(table, tier, first)


def sound_in(table: str, tiers: Collection[Tier] = tuple(Tier)) -> Check:
    """A whole body under a key whose time can be: the keys of other tables give other times."""

    def is_sound(row: Mapping[str, Value]) -> bool:
        key = row["id"]
        if not isinstance(key, int) or not 0 < key < _first_key(len(Tier)):
            return False
        tier = Tier(key // _first_key(1))
        if tier not in tiers:
            return False
        return _FIRST_MS <= _start(table, tier, key) <= LAST_MS and _is_whole(row["body"])

    return is_sound


_FIRST_MS = 978_307_200_000
"""The beginning of 2001: nothing was recorded before."""


def _is_imported(row: Mapping[str, Value]) -> bool:
    return _is_whole(row["body"])


def _is_directory(row: Mapping[str, Value]) -> bool:
    """It is kept twice, and one of the two does."""
    key = row["id"]
    is_key = isinstance(key, int) and 0 < key < _first_key(Tier.MINUTE)
    return is_key and (_is_whole(row["body"]) or _is_whole(row["copy"]))


def _is_whole(body: Value) -> bool:
    from pulse_desktop.history.body import is_whole  # numpy: only when there is something to check

    return isinstance(body, bytes) and is_whole(body)


def _is_layout(row: Mapping[str, Value]) -> bool:
    key, body = row["id"], row["series"]
    if not isinstance(key, int) or not isinstance(body, bytes) or len(body) % 4:
        return False
    series = memoryview(body).cast("i") if body else ()
    is_ascending = all(first < then for first, then in pairwise(series))
    return 0 < key <= LAST_LAYOUT and is_ascending and all(0 < one < SERIES_SPAN for one in series)


def _is_series(row: Mapping[str, Value]) -> bool:
    key = row["id"]
    return isinstance(key, int) and 0 < key < SERIES_SPAN and bool(row["target"] and row["metric"])


def _is_due(row: Mapping[str, Value]) -> bool:
    tier, at_ms = row["tier"], row["bucket_ms"]
    if not isinstance(tier, int) or not isinstance(at_ms, int) or tier not in {*Tier}:
        return False
    return tier != Tier.RAW and 0 <= at_ms <= LAST_MS and at_ms % Tier(tier).width_ms == 0


def _is_sealing(row: Mapping[str, Value]) -> bool:
    tier, block, slices = row["tier"], row["block"], row["slices"]
    if not isinstance(block, int) or not isinstance(slices, int):
        return False
    return tier in {*Tier} and 0 <= block <= LAST_MS and SEALED <= slices < SERIES_SPAN


def _is_span(row: Mapping[str, Value]) -> bool:
    pruned_ms = row["pruned_ms"]
    is_bound = isinstance(pruned_ms, int) and 0 <= pruned_ms <= LAST_MS
    return row["tier"] in {DELETED, *Tier} and is_bound


CHECKS: Mapping[str, Check] = {
    "series": _is_series,
    "layout": _is_layout,
    "log": sound_in("log", (Tier.RAW,)),
    "rolled": sound_in("rolled", ROLLED),
    "chunk": sound_in("chunk"),
    "tile": sound_in("tile"),
    "directory": _is_directory,
    "imported": _is_imported,
    "due": _is_due,
    "sealing": _is_sealing,
    "span": _is_span,
}


def repair(handle: Handle) -> None:
    """Restore what the tables promise each other; see ``Schema.repairs``.

    A row whose layout is lost cannot be read. Slices are counted in the series of the rows there
    are, so that blocks which were being sealed are begun again. The number of a series whose name
    is lost is given to no other one. Days are made again wherever hours are left to make them of.
    """
    for table in _ROWS:
        sql = f"DELETE FROM {table} WHERE (id & {LAST_LAYOUT}) NOT IN (SELECT id FROM layout)"  # noqa: S608
        handle.execute(sql)
    handle.execute("DELETE FROM sealing")
    newest = max(_newest_in_layouts(handle), _newest_in_chunks(handle), _newest_in_tiles(handle))
    handle.execute(
        "INSERT INTO series SELECT ?, '', '', 'lost' WHERE ? > (SELECT coalesce(max(id), 0) "
        "FROM series)",
        (newest, newest),
    )
    width_ms = Tier.DAY.width_ms
    sql = "SELECT id FROM rolled WHERE id >= ? AND id < ?"
    hours = handle.execute(sql, (_first_key(Tier.HOUR), _first_key(Tier.DAY))).fetchall()
    days = {(Tier.DAY, floor_to(row_time(key), width_ms)) for (key,) in hours}
    handle.executemany("INSERT OR IGNORE INTO due VALUES (?, ?)", sorted(days))


def _newest_in_layouts(handle: Handle) -> int:
    bodies = handle.execute("SELECT series FROM layout").fetchall()
    return max((memoryview(body).cast("i")[-1] for (body,) in bodies if body), default=0)


def _newest_in_chunks(handle: Handle) -> int:
    sql = f"SELECT coalesce(max(id & {SERIES_SPAN - 1}), 0) FROM chunk"  # noqa: S608
    return int(handle.execute(sql).fetchone()[0])


def _newest_in_tiles(handle: Handle) -> int:
    from pulse_desktop.history.body import BodyDamaged, unpack_directory

    newest = 0
    for bodies in handle.execute("SELECT body, copy FROM directory"):
        for body in bodies:
            try:
                newest = max(newest, *map(int, unpack_directory(body).series))
            except BodyDamaged:
                continue
    return newest
