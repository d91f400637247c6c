"""How far apart two runs of a backup job are, as far as its schedule says so plainly."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise
from types import MappingProxyType

from pulse_desktop.platforms.proxmox.ve.protection.wire import Job

_DAY = timedelta(days=1)
_NAMED: Mapping[str, timedelta] = MappingProxyType(
    {
        "hourly": timedelta(hours=1),
        "daily": _DAY,
        "weekly": timedelta(days=7),
        "monthly": timedelta(days=31),
        "quarterly": timedelta(days=92),
        "semiannually": timedelta(days=184),
        "semi-annually": timedelta(days=184),
        "yearly": timedelta(days=366),
        "annually": timedelta(days=366),
    }
)
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ONCE = re.compile(r"\d{1,2}:\d{1,2}(:\d{1,2})?")
"""A time of day that comes once a day; others (``*/2:00``) come more often."""


def spacing(job: Job) -> timedelta | None:
    """The longest time from one run to the next; ``None`` where the schedule is a finer one."""
    if not job.schedule and job.starttime and _ONCE.fullmatch(job.starttime.strip()):
        return _apart(job.dow or "")
    text = (job.schedule or "").strip().lower()
    days, _, time = text.rpartition(" ")
    if text in _NAMED:
        return _NAMED[text]
    return _apart(days) if _ONCE.fullmatch(time) else None


def _apart(days: str) -> timedelta | None:
    """``mon..fri`` has a weekend in between; no day at all means every day."""
    if not days.strip():
        return _DAY
    named = sorted({day for part in days.strip().split(",") for day in _days(part)})
    if not named or -1 in named:
        return None
    return _DAY * max(later - one for one, later in pairwise((*named, named[0] + len(_WEEK))))


def _days(part: str) -> Iterator[int]:
    """-1 for what is no day of the week."""
    first, _, last = part.strip().lower().partition("..")
    begin, end = _day(first), _day(last or first)
    if -1 in {begin, end}:
        yield -1
        return
    yield from range(begin, end + 1 if end >= begin else len(_WEEK))
    yield from range(end + 1 if end < begin else 0)


def _day(name: str) -> int:
    short = name[:3]
    return _WEEK.index(short) if short in _WEEK else -1
