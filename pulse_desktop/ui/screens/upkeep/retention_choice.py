"""How long history is kept: the presets, and what each will need."""

from collections.abc import Callable

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from pulse_desktop.settings.preferences import Retention

Estimate = Callable[[Retention], str]
"""What a retention will need on disk, in words."""


class RetentionChoice(QComboBox):
    """The presets in words."""

    def __init__(self, now: Retention, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for retention, title in (
            (Retention.LIGHT, self.tr("Light: minutes for a day, hours for a year")),
            (Retention.STANDARD, self.tr("Standard: minutes for a week, hours for two years")),
            (Retention.DEEP, self.tr("Deep: minutes for a month, hours for ten years")),
        ):
            self.addItem(title, retention)
        self.choose(now)

    @property
    def retention(self) -> Retention:
        """The preset on show."""
        return Retention(self.currentData())

    def choose(self, retention: Retention) -> None:
        """Show another one."""
        self.setCurrentIndex(list(Retention).index(retention))


class RetentionCost(QLabel):
    """What the preset on show will need on disk."""

    def __init__(
        self, choice: RetentionChoice, estimate: Estimate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, wordWrap=True)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._choice = choice
        self._estimate = estimate
        choice.currentIndexChanged.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        """Say it anew."""
        self.setText(self._estimate(self._choice.retention))
