"""The user's words on resources, found again under any id that a resource has or had."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.operator import NOTHING_SAID, Annotation


class Words:
    """Annotations by id. A resource's own words come before those under its other ids."""

    def __init__(self, kept: Mapping[ResourceId, Annotation]) -> None:
        self._said = dict(kept)
        self._new: dict[ResourceId, Annotation] = {}

    def about(self, resource: ResourceId, aliases: Sequence[ResourceId]) -> Annotation:
        """What the user says of the resource."""
        said = NOTHING_SAID
        if self._said:
            for each in (resource, *aliases):
                said = said.over(self._said.get(each, NOTHING_SAID))
        return said

    def spread(self, resource: ResourceId, aliases: Sequence[ResourceId]) -> Annotation:
        """The same, and enter it under every id: the one it was said under may go some day."""
        said = self.about(resource, aliases)
        if not said.is_silent:
            self.write(resource, aliases, said)
        return said

    def write(self, resource: ResourceId, aliases: Sequence[ResourceId], words: Annotation) -> None:
        """Enter words under every id, so that no later id of the resource loses them."""
        for each in (resource, *aliases):
            self._set(each, words)

    def inherit(self, heir: ResourceId, predecessor: ResourceId) -> None:
        """Copy words to what was recreated, without overwriting any it has (D-02)."""
        old = self._said.get(predecessor, NOTHING_SAID)
        if not old.is_silent:
            self._set(heir, self._said.get(heir, NOTHING_SAID).over(old))

    def taken(self) -> Mapping[ResourceId, Annotation]:
        """What was set since the last time this was asked."""
        new, self._new = self._new, {}
        return MappingProxyType(new)

    def _set(self, resource: ResourceId, words: Annotation) -> None:
        if self._said.get(resource) != words:
            self._said[resource] = self._new[resource] = words
