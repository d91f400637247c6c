"""What each source said last and each poll record, kept to be shown first next time.

Bodies are JSON of the model's own values. One that this version cannot read is left out: it
is a memory of the last run, and the next poll brings a new one.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

from pulse_desktop.database import Handle, Migration
from pulse_desktop.model.clock import epoch_ms, from_epoch_ms
from pulse_desktop.model.facet import FACETS, Facet
from pulse_desktop.model.ids import ConnectionId, NativeId, PlatformId, SourceName
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.snapshot import Observation, Snapshot
from pulse_desktop.model.source import Role, Source
from pulse_desktop.resources.contribution import Entry, Said

logger = logging.getLogger(__name__)

T = TypeVar("T")
Key = tuple[str, str, str, str, str, str]

_SAID = """
CREATE TABLE IF NOT EXISTS last_said (
    connection TEXT NOT NULL,
    platform TEXT NOT NULL,
    role TEXT NOT NULL,
    source TEXT NOT NULL,
    type TEXT NOT NULL,
    native TEXT NOT NULL,
    collected_ms INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (connection, platform, role, source, type, native)
);
"""

SCHEMA = f"""
{_SAID}
CREATE TABLE IF NOT EXISTS poll_record (
    connection TEXT PRIMARY KEY,
    body BLOB NOT NULL
) WITHOUT ROWID;
"""

_KEY = "(connection, platform, role, source, type, native)"
_ROWS = (
    "SELECT rowid, connection, platform, role, source, collected_ms, body"
    " FROM last_said ORDER BY rowid"
)

_FACET_BY_KIND = {facet.__dataclass_fields__["kind"].default: facet for facet in FACETS}  # type: ignore[attr-defined] # every facet is a dataclass; the marker they share is not


@dataclass(frozen=True, slots=True)
class LastSeen:
    """What an earlier run left behind."""

    snapshots: tuple[Snapshot, ...]
    """What each source said, in the order in which it was collected; complete for no kind."""

    records: Mapping[ConnectionId, PollRecord]
    unreadable: tuple[int, ...] = ()
    """Rows that this version cannot read."""

    @property
    def newest_at(self) -> datetime | None:
        """The time of the newest snapshot in it."""
        return max((s.collected_at for s in self.snapshots), default=None)


@dataclass(frozen=True, slots=True)
class _Row:
    source: Source
    collected_ms: int
    observation: Observation


def enter(handle: Handle, snapshot: Snapshot) -> None:
    """Keep everything that ``snapshot`` lists."""
    rows = [
        (*_key(snapshot.source, entry), epoch_ms(snapshot.collected_at), encode(observation))
        for entry, observation in entered(snapshot)
    ]
    handle.executemany("INSERT OR REPLACE INTO last_said VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def save_said(handle: Handle, said: Said) -> None:
    """Keep what sources say now, in place of what they said before; forget what they took back."""
    gone = [_key(*key) for key, one in said.items() if one is None]
    handle.executemany(f"DELETE FROM last_said WHERE {_KEY} = (?, ?, ?, ?, ?, ?)", gone)  # noqa: S608
    handle.executemany(
        f"INSERT INTO last_said VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT {_KEY}"  # noqa: S608
        " DO UPDATE SET collected_ms = excluded.collected_ms, body = excluded.body",
        (
            (*_key(*key), epoch_ms(one.collected_at), encode(one.observation))
            for key, one in said.items()
            if one is not None
        ),
    )


def refresh(handle: Handle, listing: Snapshot, said: Said) -> None:
    """Keep newer values of what is kept already; ``said`` is as new, and left as it is.

    What is not kept was taken back since, and does not return.
    """
    at_ms = epoch_ms(listing.collected_at)
    handle.executemany(
        f"UPDATE last_said SET collected_ms = ?, body = ? WHERE {_KEY} = (?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            (at_ms, encode(observation), *_key(listing.source, entry))
            for entry, observation in entered(listing)
            if (listing.source, entry) not in said
        ),
    )


def entered(listing: Snapshot) -> Iterator[tuple[Entry, Observation]]:
    """Each observation, and where it stands in the ledger."""
    for observation in listing.observations:
        yield (observation.type, NativeId(observation.native_id.strip())), observation


def save_record(handle: Handle, connection: ConnectionId, record: PollRecord) -> None:
    """Keep ``record`` in place of the connection's earlier one."""
    row = (connection, encode(record))
    handle.execute("INSERT OR REPLACE INTO poll_record VALUES (?, ?)", row)


def forget(handle: Handle, connections: Iterable[ConnectionId]) -> None:
    """Drop the records of connections that were removed."""
    rows = [(connection,) for connection in connections]
    handle.executemany("DELETE FROM poll_record WHERE connection = ?", rows)


def drop(handle: Handle, rows: Iterable[int]) -> None:
    """Drop rows that cannot be read: nobody could ever take them back."""
    handle.executemany("DELETE FROM last_said WHERE rowid = ?", [(row,) for row in rows])


def load(handle: Handle) -> LastSeen:
    """Everything that is kept and can be read, oldest first."""
    if not _has_table(handle, "last_said"):
        return LastSeen(tuple(_whole_snapshots(handle)), _records(handle))
    found: list[_Row] = []
    unreadable: list[int] = []
    for number, *columns in handle.execute(_ROWS):
        row = _row(*columns)
        if row is None:
            unreadable.append(number)
        else:
            found.append(row)
    return LastSeen(_snapshots(found), _records(handle), tuple(unreadable))


def encode(value: Observation | PollRecord) -> bytes:
    """JSON of a model value."""
    return msgspec.json.encode(value, enc_hook=_plain)


def decode(body: bytes, kind: type[T]) -> T:
    """The value behind ``encode``.

    Raises:
        msgspec.DecodeError: The body is not JSON, or not of that shape.
    """
    return msgspec.json.decode(body, type=kind, dec_hook=_facet)


def _key(source: Source, entry: Entry) -> Key:
    return (source.connection, source.platform, source.role, source.name, *entry)


def _row(
    connection: str, platform: str, role: str, source: str, collected_ms: int, body: bytes
) -> _Row | None:
    observation = _readable(body, Observation)
    if observation is None or role not in set(Role):
        return None
    said_by = Source(SourceName(source), Role(role), PlatformId(platform), ConnectionId(connection))
    return _Row(said_by, collected_ms, observation)


def _snapshots(rows: Iterable[_Row]) -> tuple[Snapshot, ...]:
    """One a source and time. What shares a place was in one listing, or one would not be kept."""
    rows = tuple(rows)
    shared: dict[tuple[object, ...], int] = {}
    for row in rows:
        place = (row.source, row.observation.type, row.observation.place)
        shared[place] = max(row.collected_ms, shared.get(place, row.collected_ms))
    listings: defaultdict[tuple[int, Source], list[Observation]] = defaultdict(list)
    for row in rows:
        at_ms, seen = row.collected_ms, row.observation
        if seen.place is not None:
            at_ms = shared[row.source, seen.type, seen.place]
        listings[at_ms, row.source].append(seen)
    return tuple(
        Snapshot(
            source=source,
            collected_at=from_epoch_ms(at_ms),
            observations=tuple(seen),
            complete_kinds=frozenset(),
        )
        for (at_ms, source), seen in sorted(listings.items(), key=lambda item: item[0][0])
    )


def _records(handle: Handle) -> Mapping[ConnectionId, PollRecord]:
    rows = handle.execute("SELECT connection, body FROM poll_record").fetchall()
    records = {ConnectionId(name): _readable(body, PollRecord) for name, body in rows}
    return MappingProxyType({name: r for name, r in records.items() if r is not None})


def _whole_snapshots(handle: Handle) -> Iterator[Snapshot]:
    """What the second form of the file kept: one body a connection, oldest first."""
    if not _has_table(handle, "last_snapshot"):
        return
    for (body,) in handle.execute("SELECT body FROM last_snapshot ORDER BY collected_ms"):
        snapshot = _readable(body, Snapshot)
        if snapshot is not None:
            yield snapshot


def _has_table(handle: Handle, name: str) -> bool:
    """Tables are made by the writer; who only reads the file finds it as it was left."""
    found = handle.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    return found is not None


def _readable(body: bytes, kind: type[T]) -> T | None:
    try:
        return decode(body, kind)
    except (msgspec.DecodeError, ValueError) as error:
        logger.info("a kept %s cannot be read and is left out: %s", kind.__name__, error)
        return None


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise NotImplementedError(f"no JSON for {type(value).__name__}")


def _facet(kind: type, value: Any) -> Facet:
    """Msgspec cannot tell a union of dataclasses apart; each facet says which one it is."""
    if kind is not Facet or not isinstance(value, dict):
        raise NotImplementedError(f"no value for {kind.__name__}")
    found = _FACET_BY_KIND.get(str(value.get("kind")))
    if found is None:
        raise ValueError(f"unknown facet {value.get('kind')!r}")
    return msgspec.convert(value, found)


def _thing_by_thing(handle: Handle) -> None:
    """Keep each thing for itself instead of one snapshot a connection."""
    handle.execute(_SAID)
    for snapshot in tuple(_whole_snapshots(handle)):
        enter(handle, snapshot)
    handle.execute("DROP TABLE IF EXISTS last_snapshot")


MIGRATIONS = (Migration(3, _thing_by_thing),)
