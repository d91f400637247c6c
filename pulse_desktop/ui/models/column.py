"""One column of a table, as data."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.formatting import MISSING, UNKNOWN_THEN
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.severity import Severity, severity

Sortable = str | float
"""What a column is ordered by; one type a column."""

_USUAL = Severity.NORMAL

Raw = str | float | int | None
"""A value as programs read it, in a file."""


class CellKind(Enum):
    """How a cell is painted."""

    NAME = auto()
    """Status shape and name."""

    STATUS = auto()
    """The status word, in the colour of its shape when it is an exception."""

    TEXT = auto()
    NUMBER = auto()
    """Right-aligned figures of equal width, the unit dimmed."""

    BAR = auto()
    """A value bar and its per cent."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows."""

    text: str
    ratio: float | None = None
    severity: Severity = Severity.NORMAL
    shape: Shape | None = None
    """What stands beside the text; the shape of the resource's condition unless given."""


NOTHING = Cell("")
"""Where a row has nothing to say, known or not."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What a file has of a column that is ordered by something else than what it says."""

    unit: str
    read: Callable[[Resource, Presentation], Raw]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How one fact of a resource is shown, ordered and explained."""

    id: str
    """Under which the window remembers its width and whether it is shown."""

    title: Text
    value: Callable[[Resource], Sortable | None]
    """What rows are ordered by; ``None`` comes last in both directions."""

    text: Callable[[Resource, Presentation], str]
    kind: CellKind = CellKind.TEXT
    metric: Metric | None = None
    """The metric shown, when it is one: gives bars, severity and provenance."""

    share: Callable[[Resource], float | None] | None = None
    """How full the bar is, 0 to 1, where it is not the metric as it was measured."""

    shape: Callable[[Resource], Shape] | None = None
    """Of a name or a status that is about something else than the resource's condition."""

    told: Callable[[Resource, Presentation], str] | None = None
    """What the text says in full: for the tooltip and for a screen reader. Beside a metric, what
    is known although nobody measured it."""

    filed: Filed | None = None

    characters: int = 8
    """Width in average characters."""

    rank: int = 5
    """Columns of a higher rank give way first when there is little room; 0 never does."""

    shown: bool = True
    """Shown until the user chooses otherwise."""

    def cell(self, resource: Resource, presentation: Presentation) -> Cell:
        """What the table paints."""
        text = self.text(resource, presentation)
        if presentation.is_past and text == MISSING:
            return Cell(UNKNOWN_THEN)
        if self.shape is not None:
            return Cell(text, shape=self.shape(resource))
        if self.share is not None:
            share = self.share(resource)
            return Cell(text, share, severity(self.metric, share) if self.metric else _USUAL)
        if self.kind is not CellKind.BAR or self.metric is None:
            return Cell(text)
        measured = resource.metrics.get(self.metric)
        if measured is None:
            return Cell(text)
        return Cell(text, measured.value, severity(self.metric, measured.value))

    def explanation(self, resource: Resource, presentation: Presentation) -> str:
        """The tooltip: what the cell leaves out."""
        if presentation.is_past and self.text(resource, presentation) == MISSING:
            return presentation.formats.say(mark("Column", "Not known for that time"))
        if self.metric is None or self._is_told_instead(resource, presentation):
            return (self.told or self.text)(resource, presentation)
        measured = resource.metrics.get(self.metric)
        if measured is not None:
            return presentation.explained(self.metric, measured)
        say = presentation.formats.say
        reporters = presentation.platforms(resource)
        return say(mark("Column", "Not reported by {reporters}").given(reporters=reporters))

    def spoken(self, resource: Resource, presentation: Presentation) -> str:
        """The cell as a sentence, for a screen reader."""
        if self.metric is not None and not self._is_told_instead(resource, presentation):
            return presentation.spoken(self.metric, resource.metrics.get(self.metric))
        say = presentation.formats.say
        text = self.text(resource, presentation)
        if self.kind is CellKind.NAME:
            word = say(resource.condition.word)
            return f"{text}, {self.told(resource, presentation) if self.told else word}"
        if text == MISSING and presentation.is_past:
            title = say(self.title)
            return say(mark("Column", "{title}, not known for that time").given(title=title))
        if text == MISSING and not self._is_told_instead(resource, presentation):
            return say(mark("Column", "{title}, not known").given(title=say(self.title)))
        return f"{say(self.title)} {self.told(resource, presentation) if self.told else text}"

    def _is_told_instead(self, resource: Resource, presentation: Presentation) -> bool:
        """Whether what is shown is known by other ways than by measuring."""
        if self.told is None or self.metric in resource.metrics:
            return False
        return self.told(resource, presentation) != MISSING
