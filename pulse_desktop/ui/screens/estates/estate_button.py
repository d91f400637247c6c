"""Whose rows these are: the name of the estate on show, and a menu of the others."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from pulse_desktop.model.ids import EstateId
from pulse_desktop.settings.estates import DEMO, Estate
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.tool_tip import as_written

_WIDEST = 24
"""Characters; a longer name is cut, and whole in the tool tip."""


class EstateButton(QToolButton):
    """Hidden while there is one estate only and no demo. Says which other one is wanted."""

    chosen = Signal(str)
    """Carries an ``EstateId``."""

    def __init__(self, manage: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manage = manage
        self._shown: tuple[tuple[Estate, ...], EstateId | None] = ((), None)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._choose)
        self.setMenu(self._menu)
        self.hide()

    def show_estates(self, estates: tuple[Estate, ...], shown: EstateId | None) -> None:
        """Show these, and ``shown`` as the one that the window is of; the demo is listed then."""
        if shown == DEMO:
            estates = (Estate(DEMO, self.tr("Demo estate")), *estates)
        if (estates, shown) == self._shown:
            return
        self._shown = (estates, shown)
        self._fill(estates, shown)
        self.say(self._name())
        self._dress(is_demo=shown == DEMO)
        self.setVisible(len(estates) > 1)

    def say(self, text: str) -> None:
        """Show ``text`` as the button's."""
        room = _WIDEST * sizes(self.font()).character
        # An ampersand would make the letter after it a mnemonic.
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.setText(f"{shown.replace('&', '&&')}  ")  # room for the arrow
        self.setToolTip(as_written(self.tr("Estate: {name}").format(name=text)))
        self.setAccessibleName(self.toolTip())

    def tell_busy(self, *, busy: bool) -> None:
        """Take no other choice while a switch is under way."""
        self.setEnabled(not busy)
        if not busy:
            self.say(self._name())

    def _name(self) -> str:
        estates, shown = self._shown
        return next((estate.name for estate in estates if estate.id == shown), "")

    def _dress(self, *, is_demo: bool) -> None:
        """Be a pill in the demo's colour, or a plain button."""
        self.setProperty("demo", is_demo)
        self.style().unpolish(self)
        self.style().polish(self)

    def _fill(self, estates: tuple[Estate, ...], shown: EstateId | None) -> None:
        for action in self._group.actions():
            self._group.removeAction(action)
            action.deleteLater()
        self._menu.clear()
        for estate in estates:
            action = QAction(estate.name.replace("&", "&&"), self._group, checkable=True)
            action.setData(estate.id)
            action.setChecked(estate.id == shown)
            self._menu.addAction(action)
        self._menu.addSeparator()
        self._menu.addAction(self._manage)

    def _choose(self, action: QAction) -> None:
        _, shown = self._shown
        wanted = str(action.data())
        for each in self._group.actions():
            each.setChecked(each.data() == shown)
        if wanted != shown:
            self.chosen.emit(wanted)
