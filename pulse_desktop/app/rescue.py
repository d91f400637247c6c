"""Recovering a damaged database, and saying in a sentence what came back and what did not."""

import asyncio
from datetime import datetime
from functools import partial
from pathlib import Path

from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.app.uninterrupted import to_the_end
from pulse_desktop.database import Database, Job, Recovery, read_only
from pulse_desktop.history.salvage import TABLES, Span, lost_span
from pulse_desktop.model.clock import from_epoch_ms
from pulse_desktop.model.text import Text, mark

_WORDS = ("annotation", "verdict", "note")


async def rescue(path: Path, now: datetime, job: Job) -> Text:
    """Put what can be read of the damaged file into a new one in its place.

    Returns what to tell the user. Cut short, nothing has changed.

    Raises:
        StoreError: There is no room, the folder may not be written, or ``job`` was stopped.
    """
    return await to_the_end(_rescue(path, now, job), job.stop)


async def _rescue(path: Path, now: datetime, job: Job) -> Text:
    ended_ms = await asyncio.to_thread(lambda: round(path.stat().st_mtime * 1000))
    recovery = await Database(path, ESTATE_SCHEMA).recover(now, job)
    span = await asyncio.to_thread(partial(_lost, path, recovery, ended_ms))
    return _told(path, recovery, span)


def _lost(path: Path, recovery: Recovery, ended_ms: int) -> Span | None:
    with read_only(path, ESTATE_SCHEMA) as handle:
        return lost_span(handle, recovery.lost, ended_ms)


def _told(path: Path, recovery: Recovery, span: Span | None) -> Text:
    return mark(
        "Rescue",
        "{path} was damaged. It is kept unchanged as {kept}. Recovered: {history} pieces of "
        "history, {events} events, {words} notes and decisions of yours. {loss}",
    ).given(
        path=str(path),
        kept=recovery.kept_as.name,
        history=_count(recovery, TABLES),
        events=recovery.rows.get("change", 0),
        words=_count(recovery, _WORDS),
        loss=_loss(recovery, span),
    )


def _loss(recovery: Recovery, span: Span | None) -> Text:
    if span is not None:
        start, end = (_local(from_epoch_ms(ms)) for ms in span)
        text = mark("Rescue", "What was recorded from {start} to {end} may have gaps.")
        return text.given(start=start, end=end)
    if any(recovery.lost.get(table) for table in TABLES):
        return mark("Rescue", "Some history was lost; from when cannot be told.")
    if any(recovery.lost.values()) or not any(recovery.rows.values()):
        return mark("Rescue", "No history was found to be lost in what could be read.")
    return mark("Rescue", "Nothing was lost.")


def _count(recovery: Recovery, tables: tuple[str, ...]) -> int:
    return sum(recovery.rows.get(table, 0) for table in tables)


def _local(at: datetime) -> str:
    return at.astimezone().strftime("%d %b %Y %H:%M")
