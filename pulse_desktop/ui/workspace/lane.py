"""What happened to the resources of a chart, as marks below its panels. No widgets."""

from collections.abc import Mapping, Sequence

from pulse_desktop.model.change import Change
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.charts.picture import LaneMark
from pulse_desktop.ui.inspector.event_line import event_line
from pulse_desktop.ui.presentation import Presentation


def lane(
    changes: Sequence[Change],
    window_s: tuple[float, float],
    known: Mapping[ResourceId, Resource],
    presentation: Presentation,
) -> tuple[LaneMark, ...]:
    """A mark a change that lies in the window, oldest first: a live one leaves some behind."""
    marks = (_mark(change, known, presentation) for change in reversed(changes))
    return tuple(mark for mark in marks if window_s[0] <= mark.start_s <= window_s[1])


def _mark(
    change: Change, known: Mapping[ResourceId, Resource], presentation: Presentation
) -> LaneMark:
    sentence, shape = presentation.formats.say(change.text), Shape.OFF
    resource = known.get(change.resource)
    if resource is not None:
        shape = event_line(change, resource, presentation).shape or Shape.OFF
    name = resource.name if resource is not None else change.resource_name
    text = sentence if name in sentence else f"{name}: {sentence}"
    return LaneMark(epoch_ms(change.at) / 1000, None, shape, text)
