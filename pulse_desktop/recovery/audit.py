"""All workloads of one state with their standing. Pure, so that any thread may do it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.recovery import Plan, RecoveryPoint, Survey
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.source import Source
from pulse_desktop.recovery.attribution import Owners, owners
from pulse_desktop.recovery.history import History, histories, told_once
from pulse_desktop.recovery.standing import Evidence, Look, Posture, Standing, standing
from pulse_desktop.resources.read_state import WORKLOAD_TYPES, ReadState


@dataclass(frozen=True, slots=True)
class Sorted:
    """The points of one survey by subject, and the tuple that they were sorted from."""

    points: tuple[RecoveryPoint, ...]
    histories: tuple[History, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """How well every workload is protected."""

    standings: Mapping[ResourceId, Standing] = field(default_factory=lambda: MappingProxyType({}))
    counts: Mapping[Posture, int] = field(default_factory=lambda: MappingProxyType({}))
    strays: tuple[History, ...] = ()
    """Whose nobody knows, or is ambiguous (X-11)."""

    looks: tuple[Look, ...] = ()
    """Every source that looked."""

    by_source: Mapping[Source, Sorted] = field(default_factory=lambda: MappingProxyType({}))
    """What the next audit need not sort again."""

    @property
    def known(self) -> int:
        """Workloads of which it is known whether they are protected."""
        return len(self.standings) - self.counts.get(Posture.UNKNOWN, 0)


NO_AUDIT = Audit()


def audit(state: ReadState, now: datetime, before: Audit = NO_AUDIT) -> Audit:
    """The standing of each workload of ``state``. ``before`` only spares work."""
    sorted_ = {source: _sorted(source, s, before) for source, s in state.surveys.items()}
    found = _Findings(owners(state.by_id.values()))
    for source, survey in state.surveys.items():
        found.take(source, survey, sorted_[source].histories)
    standings = {
        resource.id: standing(found.evidence(resource, state.surveys), now)
        for resource in state.by_id.values()
        if resource.type in WORKLOAD_TYPES
    }
    return Audit(
        standings=MappingProxyType(standings),
        counts=MappingProxyType(Counter(one.posture for one in standings.values())),
        strays=tuple(found.strays),
        looks=tuple(_look(source, s, is_complete=False) for source, s in state.surveys.items()),
        by_source=MappingProxyType(sorted_),
    )


class _Findings:
    """What was found of each resource."""

    def __init__(self, known: Owners) -> None:
        self._owners = known
        self._histories: defaultdict[ResourceId, list[History]] = defaultdict(list)
        self._plans: defaultdict[ResourceId, list[Plan]] = defaultdict(list)
        self.strays: list[History] = []

    def take(self, source: Source, survey: Survey, told: Sequence[History]) -> None:
        for history in told:
            owner = self._owners.owner(source, history.subject)
            (self.strays if owner is None else self._histories[owner]).append(history)
        for plan in survey.plans:
            owner = self._owners.owner(source, plan.subject)
            if owner is not None:
                self._plans[owner].append(plan)

    def evidence(self, resource: Resource, surveys: Mapping[Source, Survey]) -> Evidence:
        told = told_once(self._histories.get(resource.id, ()), resource.sources)
        telling = {history.source for history in told}
        looks = tuple(
            _look(source, survey, is_complete=is_complete)
            for source, survey in surveys.items()
            if (is_complete := _is_complete(source, survey, resource)) or source in telling
        )
        return Evidence(histories=told, looks=looks, plans=tuple(self._plans.get(resource.id, ())))


def _is_complete(source: Source, survey: Survey, resource: Resource) -> bool:
    """Whether ``source`` runs the resource and knows of all its copies."""
    if resource.type not in survey.complete_kinds or source not in resource.sources:
        return False
    own = (member.native_id for member in resource.members if member.source == source)
    return survey.unsure_of.isdisjoint(own)


def _look(source: Source, survey: Survey, *, is_complete: bool) -> Look:
    return Look(source, survey.at, survey.stores, is_complete)


def _sorted(source: Source, survey: Survey, before: Audit) -> Sorted:
    known = before.by_source.get(source)
    if known is not None and known.points is survey.points:
        return known
    return Sorted(survey.points, histories(source, survey.points))
