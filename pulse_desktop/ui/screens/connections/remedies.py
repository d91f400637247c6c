"""What would help after a test: commands that grant what is missing, or another platform."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.text import mark
from pulse_desktop.provider.platform import Commands, Platform
from pulse_desktop.ui.screens.connections.command_list import CommandList
from pulse_desktop.ui.screens.connections.cures import Cures, cures
from pulse_desktop.ui.screens.connections.progress import Phase, Progress
from pulse_desktop.ui.theme import sizes


class Remedies(QWidget):
    """Offers only what fits the result; commands show when they are asked for."""

    other_wanted = Signal(object)
    """Carries the ``Platform`` that answered in place of the expected one."""

    def __init__(self, platforms: tuple[Platform, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._platforms = platforms
        self._other: Platform | None = None
        self._create = QPushButton(self, autoDefault=False)
        self._cures = Cures(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes(self.font()).medium)
        column.addWidget(self._create, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._cures)
        self._create.hide()
        self._create.clicked.connect(self._want_other)

    def show_for(self, progress: Progress, connection: Connection) -> None:
        """Offer what fits how the test of ``connection`` stands."""
        self._cures.show_commands(self._blocks(progress, connection))
        self._offer_other(progress)

    def commands(self) -> CommandList:
        """The commands, on show or not."""
        return self._cures.commands()

    def other(self) -> Platform | None:
        """The platform that is offered instead."""
        return self._other

    def _blocks(self, progress: Progress, connection: Connection) -> tuple[Commands, ...]:
        if not progress.wants_commands or progress.phase is not Phase.ENDED:
            return ()
        if progress.lacking:
            return tuple(cures(progress.lacking))
        if progress.cures:
            return (Commands(mark("Remedies", "Grant what is missing"), progress.cures),)
        return self._of(connection).commands(connection)

    def _of(self, connection: Connection) -> Platform:
        return next(each for each in self._platforms if each.id == connection.platform)

    def _offer_other(self, progress: Progress) -> None:
        named = (each for each in self._platforms if each.title == progress.other_product)
        self._other = next(named, None)
        self._create.setVisible(self._other is not None)
        if self._other is not None:
            text = self.tr("Create a {product} connection instead")
            self._create.setText(text.format(product=self._other.title))

    def _want_other(self) -> None:
        if self._other is not None:
            self.other_wanted.emit(self._other)
