"""What the user wrote at an instant of the timeline."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

NoteId = NewType("NoteId", str)
"""One note; survives edits."""

LONGEST = 200
"""Characters of a note: one line above a chart."""


@dataclass(frozen=True, slots=True)
class Note:
    """One line at an instant. It belongs to the estate, and every chart shows it."""

    id: NoteId
    at: datetime
    text: str


def new_note_id() -> NoteId:
    """An id that no note has."""
    return NoteId(f"note-{uuid.uuid4().hex[:16]}")


def one_line(text: str) -> str:
    """``text`` as a note keeps it: no line breaks, no blanks at its ends, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
