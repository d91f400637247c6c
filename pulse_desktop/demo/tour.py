"""The walk through the estate: six things worth finding, with the times that hold now."""

from collections.abc import Callable
from datetime import datetime, timedelta

from pulse_desktop.demo import story
from pulse_desktop.demo.estate import upkeep
from pulse_desktop.demo.estate.appliance import ARCHIVE_NAS
from pulse_desktop.model.text import Text, mark
from pulse_desktop.model.tour import Stop

Window = tuple[datetime, datetime]

_DAY = timedelta(days=1)
_NIGHTS = 7
_BEFORE, _AFTER = timedelta(minutes=42), timedelta(minutes=62)
"""What is shown around the incident: the batch run before it, and the recovery after it."""

_FAILING_DISK = "sdc"


def stops(now: datetime) -> tuple[Stop, ...]:
    """All of them, in the order of the walk."""
    walk: tuple[Callable[[datetime], Stop], ...] = (
        _nightly_backup,
        _failing_disk,
        _filling_pool,
        _incident,
        _never_backed_up,
        _stopped,
    )
    return tuple(stop(now) for stop in walk)


def _nightly_backup(now: datetime) -> Stop:
    return Stop(
        title=mark("Tour", "Busy every night, and all is well"),
        words=mark(
            "Tour",
            "Every night from 02:00 to 02:40 UTC all guests but one send their backup to "
            "backup-vault: a step in network and CPU, at the same time in each of these seven "
            "nights. What comes back with the clock is a habit. Only a night without the step "
            "would need a look.",
        ),
        tab="infrastructure",
        resource="backup-vault",
        window=(now - _NIGHTS * _DAY, now),
    )


def _failing_disk(now: datetime) -> Stop:
    return Stop(
        title=mark("Tour", "A disk that is slowly giving up"),
        words=mark(
            "Tour",
            "The disk {disk} of Archive NAS still works, but {count} of its sectors have been "
            "remapped, one more every five days, and it runs hotter than its neighbours. Nothing "
            "is lost as long as the others hold. Replace it before the pool has to do without it.",
        ).given(disk=_FAILING_DISK, count=_remapped(now)),
        tab="storage",
        resource=_FAILING_DISK,
    )


def _remapped(now: datetime) -> int:
    drive = next(one for one in ARCHIVE_NAS.drives if one.name == _FAILING_DISK)
    return upkeep.reallocated(drive, now)


def _filling_pool(now: datetime) -> Stop:
    return Stop(
        title=mark("Tour", "A pool with a date on it"),
        words=mark(
            "Tour",
            "The pool archive gains about a percent every four days and stands at 94 % {then}. "
            "Then somebody makes room, as sixty days before: the line falls and starts over. A "
            "trend shows it weeks before a warning would.",
        ).given(then=_full(now)),
        tab="storage",
        resource="archive",
        window=(now - 90 * _DAY, now),
    )


def _full(now: datetime) -> Text:
    """When the pool is as full as it gets: on its last day it is, until room is made."""
    fills = story.FILLING
    days = (fills.began(now) + fills.lasts - story.CLEARING - now) // _DAY
    if days <= 0:
        return mark("Tour", "today")
    if days == 1:
        return mark("Tour", "in a day")
    return mark("Tour", "in {days} days").given(days=days)


def _incident(now: datetime) -> Stop:
    began = _last_over(now)
    return Stop(
        title=mark("Tour", "What happened on Tuesday at 21:42"),
        words=mark(
            "Tour",
            "The weekly run of analytics-batch-01 filled the memory of west-b until, at 21:42 UTC, "
            "the node answered nobody for sixteen minutes. That is a gap here and not a zero: "
            "nobody measured. Its guests came back with it; checkout-web-01 carried their load.",
        ),
        tab="infrastructure",
        resource="west-b",
        window=(began - _BEFORE, began + _AFTER),
    )


def _last_over(now: datetime) -> datetime:
    """When the incident began that is the last one to be over, and long enough to be shown."""
    return story.INCIDENT.began(now - _AFTER)


def _never_backed_up(now: datetime) -> Stop:
    del now
    return Stop(
        title=mark("Tour", "The guest that everybody forgot"),
        words=mark(
            "Tour",
            "docs-wiki-01 has never been backed up: its disks are left out of every job, and no "
            "copy of it is on backup-vault or on the node. It runs well, so nobody noticed. "
            "Add it to a job before it is needed.",
        ),
        tab="recovery",
        resource="docs-wiki-01",
    )


def _stopped(now: datetime) -> Stop:
    del now
    return Stop(
        title=mark("Tour", "Stopped, and meant to be"),
        words=mark(
            "Tour",
            "staging-web-01 was stopped on purpose. That is no fault, so it is grey, and what "
            "nobody measures stays empty instead of 0. This is the last stop. Look around as "
            "long as you like: nothing here is yours, and nothing can break.",
        ),
        tab="workloads",
        resource="staging-web-01",
    )
