"""Commands that grant what a credential lacks: what reading takes, and apart from it the rest."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from pulse_desktop.model.snapshot import Lack
from pulse_desktop.model.text import mark
from pulse_desktop.provider.platform import Commands
from pulse_desktop.ui.screens.connections.command_list import CommandList
from pulse_desktop.ui.theme import sizes


def cures(lacking: Iterable[Lack]) -> Iterator[Commands]:
    """One block for all that comes with reading, and one for each thing that opens more."""
    cured = [lack for lack in lacking if lack.commands]
    reading = [lack.commands for lack in cured if lack.opens is None]
    lines = tuple(dict.fromkeys(line for commands in reading for line in commands))
    if lines:
        yield Commands(mark("Cures", "Grant what is missing"), lines)
    for lack in cured:
        if lack.opens is not None:
            title = mark("Cures", "Optional: {title}").given(title=lack.title)
            yield Commands(title, lack.commands, lack.opens)


class Cures(QWidget):
    """Blocks of commands that show when they are asked for; nothing where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._show = QPushButton(self.tr("Show commands that fix this"), self, autoDefault=False)
        self._show.setCheckable(True)
        self._commands = CommandList(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes(self.font()).medium)
        column.addWidget(self._show, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._commands)
        self._commands.hide()
        self._show.toggled.connect(self._commands.setVisible)
        self.hide()

    def show_commands(self, blocks: tuple[Commands, ...]) -> None:
        """Offer these in place of those before."""
        if not blocks:
            self._show.setChecked(False)
        self.setVisible(bool(blocks))
        self._commands.show_commands(blocks)
        self._commands.follow(self._show)

    def button(self) -> QPushButton:
        """What shows and hides the commands."""
        return self._show

    def commands(self) -> CommandList:
        """The commands, on show or not."""
        return self._commands
