"""Commands to be copied into a terminal elsewhere."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pulse_desktop.provider.platform import Commands
from pulse_desktop.ui import clipboard
from pulse_desktop.ui.screens.connections.wording import caption, fixed_font, strong
from pulse_desktop.ui.theme import scaled, sizes
from pulse_desktop.ui.translation import translate

_SMALL = 0.9


class CommandList(QWidget):
    """Blocks of commands, each with a title, a Copy button and a note."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Commands, ...] = ()
        self._blocks: tuple[_Block, ...] = ()
        size = sizes(self.font())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(size.large)

    def show_commands(self, blocks: tuple[Commands, ...]) -> None:
        """Replace what is shown, unless it is the same."""
        if blocks == self._shown:
            return
        self._shown = blocks
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._blocks = tuple(_Block(block, self) for block in blocks)
        for shown in self._blocks:
            self._column.addWidget(shown)
        self._column.addStretch(1)

    def follow(self, before: QWidget) -> None:
        """Let Tab lead from ``before`` to the first Copy button, and on from one to the next."""
        for block in self._blocks:
            QWidget.setTabOrder(before, block.copy)
            before = block.copy


class _Block(QWidget):
    """One title, its lines, and the button that copies them."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = "\n".join(commands.lines)
        title = translate(commands.title)
        self.copy = copy = QPushButton(self.tr("Copy"), self, autoDefault=False)
        copy.setAccessibleName(self.tr("Copy the commands: {title}").format(title=title))
        copy.clicked.connect(self._copy)
        head = QHBoxLayout()
        head.addWidget(strong(title, self), 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(copy, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes(self.font()).tight)
        column.addLayout(head)
        column.addWidget(self._frame(title))
        if commands.note is not None:
            column.addWidget(caption(translate(commands.note), self))

    def _frame(self, title: str) -> QFrame:
        frame = QFrame(self)
        frame.setAutoFillBackground(True)
        frame.setBackgroundRole(self.palette().ColorRole.Base)
        lines = QLabel(self._text, frame, wordWrap=True)
        lines.setTextFormat(Qt.TextFormat.PlainText)
        lines.setFont(scaled(fixed_font(self.font()), _SMALL))
        lines.setAccessibleName(title)
        lines.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        margin = sizes(self.font()).small
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(margin, margin, margin, margin)
        inside.addWidget(lines)
        return frame

    def _copy(self) -> None:
        clipboard.put(self._text)
