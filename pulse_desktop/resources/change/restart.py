"""It was started again since it was last looked at."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.condition import Status
from pulse_desktop.model.resource import Resource, SourceState
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import mark
from pulse_desktop.resources.change.finding import Finding, Seen

_JITTER = timedelta(seconds=30)
"""A start worked out from an uptime wavers: hypervisors tell uptimes that are up to 10 s old."""

_COUNTED_AS_RESTARTS = frozenset(
    {ResourceType.POD, ResourceType.K8S_NODE, ResourceType.K8S_DEPLOYMENT}
)
"""Types whose count leaves the program as ``restarts``; ``restartCount`` for the others."""


def restarts(old: Seen, new: Seen) -> Iterator[Finding]:
    """The count of restarts rose, or it runs since later. Being started is no restart."""
    before, after = old.resource, new.resource
    was_running = old.condition.status is not Status.OFFLINE
    counted = _rose(before.restart_count, after.restart_count)
    if counted:
        text = mark("Timeline", "Restarted, {count} times so far").given(count=counted)
        field = _count_name(after)
    elif was_running and began_again(before, after):
        text, field = mark("Timeline", "Restarted"), "uptimeSeconds"
    else:
        return
    name = f"{_speaker(after)}.{field}"
    yield Finding(name, ChangeKind.RESTART, text, _run(old), _run(new))


def began_again(before: Resource, after: Resource) -> bool:
    """Whether ``after`` runs since later than ``before`` did, and that is no wavering of clocks.

    A start after the last look is proof. Where clocks disagree, a shorter uptime is, as long as
    the same sources are believed: another one may count from another start.
    """
    was, now = before.started_at, after.started_at
    if was is None or now is None or now - was <= _JITTER:
        return False
    if now > before.last_seen_at:
        return True
    is_shorter = after.last_seen_at - now < before.last_seen_at - was
    return is_shorter and _standings(before) == _standings(after)


def only_aged(before: Resource, after: Resource) -> bool:
    """Whether the same sources speak, and one of them went quiet or spoke again."""
    if before.sources.keys() != after.sources.keys():
        return False
    return _standings(before) != _standings(after)


def _rose(before: int | None, after: int | None) -> int | None:
    """``after`` where it is more than was known before."""
    return after if before is not None and after is not None and after > before else None


def _standings(resource: Resource) -> Mapping[Source, SourceState]:
    return {source: status.state for source, status in resource.sources.items()}


def _run(seen: Seen) -> str:
    """``online|<source>.restartCount=1|<source>.uptimeSeconds=3600``."""
    resource = seen.resource
    parts = [seen.condition.status.value]
    if resource.restart_count is not None:
        count = resource.restart_count
        parts.append(f"{_speaker(resource)}.{_count_name(resource)}={count}")
    if resource.started_at is not None:
        uptime = resource.last_seen_at - resource.started_at
        parts.append(f"{_speaker(resource)}.uptimeSeconds={max(0, round(uptime.total_seconds()))}")
    return "|".join(parts)


def _count_name(resource: Resource) -> str:
    return "restarts" if resource.type in _COUNTED_AS_RESTARTS else "restartCount"


def _speaker(resource: Resource) -> str:
    """The most believed source's name."""
    return next((source.name for source in resource.sources), resource.type.value)
