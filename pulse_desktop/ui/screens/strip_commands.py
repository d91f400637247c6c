"""Showing and hiding the summary strip, a choice that each tab keeps for itself."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pulse_desktop.ui.screens.actions import Actions
from pulse_desktop.ui.screens.pages import Pages


class StripCommands(QObject):
    """Keeps the action and the page that is up in step."""

    def __init__(self, actions: Actions, pages: Pages, parent: QWidget) -> None:
        super().__init__(parent)
        self._action = actions.strip
        self._pages = pages
        self._action.toggled.connect(self._show)
        pages.currentChanged.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Tick the action for the page that is up; one without a table has no strip."""
        page = self._pages.page
        self._action.setEnabled(page is not None)
        if page is not None:
            self._action.setChecked(page.is_strip_wanted)

    def _show(self, wanted: bool) -> None:  # noqa: FBT001 - Qt's signal
        page = self._pages.page
        if page is not None:
            page.want_strip(wanted=wanted)
