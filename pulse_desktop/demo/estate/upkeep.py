"""What the storage appliances do by the calendar, and what they tell of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from pulse_desktop.demo.estate.appliance import ARCHIVE_NAS, Appliance, Drive, Pool
from pulse_desktop.demo.estate.calendar import beginnings, every
from pulse_desktop.demo.story import EPOCH, FILLING, Recurring
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Activity, ResourceType
from pulse_desktop.model.text import Text, mark

SCRUB_LASTS = timedelta(hours=7, minutes=20)
REPLICATION = Recurring(
    datetime(1970, 1, 1, 3, 30, tzinfo=UTC), timedelta(days=1), timedelta(minutes=25)
)
"""What matters is copied to the other site at night."""

REPLICA = "attic/from-archive-nas"
"""Where to, on the other appliance."""

REPLICATED = ("tank/photos", "tank/home-folders", "fast/databases")

_WEEK = timedelta(days=7)
_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)
AILING_SINCE = datetime(2026, 5, 3, tzinfo=UTC)
_AILING_STEP = timedelta(days=5)
"""The ailing drive has remapped one more sector after each."""


def scrubs(pool: Pool) -> Recurring:
    """When the pool is read through and through."""
    return Recurring(_MONDAY + timedelta(days=pool.scrub_weekday), _WEEK, SCRUB_LASTS)


def reallocated(drive: Drive, at: datetime) -> int:
    """How many sectors of it were remapped by then; more and more of an ailing one."""
    if not drive.reallocated:
        return 0
    return drive.reallocated + max(0, (at - AILING_SINCE) // _AILING_STEP)


def happenings(nas: Appliance, start: datetime, end: datetime) -> tuple[Activity, ...]:
    """What the appliance tells of [start, end), oldest first."""
    found = [*_scrubbed(nas, start, end), *_remapped(nas, start, end)]
    if nas is ARCHIVE_NAS:
        found += [*_replicated(start, end), *_room_made(start, end)]
    return tuple(sorted(found, key=lambda one: (one.at, one.native_event)))


def _scrubbed(nas: Appliance, start: datetime, end: datetime) -> Iterator[Activity]:
    for pool in nas.pools:
        for began in beginnings(scrubs(pool), start - SCRUB_LASTS, end - SCRUB_LASTS):
            yield Activity(
                native_event=f"scrub:{pool.name}:{began:%Y%m%d}",
                subject=NativeId(f"pool:{pool.name}"),
                type=ResourceType.STORAGE,
                at=began + SCRUB_LASTS,
                text=mark("Demo", "Scrub finished, nothing to repair"),
                nature="truenas_task",
                state="FINISHED",
            )


def _remapped(nas: Appliance, start: datetime, end: datetime) -> Iterator[Activity]:
    for drive in (one for one in nas.drives if one.reallocated):
        for at in every(AILING_SINCE, _AILING_STEP, max(start, AILING_SINCE), end):
            said = mark("Demo", "Remapped another sector: {count} so far")
            yield _told(
                f"smart:{drive.serial}:{at:%Y%m%d}",
                (f"disk:{drive.name}", ResourceType.PHYSICAL_DISK),
                at,
                said.given(count=reallocated(drive, at)),
            )


def _replicated(start: datetime, end: datetime) -> Iterator[Activity]:
    for began in beginnings(REPLICATION, start - REPLICATION.lasts, end - REPLICATION.lasts):
        for dataset in REPLICATED:
            yield Activity(
                native_event=f"replication:{dataset}:{began:%Y%m%d}",
                subject=NativeId(f"dataset:{dataset}"),
                type=ResourceType.STORAGE,
                at=began + REPLICATION.lasts,
                text=mark("Demo", "Replicated to {target}").given(target="attic-nas"),
                nature="truenas_task",
                state="FINISHED",
            )


def _room_made(start: datetime, end: datetime) -> Iterator[Activity]:
    for at in beginnings(FILLING, max(start, EPOCH), end):
        said = mark("Demo", "Old camera footage was deleted to make room")
        yield _told(f"room:{at:%Y%m%d}", ("pool:archive", ResourceType.STORAGE), at, said)


def _told(event: str, subject: tuple[str, ResourceType], at: datetime, text: Text) -> Activity:
    native, type_ = subject
    return Activity(event, NativeId(native), type_, at, text, nature="truenas_event")
