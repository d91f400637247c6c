"""Tables as files and on the clipboard: what is shown, with figures that programs can read."""

import csv
import io
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from pulse_desktop.ui.clipboard import put_table
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.screens.export.table_export import TableExport
from pulse_desktop.ui.screens.tab import TabId
from pulse_desktop.ui.table.table_file import shown, table_csv


@pytest.fixture
def page(window):
    window.turn_to(TabId.WORKLOADS)
    return window.contents._pages.page


def read(page):
    text = table_csv(shown(page.model, page.table.visible_positions()))
    return list(csv.DictReader(io.StringIO(text)))


def test_the_rows_are_those_on_show_in_their_order(page):
    page.table.sort_as("name", descending=True)
    names = [row["Name"] for row in read(page)]
    assert names == sorted(names, key=str.casefold, reverse=True)
    assert len(names) == page.model.count()


def test_a_filter_holds_for_the_file(page):
    page.model.ask(replace(page.model.query, text="web-1"))
    assert [row["Name"] for row in read(page)] == ["web-1"]


def test_hidden_columns_are_left_out(page):
    page.table.choose_column("cpu", shown=False)
    assert not [title for title in read(page)[0] if title.startswith("CPU")]


def test_figures_are_raw_with_their_unit_in_the_title(page):
    text = table_csv(shown(page.model, list(range(len(page.table.columns)))))
    row = next(row for row in csv.DictReader(io.StringIO(text)) if row["Uptime (s)"])
    assert {"CPU (%)", "Net ↓ (B/s)", "Last seen (UTC)"} <= row.keys()
    assert int(row["Uptime (s)"]) > 0
    assert 0 <= float(row["CPU (%)"]) <= 1600


def test_what_is_not_known_is_an_empty_cell(page):
    assert "—" not in table_csv(shown(page.model, page.table.visible_positions()))


def test_sections_are_a_column(page):
    page.group(Grouping.HOST)
    groups = [row["Group"] for row in read(page)]
    assert groups == [s.title for s in page.model.sections for _ in s.resources]


def test_a_table_is_saved_where_the_user_says(window, page, desk, tmp_path):
    said, actions = [], window.contents._actions
    TableExport(actions, desk.seam, desk.spawn, said.append, lambda: page, window).export()
    path = tmp_path / "workloads.csv"
    window.findChild(QFileDialog).fileSelected.emit(str(path))
    assert path.read_text(encoding="utf-8").startswith("Name,Status")
    assert str(said[-1]) == f"Saved as {path}"
    assert desk.preferences.export.folder == str(tmp_path)


def test_no_table_is_said(window, desk):
    said = []
    commands = TableExport(
        window.contents._actions, desk.seam, desk.spawn, said.append, lambda: None, window
    )
    commands.export()
    assert str(said[-1]) == "There is no row to export."


def test_copied_rows_are_a_table_for_documents(page):
    resources = page.model.sections[0].resources[:2]
    put_table(page.table, resources)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines()[1].startswith(resources[0].name)
    assert data.html().count("<tr>") == 3
    assert f"<td>{resources[0].name}</td>" in data.html()


def test_a_copied_name_is_neither_markup_nor_a_formula(page):
    hostile = replace(page.model.sections[0].resources[0], name="=<b>1+1</b>")
    page.model.update([hostile], [])
    put_table(page.table, [hostile])
    data = QGuiApplication.clipboard().mimeData()
    assert "<td>&#x27;=&lt;b&gt;1+1&lt;/b&gt;</td>" in data.html()
    assert data.text().splitlines()[1].startswith("'=<b>")
