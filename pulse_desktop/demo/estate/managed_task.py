"""Tasks and events of the virtualisation manager, by the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pulse_desktop.demo.estate.calendar import beginnings
from pulse_desktop.demo.estate.inventory import GUESTS, HOSTS
from pulse_desktop.demo.estate.managed_snapshot import HABITS
from pulse_desktop.demo.estate.moref import native_id
from pulse_desktop.demo.story import Recurring
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Activity, ResourceType
from pulse_desktop.model.text import Text, mark

_WEEK = timedelta(days=7)
_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)
_HOSTS = {host.name: host.number for host in HOSTS}
_GUESTS = {guest.name: guest.number for guest in GUESTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Routine:
    """Something that the manager does or sees every so often."""

    name: str
    when: Recurring
    subject: NativeId
    type: ResourceType
    text: Text
    actor: str | None = None
    is_task: bool = True


def _weekly(day: int, hour: int, minute: int, every: int = 1) -> Recurring:
    first = _MONDAY + timedelta(days=day, hours=hour, minutes=minute)
    return Recurring(first, every * _WEEK, timedelta())


def _of_guest(
    name: str, guest: str, when: Recurring, text: Text, actor: str = "VSPHERE.LOCAL\\operator"
) -> _Routine:
    return _Routine(
        name=name,
        when=when,
        subject=native_id("vm", _GUESTS[guest]),
        type=ResourceType.VM,
        text=text,
        actor=actor,
    )


def _of_host(name: str, host: str, when: Recurring, text: Text) -> _Routine:
    return _Routine(
        name=name,
        when=when,
        subject=native_id("host", _HOSTS[host]),
        type=ResourceType.AGENT,
        text=text,
        is_task=False,
    )


_ROUTINES = (
    *(
        _of_guest(
            "CreateSnapshot_Task",
            habit.guest,
            habit.made,
            mark("Demo", "Snapshot taken before updates"),
        )
        for habit in HABITS
    ),
    *(
        _of_guest(
            "RemoveSnapshot_Task",
            habit.guest,
            habit.removed,
            mark("Demo", "Snapshot removed"),
        )
        for habit in HABITS
    ),
    _of_guest(
        "RebootGuest_Task",
        "finance-jump-01",
        _weekly(2, 4, 15, every=4),
        mark("Demo", "Guest restarted after updates"),
    ),
    _of_guest(
        "ReconfigVM_Task",
        "etl-batch-01",
        _weekly(3, 9, 20, every=6),
        mark("Demo", "Memory of the virtual machine was changed"),
    ),
    _of_host(
        "AlarmStatusChangedEvent:yellow",
        "esxi-03",
        _weekly(2, 1, 34),
        mark("Demo", "The alarm for CPU use went from green to yellow"),
    ),
    _of_host(
        "AlarmStatusChangedEvent:green",
        "esxi-03",
        _weekly(2, 2, 11),
        mark("Demo", "The alarm for CPU use went back to green"),
    ),
    _of_host(
        "NoAccessUserEvent",
        "esxi-04",
        _weekly(1, 0, 5),
        mark("Demo", "A read of performance counters was refused"),
    ),
)


def happenings(start: datetime, end: datetime) -> tuple[Activity, ...]:
    """What the manager tells of [start, end), oldest first."""
    return tuple(sorted(_told(start, end), key=lambda one: (one.at, one.native_event)))


def _told(start: datetime, end: datetime) -> Iterator[Activity]:
    for routine in _ROUTINES:
        for at in beginnings(routine.when, start, end):
            yield Activity(
                native_event=f"{routine.name}:{routine.subject}:{at:%Y%m%d}",
                subject=routine.subject,
                type=routine.type,
                at=at,
                text=routine.text,
                nature="vmware_task" if routine.is_task else "vmware_event",
                state="success" if routine.is_task else None,
                actor=routine.actor,
            )
