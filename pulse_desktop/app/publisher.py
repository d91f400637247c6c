"""From the runtime to the window: what both the recorder and the read model say at one moment."""

from typing import TYPE_CHECKING

from pulse_desktop.model.text import Text
from pulse_desktop.ui.desk import Published, RecorderStatus
from pulse_desktop.ui.hub import StateHub

if TYPE_CHECKING:  # comes with the runtime
    from pulse_desktop.app.runtime import Runtime
    from pulse_desktop.settings.estates import EstateList


class Publisher:
    """Owner of the hub that the window listens to."""

    def __init__(self, notices: tuple[Text, ...]) -> None:
        self.hub = StateHub()
        self._notices = notices

    def end(self) -> None:
        """Publish nothing any more, also what was offered a moment ago."""
        self.hub.published.disconnect()

    def publish(self, runtime: "Runtime", estates: "EstateList | None") -> None:
        """Offer what the runtime of the open estate knows now."""
        self.hub.offer(
            Published(
                state=runtime.state,
                connections=runtime.statuses,
                recorder=_recorder_status(runtime),
                notices=self._notices,
                recorded_at=runtime.recalled_at,
                touched=runtime.take_touched(),
                estate=runtime.profile.live.estate,
                estates=estates,
                is_demo=runtime.profile.is_demo,
            )
        )


def _recorder_status(runtime: "Runtime") -> RecorderStatus:
    recording = runtime.recording
    return RecorderStatus(
        is_recording=recording is not None and runtime.problem is None,
        problem=runtime.problem,
        database_bytes=recording.size_bytes if recording is not None else None,
        since=runtime.recorded_since,
        under_way=runtime.under_way,
    )
