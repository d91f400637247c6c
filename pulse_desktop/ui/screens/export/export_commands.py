"""What the user can do with the chart on show: export, copy and print it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.text import Text, mark
from pulse_desktop.settings.export_choice import ExportChoice
from pulse_desktop.ui.clipboard import put
from pulse_desktop.ui.screens.actions import Actions
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.theme import colours

if TYPE_CHECKING:  # numpy and the painter are loaded when a chart is first exported
    from pulse_desktop.ui.charts.export.subject import Subject
    from pulse_desktop.ui.desk import Desk
    from pulse_desktop.ui.screens.export.export_dialog import ExportDialog
    from pulse_desktop.ui.screens.export.printing import PrintJob

_COPY_SCALE = 2


class ExportCommands(QObject):
    """Acts on whichever chart is on show; says so where there is none."""

    def __init__(
        self,
        actions: Actions,
        desk: "Desk",
        spawn: Spawn,
        say: Callable[[Text], None],
        subject: "Callable[[], Subject | None]",
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._spawn = spawn
        self._say = say
        self._subject = subject
        self._window = window
        actions.export_chart.triggered.connect(self.export)
        actions.export_chart_as.triggered.connect(self.show_dialog)
        actions.copy_chart.triggered.connect(self.copy)
        actions.print_chart.triggered.connect(self.print)

    def export(self) -> None:
        """Ask where to, and write the chart as the last one was."""
        subject = self._on_show()
        if subject is not None:
            self._ask_path(subject, self._desk.preferences().export, self._asking())

    def show_dialog(self) -> "ExportDialog | None":
        """Ask how, then where to; the answer is remembered."""
        from pulse_desktop.ui.screens.export.export_dialog import ExportDialog

        subject = self._on_show()
        if subject is None:
            return None
        last = self._desk.preferences().export
        window = self._asking()
        dialog = ExportDialog(subject, last, self._spawn, window)
        dialog.chosen.connect(lambda choice: self._ask_path(subject, choice, window))
        dialog.copied.connect(lambda choice: self._spawn(self._copy_as(subject, choice)))
        dialog.open()
        return dialog

    def copy(self) -> None:
        """Put the chart on the clipboard, as an image and as text."""
        subject = self._on_show()
        if subject is not None:
            self._spawn(self._copy(subject, self._desk.preferences().export))

    def print(self) -> None:
        """Ask for a printer, and print the chart in black on white."""
        from pulse_desktop.ui.screens.export.printing import ask_printer

        subject = self._on_show()
        if subject is not None:
            choice = self._desk.preferences().export
            ask_printer(subject, choice, self._print, self._asking())

    def _on_show(self) -> "Subject | None":
        subject = self._subject()
        if subject is None:
            self._say(mark("Export", "There is no chart to export yet. Open one first."))
        return subject

    def _asking(self) -> QWidget:
        """The window that the user is in: that of a chart, or else the main one."""
        active = QApplication.activeWindow()
        return self._window if active is None or isinstance(active, QDialog) else active

    def _ask_path(self, subject: "Subject", choice: ExportChoice, window: QWidget) -> None:
        from pulse_desktop.ui.charts.export.file_name import file_name
        from pulse_desktop.ui.screens.export.file_prompt import Offer, ask_path

        def take(path: Path) -> None:
            self._spawn(self._export(subject, replace(choice, folder=str(path.parent)), path))

        name, kind = file_name(subject, choice.format), choice.format.value
        ask_path(Offer(choice.folder, name, kind), take, window)

    async def _export(self, subject: "Subject", choice: ExportChoice, path: Path) -> None:
        from pulse_desktop.ui.charts.export.work import Order, Watch, carry_out
        from pulse_desktop.ui.screens.export.export_progress import ExportProgress

        order = Order(subject, choice, path, colours(self._window.palette()))
        progress = ExportProgress(path.name, self._window)
        watch = Watch(progress.told.emit)
        progress.stopped.connect(watch.stop)
        try:
            await self._remember(choice)
            await carry_out(order, self._desk.recordings, watch)
        except PulseError as error:
            self._say(error.message)
        else:
            self._say(mark("Export", "Saved as {path}").given(path=str(path)))
        finally:
            watch.stop()
            progress.close()

    async def _remember(self, choice: ExportChoice) -> None:
        """For the next time; what cannot be kept is no reason not to export."""
        try:
            await self._desk.save_preferences(replace(self._desk.preferences(), export=choice))
        except PulseError as error:
            self._say(error.message)

    def _print(self, job: "PrintJob") -> None:
        self._spawn(self._printed(job))

    async def _printed(self, job: "PrintJob") -> None:
        if not await asyncio.to_thread(job.run):
            self._say(mark("Export", "The printer cannot be reached. Nothing was printed."))

    async def _copy_as(self, subject: "Subject", choice: ExportChoice) -> None:
        """What the format is: a picture, or figures as text."""
        from pulse_desktop.ui.charts.export.work import text_of

        if choice.format.is_picture:
            await self._copy(subject, choice)
            return
        try:
            text = await text_of(subject, choice, self._desk.recordings)
        except PulseError as error:
            self._say(error.message)
            return
        put(text)
        self._say(mark("Export", "The figures are on the clipboard."))

    async def _copy(self, subject: "Subject", choice: ExportChoice) -> None:
        from pulse_desktop.ui.charts.export.clipboard import mime_data
        from pulse_desktop.ui.charts.export.drawing import image
        from pulse_desktop.ui.charts.export.work import drawing_of

        drawing = drawing_of(subject, choice, colours(self._window.palette()))
        try:
            made = await asyncio.to_thread(image, drawing, _COPY_SCALE)
        except PulseError as error:
            self._say(error.message)
            return
        QGuiApplication.clipboard().setMimeData(mime_data(made, subject.picture))
        self._say(mark("Export", "The chart is on the clipboard."))
