"""What a chart needs of the window that it is in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulse_desktop.model.text import Text
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.workspace.document import OfferUndo

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Notes, Recordings


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSeam:
    """Whom to ask, whom to tell, and how values are written."""

    recordings: "Recordings"
    notes: "Notes"
    spawn: Spawn
    presents: Callable[[], Presentation]
    offer: OfferUndo
    say: Callable[[Text], None]
