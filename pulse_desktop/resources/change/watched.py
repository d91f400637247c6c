"""Which facts of a facet are worth a line of the timeline when they change. One row a fact.

Of a facet only what somebody decided is watched: what is measured belongs to history.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.facet import (
    ApplianceFacet,
    BackupServerFacet,
    ClusterFacet,
    ClusterNodeFacet,
    ContainerFacet,
    EngineFacet,
    Facet,
    GuestFacet,
    HostFacet,
    ImageUpdate,
    MailGatewayFacet,
    ManagedFacet,
    NodeFacet,
    ServiceFacet,
)
from pulse_desktop.model.ids import SourceName
from pulse_desktop.model.resource import SourcedFacet
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.change.finding import Seen
from pulse_desktop.resources.change.word import word_of
from pulse_desktop.resources.contribution import Contribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One fact: its attribute, its name outside the program and in it."""

    attribute: str
    name: str
    label: Text
    kind: ChangeKind = ChangeKind.CONFIG_UPDATE
    is_nothing_known: bool = False
    """Whether ``None`` says that there is none. Otherwise it is not known, and no change."""

    sense: Callable[[Any], object] | None = None
    """What of the attribute counts, where it is not all of it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A watched fact of one source that is no longer what it was."""

    fact: Watched
    source: str
    before: object
    after: object


def _published(update: ImageUpdate | None) -> str | None:
    """Not when it was looked for, only whether there is one."""
    return "available" if update is not None and update.update_available else None


_STATE = ChangeKind.STATE_TRANSITION
_VERSION = Watched(attribute="version", name="version", label=mark("Timeline", "Version"))
_KERNEL = Watched(
    attribute="kernel_version", name="kernelVersion", label=mark("Timeline", "Kernel")
)
_IMAGE = Watched(attribute="image", name="image", label=mark("Timeline", "Image"))

WATCHED: Mapping[type[Facet], tuple[Watched, ...]] = MappingProxyType(
    {
        NodeFacet: (
            Watched(
                attribute="cluster_name",
                name="clusterName",
                label=mark("Timeline", "Cluster"),
                is_nothing_known=True,
            ),
            Watched(
                attribute="linked_agent_id",
                name="linkedAgentId",
                label=mark("Timeline", "Linked agent"),
                is_nothing_known=True,
            ),
            Watched(
                attribute="pending_updates",
                name="pendingUpdates",
                label=mark("Timeline", "Updates to install"),
            ),
            _VERSION,
            _KERNEL,
        ),
        GuestFacet: (
            Watched(
                attribute="lock",
                name="lock",
                label=mark("Timeline", "Lock"),
                kind=_STATE,
                is_nothing_known=True,
            ),
        ),
        ContainerFacet: (
            Watched(
                attribute="update_status",
                name="updateStatus",
                label=mark("Timeline", "Image update"),
                kind=_STATE,
                is_nothing_known=True,
                sense=_published,
            ),
            _IMAGE,
        ),
        ServiceFacet: (
            Watched(
                attribute="update_state",
                name="serviceUpdate",
                label=mark("Timeline", "Update"),
                kind=_STATE,
                is_nothing_known=True,
            ),
            _IMAGE,
        ),
        EngineFacet: (
            Watched(
                attribute="command",
                name="command",
                label=mark("Timeline", "Command"),
                kind=_STATE,
                is_nothing_known=True,
            ),
            Watched(
                attribute="runtime_version",
                name="runtimeVersion",
                label=mark("Timeline", "Version"),
            ),
        ),
        ManagedFacet: (
            Watched(
                attribute="maintenance_mode",
                name="maintenanceMode",
                label=mark("Timeline", "Maintenance"),
                kind=_STATE,
            ),
        ),
        HostFacet: (
            Watched(
                attribute="os_version",
                name="osVersion",
                label=mark("Timeline", "Operating system"),
            ),
            _KERNEL,
        ),
        ClusterNodeFacet: (
            Watched(
                attribute="kubelet_version",
                name="kubeletVersion",
                label=mark("Timeline", "Version"),
            ),
        ),
        ClusterFacet: (_VERSION,),
        ApplianceFacet: (_VERSION,),
        BackupServerFacet: (_VERSION,),
        MailGatewayFacet: (_VERSION,),
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
        read = _READ.get(kind)
        if read is not None and read(was) != read(now):
            return False
    return True


def turns(old: Seen, new: Seen) -> Iterator[Turn]:
    """What changed in the facets that a connection gave both times: to be told is no change.

    Of several facets of one kind under one source's name, the most believed one counts. What it
    says is no news either where the one believed before said so: see ``word``.
    """
    known, now = _by_kind(old), _by_kind(new)
    for (source, kind), (speaker, facet) in now.items():
        before = word_of(speaker, old)
        was = None if before is None else _facet(before, kind)
        if was is None:
            continue
        first = known[source, kind][1]
        for fact in WATCHED[kind]:
            said, says = _sensed(fact, was), _sensed(fact, facet)
            if says in (said, _sensed(fact, first)):
                continue
            if fact.is_nothing_known or None not in {said, says}:
                yield Turn(fact, source, said, says)


_Spoken = tuple[Contribution, Facet]


def _by_kind(seen: Seen) -> dict[tuple[SourceName, type[Facet]], _Spoken]:
    """The watched facets with who gave them, the most believed one of each kind and name."""
    found: dict[tuple[SourceName, type[Facet]], _Spoken] = {}
    for said in seen.said:
        for facet in _facets(said):
            if type(facet) in WATCHED:
                found.setdefault((said.source.name, type(facet)), (said, facet))
    return found


def _facet(said: Contribution, kind: type[Facet]) -> Facet | None:
    return next((facet for facet in _facets(said) if type(facet) is kind), None)


def _facets(said: Contribution) -> Iterator[Facet]:
    facet = said.observation.facet
    if facet is not None:
        yield facet
    yield from said.observation.more_facets


def _sensed(fact: Watched, facet: Facet) -> object:
    value = getattr(facet, fact.attribute)
    return value if fact.sense is None else fact.sense(value)
