"""Why a system has the status it has: who still reports it, who does not, and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pulse_desktop.model.clock import iso_utc
from pulse_desktop.model.condition import Status
from pulse_desktop.model.ids import SourceName
from pulse_desktop.model.resource import Resource, SourceState, SourceStatus
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.systems.group import SystemGroup


@dataclass(frozen=True, slots=True)
class Signal:
    """One source's last word on one resource of a system."""

    source: SourceName
    name: str
    """Of the resource."""

    state: SourceState
    last_seen_at: datetime


def signals(group: SystemGroup) -> tuple[Signal, ...]:
    """Everything that reports ``group``, the most recent first."""
    found = [
        Signal(source.name, resource.name.strip(), status.state, status.last_seen_at)
        for resource in group.resources
        for source, status in resource.sources.items()
    ]
    return tuple(sorted(found, key=lambda s: (-s.last_seen_at.timestamp(), s.source, s.name)))


def by_freshness(resource: Resource) -> tuple[tuple[Source, SourceStatus], ...]:
    """The sources of a resource, the most recently heard first, then by name."""
    said = resource.sources.items()
    return tuple(
        sorted(said, key=lambda s: (-s[1].last_seen_at.timestamp(), s[0].name, s[0].connection))
    )


def explanation(group: SystemGroup) -> tuple[Text, ...]:
    """The status in sentences; one where everything is online. Times are ISO 8601 in UTC."""
    heard = signals(group)
    quiet = [signal for signal in heard if signal.state is not SourceState.ONLINE]
    if group.status is Status.ONLINE and not quiet:
        return (mark("Systems", "Every source reports {name} as online.").given(name=group.name),)
    return (*_freshest(heard), *map(_silence, quiet), *_troubled(group))


def _freshest(heard: tuple[Signal, ...]) -> Iterator[Text]:
    for signal in heard[:1]:
        yield mark("Systems", "The latest news is from {source} about {name}, at {time}.").given(
            source=signal.source, name=signal.name, time=iso_utc(signal.last_seen_at)
        )


def _silence(signal: Signal) -> Text:
    if signal.state is SourceState.OFFLINE:
        said = mark("Systems", "{source} reports {name} as offline, last at {time}.")
    else:
        said = mark("Systems", "{source} has not reported {name} since {time}.")
    return said.given(source=signal.source, name=signal.name, time=iso_utc(signal.last_seen_at))


def _troubled(group: SystemGroup) -> Iterator[Text]:
    """The parts that are not online although their sources report them."""
    for resource in group.resources:
        if resource.status is not Status.ONLINE and _is_heard(resource):
            yield mark("Systems", "{name} is reported as: {state}.").given(
                name=resource.name.strip(), state=str(resource.condition.word)
            )


def _is_heard(resource: Resource) -> bool:
    return all(status.state is SourceState.ONLINE for status in resource.sources.values())
