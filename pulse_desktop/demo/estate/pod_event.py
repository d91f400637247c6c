"""What the orchestrator's cluster tells of the two pods that do not do well."""

from datetime import UTC, datetime, timedelta

from pulse_desktop.demo.estate import number
from pulse_desktop.demo.estate.calendar import beginnings
from pulse_desktop.demo.estate.deployments import CRASHING, WAITING, Pod, pods
from pulse_desktop.demo.estate.in_cluster import native_id
from pulse_desktop.demo.story import Recurring
from pulse_desktop.model.snapshot import Activity, ResourceType
from pulse_desktop.model.text import Text, mark

_DAY = timedelta(days=1)
_NIGHT = datetime(1970, 1, 1, 3, tzinfo=UTC)
_WEDNESDAY = datetime(1970, 1, 7, 9, 40, tzinfo=UTC)

ROLLED_OUT = Recurring(_WEDNESDAY, timedelta(days=7), timedelta(days=7))
"""A version comes out every week that one pod cannot live with."""

CRASHES_EVERY = timedelta(hours=1)

_TOLD = Recurring(_WEDNESDAY + timedelta(hours=1), _DAY, _DAY)
"""One of its crashes a day is told: all of them would drown everything else."""

_EXPORT = Recurring(_NIGHT, _DAY, _DAY)
"""The nightly job asks for more memory than any node has left."""


def happenings(start: datetime, end: datetime) -> tuple[Activity, ...]:
    """What the cluster tells of [start, end), oldest first."""
    known = {one.name: one for one in pods(1)}
    back_off = mark("Demo", "Back-off, restarting the failed container")
    no_room = mark("Demo", "No node has enough memory left for it")
    found = [_event(known[CRASHING], at, back_off) for at in beginnings(_TOLD, start, end)]
    found += [_event(known[WAITING], at, no_room) for at in beginnings(_EXPORT, start, end)]
    return tuple(sorted(found, key=lambda one: (one.at, one.native_event)))


def _event(pod: Pod, at: datetime, text: Text) -> Activity:
    return Activity(
        native_event=f"event:{pod.namespace}/{pod.name}:{at:%Y%m%d}",
        subject=native_id("pod", number.uuid("pod", pod.namespace, pod.name)),
        type=ResourceType.POD,
        at=at,
        text=text,
        nature="kubernetes_event",
        state="Warning",
    )
