"""One SQLite file an estate: one writer thread, a few readers, a schema version."""

from pulse_desktop.database.connection import Handle, in_memory, read_only
from pulse_desktop.database.database import Database
from pulse_desktop.database.job import Job, Progress
from pulse_desktop.database.quarantine import set_aside
from pulse_desktop.database.recovery import Recovery
from pulse_desktop.database.schema import Check, Migration, Schema
from pulse_desktop.database.tree import Keys
from pulse_desktop.database.tree_page import Value

__all__ = [
    "Check",
    "Database",
    "Handle",
    "Job",
    "Keys",
    "Migration",
    "Progress",
    "Recovery",
    "Schema",
    "Value",
    "in_memory",
    "read_only",
    "set_aside",
]
