"""What every strip of a window is fed from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.tasks import Spawn

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Recordings


@dataclass(frozen=True, slots=True)
class StripSource:
    """History, the stretch of it that is looked at, and the means to ask."""

    recordings: "Recordings"
    time: TimeControl
    spawn: Spawn
