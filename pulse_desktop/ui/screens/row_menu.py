"""Menus over a table: what can be done with a row, and which columns show."""

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.clipboard import put, table_text
from pulse_desktop.ui.models import facts
from pulse_desktop.ui.screens.actions import Actions
from pulse_desktop.ui.table.resource_table import ResourceTable
from pulse_desktop.ui.web import is_web_address


class RowMenu(QMenu):
    """Inspect, open, say, copy: for the selected resource."""

    def __init__(self, actions: Actions, table: ResourceTable, resource: Resource) -> None:
        super().__init__(table)
        self.addAction(actions.inspect)
        actions.open_web.setEnabled(is_web_address(table.presentation.web_address(resource)))
        self.addAction(actions.open_web)
        self.addSeparator()
        actions.add_to_chart.setEnabled(resource.series is not None)
        self.addAction(actions.add_to_chart)
        self.addSeparator()
        self.addActions(actions.on_words())
        self.addSeparator()
        copies = self.addMenu(self.tr("&Copy"))
        self._copy(copies, self.tr("&Name"), resource.name)
        self._copy(copies, self.tr("&IP address"), facts.address(resource))
        self._copy(copies, self.tr("I&D"), facts.own_id(resource) or resource.id)
        self._copy(copies, self.tr("&Row"), table_text(table, (resource,)))

    def _copy(self, menu: QMenu, title: str, text: str | None) -> None:
        action = QAction(title, menu)
        action.setEnabled(text is not None)
        action.triggered.connect(partial(put, text or ""))
        menu.addAction(action)


def column_menu(table: ResourceTable, parent: QWidget) -> QMenu:
    """Every column but the name, ticked where it is shown."""
    menu = QMenu(parent)
    titles = table.titles(range(len(table.columns)))
    for title, column in zip(titles, table.columns, strict=True):
        if column.rank == 0:
            continue
        action = QAction(title, menu, checkable=True)
        action.setChecked(column.id in table.layout_choice.shown)
        action.toggled.connect(partial(_choose, table, column.id))
        menu.addAction(action)
    return menu


def _choose(table: ResourceTable, name: str, shown: bool) -> None:  # noqa: FBT001 - a signal's argument
    table.choose_column(name, shown=shown)
