"""Setting a damaged database aside, so that a fresh one can take its place."""

from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from pulse_desktop.database.failure import translated

_COMPANIONS = ("-wal", "-shm")


def set_aside(path: Path, now: datetime) -> Path:
    """Rename the database and its log; nothing is deleted and nothing is written over.

    Raises:
        StoreError: The folder may not be written.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = _free_name(path, f"damaged-{stamp}")
    with translated(path):
        for suffix in _COMPANIONS:
            companion = path.with_name(path.name + suffix)
            if companion.exists():
                companion.rename(target.with_name(target.name + suffix))
        path.rename(target)
    return target


def _free_name(path: Path, word: str) -> Path:
    """One that nothing has: two files may be set aside within a second."""
    words = chain([word], (f"{word}-{number}" for number in count(2)))
    names = (path.with_name(f"{path.stem}.{each}{path.suffix}") for each in words)
    return next(name for name in names if not name.exists())
