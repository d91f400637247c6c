"""What the frame of the window says of a published state: lenses and banner lines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.poll import ConnectionStatus
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.ui import shapes
from pulse_desktop.ui.models.tally import Tally
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.screens.lens_bar import Lens
from pulse_desktop.ui.standing import shape_of

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Published


def lenses(
    connections: Sequence[ConnectionStatus],
    tally: Tally,
    types: frozenset[ResourceType],
    presentation: Presentation,
) -> tuple[Lens, ...]:
    """All, and one row a connected platform: its worst shape and how many of ``types`` it has.

    The row of everything has no shape: it would only say again what the others say.
    """
    seen: dict[PlatformId, set[Shape]] = {}
    for status in connections:
        platform = status.connection.platform
        seen.setdefault(platform, tally.shapes(platform)).add(shape_of(status.state))
    rows = [
        Lens(p, presentation.title(p), shapes.worst(found), tally.reported(p, types))
        for p, found in seen.items()
    ]
    rows.sort(key=lambda lens: lens.title.casefold())
    everything = QCoreApplication.translate("Window", "All")
    return (Lens(None, everything, None, tally.total(types)), *rows)


def banner_lines(published: "Published", presentation: Presentation) -> tuple[str, ...]:
    """What stands above the table, most urgent first."""
    say = presentation.formats.say
    lines = []
    if published.recorder.problem is not None:
        lines.append(say(published.recorder.problem))
    if published.recorded_at is not None:
        shown = QCoreApplication.translate(
            "Window", "Showing what was recorded {moment}. Live values follow."
        )
        lines.append(shown.format(moment=presentation.formats.absolute(published.recorded_at)))
    lines.extend(say(notice) for notice in published.notices)
    return tuple(lines)
