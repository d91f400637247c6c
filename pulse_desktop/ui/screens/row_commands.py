"""What can be done with the rows of the tab that is up."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.ui.clipboard import put_table
from pulse_desktop.ui.screens.actions import Actions
from pulse_desktop.ui.screens.operator_commands import OperatorCommands
from pulse_desktop.ui.screens.resource_page import ResourcePage
from pulse_desktop.ui.screens.row_menu import RowMenu, column_menu
from pulse_desktop.ui.web import open_web


class RowCommands(QObject):
    """Acts on whichever page is up; does nothing where there are no rows."""

    def __init__(
        self,
        actions: Actions,
        page: Callable[[], ResourcePage | None],
        operator: OperatorCommands,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._operator = operator
        self._actions = actions
        self._page = page

    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        page = self._page()
        selected = page.table.selected_resources() if page is not None else ()
        if page is not None and selected:
            put_table(page.table, selected)

    def open_web(self) -> None:
        """Open the current resource's own web page."""
        page = self._page()
        resource = page.table.current_resource() if page is not None else None
        if page is not None and resource is not None:
            open_web(page.table.presentation.web_address(resource))

    def edit_notes(self) -> None:
        """Open the form of the user's words on the current resource."""
        self._with_current(self._operator.edit)

    def split(self) -> None:
        """Ask which source leaves the current resource."""
        self._with_current(self._operator.split)

    def merge(self) -> None:
        """Ask with what the current resource is to be merged."""
        self._with_current(self._operator.merge)

    def show_menu(self, at: QPoint) -> None:
        """Show what can be done with the current resource."""
        page = self._page()
        resource = page.table.current_resource() if page is not None else None
        if page is not None and resource is not None:
            _show(RowMenu(self._actions, page.table, resource), at)

    def _with_current(self, act: Callable[[ResourceId], None]) -> None:
        page = self._page()
        resource = page.table.current_resource() if page is not None else None
        if resource is not None:
            act(resource.id)

    def choose_columns(self) -> None:
        """Show the column chooser below the head of the table."""
        page = self._page()
        if page is not None:
            self.choose_columns_at(page.table.viewport().mapToGlobal(QPoint(0, 0)))

    def choose_columns_at(self, at: QPoint) -> None:
        """Show the column chooser at a point of the screen."""
        page = self._page()
        if page is not None:
            _show(column_menu(page.table, page.table), at)


def _show(menu: QMenu, at: QPoint) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(at)
