"""One SQLite file an estate: one writer thread, a few readers, a schema version."""
