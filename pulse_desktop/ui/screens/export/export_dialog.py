"""How a chart is to be exported, beside what that will look like."""

import asyncio

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pulse_desktop.settings.export_choice import ExportChoice, ExportFormat, ExportPoints
from pulse_desktop.ui.charts.export.drawing import image
from pulse_desktop.ui.charts.export.dress import size_of
from pulse_desktop.ui.charts.export.subject import Subject
from pulse_desktop.ui.charts.export.work import drawing_of
from pulse_desktop.ui.screens.export.export_form import ExportForm
from pulse_desktop.ui.screens.export.first_rows import first_rows
from pulse_desktop.ui.screens.export.preview import Preview
from pulse_desktop.ui.screens.primary_button import PrimaryButton
from pulse_desktop.ui.tasks import Cancellable, Spawn, is_alive
from pulse_desktop.ui.theme import colours, sizes

_FORM_CHARACTERS = 44
_WIDE, _HIGH = 150, 34
"""Characters and lines of the dialog as it opens."""


class ExportDialog(QDialog):
    """Edits a copy; ``chosen`` and ``copied`` carry it. Deletes itself when closed."""

    chosen = Signal(object)
    """Carries the ``ExportChoice`` of a file."""

    copied = Signal(object)
    """Carries the ``ExportChoice`` of what goes to the clipboard."""

    def __init__(
        self, subject: Subject, choice: ExportChoice, spawn: Spawn, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export chart"))
        self._subject = subject
        self._spawn = spawn
        self._wanted: ExportChoice | None = None
        self._work: Cancellable | None = None
        self._form = ExportForm(choice, self)
        self._preview = Preview(self)
        self._caption = QLabel(self, wordWrap=True)
        self._caption.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._lay_out()
        self._form.changed.connect(self._ask)
        self._preview.resized.connect(self._ask)
        self.finished.connect(self._stop)

    def choice(self) -> ExportChoice:
        """What is chosen."""
        return self._form.choice()

    def _lay_out(self) -> None:
        size = sizes(self.font())
        self._form.setFixedWidth(_FORM_CHARACTERS * size.character)
        left = QVBoxLayout()
        left.addWidget(self._form)
        left.addStretch()
        right = QVBoxLayout()
        right.setSpacing(size.small)
        right.addWidget(self._caption)
        right.addWidget(self._preview, 1)
        middle = QHBoxLayout()
        middle.setSpacing(2 * size.large)
        middle.addLayout(left)
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.large, size.large, size.large)
        column.setSpacing(size.large)
        column.addLayout(middle, 1)
        column.addWidget(self._buttons())
        self.resize(_WIDE * size.character, _HIGH * size.large)

    def _buttons(self) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox(self)
        export = PrimaryButton(self.tr("E&xport…"), self)
        export.set_primary(primary=True)
        buttons.addButton(export, role.AcceptRole)
        copy = buttons.addButton(self.tr("&Copy"), role.ActionRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._export)
        buttons.rejected.connect(self.reject)
        copy.clicked.connect(self._copy)
        return buttons

    def _export(self) -> None:
        self.chosen.emit(self.choice())
        self.accept()

    def _copy(self) -> None:
        self.copied.emit(self.choice())

    def _ask(self) -> None:
        """Have the newest choice shown; one preview is made at a time."""
        self._wanted = self.choice()
        self._caption.setText(self._described(self._wanted))
        if self._work is None:
            self._work = self._spawn(self._show_wanted())

    async def _show_wanted(self) -> None:
        try:
            while self._wanted is not None and is_alive(self):
                choice, self._wanted = self._wanted, None
                await self._show(choice)
        finally:
            self._work = None

    async def _show(self, choice: ExportChoice) -> None:
        if not choice.format.is_picture:
            rows = await asyncio.to_thread(first_rows, self._subject, choice)
            if is_alive(self):
                self._preview.show_text(rows)
            return
        drawing = drawing_of(self._subject, choice, colours(self.palette()))
        scale = self._preview.scale_for(drawing.size)
        made = await asyncio.to_thread(image, drawing, scale)
        if not is_alive(self):
            return
        if drawing.look.is_opaque:
            made.reinterpretAsFormat(made.Format.Format_RGB32)
        self._preview.show_image(made)

    def _stop(self) -> None:
        self._wanted = None
        if self._work is not None:
            self._work.cancel()

    def _described(self, choice: ExportChoice) -> str:
        """What the preview cannot show."""
        if not choice.format.is_picture:
            if choice.points is ExportPoints.RAW:
                return self.tr(
                    "First rows of what is drawn. Every reading is read as the file is written."
                )
            return self.tr("First rows.")
        size = size_of(choice, self._subject)
        if choice.format is ExportFormat.PNG:
            size = size * choice.scale
            return self.tr("{width} × {height} pixels").format(
                width=round(size.width()), height=round(size.height())
            )
        return self.tr("{width} × {height}, sharp at any size").format(
            width=round(size.width()), height=round(size.height())
        )
