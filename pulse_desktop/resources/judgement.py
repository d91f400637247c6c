"""What the user's decisions on sameness change, and how each is taken back. Pure."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.operator import Link, Split, Verdict
from pulse_desktop.model.resource import Member, Resource
from pulse_desktop.resources.read_state import ReadState

Verdicts = frozenset[Verdict]
_NONE: Verdicts = frozenset()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A step from the verdicts in force to others."""

    said: Verdicts = _NONE
    taken_back: Verdicts = _NONE

    @property
    def reverse(self) -> "Judgement":
        """The step that undoes it, whatever else was decided meanwhile."""
        return Judgement(said=self.taken_back, taken_back=self.said)

    def applied(self, verdicts: Verdicts) -> Verdicts:
        """The verdicts in force after it."""
        return (verdicts - self.taken_back) | self.said


@dataclass(frozen=True, slots=True)
class Decision:
    """What the user decided between one resource and another thing."""

    is_apart: bool
    """Whether they are kept apart; else they are merged."""

    other: Member | None
    """``None`` while no source reports it."""

    verdicts: Verdicts
    """What has to be taken back to undo it."""


def split(resource: Resource, leaver: ResourceId, verdicts: Verdicts) -> Judgement:
    """Keep one member apart from all the others, also from those that it was linked to."""
    others = [member.id for member in resource.members if member.id != leaver]
    links = {v for v in verdicts if isinstance(v, Link) and _joins(v, (leaver,), others)}
    splits: Verdicts = frozenset(Split(leaver, keeper) for keeper in others)
    return Judgement(said=splits - verdicts, taken_back=frozenset(links))


def merged(primary: Resource, secondary: Resource, verdicts: Verdicts) -> Judgement:
    """Make two resources one that bears the id of ``primary``, also where they were split."""
    ours, theirs = _members(primary), _members(secondary)
    splits = {v for v in verdicts if isinstance(v, Split) and _joins(v, ours, theirs)}
    link: Verdicts = frozenset({Link(ours[0], theirs[0])})
    return Judgement(said=link - verdicts, taken_back=frozenset(splits))


def undone(decision: Decision) -> Judgement:
    """Leave to the rules again what was decided."""
    return Judgement(taken_back=decision.verdicts)


def decisions(resource: Resource, state: ReadState) -> tuple[Decision, ...]:
    """What the user decided about ``resource``: what is merged comes before what is apart."""
    found: defaultdict[tuple[bool, ResourceId], set[Verdict]] = defaultdict(set)
    others: dict[ResourceId, Member | None] = {}
    for verdict in sorted(state.verdicts, key=_sides):
        stranger = _stranger(verdict, _members(resource))
        if stranger is not None:
            owner = state.resource(stranger)
            group = owner.id if owner is not None and owner.id != resource.id else stranger
            found[isinstance(verdict, Split), group].add(verdict)
            others.setdefault(group, _member(stranger, owner))
    return tuple(
        Decision(is_apart, others[group], frozenset(verdicts))
        for (is_apart, group), verdicts in sorted(found.items(), key=lambda item: item[0])
    )


def _stranger(verdict: Verdict, own: Collection[ResourceId]) -> ResourceId | None:
    """The other side of a verdict about one of these members; of two, the lesser one."""
    one, other = _sides(verdict)
    if one in own and other in own:
        return max(one, other, key=list(own).index)
    if one in own:
        return other
    return one if other in own else None


def _member(identifier: ResourceId, owner: Resource | None) -> Member | None:
    """That member of ``owner``, or the first where it goes by another id now."""
    members = owner.members if owner is not None else ()
    exact = (member for member in members if member.id == identifier)
    return next(exact, next(iter(members), None))


def _members(resource: Resource) -> tuple[ResourceId, ...]:
    """Most believed first; a resource that names none is its own."""
    return tuple(member.id for member in resource.members) or (resource.id,)


def _joins(verdict: Verdict, ours: Collection[ResourceId], theirs: Collection[ResourceId]) -> bool:
    one, other = _sides(verdict)
    return (one in ours and other in theirs) or (one in theirs and other in ours)


def _sides(verdict: Verdict) -> tuple[ResourceId, ResourceId]:
    if isinstance(verdict, Link):
        return verdict.primary, verdict.secondary
    return verdict.leaver, verdict.keeper
