"""What the user can do with the preferences from the window."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.text import Text
from pulse_desktop.settings.preferences import Preferences, Retention, Theme
from pulse_desktop.ui import theme
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.translation import localised

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Desk


class PreferenceCommands(QObject):
    """Dresses the application, and has changes applied and written down."""

    changed = Signal(object)
    """Carries ``Preferences`` that hold from now on, whether they are written down or not."""

    saved = Signal(object)
    """Carries the ``Preferences`` that were written down."""

    def __init__(
        self, desk: "Desk", spawn: Spawn, say: Callable[[Text], None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._spawn = spawn
        self._say = say
        self._window = window
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def show_dialog(self) -> None:
        """Open the dialog of all preferences."""
        # Dialogs are loaded when they are asked for.
        from pulse_desktop.ui.screens.preferences import PreferencesDialog

        dialog = PreferencesDialog(
            self._desk.preferences(), self._desk.platforms(), self._window, estimate=self.cost
        )
        dialog.saved.connect(self.save)
        dialog.open()

    def cost(self, retention: Retention) -> str:
        """What a preset takes on disk, in words."""
        size = self._desk.retention_bytes(retention)
        if size is None:
            return self.tr("The size is known once something is recorded.")
        shown = localised(self._desk.preferences()).size(size)
        return self.tr("About {size} after a year, as things are now.").format(size=shown)

    def choose_theme(self, chosen: Theme) -> None:
        """Take another theme."""
        self.save(replace(self._desk.preferences(), theme=chosen))

    def save(self, preferences: Preferences) -> None:
        """Apply at once, then write down; say so when that fails."""
        self._spawn(self._save(preferences))

    async def _save(self, preferences: Preferences) -> None:
        self.apply(preferences)
        try:
            await self._desk.save_preferences(preferences)
        except PulseError as error:
            self._say(error.message)
            return
        self.saved.emit(preferences)

    def apply(self, preferences: Preferences) -> None:
        """Take other units or another theme for now."""
        theme.apply(_application(), preferences.theme)
        self.changed.emit(preferences)

    def _follow_system(self) -> None:
        theme.apply(_application(), self._desk.preferences().theme)


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("the window needs a QApplication")
    return app
