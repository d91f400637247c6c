"""What the user can do with estates from the main window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.text import Text
from pulse_desktop.settings.estates import Estate
from pulse_desktop.ui.screens.estates.estate_button import EstateButton
from pulse_desktop.ui.tasks import Spawn

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Desk, Published
    from pulse_desktop.ui.screens.estates.estates_dialog import EstatesDialog


class EstateCommands(QObject):
    """Owner of the button with the estates, and of the dialog once it was asked for."""

    titled = Signal(str)
    """Carries the name of the estate on show; empty while there is no other."""

    def __init__(
        self,
        desk: "Desk",
        spawn: Spawn,
        say: Callable[[Text], None],
        manage: QAction,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._spawn = spawn
        self._say = say
        self._window = window
        self._published: Published | None = None
        self._dialog: EstatesDialog | None = None
        self.button = EstateButton(manage, window)
        self.button.chosen.connect(self.switch)
        manage.triggered.connect(self.show_dialog)

    def show_published(self, published: "Published") -> None:
        """Take a newer list, and which one is open."""
        self._published = published
        if published.estates is None:
            return
        living = published.estates.living
        self.button.show_estates(living, published.shown)
        is_demo = published.is_demo
        self.titled.emit(self.tr("Demo estate") if is_demo else _title(living, published.estate))
        if self._dialog is not None:
            self._dialog.show_published(published)

    def show_dialog(self) -> "EstatesDialog":
        """Open the list of all estates, or bring it to the front."""
        # Dialogs are loaded when they are asked for.
        from pulse_desktop.ui.screens.estates.estates_dialog import EstatesDialog

        if self._dialog is None:
            dialog = self._dialog = EstatesDialog(self._desk.estates, self._spawn, self._window)
            dialog.chosen.connect(self.switch)
            if self._published is not None:
                dialog.show_published(self._published)
        self._dialog.open()
        return self._dialog

    def switch(self, estate: str) -> None:
        """Turn the window to another estate."""
        self.button.say(self.tr("Opening…"))
        self.button.tell_busy(busy=True)
        self._spawn(self._switch(EstateId(estate)))

    async def _switch(self, estate: EstateId) -> None:
        try:
            await self._turn_to(estate)
        except PulseError as error:
            self._refuse(error.message)
        finally:
            self.button.tell_busy(busy=False)

    async def _turn_to(self, estate: EstateId) -> None:
        """Out of the demo, it leads over the estate that was open before."""
        published = self._published
        if published is not None and published.is_demo:
            await self._desk.demo.leave()
            if estate == published.estate:
                return
        await self._desk.estates.switch(estate)

    def _refuse(self, message: Text) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.refuse(message)
        else:
            self._say(message)


def _title(estates: tuple[Estate, ...], opened: EstateId | None) -> str:
    """Whose window it is; nothing where that goes without saying."""
    names = [estate.name for estate in estates if estate.id == opened]
    return names[0] if names and len(estates) > 1 else ""
