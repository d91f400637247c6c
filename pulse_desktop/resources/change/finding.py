"""What a rule is given, and what it says.

To learn of a thing is no change of it: a rule is silent about what only came or went with a
source.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.condition import Condition
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text
from pulse_desktop.resources.contribution import Contribution

NONE = "none"
"""The contract's word for the empty side of a change."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A resource as it was before it aged: its condition without staleness."""

    resource: Resource
    condition: Condition
    said: Sequence[Contribution] = ()
    """What is said of it, most believed first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that differs."""

    field: str
    """The name under which it leaves the program."""

    kind: ChangeKind
    text: Text
    from_state: str | None
    to_state: str | None
    is_by_user: bool = False
