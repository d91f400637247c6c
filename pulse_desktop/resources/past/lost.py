"""Finds the history of what is gone: an id is made from the name that also names its series."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pulse_desktop.model.ids import NativeId, ResourceId, SourceName
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.canonical_id import member_id
from pulse_desktop.resources.metrics_target import FAMILIES
from pulse_desktop.resources.past.replay import Thing

_PREFIXES = ("", "system:", "agent:", "app:")
"""What a native id may begin with that is no part of its series' name."""


def lost_series(
    things: Iterable[Thing], targets: Iterable[SeriesTarget]
) -> Mapping[ResourceId, SeriesTarget]:
    """The targets among ``targets`` of the things that are gone.

    A machine or a disk that was known by a number of its own is not found: its id does not come
    from its source.
    """
    gone = {thing.id: thing.source for thing in things if thing.known is None and thing.source}
    if not gone:
        return {}
    types = _types()
    found: dict[ResourceId, SeriesTarget] = {}
    for target in targets:
        for identity in _possible(target, types[target.family], set(gone.values())):
            if identity in gone:
                found[identity] = target
    return found


def _possible(
    target: SeriesTarget, types: Iterable[ResourceType], sources: Iterable[SourceName]
) -> Iterable[ResourceId]:
    for source in sources:
        for type_ in types:
            for prefix in _PREFIXES:
                yield member_id(source, type_, NativeId(prefix + target.id))


def _types() -> Mapping[Family, list[ResourceType]]:
    types: defaultdict[Family, list[ResourceType]] = defaultdict(list)
    for type_, family in FAMILIES.items():
        types[family].append(type_)
    types[Family.DOCKER_HOST].append(ResourceType.AGENT)
    return types
