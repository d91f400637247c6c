"""Format, size, dress and contents of an exported chart. Only what the format has is shown."""

from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from pulse_desktop.settings.export_choice import (
    SCALES,
    CsvLayout,
    ExportChoice,
    ExportFormat,
    ExportPoints,
    ExportSize,
    ExportTheme,
)
from pulse_desktop.ui.theme import sizes

E = TypeVar("E", bound=StrEnum)


class ExportForm(QWidget):
    """Edits a copy of a choice; ``changed`` whenever it is another one."""

    changed = Signal()

    def __init__(self, choice: ExportChoice, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder = choice.folder
        self._make_picture(choice)
        self._make_parts(choice)
        self._make_table(choice)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(sizes(self.font()).small)
        self._lay_out()
        self._connect()
        self._offer()

    def choice(self) -> ExportChoice:
        """What is chosen."""
        return ExportChoice(
            format=ExportFormat(self._format.currentData()),
            scale=int(self._scale.currentData()),
            size=ExportSize(self._size.currentData()),
            theme=ExportTheme(self._theme.currentData()),
            is_transparent=self._transparent.isChecked(),
            has_title=self._title.isChecked(),
            has_legend=self._legend.isChecked(),
            has_notes=self._notes.isChecked(),
            has_footer=self._footer.isChecked(),
            layout=CsvLayout(self._layout.currentData()),
            points=ExportPoints(self._points.currentData()),
            has_local_times=self._local.isChecked(),
            folder=self._folder,
        )

    def _make_picture(self, now: ExportChoice) -> None:
        self._format = self._words(
            now.format,
            (ExportFormat.PNG, self.tr("PNG image")),
            (ExportFormat.SVG, self.tr("SVG drawing")),
            (ExportFormat.PDF, self.tr("PDF page")),
            (ExportFormat.CSV, self.tr("CSV table")),
            (ExportFormat.JSON, self.tr("JSON document")),
        )
        self._size = self._words(
            now.size,
            (ExportSize.AS_SHOWN, self.tr("As shown")),
            (ExportSize.SLIDE, self.tr("Slide, 16:9")),
            (ExportSize.A4, self.tr("A4, across")),
            (ExportSize.SQUARE, self.tr("Square")),
        )
        self._scale = QComboBox(self)
        for scale in SCALES:
            self._scale.addItem(self.tr("{count}×").format(count=scale), scale)
        self._scale.setCurrentIndex(SCALES.index(now.scale))
        self._theme = self._words(
            now.theme,
            (ExportTheme.AS_SHOWN, self.tr("As shown")),
            (ExportTheme.LIGHT, self.tr("Light")),
            (ExportTheme.DARK, self.tr("Dark")),
            (ExportTheme.PRINT, self.tr("Print, readable without colours")),
        )
        self._transparent = self._tick(self.tr("&Transparent background"), now.is_transparent)

    def _make_parts(self, now: ExportChoice) -> None:
        self._title = self._tick(self.tr("T&itle"), now.has_title)
        self._legend = self._tick(self.tr("&Legend"), now.has_legend)
        self._notes = self._tick(self.tr("&Notes"), now.has_notes)
        self._footer = self._tick(self.tr("Foote&r"), now.has_footer)

    def _make_table(self, now: ExportChoice) -> None:
        self._layout = self._words(
            now.layout,
            (CsvLayout.WIDE, self.tr("A column for each series")),
            (CsvLayout.LONG, self.tr("A row for each point, with min and max")),
        )
        self._points = self._words(
            now.points,
            (ExportPoints.BUCKETED, self.tr("As drawn")),
            (ExportPoints.RAW, self.tr("Every reading that is kept")),
        )
        self._local = self._tick(self.tr("Local times beside &UTC"), now.has_local_times)

    def _lay_out(self) -> None:
        for label, field in (
            (self.tr("&Format"), self._format),
            (self.tr("&Size"), self._size),
            (self.tr("S&cale"), self._scale),
            (self.tr("Th&eme"), self._theme),
            ("", self._transparent),
            (self.tr("Include"), self._title),
            ("", self._legend),
            ("", self._notes),
            ("", self._footer),
            (self.tr("La&yout"), self._layout),
            (self.tr("&Points"), self._points),
            ("", self._local),
        ):
            self._form.addRow(label, field)

    def _connect(self) -> None:
        for box in self.findChildren(QComboBox):
            box.currentIndexChanged.connect(self._tell)
        for tick in self.findChildren(QCheckBox):
            tick.toggled.connect(self._tell)

    def _tell(self) -> None:
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        """Show the rows that the format has."""
        kind = ExportFormat(self._format.currentData())
        is_csv = kind is ExportFormat.CSV
        for field in (
            self._size,
            self._theme,
            self._title,
            self._legend,
            self._notes,
            self._footer,
        ):
            self._form.setRowVisible(field, kind.is_picture)
        self._form.setRowVisible(self._scale, kind is ExportFormat.PNG)
        self._form.setRowVisible(self._transparent, kind.can_be_transparent)
        self._form.setRowVisible(self._points, not kind.is_picture)
        self._form.setRowVisible(self._layout, is_csv)
        self._form.setRowVisible(self._local, is_csv)

    def _words(self, now: E, *words: tuple[E, str]) -> QComboBox:
        box = QComboBox(self)
        for value, title in words:
            box.addItem(title, value)
        box.setCurrentIndex([value for value, _ in words].index(now))
        return box

    def _tick(self, text: str, now: bool) -> QCheckBox:  # noqa: FBT001 - a box's state
        box = QCheckBox(text, self)
        box.setChecked(now)
        return box
