"""The user's notes on disk. Unlike the log they can be changed and taken back."""

from datetime import datetime

from pulse_desktop.database import Handle
from pulse_desktop.model.clock import epoch_ms, from_epoch_ms
from pulse_desktop.model.note import Note, NoteId

SCHEMA = """
CREATE TABLE IF NOT EXISTS note (
    id TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    text TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS note_at ON note (at_ms);
"""

MOST = 500
"""Notes that one answer holds, the newest of a window: more could not be told apart in a chart."""


def between(handle: Handle, start: datetime, end: datetime) -> tuple[Note, ...]:
    """The notes from ``start`` to ``end``, oldest first; none in a file of an earlier version."""
    if not _has_table(handle):
        return ()
    rows = handle.execute(
        "SELECT id, at_ms, text FROM note WHERE at_ms BETWEEN ? AND ? ORDER BY at_ms DESC LIMIT ?",
        (epoch_ms(start), epoch_ms(end), MOST),
    ).fetchall()
    return tuple(Note(NoteId(id_), from_epoch_ms(at_ms), text) for id_, at_ms, text in rows[::-1])


def keep(handle: Handle, note: Note) -> None:
    """Enter ``note``, or put it in place of the one of its id, in the caller's transaction."""
    row = (note.id, epoch_ms(note.at), note.text)
    handle.execute("INSERT OR REPLACE INTO note VALUES (?, ?, ?)", row)


def remove(handle: Handle, note: NoteId) -> None:
    """Delete the note of that id, in the caller's transaction. One that is not there is gone."""
    handle.execute("DELETE FROM note WHERE id = ?", (note,))


def _has_table(handle: Handle) -> bool:
    """Tables are made by the writer; who only reads the file finds it as it was left."""
    found = handle.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'note'")
    return found.fetchone() is not None
