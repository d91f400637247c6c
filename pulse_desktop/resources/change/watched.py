"""Which facts of a facet are worth a line of the timeline when they change. One row a fact.

Of a facet only what somebody decided is watched: what is measured belongs to history.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.facet import ContainerFacet, Facet, GuestFacet, NodeFacet, ServiceFacet
from pulse_desktop.model.resource import SourcedFacet
from pulse_desktop.model.text import Text, mark


@dataclass(frozen=True, slots=True)
class Watched:
    """One fact: its attribute, its name outside the program and in it."""

    attribute: str
    name: str
    label: Text
    kind: ChangeKind = ChangeKind.CONFIG_UPDATE


@dataclass(frozen=True, slots=True)
class Turn:
    """A watched fact of one source that is no longer what it was."""

    fact: Watched
    source: str
    before: object
    after: object


WATCHED: Mapping[type[Facet], tuple[Watched, ...]] = MappingProxyType(
    {
        NodeFacet: (
            Watched("cluster_name", "clusterName", mark("Timeline", "Cluster")),
            Watched("linked_agent_id", "linkedAgentId", mark("Timeline", "Linked agent")),
        ),
        GuestFacet: (
            Watched("lock", "lock", mark("Timeline", "Lock"), ChangeKind.STATE_TRANSITION),
        ),
        ContainerFacet: (Watched("image", "image", mark("Timeline", "Image")),),
        ServiceFacet: (
            Watched(
                "update_state",
                "updateStatus",
                mark("Timeline", "Update"),
                ChangeKind.STATE_TRANSITION,
            ),
            Watched("image", "image", mark("Timeline", "Image")),
        ),
    }
)

_READ: dict[type[Facet], Callable[[Any], object]] = {
    facet: attrgetter(*(fact.attribute for fact in facts)) for facet, facts in WATCHED.items()
}


def alike(before: tuple[SourcedFacet, ...], after: tuple[SourcedFacet, ...]) -> bool:
    """Whether no watched fact can have changed. Called for every resource of every poll."""
    if len(before) != len(after):
        return False
    for old, new in zip(before, after, strict=False):
        was, now = old.facet, new.facet
        if was is now:
            continue
        kind = type(now)
        if type(was) is not kind or old.source != new.source:
            return False
        if kind in _READ and _READ[kind](was) != _READ[kind](now):
            return False
    return True


def turns(before: tuple[SourcedFacet, ...], after: tuple[SourcedFacet, ...]) -> Iterator[Turn]:
    """What changed in the facets that a source gave both times: to be told is no change."""
    known = {(one.source, type(one.facet)): one.facet for one in before}
    for one in after:
        was = known.get((one.source, type(one.facet)))
        if was is None:
            continue
        for fact in WATCHED.get(type(one.facet), ()):
            old, new = getattr(was, fact.attribute), getattr(one.facet, fact.attribute)
            if old != new:
                yield Turn(fact, one.source, old, new)
