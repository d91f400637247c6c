"""What the hypervisor tells of what happened: backups each night, and the Tuesday incident."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from pulse_desktop.demo.estate import backups
from pulse_desktop.demo.estate.calendar import beginnings
from pulse_desktop.demo.estate.core_guests import TYPES
from pulse_desktop.demo.estate.guest import Guest
from pulse_desktop.demo.estate.guests import ON_WEST_B, guest
from pulse_desktop.demo.estate.node import NODES, WEST_A, WEST_B, node
from pulse_desktop.demo.estate.number import digits
from pulse_desktop.demo.story import BACKUP, INCIDENT
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Activity, ResourceType
from pulse_desktop.model.text import Text, mark

_BACKED_UP = mark("Demo", "Backed up {count} guests to {store} in {minutes} min")
_FAILED = mark("Demo", "The backup to {store} failed")
BUSY = "command 'lxc-freeze -n 237' failed: the container did not come to rest in 60 s"
"""What the hypervisor says of a backup that failed."""

_AROUND = timedelta(hours=1)
"""How far from its beginning what belongs to an incident, or to a night, can lie."""


def happenings(start: datetime, end: datetime) -> tuple[Activity, ...]:
    """What happened in [start, end), oldest first."""
    found = (*_nights(start, end), *_incidents(start, end))
    inside = (activity for activity in found if start <= activity.at < end)
    return tuple(sorted(inside, key=lambda one: (one.at, one.native_event)))


def _nights(start: datetime, end: datetime) -> Iterator[Activity]:
    for night in beginnings(BACKUP, start - _AROUND, end):
        for each in NODES:
            job = backups.backed_up(each.name)
            bad = tuple(one for one in job if not backups.went_well(one, night))
            yield from (_failed(one, night) for one in bad)
            yield _night(each.name, night, len(job) - len(bad))


def _failed(one: Guest, night: datetime) -> Activity:
    return Activity(
        native_event=_task(one.node, "vzdump", night, str(one.vmid)),
        subject=one.native_id,
        type=TYPES[one.kind],
        at=night + (backups.done_after(one) or timedelta()),
        text=_FAILED.given(store=backups.TO.name),
        nature="proxmox_task",
        state="job errors",
        message=BUSY,
        actor="root@pam",
    )


def _night(name: str, night: datetime, count: int) -> Activity:
    """The job of one node in one night."""
    took = backups.done_after(backups.backed_up(name)[-1]) or timedelta()
    said = _BACKED_UP.given(
        count=count, store=backups.TO.name, minutes=round(took.total_seconds() / 60)
    )
    return Activity(
        native_event=_task(name, "vzdump", night),
        subject=node(name).native_id,
        type=ResourceType.AGENT,
        at=night + took,
        text=said,
        nature="proxmox_task",
        state="OK",
        actor="root@pam",
    )


def _task(name: str, kind: str, at: datetime, about: str = "") -> str:
    """``UPID:west-a:0003A1F2:01B2C3D4:69251C40:vzdump::root@pam:`` (PVE, task ids)."""
    began = int(at.timestamp())
    parts = ("pid", "counter")
    process, counter = (digits(8, part, name, about, str(began)).upper() for part in parts)
    return f"UPID:{name}:{process}:{counter}:{began:08X}:{kind}:{about}:root@pam:"


@dataclass(frozen=True, slots=True)
class _Moment:
    """One line of the incident, positional: seconds from when the node stops to answer."""

    after_s: int
    about: str
    """A node or a guest."""

    text: Text
    message: str = ""


_MOMENTS = (
    _Moment(
        -64,
        WEST_B,
        mark("Demo", "Out of memory: killed process {process}").given(process="2291 (pvestatd)"),
        "kernel: Out of memory: Killed process 2291 (pvestatd) total-vm:162404kB",
    ),
    _Moment(
        -21,
        WEST_B,
        mark("Demo", "Out of memory: killed process {process}").given(process="1877 (corosync)"),
        "kernel: Out of memory: Killed process 1877 (corosync) total-vm:571288kB",
    ),
    _Moment(
        62,
        WEST_A,
        mark("Demo", "High availability: {node} does not answer").given(node=WEST_B),
        f"pve-ha-crm: node '{WEST_B}': state changed from 'online' => 'unknown'",
    ),
    _Moment(
        16 * 60,
        WEST_B,
        mark("Demo", "Back in the cluster"),
        f"pmxcfs: [status] notice: members: 1/{WEST_A}, 2/{WEST_B}, 3/west-c, 4/dr-a, 5/dr-b",
    ),
    _Moment(
        16 * 60 + 20,
        WEST_A,
        mark("Demo", "High availability: {node} is back").given(node=WEST_B),
        f"pve-ha-crm: node '{WEST_B}': state changed from 'unknown' => 'online'",
    ),
    _Moment(
        16 * 60 + 45,
        WEST_B,
        mark("Demo", "Started {count} guests").given(count=len(ON_WEST_B) - 1),
    ),
    *(
        _Moment(16 * 60, name, mark("Demo", "Started with its node"))
        for name in sorted(ON_WEST_B - {WEST_B})
        if guest(name).pool == "production"
    ),
)


def _incidents(start: datetime, end: datetime) -> Iterator[Activity]:
    for began in beginnings(INCIDENT, start - _AROUND, end + _AROUND):
        for place, moment in enumerate(_MOMENTS):
            yield _told(moment, place, began)


def _told(moment: _Moment, place: int, began: datetime) -> Activity:
    at = began + timedelta(seconds=moment.after_s)
    subject, type_ = _subject(moment.about)
    return Activity(
        native_event=f"{moment.about}:{int(at.timestamp())}:{place}",
        subject=subject,
        type=type_,
        at=at,
        text=moment.text,
        nature="proxmox_event",
        message=moment.message or None,
    )


def _subject(name: str) -> tuple[NativeId, ResourceType]:
    if name in {WEST_A, WEST_B}:
        return node(name).native_id, ResourceType.AGENT
    known = guest(name)
    return known.native_id, TYPES[known.kind]
