"""The sentence above the table: how many are protected, each phrase a filter."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from pulse_desktop.recovery.standing import Posture
from pulse_desktop.ui import shapes
from pulse_desktop.ui.recovery.wording import SHAPES
from pulse_desktop.ui.theme import colours, sizes
from pulse_desktop.ui.tool_tip import as_written


class Sentence(QWidget):
    """``38 of 41 protected``, ``2 stale``, ``1 never``: pressed, only those are listed."""

    chosen = Signal(object)
    """Carries the ``Posture`` to be listed alone, or ``None`` for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: Posture | None = None
        self._phrases = {posture: self._phrase(posture) for posture in Posture}
        self._rest = QLabel(self)
        self._rest.setTextFormat(Qt.TextFormat.PlainText)
        self._rest.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._rest.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._rest.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(self.tr("How well everything is protected"))
        size = sizes(self.font())
        row = QHBoxLayout(self)
        row.setContentsMargins(size.small, size.tight, size.medium, size.tight)
        row.setSpacing(size.tight)
        for phrase in self._phrases.values():
            row.addWidget(phrase)
        row.addWidget(self._rest, 1)
        self._dress()

    @property
    def posture(self) -> Posture | None:
        """What is listed alone."""
        return self._chosen

    def say(self, counts: Mapping[Posture, int], rest: str, explained: str) -> None:
        """Show these numbers, and ``rest`` at the end of the line, ``explained`` on hover."""
        known = sum(counts.values()) - counts.get(Posture.UNKNOWN, 0)
        for posture, phrase in self._phrases.items():
            count = counts.get(posture, 0)
            words = self._words(posture).format(n=count, known=known)
            phrase.setText(f" {words}")  # room for the shape before it
            phrase.setAccessibleName(words)
            is_first = posture is Posture.PROTECTED and known > 0
            phrase.setVisible(bool(count) or is_first or phrase.isChecked())
        self._rest.setText(rest)
        self._rest.setToolTip(as_written(explained))
        self._rest.setAccessibleDescription(explained)

    def choose(self, posture: Posture | None) -> None:
        """List only those, or all."""
        if posture is self._chosen:
            return
        self._chosen = posture
        for each, phrase in self._phrases.items():
            phrase.setChecked(each is posture)
        self.chosen.emit(posture)

    def text(self) -> str:
        """The whole sentence."""
        shown = (phrase for phrase in self._phrases.values() if not phrase.isHidden())
        return " · ".join(phrase.text().strip() for phrase in shown)

    def phrase(self, posture: Posture) -> QPushButton:
        """The part about one posture."""
        return self._phrases[posture]

    def _words(self, posture: Posture) -> str:
        return {
            Posture.PROTECTED: self.tr("{n} of {known} protected"),
            Posture.STALE: self.tr("{n} stale"),
            Posture.NEVER: self.tr("{n} never"),
            Posture.UNKNOWN: self.tr("{n} not known"),
        }[posture]

    def _hint(self, posture: Posture) -> str:
        return {
            Posture.PROTECTED: self.tr("List only what has a good copy that is new enough"),
            Posture.STALE: self.tr("List only what has a good copy that is too old"),
            Posture.NEVER: self.tr("List only what was looked for and has no good copy"),
            Posture.UNKNOWN: self.tr("List only what nobody could look for"),
        }[posture]

    def _phrase(self, posture: Posture) -> QPushButton:
        phrase = QPushButton(self, flat=True, autoDefault=False)
        phrase.setCheckable(True)
        phrase.setObjectName("phrase")
        phrase.setToolTip(self._hint(posture))
        phrase.setAccessibleDescription(self._hint(posture))
        phrase.clicked.connect(lambda checked: self.choose(posture if checked else None))
        return phrase

    def _dress(self) -> None:
        # Its own palette changes with its own sheet.
        tokens, size = colours(self.window().palette()), sizes(self.font())
        for posture, phrase in self._phrases.items():
            phrase.setIcon(shapes.icon(SHAPES[posture], tokens, size.shape))
            phrase.setIconSize(QSize(size.shape, size.shape))
        sheet = (
            f"#phrase {{ color: {tokens.text}; border: 1px solid transparent;"
            f" border-radius: {size.radius}px; padding: {size.tight}px {size.small}px; }}"
            f"#phrase:hover {{ background: {tokens.raised}; }}"
            f"#phrase:checked {{ background: {tokens.selected}; border-color: {tokens.accent}; }}"
            f"#phrase:focus {{ border-color: {tokens.accent}; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()
