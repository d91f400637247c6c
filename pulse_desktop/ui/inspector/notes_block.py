"""The inspector's last words on a resource: those of the user."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pulse_desktop.model.operator import NOTHING_SAID, Annotation
from pulse_desktop.ui.clock.live_only import NEEDS_LIVE
from pulse_desktop.ui.inspector.captions import caption, heading, muted, value
from pulse_desktop.ui.inspector.chips import Chips
from pulse_desktop.ui.inspector.link_button import LinkButton
from pulse_desktop.ui.removal import discard
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate
from pulse_desktop.ui.web import open_web


class NotesBlock(QWidget):
    """Link, description, tags and notes, and the button that leads to their form."""

    edit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = NOTHING_SAID
        self._is_offered = True
        size = sizes(self.font())
        self._edit = QPushButton(self, autoDefault=False)
        self._edit.clicked.connect(self.edit_requested)
        head = QHBoxLayout()
        head.addWidget(heading(self.tr("Notes"), self), 1)
        head.addWidget(self._edit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, size.small, 0, 0)
        self._column.setSpacing(size.small)
        self._column.addLayout(head)
        self._said: QWidget | None = None
        self._build()

    def show_words(self, words: Annotation) -> None:
        """Show what is said; the widgets stay as long as it is the same."""
        if words != self._words:
            self._words = words
            self._build()

    def offer(self, *, offered: bool) -> None:
        """Let the words be changed, or say why they cannot be."""
        self._is_offered = offered
        self._dress_button()

    def _dress_button(self) -> None:
        self._edit.setText(self.tr("Add…") if self._words.is_silent else self.tr("Edit…"))
        self._edit.setAccessibleName(self.tr("Edit notes, link and tags"))
        usual = self.tr("Edit notes, link and tags (F2)")
        self._edit.setToolTip(usual if self._is_offered else translate(NEEDS_LIVE))
        self._edit.setEnabled(self._is_offered)

    def _build(self) -> None:
        if self._said is not None:
            discard(self._said)
        self._dress_button()
        self._said = QWidget(self)
        column = QVBoxLayout(self._said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes(self.font()).small)
        for part in self._parts(self._words, self._said):
            column.addWidget(part)
        self._column.addWidget(self._said)

    def _parts(self, words: Annotation, parent: QWidget) -> list[QWidget]:
        parts: list[QWidget] = []
        if words.is_silent:
            parts.append(muted(self.tr("What is worth knowing about it, in your words."), parent))
        if words.description:
            parts.append(value(words.description, parent))
        if words.web_url:
            parts.append(self._link(words.web_url, parent))
        elif words.web_url is not None:
            parts.append(caption(self.tr("No link, as you decided."), parent))
        if words.tags:
            spoken = self.tr("Tags: {tags}").format(tags=", ".join(words.tags))
            parts.append(Chips(words.tags, spoken, parent))
        if words.notes:
            parts.append(value(words.notes, parent))
        return parts

    def _link(self, address: str, parent: QWidget) -> QPushButton:
        button = LinkButton(address, parent)
        button.clicked.connect(partial(_open, address))
        return button


def _open(address: str, *_checked: bool) -> None:
    open_web(address)
