"""What the timeline has been told of each resource, and what it has to be told next."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from pulse_desktop.model.change import Change
from pulse_desktop.model.condition import Condition
from pulse_desktop.model.ids import ResourceId, SourceName
from pulse_desktop.resources.difference import Seen, difference, joined, parted
from pulse_desktop.resources.membership import Regrouping


class Telling:
    """Compares what is with what was last told; one change a resource at most."""

    def __init__(self) -> None:
        self._told: dict[ResourceId, Seen] = {}

    def conditions(self) -> dict[ResourceId, Condition]:
        """How each resource stood when it was last heard of, by id."""
        return {resource: seen.condition for resource, seen in self._told.items()}

    def tell(
        self,
        seen: Mapping[ResourceId, Seen | None],
        regrouping: Regrouping,
        at: datetime,
        source: SourceName,
    ) -> tuple[Change, ...]:
        """The changes that lead to ``seen``, the touched resources as they are now.

        A resource whose members are part of another one now did not disappear, and one that
        has the members of another was seen before.
        """
        changes = [
            change
            for resource in sorted(seen)
            if (change := self._change(resource, seen, regrouping, at, source)) is not None
        ]
        for resource, new in seen.items():
            if new is None:
                self._told.pop(resource, None)
            else:
                self._told[resource] = new
        return tuple(changes)

    def _change(
        self,
        resource: ResourceId,
        seen: Mapping[ResourceId, Seen | None],
        regrouping: Regrouping,
        at: datetime,
        source: SourceName,
    ) -> Change | None:
        old, new = self._told.get(resource), seen[resource]
        if old is not None and new is None:
            heir = _first(seen, regrouping.heirs(resource))
            if heir is not None:
                return joined(old.resource, heir.resource, at, source)
        if old is None and new is not None:
            keeper = _first(seen, regrouping.predecessors(resource))
            if keeper is not None:
                return parted(new.resource, keeper.resource, at, source)
            old = _first(self._told, regrouping.predecessors(resource))
        return difference(old, new, at, source)


def _first(
    seen: Mapping[ResourceId, Seen | None] | Mapping[ResourceId, Seen],
    resources: Iterable[ResourceId],
) -> Seen | None:
    found = (seen.get(resource) for resource in sorted(resources))
    return next((each for each in found if each is not None), None)
