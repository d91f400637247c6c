"""What the timeline has been told of each resource, and what it has to be told next."""

from collections.abc import Mapping
from datetime import datetime

from pulse_desktop.model.change import Change
from pulse_desktop.model.ids import ResourceId, SourceName
from pulse_desktop.resources.difference import Seen, difference
from pulse_desktop.resources.membership import Regrouping


class Telling:
    """Compares what is with what was last told; one change a resource at most."""

    def __init__(self) -> None:
        self._told: dict[ResourceId, Seen] = {}

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
        before = {resource: self._before(resource, regrouping) for resource in seen}
        changes = []
        for resource in sorted(seen):
            old, new = before[resource], seen[resource]
            is_absorbed = new is None and bool(regrouping.heirs(resource))
            change = None if is_absorbed else difference(old, new, at, source)
            if change is not None:
                changes.append(change)
        for resource, new in seen.items():
            if new is None:
                self._told.pop(resource, None)
            else:
                self._told[resource] = new
        return tuple(changes)

    def _before(self, resource: ResourceId, regrouping: Regrouping) -> Seen | None:
        told = self._told.get(resource)
        if told is not None:
            return told
        older = (self._told.get(each) for each in sorted(regrouping.predecessors(resource)))
        return next((each for each in older if each is not None), None)
