"""The single append-only log of changes, for every platform."""
