"""The whole effect of one snapshot. Everything downstream consumes this and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import MappingProxyType

from pulse_desktop.model.change import Change
from pulse_desktop.model.earlier import Recorded
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.operator import NOTHING_KEPT, Kept
from pulse_desktop.model.series import Readings, SeriesTarget
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.resources.contribution import Said
from pulse_desktop.resources.read_state import ReadState


@dataclass(frozen=True, slots=True)
class Commit:
    """What one snapshot, or the passing of time, did to the truth."""

    read: Callable[[], ReadState]
    """Gives the truth with it: a large estate's is put together only when somebody reads it."""

    touched: frozenset[ResourceId]
    changes: tuple[Change, ...]
    readings: Readings | None
    """What it adds to history; ``None`` when it measured nothing."""

    snapshot: Snapshot | None
    """What caused it; ``None`` when a source was withdrawn or time passed."""

    kept: Kept = NOTHING_KEPT
    """What the database has to keep from now on: only the annotations and tenancies that this
    commit set. Its verdicts are in force, all of them, where ``is_judged``."""

    is_judged: bool = False
    """Whether the user's verdicts changed."""

    said: Said = field(default_factory=lambda: MappingProxyType({}))
    """All that is behind ``changes``, and whatever came, moved or went without one: who keeps it
    with them is where the changes lead to."""

    earlier: tuple[tuple[SeriesTarget, Recorded], ...] = ()
    """What platforms themselves recorded, with whose history it belongs to."""

    @property
    def state(self) -> ReadState:
        """The truth as of this commit, until there is a newer one."""
        return self.read()
