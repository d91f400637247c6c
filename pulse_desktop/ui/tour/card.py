"""The guide's card at the foot of the window. It covers nothing and stops nobody."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.ui.theme import colours, scaled, sizes

_HAIRLINE = 2
_CAPTION, _HEADING = 0.9, 1.15
_WIDEST, _BUTTON = 110, 12
"""Characters of a line of words, for longer ones are hard to read; and of a button."""

_LINES = 3
"""Of words, as most stops have: what is above the card does not move from stop to stop."""

_OF_THE_ROOM = 100
"""The words take what they can use before any of it stays empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the card says at one stop."""

    step: str
    """Such as ``Stop 2 of 6``."""

    title: str
    words: str
    missing: str
    """Why what the words are about cannot be seen; empty where it can."""

    is_first: bool
    is_last: bool


class TourCard(QWidget):
    """One stop's words, and the ways to the others. Can be driven by keys alone."""

    back = Signal()
    on = Signal()
    """The next stop is wanted, or after the last one the end."""

    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAccessibleName(self.tr("Tour"))
        self._make_words()
        self._make_buttons()
        self._lay_out()
        self._bind()
        self.setFocusProxy(self._on)
        self.hide()

    def show_page(self, page: Page) -> None:
        """Say the words of another stop, or the same ones again."""
        is_other = page != self._page
        self._page = page
        self._step.setText(page.step)
        self._title.setText(page.title)
        self._words.setText(page.words)
        self._missing.setText(page.missing)
        self._missing.setVisible(bool(page.missing))
        self._back.setEnabled(not page.is_first)
        self._on.setText(self.tr("Finish") if page.is_last else self.tr("Next"))
        self._end.setVisible(not page.is_last)
        self.setAccessibleDescription(self.said())
        if is_other and self.isVisible():
            self._announce()

    def said(self) -> str:
        """Everything that is on the card, in the order in which it is read."""
        labels = (self._step, self._title, self._words, self._missing)
        return ". ".join(label.text().rstrip(".") for label in labels if label.text()) + "."

    def begin(self) -> None:
        """Come up, and take the keys."""
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._announce()

    def has_keys(self) -> bool:
        """Whether the keyboard is on the card."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _make_words(self) -> None:
        self._step = self._label(QPalette.ColorRole.PlaceholderText)
        self._step.setFont(scaled(self.font(), _CAPTION))
        self._title = self._label(QPalette.ColorRole.WindowText)
        self._title.setFont(scaled(self.font(), _HEADING, bold=True))
        self._words = self._label(QPalette.ColorRole.WindowText)
        self._missing = self._label(QPalette.ColorRole.PlaceholderText)
        for label in (self._words, self._missing):
            label.setWordWrap(True)
            label.setMaximumWidth(_WIDEST * sizes(self.font()).character)
        self._missing.hide()
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._words.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())

    def _label(self, role: QPalette.ColorRole) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setForegroundRole(role)
        return label

    def _make_buttons(self) -> None:
        self._back = self._button(self.tr("Back"), self.back, "Alt+Left")
        self._on = self._button(self.tr("Next"), self.on, "Alt+Right")
        self._end = self._button(self.tr("End tour"), self.ended, "Esc")

    def _button(self, text: str, act: SignalInstance, keys: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.setMinimumWidth(_BUTTON * sizes(self.font()).character)
        button.clicked.connect(act)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            press = QShortcut(QKeySequence(key), button)
            press.setContext(Qt.ShortcutContext.WidgetShortcut)
            press.activated.connect(button.click)
        return button

    def _lay_out(self) -> None:
        size = sizes(self.font())
        words = QVBoxLayout()
        words.setSpacing(size.tight)
        for label in (self._step, self._title, self._words, self._missing):
            words.addWidget(label)
        words.addStretch(1)
        ways = QHBoxLayout()
        ways.setSpacing(size.small)
        for button in (self._end, self._back, self._on):
            ways.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        row = QHBoxLayout(self)
        row.setContentsMargins(size.large, size.small + _HAIRLINE, size.medium, size.small)
        row.setSpacing(size.large)
        row.addLayout(words, _OF_THE_ROOM)
        row.addStretch(1)
        row.addLayout(ways)
        QWidget.setTabOrder(self._on, self._back)
        QWidget.setTabOrder(self._back, self._end)

    def _bind(self) -> None:
        """The keys work while the card has the focus, and everything else keeps its own."""
        for keys, act in (
            ("Alt+Right", self.on),
            ("N", self.on),
            ("Alt+Left", self.back),
            ("P", self.back),
            ("Esc", self.ended),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _announce(self) -> None:
        """Say the stop to who cannot see it."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.said()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = colours(self.palette())
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), _HAIRLINE, QColor(tokens.demo))
        finally:
            painter.end()
