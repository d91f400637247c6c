"""The user's words and verdicts, and who holds which place, on disk: ``Kept`` in and out."""

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pulse_desktop.database import Handle
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.operator import (
    NOTHING_KEPT,
    Annotation,
    Kept,
    Link,
    Split,
    Tenancy,
    Verdict,
)

SCHEMA = """
CREATE TABLE IF NOT EXISTS annotation (
    resource TEXT PRIMARY KEY,
    web_url TEXT,
    description TEXT,
    tags TEXT,
    notes TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS verdict (
    kind TEXT NOT NULL CHECK (kind IN ('link', 'split')),
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    PRIMARY KEY (kind, one, other)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tenancy (
    source TEXT NOT NULL,
    type TEXT NOT NULL,
    place TEXT NOT NULL,
    holder TEXT NOT NULL,
    origin TEXT NOT NULL,
    UNIQUE (source, type, place, holder)
);
"""

FIRST_HOLDERS_KEPT = 50_000
"""Of places that never changed hands, this many of the newest entries are kept, some 10 MB, so
that an engine on which every container has a new name does not fill the disk. A place that
changed hands is kept for ever: its history depends on it."""


def load(handle: Handle) -> Kept:
    """Everything that is kept; nothing in a file that an earlier version of the program made."""
    if not _has_tables(handle):
        return NOTHING_KEPT
    return Kept(
        annotations=_annotations(handle),
        verdicts=frozenset(_verdicts(handle)),
        tenancies=_tenancies(handle),
    )


def save(handle: Handle, kept: Kept, *, is_judged: bool) -> None:
    """Keep what a commit set, in the caller's transaction; doing it twice does it once.

    The tenancies of a place replace all that it had. The verdicts are all that are in force,
    and are left as they are unless ``is_judged``.
    """
    _save_annotations(handle, kept.annotations)
    _save_tenancies(handle, kept.tenancies)
    if is_judged:
        _save_verdicts(handle, kept.verdicts)


def _has_tables(handle: Handle) -> bool:
    """Tables are made by the writer; who only reads the file finds it as it was left."""
    found = {name for (name,) in handle.execute("SELECT name FROM sqlite_master")}
    return found >= {"annotation", "verdict", "tenancy"}


def _annotations(handle: Handle) -> Mapping[ResourceId, Annotation]:
    rows = handle.execute("SELECT resource, web_url, description, tags, notes FROM annotation")
    return MappingProxyType(
        {
            ResourceId(resource): Annotation(
                web_url=web_url,
                description=description,
                tags=None if tags is None else tuple(json.loads(tags)),
                notes=notes,
            )
            for resource, web_url, description, tags, notes in rows
        }
    )


def _verdicts(handle: Handle) -> Iterable[Verdict]:
    for kind, one, other in handle.execute("SELECT kind, one, other FROM verdict"):
        verdict = Link if kind == "link" else Split
        yield verdict(ResourceId(one), ResourceId(other))


def _tenancies(handle: Handle) -> tuple[Tenancy, ...]:
    rows = handle.execute("SELECT source, type, place, holder, origin FROM tenancy ORDER BY rowid")
    return tuple(
        Tenancy(source=source, type=type_, place=place, holder=holder, origin=origin)
        for source, type_, place, holder, origin in rows
    )


def _save_annotations(handle: Handle, annotations: Mapping[ResourceId, Annotation]) -> None:
    silent = [(resource,) for resource, words in annotations.items() if words.is_silent]
    handle.executemany("DELETE FROM annotation WHERE resource = ?", silent)
    rows = [
        (resource, words.web_url, words.description, _dumped(words.tags), words.notes)
        for resource, words in annotations.items()
        if not words.is_silent
    ]
    handle.executemany("INSERT OR REPLACE INTO annotation VALUES (?, ?, ?, ?, ?)", rows)


def _save_verdicts(handle: Handle, verdicts: Iterable[Verdict]) -> None:
    handle.execute("DELETE FROM verdict")
    rows = [_verdict_row(verdict) for verdict in verdicts]
    handle.executemany("INSERT INTO verdict VALUES (?, ?, ?)", rows)


def _verdict_row(verdict: Verdict) -> tuple[str, str, str]:
    if isinstance(verdict, Link):
        return "link", verdict.primary, verdict.secondary
    return "split", verdict.leaver, verdict.keeper


def _save_tenancies(handle: Handle, tenancies: Iterable[Tenancy]) -> None:
    rows = [(t.source, t.type, t.place, t.holder, t.origin) for t in tenancies]
    if not rows:
        return
    places = {row[:3] for row in rows}
    handle.executemany("DELETE FROM tenancy WHERE (source, type, place) = (?, ?, ?)", places)
    handle.executemany("INSERT INTO tenancy VALUES (?, ?, ?, ?, ?)", rows)
    handle.execute(
        "DELETE FROM tenancy WHERE holder = origin"
        " AND rowid <= (SELECT max(rowid) FROM tenancy) - ?",
        (FIRST_HOLDERS_KEPT,),
    )


def _dumped(tags: tuple[str, ...] | None) -> str | None:
    return None if tags is None else json.dumps(tags, ensure_ascii=False)
