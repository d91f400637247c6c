"""One SQLite file an estate: one writer thread, a few readers, a schema version."""

from pulse_desktop.database.connection import Handle, read_only
from pulse_desktop.database.database import Database
from pulse_desktop.database.job import Job, Progress
from pulse_desktop.database.quarantine import set_aside
from pulse_desktop.database.schema import Migration, Schema

__all__ = ["Database", "Handle", "Job", "Migration", "Progress", "Schema", "read_only", "set_aside"]
