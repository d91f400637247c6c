"""One figure of a node or guest with all that is behind it. Pure: no Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

from pulse_desktop.model.facet import FigureTruth
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.views.figure_truth import FIELDS, figure_truth, has_truth
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.presentation import Presentation

PREFERRED = "preferred"

NAME, FIGURE, VALUE, LABEL, TRUST, REASON, AGE = range(7)
TITLES: tuple[Text, ...] = (
    mark("Diagnostics", "Name"),
    mark("Diagnostics", "Figure"),
    mark("Diagnostics", "Value"),
    mark("Diagnostics", "Source"),
    mark("Diagnostics", "Trust"),
    mark("Diagnostics", "Reason and notes"),
    mark("Diagnostics", "Age"),
)
_INPUTS = mark("Diagnostics", "Chosen from")
_UNTOLD = mark("Diagnostics", "Its source tells no more.")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Written when it is painted; what nobody told is a dash."""

    resource: Resource
    metric: Metric
    truth: FigureTruth | None

    @property
    def is_preferred(self) -> bool:
        """Whether it is from the best source there is."""
        return self.truth is not None and self.truth.trust == PREFERRED

    def text(self, column: int, presentation: Presentation) -> str:
        """What a cell shows."""
        if column == NAME:
            return self.resource.name
        if column == FIGURE:
            return presentation.formats.say(self.metric.label)
        if column == VALUE:
            return presentation.amount(self.metric, self.resource.metrics.get(self.metric))
        return self._of_truth(column, presentation)

    def order(self, column: int) -> tuple[float, str]:
        """What rows are sorted by within a column; what is missing comes last."""
        truth, measured = self.truth, self.resource.metrics.get(self.metric)
        if column == VALUE:
            return (2.0 if measured is None else -measured.value), ""
        if column == AGE:
            at = truth.measured_at if truth else None
            return (0.0 if at is None else -at.timestamp()), ""
        text = self.text(column, _PLAIN).casefold()
        return float(text == MISSING), text

    def line(self, presentation: Presentation) -> str:
        """The row for the clipboard: its cells, then each input in bytes."""
        cells = [self.text(column, presentation) for column in range(len(TITLES))]
        inputs = self.truth.inputs if self.truth else ()
        return "\t".join([*cells, "; ".join(f"{one.name}={one.bytes}" for one in inputs)])

    def explanation(self, presentation: Presentation) -> str:
        """Where the figure is from, as a sentence."""
        measured = self.resource.metrics.get(self.metric)
        if measured is not None:
            return presentation.explained(self.metric, measured)
        return self.text(REASON, presentation)

    def _of_truth(self, column: int, presentation: Presentation) -> str:
        truth = self.truth
        if truth is None:
            return presentation.formats.say(_UNTOLD) if column == REASON else MISSING
        if column == AGE:
            return presentation.formats.ago(truth.measured_at, presentation.now())
        if column == REASON:
            told = (truth.fallback_reason, *truth.notes)
            return ", ".join(dict.fromkeys(each for each in told if each)) or MISSING
        return (truth.source if column == LABEL else truth.trust) or MISSING


_PLAIN = Presentation()


def heading(presentation: Presentation) -> str:
    """The line above rows on the clipboard."""
    return "\t".join(presentation.formats.say(title) for title in (*TITLES, _INPUTS))


def figure_rows(resource: Resource) -> Iterator[FigureRow]:
    """Memory and disk of a node or guest; nothing of what has only one figure of each."""
    if not has_truth(resource):
        return
    for metric in FIELDS:
        yield FigureRow(resource, metric, figure_truth(resource, metric))
