"""Recorded history out of a damaged file: which rows are sound, and which span may be missing."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from pulse_desktop.database import Check, Handle, Keys, Value
from pulse_desktop.history.tier import (
    LAST_LAYOUT,
    LAST_MS,
    SERIES_SPAN,
    Tier,
    chunk_block,
    chunk_id,
    floor_to,
    row_id,
    row_time,
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
        for table in ("log", "chunk")
        for keys in lost.get(table, ())
        for span in _spans(handle, table, keys, end_ms)
    ]
    if not spans:
        return None
    return min(start for start, _ in spans), max(end for _, end in spans)


def _spans(handle: Handle, table: str, keys: Keys, end_ms: int) -> Iterator[Span]:
    """What a range of keys stands for, tier by tier."""
    for tier in Tier:
        first, last = max(keys.first, row_id(tier, 0, 0)), min(keys.last, row_id(tier, LAST_MS, 0))
        if first > last:
            continue
        end = _end(table, tier, last) if last == keys.last else end_ms
        start = _start(table, tier, first)
        if first != keys.first:  # the keys began in a finer tier: this one lost its first rows
            start = min(_earliest(handle, table, tier, end), floor_to(end - 1, tier.block_ms))
        if start < min(end, end_ms):
            yield start, min(end, end_ms)


def _start(table: str, tier: Tier, key: int) -> int:
    return row_time(key) if table == "log" else chunk_block(key) * tier.block_ms


def _end(table: str, tier: Tier, key: int) -> int:
    if table == "log":
        return row_time(key) + max(1, tier.width_ms)
    return (chunk_block(key) + 1) * tier.block_ms


def _earliest(handle: Handle, table: str, tier: Tier, otherwise_ms: int) -> int:
    sql = f"SELECT min(id) FROM {table} WHERE id >= ? AND id < ?"  # noqa: S608 - of two names
    bounds = row_id(tier, 0, 0), row_id(tier, LAST_MS, 0)
    (first,) = handle.execute(sql, bounds).fetchone()
    return otherwise_ms if first is None else _start(table, tier, first)


def _is_row(row: Mapping[str, Value]) -> bool:
    return _is_in_time(row["id"]) and _has_whole_body(row)


def _is_chunk(row: Mapping[str, Value]) -> bool:
    return _is_in_time(row["id"]) and _has_whole_body(row)


def _is_moment(row: Mapping[str, Value]) -> bool:
    key = row["id"]
    return isinstance(key, int) and 0 < key < chunk_id(Tier.MINUTE, 0, 0) and _has_whole_body(row)


def _is_in_time(key: Value) -> bool:
    return isinstance(key, int) and 0 < key < (len(Tier) << _TIER_SHIFT)


_TIER_SHIFT = row_id(Tier.MINUTE, 0, 0).bit_length() - 1


def _has_whole_body(row: Mapping[str, Value]) -> bool:
    from pulse_desktop.history.body import is_whole  # numpy: only when there is something to check

    body = row["body"]
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
    return tier in {*Tier} and 0 <= block <= LAST_MS and 0 <= slices < SERIES_SPAN


def _is_span(row: Mapping[str, Value]) -> bool:
    pruned_ms = row["pruned_ms"]
    return row["tier"] in {*Tier} and isinstance(pruned_ms, int) and 0 <= pruned_ms <= LAST_MS


CHECKS: Mapping[str, Check] = {
    "series": _is_series,
    "layout": _is_layout,
    "log": _is_row,
    "chunk": _is_chunk,
    "moment": _is_moment,
    "due": _is_due,
    "sealing": _is_sealing,
    "span": _is_span,
}


def repair(handle: Handle) -> None:
    """Restore what the tables promise each other; see ``Schema.repairs``.

    A row whose layout is lost cannot be read. The number of a series whose name is lost is given
    to no other one. Days are made again wherever hours are left to make them of.
    """
    handle.execute(f"DELETE FROM log WHERE (id & {LAST_LAYOUT}) NOT IN (SELECT id FROM layout)")  # noqa: S608
    newest = max(_newest_in_layouts(handle), _newest_in_chunks(handle))
    handle.execute(
        "INSERT INTO series SELECT ?, '', '', 'lost' WHERE ? > (SELECT coalesce(max(id), 0) "
        "FROM series)",
        (newest, newest),
    )
    width_ms = Tier.DAY.width_ms
    time = f"((id >> 19) & {LAST_MS})"
    handle.execute(
        f"INSERT OR IGNORE INTO due SELECT ?, {time} / ? * ? FROM log WHERE id >= ? AND id < ?",  # noqa: S608
        (Tier.DAY, width_ms, width_ms, row_id(Tier.HOUR, 0, 0), row_id(Tier.DAY, 0, 0)),
    )


def _newest_in_layouts(handle: Handle) -> int:
    bodies = handle.execute("SELECT series FROM layout").fetchall()
    return max((memoryview(body).cast("i")[-1] for (body,) in bodies if body), default=0)


def _newest_in_chunks(handle: Handle) -> int:
    sql = f"SELECT coalesce(max(id & {SERIES_SPAN - 1}), 0) FROM chunk"  # noqa: S608
    return int(handle.execute(sql).fetchone()[0])
