"""Rows and values on the clipboard."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.models.column import CellKind
from pulse_desktop.ui.spreadsheet import harmless

if TYPE_CHECKING:
    from pulse_desktop.ui.table.resource_table import ResourceTable

_FIGURES = (CellKind.NUMBER, CellKind.BAR)


def put(text: str, *_checked: bool) -> None:
    """Place ``text`` on the clipboard. Takes a menu action's argument and ignores it."""
    QGuiApplication.clipboard().setText(text)


def put_table(table: "ResourceTable", resources: Sequence[Resource]) -> None:
    """Place ``resources`` on the clipboard, as plain text and as a table for documents."""
    data = QMimeData()
    data.setText(table_text(table, resources))
    data.setHtml(table_html(table, resources))
    QGuiApplication.clipboard().setMimeData(data)


def table_text(table: "ResourceTable", resources: Sequence[Resource]) -> str:
    """The visible columns of ``resources`` as tab-separated lines below their titles."""
    return "\n".join("\t".join(row) for row in _rows(table, resources)) + "\n"


def table_html(table: "ResourceTable", resources: Sequence[Resource]) -> str:
    """The same as a table, figures to the right."""
    kinds = [column.kind for column in table.columns_of(resources)]
    aligned = [' align="right"' if kind in _FIGURES else "" for kind in kinds]
    titles, *rows = _rows(table, resources)
    lines = [_html_row("th", aligned, titles), *(_html_row("td", aligned, row) for row in rows)]
    return f"<table>\n{''.join(lines)}</table>\n"


def _rows(table: "ResourceTable", resources: Sequence[Resource]) -> list[list[str]]:
    """Titles, then the cells of each resource: one line each, and none that is run."""
    columns, presentation = table.columns_of(resources), table.presentation
    rows = [[presentation.formats.say(column.title) for column in columns]]
    for resource in resources:
        texts = (column.cell(resource, presentation).text for column in columns)
        rows.append([harmless(_flat(text)) for text in texts])
    return rows


def _html_row(tag: str, aligned: Sequence[str], cells: Sequence[str]) -> str:
    from html import escape  # with every name of a character: when something is copied

    written = (
        f"<{tag}{align}>{escape(cell)}</{tag}>" for align, cell in zip(aligned, cells, strict=True)
    )
    return f"<tr>{''.join(written)}</tr>\n"


def _flat(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")
