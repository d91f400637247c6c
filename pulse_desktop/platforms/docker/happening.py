"""Events of an engine: which matter, what they say to people, and who stopped a container."""

from collections.abc import Collection, Container, Iterable, Mapping
from datetime import UTC, datetime

from typing_extensions import override

from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Activity, ResourceType
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.docker.wire import Event
from pulse_desktop.provider.numbers import size

CONTAINER, SERVICE, NODE = "container", "service", "node"

_PLAIN = {
    "create": mark("Docker", "Created"),
    "start": mark("Docker", "Started"),
    "restart": mark("Docker", "Restarted"),
    "stop": mark("Docker", "Stopped"),
    "pause": mark("Docker", "Paused"),
    "unpause": mark("Docker", "Resumed"),
    "oom": mark("Docker", "Ran out of memory"),
    "destroy": mark("Docker", "Removed"),
    "update": mark("Docker", "Limits changed"),
}
_HEALTH = "health_status"
_TOLD = frozenset({*_PLAIN, "die", "kill", "rename", _HEALTH})
"""What happens to a container and is worth a line; ``exec_*``, ``top`` and the like are not."""


def key(event: Event) -> str:
    """The same for the same event, however often it is read."""
    return f"{event.time_nano}:{event.type}:{event.action}:{subject(event)}"


def matters(event: Event) -> bool:
    """Whether the engine should be read again."""
    if event.type == CONTAINER:
        return event.action.partition(":")[0] in _TOLD
    return event.type in {SERVICE, NODE}


def activity(event: Event, cluster_id: str) -> Activity | None:
    """The event as a line of the timeline; ``None`` for what is not worth one."""
    at, whom = _at(event), subject(event)
    if at is None or not whom:
        return None
    if event.type == CONTAINER and event.action.partition(":")[0] in _TOLD:
        native, kind, text = whom, ResourceType.APP_CONTAINER, _container_text(event)
    elif event.type == SERVICE:
        native, kind = service_native_id(cluster_id, whom), ResourceType.DOCKER_SERVICE
        text = _service_text(event)
    else:
        return None
    return Activity(key(event), NativeId(native), kind, at, text)


def service_native_id(cluster_id: str | None, service: str) -> NativeId:
    """What a service is called within this source."""
    return NativeId(f"{cluster_id or 'swarm'}:service:{service}")


def _container_text(event: Event) -> Text:
    said = _attributes(event)
    action, _, detail = event.action.partition(":")
    if action == "die":
        return mark("Docker", "Exited with status {code}").given(
            code=_short(said.get("exitCode", "?"))
        )
    if action == "kill":
        return mark("Docker", "Sent signal {signal}").given(signal=_short(said.get("signal", "?")))
    if action == "rename":
        return mark("Docker", "Renamed from {name}").given(name=_short(said.get("oldName", "?")))
    if action == _HEALTH:
        return mark("Docker", "Health: {health}").given(health=_short(detail.strip() or "?"))
    return _PLAIN[action]


def _service_text(event: Event) -> Text:
    said = _attributes(event)
    before, after = said.get("replicas.old"), said.get("replicas.new")
    if before and after:
        return mark("Docker", "Scaled from {before} to {after}").given(
            before=_short(before), after=_short(after)
        )
    if event.action == "create":
        return _PLAIN["create"]
    if event.action == "remove":
        return _PLAIN["destroy"]
    return mark("Docker", "Service changed")


def _short(text: str) -> str:
    return text.strip()[:60]


def _attributes(event: Event) -> Mapping[str, str]:
    return (event.actor.attributes or {}) if event.actor is not None else {}


def subject(event: Event) -> str:
    """The id of what it happened to; empty when it does not say."""
    return event.actor.id if event.actor is not None else ""


def _at(event: Event) -> datetime | None:
    nanoseconds = size(event.time_nano)
    if not nanoseconds:
        return None
    try:
        return datetime.fromtimestamp(nanoseconds / 1e9, UTC)
    except (OverflowError, OSError, ValueError):
        return None


class UserStops(Container[str]):
    """Which containers a user stopped, as far as events tell.

    A ``stop`` event is a user's doing: engines emit it for their stop call and for nothing else.
    A ``kill`` event is not enough, since it also tells of a signal meant to break a thing. A
    start forgets the stop.
    """

    def __init__(self) -> None:
        self._stopped: set[str] = set()

    def learn(self, events: Iterable[Event]) -> None:
        """Take in events in the order in which they happened."""
        for event in events:
            if event.type == CONTAINER:
                self._learn(event, subject(event))

    @override
    def __contains__(self, container: object) -> bool:
        return container in self._stopped

    def keep_only(self, containers: Collection[str]) -> None:
        """Forget containers that are gone."""
        self._stopped.intersection_update(containers)

    def _learn(self, event: Event, container: str) -> None:
        if event.action == "stop":
            self._stopped.add(container)
        elif event.action in {"start", "destroy"}:
            self._stopped.discard(container)
