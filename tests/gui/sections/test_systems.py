"""One table of systems: what has columns of its own has them below its own heading."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pulse_desktop.ui.clipboard import table_text
from pulse_desktop.ui.models.column import NOTHING
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.models.resource_model import ACCESSIBLE, DISPLAY, TOOLTIP
from pulse_desktop.ui.table.table_file import shown, table_csv


def told(page, resource):
    """What the row of ``resource`` says, by the title of its columns."""
    say, model = page.model.presentation.formats.say, page.model
    cells = zip(model.columns_of(resource), model.cells(resource), strict=True)
    return {say(column.title): cell.text for column, cell in cells if column is not None}


def test_backup_servers_and_mail_gateways_follow_the_hosts(systems):
    assert [title for _, title in systems.model.headings] == [
        "Hosts",
        "Backup servers",
        "Mail gateways",
    ]


def test_a_backup_server_tells_of_its_stores_and_jobs(systems, vault):
    """The clearing that is told of is the one that is longest ago."""
    row = told(systems, vault)
    assert (row["Datastores"], row["Used"], row["Jobs"]) == ("2", "25 %", "✓ 3  ▲ 1")
    assert (row["Last GC"], row["Verify"], row["Dedup"]) == ("✓ 5 d ago", "✓ 2 d ago", "4.0×")


def test_a_mail_gateway_tells_of_its_queues(systems, gateway):
    """Who is on a list of senders is no message that is held back."""
    row = told(systems, gateway)
    assert (row["Queue"], row["Deferred"], row["Hold"]) == ("7", "3", "0")
    assert (row["Quarantine"], row["Spam 24 h"], row["Nodes"]) == ("37", "12 %", "1/2")


def test_what_says_nothing_of_a_backup_server_stays_empty(systems, vault):
    place = [column.id for column in systems.model.columns].index("guests")
    assert systems.model.cells(vault)[place] is NOTHING
    index = systems.model.index_of(vault.id).siblingAtColumn(place)
    assert [systems.model.data(index, role) for role in (DISPLAY, TOOLTIP, ACCESSIBLE)] == [
        None,
        None,
        None,
    ]


def test_a_screen_reader_hears_the_title_of_the_rows_own_column(systems, vault):
    place = [column.id for column in systems.model.columns].index("disk")
    index = systems.model.index_of(vault.id).siblingAtColumn(place)
    assert systems.model.data(index, ACCESSIBLE) == "Jobs 3 jobs ended well, 1 did not"


def test_arrow_keys_lead_through_all_sections(systems, vault, gateway):
    table = systems.table
    table.select(vault.id)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.current_resource().id == gateway.id


def test_a_section_names_the_columns_that_the_head_does_not(systems, vault):
    table = systems.table
    titles = table._own_titles(systems.model.columns_of(vault))
    named = [title.text for title in titles]
    assert named[:5] == ["Datastores", "Used", "Jobs", "Last GC", "Verify"]
    assert table._own_titles(systems.model.columns) == []


def test_the_head_names_the_columns_of_a_section_that_is_alone(systems, vault):
    heard = []
    systems.model.headerDataChanged.connect(lambda *_: heard.append(1))
    systems.filter("vault")
    titles = [
        systems.model.headerData(at, Qt.Orientation.Horizontal)
        for at in systems.table.visible_positions()
    ]
    assert titles[2:5] == ["Datastores", "Used", "Jobs"]
    assert heard
    systems.filter("")
    assert systems.model.headerData(2, Qt.Orientation.Horizontal) == "CPU"


def test_rows_of_one_table_have_its_columns_where_they_are_not_by_type(systems, vault):
    systems.group(Grouping.STATUS)
    assert systems.model.columns_of(vault) is systems.model.columns


def test_a_file_has_the_columns_of_every_section(systems):
    lines = table_csv(shown(systems.model, systems.table.visible_positions())).splitlines()
    titles = lines[0].split(",")
    values = dict(zip(titles, next(x for x in lines if ",vault," in x).split(","), strict=True))
    assert values["Group"] == "Backup servers"
    assert (values["Datastores"], values["Used (%)"], values["Queue"]) == ("2", "25.0", "")


def test_a_copied_row_has_its_own_columns(systems, vault, gateway):
    titles, row = table_text(systems.table, (vault,)).splitlines()
    assert dict(zip(titles.split("\t"), row.split("\t"), strict=True))["Jobs"] == "✓ 3  ▲ 1"
    assert "Queue" not in titles
    assert "Queue" in table_text(systems.table, (vault, gateway))


def test_what_is_not_known_of_a_backup_server_is_no_zero(systems, vault):
    facet = vault.facets[0].facet
    none = replace(facet, datastores=(), sync_jobs=(), verify_jobs=(), garbage_jobs=())
    quiet = replace(vault, facets=(replace(vault.facets[0], facet=none),))
    systems.model.update([quiet], ())
    row = told(systems, quiet)
    assert {row[title] for title in ("Datastores", "Used", "Jobs", "Last GC")} == {"—"}
