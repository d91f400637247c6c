"""The latest snapshot of each source and each poll record, kept to be shown first next time.

Bodies are JSON of the model's own values. One that this version cannot read is left out: it
is a memory of the last run, and the next poll brings a new one.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

from pulse_desktop.database import Handle
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.facet import FACETS, Facet
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.snapshot import Snapshot

logger = logging.getLogger(__name__)

T = TypeVar("T")

SCHEMA = """
CREATE TABLE IF NOT EXISTS last_snapshot (
    connection TEXT PRIMARY KEY,
    collected_ms INTEGER NOT NULL,
    body BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS poll_record (
    connection TEXT PRIMARY KEY,
    body BLOB NOT NULL
) WITHOUT ROWID;
"""

_FACET_BY_KIND = {facet.__dataclass_fields__["kind"].default: facet for facet in FACETS}  # type: ignore[attr-defined] # every facet is a dataclass; the marker they share is not


@dataclass(frozen=True, slots=True)
class LastSeen:
    """What an earlier run left behind."""

    snapshots: tuple[Snapshot, ...]
    records: Mapping[ConnectionId, PollRecord]

    @property
    def newest_at(self) -> datetime | None:
        """The time of the newest snapshot in it."""
        return max((s.collected_at for s in self.snapshots), default=None)


def save_snapshot(handle: Handle, snapshot: Snapshot) -> None:
    """Keep ``snapshot`` in place of the connection's earlier one."""
    handle.execute(
        "INSERT OR REPLACE INTO last_snapshot VALUES (?, ?, ?)",
        (snapshot.source.connection, epoch_ms(snapshot.collected_at), encode(snapshot)),
    )


def save_record(handle: Handle, connection: ConnectionId, record: PollRecord) -> None:
    """Keep ``record`` in place of the connection's earlier one."""
    row = (connection, encode(record))
    handle.execute("INSERT OR REPLACE INTO poll_record VALUES (?, ?)", row)


def forget(handle: Handle, connections: Iterable[ConnectionId]) -> None:
    """Drop what is kept of connections that were removed."""
    rows = [(connection,) for connection in connections]
    handle.executemany("DELETE FROM last_snapshot WHERE connection = ?", rows)
    handle.executemany("DELETE FROM poll_record WHERE connection = ?", rows)


def load(handle: Handle) -> LastSeen:
    """Everything that is kept and can be read, oldest snapshot first."""
    bodies = handle.execute("SELECT body FROM last_snapshot ORDER BY collected_ms").fetchall()
    snapshots = [_readable(body, Snapshot) for (body,) in bodies]
    rows = handle.execute("SELECT connection, body FROM poll_record").fetchall()
    records = {ConnectionId(name): _readable(body, PollRecord) for name, body in rows}
    return LastSeen(
        tuple(s for s in snapshots if s is not None),
        MappingProxyType({name: r for name, r in records.items() if r is not None}),
    )


def encode(value: Snapshot | PollRecord) -> bytes:
    """JSON of a model value."""
    return msgspec.json.encode(value, enc_hook=_plain)


def decode(body: bytes, kind: type[T]) -> T:
    """The value behind ``encode``.

    Raises:
        msgspec.DecodeError: The body is not JSON, or not of that shape.
    """
    return msgspec.json.decode(body, type=kind, dec_hook=_facet)


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
