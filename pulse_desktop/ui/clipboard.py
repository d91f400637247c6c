"""Rows and values on the clipboard."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from pulse_desktop.model.resource import Resource

if TYPE_CHECKING:
    from pulse_desktop.ui.table.resource_table import ResourceTable


def put(text: str, *_checked: bool) -> None:
    """Place ``text`` on the clipboard. Takes a menu action's argument and ignores it."""
    QGuiApplication.clipboard().setText(text)


def table_text(table: "ResourceTable", resources: Sequence[Resource]) -> str:
    """The visible columns of ``resources`` as tab-separated lines below their titles."""
    positions = table.visible_positions()
    rows = [table.titles(positions)]
    for resource in resources:
        cells = table.cells(resource)
        rows.append([cells[position].text for position in positions])
    return "\n".join("\t".join(_flat(cell) for cell in row) for row in rows) + "\n"


def _flat(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")
