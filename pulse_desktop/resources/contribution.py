"""One source's say about one resource: what the merge works on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pulse_desktop.model.ids import NativeId, ResourceId
from pulse_desktop.model.snapshot import Observation, ResourceType
from pulse_desktop.model.source import Source


@dataclass(frozen=True, slots=True)
class Contribution:
    """What ``source`` says, stamped with when it was collected."""

    source: Source
    observation: Observation
    collected_at: datetime
    is_stale: bool = False
    """Its source has been quiet for longer than its platform allows."""

    address: NativeId | None = None
    """The native id that names its history, where it moved or was recreated since."""

    member: ResourceId | None = None
    """The id it has by itself; worked out from its native id where not given."""

    @property
    def series_id(self) -> NativeId:
        """The native id under which its history is kept."""
        return self.observation.native_id if self.address is None else self.address


Entry = tuple[ResourceType, NativeId]
"""Where one source's contribution stands: two types may share a native id."""

Said = Mapping[tuple[Source, Entry], Contribution | None]
"""What sources say of things; ``None`` where one took back what it said."""
