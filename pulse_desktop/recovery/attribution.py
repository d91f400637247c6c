"""Whose a recovery point is: found by native id, else by number and namespace, else nobody's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pulse_desktop.model.facet import GuestFacet
from pulse_desktop.model.ids import NativeId, ResourceId
from pulse_desktop.model.namespace import is_namespace_of
from pulse_desktop.model.recovery import PointSubject
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Source


@dataclass(frozen=True, slots=True)
class _Guest:
    """A guest as those know it who store copies of it."""

    id: ResourceId
    type: ResourceType
    instance: str


@dataclass(frozen=True, slots=True)
class Owners:
    """Everything that copies can be of, by what they name it."""

    by_native: Mapping[tuple[Source, NativeId], ResourceId | None]
    """``None`` where two resources share a native id: types may (`model.snapshot`)."""

    by_number: Mapping[int, Sequence[_Guest]]

    def owner(self, source: Source, subject: PointSubject) -> ResourceId | None:
        """Whose ``subject`` is; ``None`` for nobody's, and for what is ambiguous (X-11)."""
        if subject.native_id is not None:
            found = self.by_native.get((source, NativeId(subject.native_id.strip())))
            if found is not None:
                return found
        return None if subject.number is None else self._numbered(subject.number, subject)

    def _numbered(self, number: int, subject: PointSubject) -> ResourceId | None:
        """The only guest of that number, or the only one whose instance is the namespace."""
        found = [
            guest
            for guest in self.by_number.get(number, ())
            if subject.type is None or guest.type is subject.type
        ]
        if len(found) > 1:
            namespace = subject.namespace or ""
            found = [guest for guest in found if is_namespace_of(namespace, guest.instance)]
        return found[0].id if len(found) == 1 else None


def owners(resources: Iterable[Resource]) -> Owners:
    """What there is, by what it is called."""
    by_native: dict[tuple[Source, NativeId], ResourceId | None] = {}
    by_number: defaultdict[int, list[_Guest]] = defaultdict(list)
    for resource in resources:
        for name in _names(resource):
            is_shared = by_native.get(name, resource.id) != resource.id
            by_native[name] = None if is_shared else resource.id
        for vmid, instance in _numbers(resource):
            by_number[vmid].append(_Guest(resource.id, resource.type, instance))
    return Owners(by_native, by_number)


def _names(resource: Resource) -> Iterable[tuple[Source, NativeId]]:
    if resource.members:
        return ((member.source, member.native_id) for member in resource.members)
    return ((source, status.native_id) for source, status in resource.sources.items())


def _numbers(resource: Resource) -> Sequence[tuple[int, str]]:
    """Each number once: two connections to one instance tell the same."""
    numbers: dict[tuple[int, str], None] = {}
    for sourced in resource.facets:
        if isinstance(sourced.facet, GuestFacet):
            numbers[sourced.facet.vmid, sourced.facet.instance] = None
    return tuple(numbers)
