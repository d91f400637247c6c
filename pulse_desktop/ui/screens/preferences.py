"""The Preferences dialog: theme, units, intervals, retention."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from pulse_desktop.model.ids import PlatformId
from pulse_desktop.provider.platform import Platform
from pulse_desktop.settings.preferences import (
    ByteUnit,
    Preferences,
    RateUnit,
    TemperatureUnit,
    Theme,
    TimelineRetention,
)
from pulse_desktop.ui.screens.upkeep.retention_choice import (
    Estimate,
    RetentionChoice,
    RetentionCost,
)
from pulse_desktop.ui.theme import sizes

E = TypeVar("E", bound=StrEnum)
_LONGEST_INTERVAL_S = 3600


class PreferencesDialog(QDialog):
    """Edits a copy; ``saved`` carries it. Deletes itself when closed."""

    saved = Signal(object)

    def __init__(
        self,
        preferences: Preferences,
        platforms: Sequence[Platform],
        parent: QWidget | None = None,
        estimate: Estimate | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Preferences"))
        self._before = preferences
        self._estimate = estimate
        self._make_choices(preferences)
        self._intervals = {p.id: self._interval(p, preferences) for p in platforms}
        self._began = {platform: box.value() for platform, box in self._intervals.items()}
        size = sizes(self.font())
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.large, size.large, size.large)
        column.setSpacing(size.medium)
        column.addWidget(self._appearance())
        column.addWidget(self._polling(platforms))
        column.addWidget(self._history())
        column.addWidget(self._buttons())

    def preferences(self) -> Preferences:
        """What is set in the dialog."""
        return replace(
            self._before,
            theme=Theme(self._theme.currentData()),
            byte_unit=ByteUnit(self._bytes.currentData()),
            rate_unit=RateUnit(self._rates.currentData()),
            temperature_unit=TemperatureUnit(self._temperatures.currentData()),
            retention=self._retention.retention,
            timeline_retention=TimelineRetention(self._timeline.currentData()),
            intervals_s=self._chosen_intervals(),
        )

    def _make_choices(self, now: Preferences) -> None:
        self._theme = self._choice(
            now.theme,
            (Theme.SYSTEM, self.tr("Follow the system")),
            (Theme.LIGHT, self.tr("Light")),
            (Theme.DARK, self.tr("Dark")),
        )
        self._bytes = self._choice(
            now.byte_unit,
            (ByteUnit.JEDEC, self.tr("GB of 1024 MB, as hypervisors write it")),
            (ByteUnit.IEC, self.tr("GiB of 1024 MiB")),
            (ByteUnit.SI, self.tr("GB of 1000 MB")),
        )
        self._rates = self._choice(
            now.rate_unit,
            (RateUnit.BYTES, self.tr("Bytes a second")),
            (RateUnit.BITS, self.tr("Bits a second")),
        )
        self._temperatures = self._choice(
            now.temperature_unit,
            (TemperatureUnit.CELSIUS, self.tr("Celsius")),
            (TemperatureUnit.FAHRENHEIT, self.tr("Fahrenheit")),
        )
        self._retention = RetentionChoice(now.retention, self)
        self._timeline = self._choice(
            now.timeline_retention,
            (TimelineRetention.QUARTER, self.tr("90 days")),
            (TimelineRetention.YEAR, self.tr("A year")),
            (TimelineRetention.TWO_YEARS, self.tr("Two years")),
            (TimelineRetention.FIVE_YEARS, self.tr("Five years")),
            (TimelineRetention.FOREVER, self.tr("For ever")),
        )

    def _choice(self, now: E, *choices: tuple[E, str]) -> QComboBox:
        box = QComboBox(self)
        for value, title in choices:
            box.addItem(title, value)
        box.setCurrentIndex([value for value, _ in choices].index(now))
        return box

    def _interval(self, platform: Platform, now: Preferences) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(max(1, round(platform.minimum_interval_s)), _LONGEST_INTERVAL_S)
        box.setSuffix(self.tr(" s"))
        box.setValue(round(now.intervals_s.get(platform.id, platform.default_interval_s)))
        return box

    def _appearance(self) -> QGroupBox:
        box = QGroupBox(self.tr("Appearance"), self)
        form = QFormLayout(box)
        form.addRow(self.tr("&Theme"), self._theme)
        form.addRow(self.tr("&Sizes"), self._bytes)
        form.addRow(self.tr("&Rates"), self._rates)
        form.addRow(self.tr("Te&mperatures"), self._temperatures)
        return box

    def _polling(self, platforms: Sequence[Platform]) -> QGroupBox:
        box = QGroupBox(self.tr("Polling"), self)
        form = QFormLayout(box)
        form.addRow(self._caption(self.tr("The interval that new connections start with.")))
        for platform in platforms:
            form.addRow(platform.title, self._intervals[platform.id])
        box.setVisible(bool(platforms))
        return box

    def _history(self) -> QGroupBox:
        box = QGroupBox(self.tr("History"), self)
        form = QFormLayout(box)
        form.addRow(self.tr("&Keep"), self._retention)
        if self._estimate is not None:
            self._cost = RetentionCost(self._retention, self._estimate, self)
            form.addRow(self._cost)
        form.addRow(self.tr("Keep &events"), self._timeline)
        return box

    def _buttons(self) -> QDialogButtonBox:
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Save | standard.Cancel, self)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        return buttons

    def _caption(self, text: str) -> QLabel:
        label = QLabel(text, self, wordWrap=True)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    def _chosen_intervals(self) -> MappingProxyType[PlatformId, float]:
        """Those already set, and those that differ from what the dialog began with."""
        chosen = dict(self._before.intervals_s)
        for platform, box in self._intervals.items():
            if box.value() != self._began[platform]:
                chosen[platform] = float(box.value())
        return MappingProxyType(chosen)

    def _save(self) -> None:
        self.saved.emit(self.preferences())
        self.accept()
