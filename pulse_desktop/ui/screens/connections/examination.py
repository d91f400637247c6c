"""One run of a connection test at a time: started, followed, stopped at once."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.secret import Secret
from pulse_desktop.provider.stage import StageTitle
from pulse_desktop.ui.desk import Examiner
from pulse_desktop.ui.screens.connections.progress import Phase, Progress
from pulse_desktop.ui.screens.connections.redaction import without
from pulse_desktop.ui.tasks import Cancellable, Spawn


@dataclass(frozen=True, slots=True)
class Subject:
    """What is tested."""

    connection: Connection
    secret: Secret | None
    """What was typed; ``None`` means the stored one."""

    saved: Connection | None
    """What is stored now; ``None`` for a connection that is new."""

    @property
    def is_edited(self) -> bool:
        """Whether there is something to save."""
        return self.secret is not None or self.connection != self.saved


class Examination(QObject):
    """Follows the examiner. The last result stays until the next start."""

    advanced = Signal(object)
    """Carries a ``Progress``."""

    def __init__(self, examiner: Examiner, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._examiner = examiner
        self._spawn = spawn
        self._run: Cancellable | None = None
        self._number = 0
        self._progress = Progress(())

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return self._progress

    @property
    def is_running(self) -> bool:
        """Whether a test is under way."""
        return self._run is not None

    def start(self, subject: Subject, titles: tuple[StageTitle, ...]) -> None:
        """Begin anew; a test under way is stopped."""
        self.stop()
        self._number += 1
        self._take(Progress(titles))
        self._run = self._spawn(self._follow(subject, self._number))

    def stop(self) -> None:
        """End it now. What it holds open is closed; a stage that still arrives is ignored."""
        run, self._run = self._run, None
        if run is None:
            return
        self._number += 1
        run.cancel()
        self._take(self._progress.stopped())

    async def _follow(self, subject: Subject, number: int) -> None:
        async for stage in self._examiner.examine(subject.connection, subject.secret):
            if number != self._number:
                return
            self._take(self._progress.advanced(without(subject.secret, stage)))
        if number == self._number and self._progress.phase is Phase.RUNNING:
            self._run = None
            self._take(self._progress.ended())

    def _take(self, progress: Progress) -> None:
        self._progress = progress
        self.advanced.emit(progress)
