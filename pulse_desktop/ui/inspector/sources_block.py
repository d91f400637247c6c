"""The inspector's block of sources: what was put together, and how the user can change that."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pulse_desktop.ui.clock.live_only import NEEDS_LIVE
from pulse_desktop.ui.inspector.captions import caption, heading, muted, value
from pulse_desktop.ui.inspector.sources import DecisionLine, SourceLine, Sources
from pulse_desktop.ui.removal import discard
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate

_TITLE_CHARACTERS = 15


class SourcesBlock(QWidget):
    """Members, decisions, *Split merged resource…* and *Merge with…*."""

    split_requested = Signal()
    merge_requested = Signal()
    undo_requested = Signal(object)
    """Carries the ``Decision`` to take back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources = Sources()
        self._is_offered = True
        size = sizes(self.font())
        self._split = QPushButton(self.tr("Split…"), self, autoDefault=False)
        self._split.setAccessibleName(self.tr("Split merged resource"))
        self._merge = QPushButton(self.tr("Merge with…"), self, autoDefault=False)
        self._split.clicked.connect(self.split_requested)
        self._merge.clicked.connect(self.merge_requested)
        head = QHBoxLayout()
        head.setSpacing(size.tight)
        head.addWidget(heading(self.tr("Sources"), self), 1)
        head.addWidget(self._split)
        head.addWidget(self._merge)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, size.small, 0, 0)
        self._column.setSpacing(size.small)
        self._column.addLayout(head)
        self._list: QWidget | None = None
        self._build()

    def show_sources(self, sources: Sources) -> None:
        """Show them; the widgets stay as long as they are the same."""
        if sources != self._sources:
            self._sources = sources
            self._build()

    def offer(self, *, offered: bool) -> None:
        """Let sources be split and merged, or say why they cannot be."""
        if offered != self._is_offered:
            self._is_offered = offered
            self._build()

    def _build(self) -> None:
        if self._list is not None:
            discard(self._list)
        self._split.setVisible(len(self._sources.lines) > 1)
        self._dress(self._split, self.tr("Keep one of the sources as a resource of its own"))
        self._dress(self._merge, self.tr("Say that another resource is the same thing"))
        self._list = QWidget(self)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes(self.font()).small)
        column.addLayout(self._members(self._list))
        for line in self._sources.decisions:
            column.addLayout(self._decision(line, self._list))
        self._column.addWidget(self._list)

    def _dress(self, button: QPushButton, usual: str) -> None:
        button.setToolTip(usual if self._is_offered else translate(NEEDS_LIVE))
        button.setEnabled(self._is_offered)

    def _members(self, parent: QWidget) -> QGridLayout:
        size = sizes(self.font())
        grid = QGridLayout()
        grid.setHorizontalSpacing(size.medium)
        grid.setVerticalSpacing(size.tight)
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(self._sources.lines):
            title = muted(line.title, parent)
            title.setFixedWidth(_TITLE_CHARACTERS * size.character)
            grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(self._member(line, parent), row, 1)
        return grid

    def _member(self, line: SourceLine, parent: QWidget) -> QVBoxLayout:
        cell = QVBoxLayout()
        cell.setSpacing(0)
        name = f"{line.name} · {line.state}" if line.state else line.name
        cell.addWidget(value(name, parent))
        if line.native_id != line.name:
            cell.addWidget(caption(_breakable(line.native_id), parent))
        return cell

    def _decision(self, line: DecisionLine, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(value(line.text, parent), 1)
        undo = QPushButton(self.tr("Undo"), parent, autoDefault=False)
        undo.setAccessibleName(self.tr("Undo: {decision}").format(decision=line.text))
        undo.clicked.connect(partial(self._undo, line))
        self._dress(undo, "")
        row.addWidget(undo, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _undo(self, line: DecisionLine, *_checked: bool) -> None:
        self.undo_requested.emit(line.decision)


def _breakable(text: str) -> str:
    """A label breaks a line only at blanks, and an id of 64 letters has none."""
    step = 24
    return "\u200b".join(text[at : at + step] for at in range(0, len(text), step))
