"""It was started again since it was last looked at."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from operator import attrgetter

from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.condition import Status
from pulse_desktop.model.resource import Resource, SourceState
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.change.finding import Finding, Seen
from pulse_desktop.resources.change.word import believed, turned, word_of
from pulse_desktop.resources.contribution import Contribution

_JITTER = timedelta(seconds=30)
"""A start worked out from an uptime wavers: hypervisors tell uptimes that are up to 10 s old."""

_COUNTED_AS_RESTARTS = frozenset(
    {ResourceType.POD, ResourceType.K8S_NODE, ResourceType.K8S_DEPLOYMENT}
)
"""Types whose count leaves the program as ``restarts``; ``restartCount`` for the others."""

_Words = tuple[Contribution, Contribution]
"""What one source said before, and what it says now."""

_count = attrgetter("restart_count")
_start = attrgetter("started_at")


def restarts(old: Seen, new: Seen) -> Iterator[Finding]:
    """The count of restarts rose, or it runs since later. Being started is no restart."""
    counted = _counted(old, new)
    if counted is not None:
        count, words = counted
        text = mark("Timeline", "Restarted, {count} times so far").given(count=count)
        yield _restart(text, _count_name(new.resource), (old, new), words)
        return
    again = None if old.condition.status is Status.OFFLINE else _begun_again(old, new)
    if again is not None:
        yield _restart(mark("Timeline", "Restarted"), "uptimeSeconds", (old, new), again)


def runs_later(before: Resource, after: Resource) -> bool:
    """Whether the start of ``after`` is a later one by more than clocks waver."""
    was, now = before.started_at, after.started_at
    return was is not None and now is not None and now - was > _JITTER


def only_aged(before: Resource, after: Resource) -> bool:
    """Whether the same sources speak, and one of them went quiet or spoke again."""
    if before.sources.keys() != after.sources.keys():
        return False
    return _standings(before) != _standings(after)


def _counted(old: Seen, new: Seen) -> tuple[int, _Words] | None:
    """How often it was restarted, where that is more than the same source said before."""
    turn = turned(old, new, _count)
    if turn is None:
        return None
    was, now = (said.observation.restart_count for said in turn)
    return (now, turn) if was is not None and now is not None and now > was else None


def _begun_again(old: Seen, new: Seen) -> _Words | None:
    """What one source said and says, where that is a later start and no wavering of clocks.

    A start after the last look of any source is proof. Where clocks disagree, a shorter uptime
    is, unless another source was believed and would have told of it.
    """
    after = believed(new, _start)
    before = None if after is None else word_of(after, old)
    if after is None or before is None or not runs_later(old.resource, new.resource):
        return None
    was, now = before.observation.started_at, after.observation.started_at
    if was is None or now is None or now - was <= _JITTER:
        return None
    is_shorter = after.collected_at - now < before.collected_at - was
    if now > old.resource.last_seen_at or (is_shorter and believed(old, _start) is before):
        return before, after
    return None


def _restart(text: Text, field: str, looks: tuple[Seen, Seen], words: _Words) -> Finding:
    was, now = (_run(seen, said) for seen, said in zip(looks, words, strict=True))
    return Finding(f"{words[1].source.name}.{field}", ChangeKind.RESTART, text, was, now)


def _standings(resource: Resource) -> Mapping[Source, SourceState]:
    return {source: status.state for source, status in resource.sources.items()}


def _run(seen: Seen, said: Contribution) -> str:
    """``online|<source>.restartCount=1|<source>.uptimeSeconds=3600``."""
    name, observation = said.source.name, said.observation
    parts = [seen.condition.status.value]
    if observation.restart_count is not None:
        parts.append(f"{name}.{_count_name(seen.resource)}={observation.restart_count}")
    if observation.started_at is not None:
        uptime = said.collected_at - observation.started_at
        parts.append(f"{name}.uptimeSeconds={max(0, round(uptime.total_seconds()))}")
    return "|".join(parts)


def _count_name(resource: Resource) -> str:
    return "restarts" if resource.type in _COUNTED_AS_RESTARTS else "restartCount"
