"""What cells say."""

from datetime import timedelta

import pytest

from pulse_desktop.model.facet import DiskFacet, GuestFacet, NodeFacet
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.models.columns import INFRASTRUCTURE, STORAGE, WORKLOADS
from pulse_desktop.ui.models.guest_facts import disk_reason
from pulse_desktop.ui.severity import Severity
from pulse_desktop.ui.table.column_fit import fitting

TABLES = {"infrastructure": INFRASTRUCTURE, "workloads": WORKLOADS, "storage": STORAGE}


@pytest.fixture
def cell(estate, presentation):
    def read(columns, name, column):
        resource = next(r for r in estate.resources() if r.name == name)
        return next(c for c in columns if c.id == column), resource, presentation

    return read


@pytest.mark.parametrize("columns", TABLES.values(), ids=TABLES)
def test_every_column_has_text_for_every_resource(columns, estate, presentation):
    for resource in estate.resources():
        for column in columns:
            assert column.cell(resource, presentation).text
            assert column.spoken(resource, presentation)
            assert column.explanation(resource, presentation)


@pytest.mark.parametrize("columns", TABLES.values(), ids=TABLES)
def test_column_ids_are_unique_and_the_name_never_gives_way(columns):
    assert len({column.id for column in columns}) == len(columns)
    assert [column.id for column in columns if column.rank == 0] == ["name"]


def test_a_stopped_guest_has_no_cpu(cell):
    column, resource, presentation = cell(WORKLOADS, "windows-11", "cpu")
    shown = column.cell(resource, presentation)
    assert (shown.text, shown.ratio) == (MISSING, None)
    assert column.spoken(resource, presentation) == "CPU, not measured"
    assert column.explanation(resource, presentation) == "Not reported by Proxmox VE"


def test_a_bar_carries_its_ratio_and_severity(cell):
    column, resource, presentation = cell(INFRASTRUCTURE, "pve2", "memory")
    shown = column.cell(resource, presentation)
    assert shown.text == "87 %"
    assert shown.ratio == pytest.approx(0.873, abs=1e-3)
    assert shown.severity is Severity.CRITICAL


def test_a_screen_reader_hears_a_whole_sentence(cell):
    column, resource, presentation = cell(INFRASTRUCTURE, "pve2", "memory")
    assert column.spoken(resource, presentation) == "Memory 87 %, 55.9 GB of 64.0 GB, critical"


def test_a_screen_reader_hears_the_status_with_the_name(cell):
    column, resource, presentation = cell(WORKLOADS, "vaultwarden", "name")
    assert column.spoken(resource, presentation) == "vaultwarden, Unhealthy"


def test_a_tooltip_tells_where_a_value_comes_from(cell):
    column, resource, presentation = cell(INFRASTRUCTURE, "desk", "memory")
    said = column.explanation(resource, presentation)
    expected = "64 % · 20.6 GB of 32.0 GB — used minus available, This computer, 4 s ago"
    assert said == expected


@pytest.mark.parametrize(
    ("columns", "name", "column", "text"),
    [
        (WORKLOADS, "web-1", "id", "101"),
        (WORKLOADS, "web-1", "host", "pve1"),
        (WORKLOADS, "web-1", "type", "VM"),
        (WORKLOADS, "web", "health", "2/3"),
        (WORKLOADS, "grafana", "ports", "3000"),
        (WORKLOADS, "grafana", "project", "monitoring"),
        (WORKLOADS, "importer", "restarts", "14"),
        (WORKLOADS, "web-1", "restarts", MISSING),
        (INFRASTRUCTURE, "desk", "version", "Debian 12.8"),
        (INFRASTRUCTURE, "pve1", "version", "9.1.2"),
        (INFRASTRUCTURE, "pve1", "uptime", "13d 0h"),
        (INFRASTRUCTURE, "edge-pi", "uptime", MISSING),
        (INFRASTRUCTURE, "desk", "source", "Docker, This computer"),
        (STORAGE, "tank", "usage", "88 %"),
        (STORAGE, "tank", "avail", "4.18 TB"),
        (STORAGE, "local", "content", "iso, vztmpl, backup"),
    ],
)
def test_cells_read_the_facts_of_their_role(cell, columns, name, column, text):
    found, resource, presentation = cell(columns, name, column)
    assert found.cell(resource, presentation).text == text


@pytest.fixture
def disk(estate):
    """A disk that nobody measures the room of, as there is none to measure."""
    facet = DiskFacet(
        type="hdd", model="ST8000VN004", serial="ZR51K3QD", size_bytes=8 * 1024**4, temperature=41
    )
    return estate.resource("sdc", ResourceType.PHYSICAL_DISK, facets=(facet,), technology="ST8000")


def test_a_disk_has_its_size_its_type_and_its_warmth(disk, presentation):
    shown = {one.id: one.cell(disk, presentation).text for one in STORAGE}
    assert (shown["kind"], shown["total"], shown["smart_temp"]) == ("hdd", "8.00 TB", "41 °C")
    assert (shown["usage"], shown["avail"]) == (MISSING, MISSING)


def test_what_exactly_a_disk_is_stands_behind_its_type(disk, presentation):
    by_id = {one.id: one for one in STORAGE}
    assert by_id["kind"].explanation(disk, presentation) == "hdd, ST8000VN004, ZR51K3QD"
    assert by_id["kind"].spoken(disk, presentation) == "Type hdd, ST8000VN004, ZR51K3QD"
    assert by_id["total"].spoken(disk, presentation) == "Total 8.00 TB"


def test_a_measured_size_is_explained_by_who_measured_it(cell):
    column, resource, presentation = cell(STORAGE, "tank", "total")
    assert column.explanation(resource, presentation) == "36.0 TB — Proxmox VE, 4 s ago"


def test_columns_of_high_rank_give_way_first():
    chosen = frozenset(column.id for column in WORKLOADS if column.shown)
    widths = {column.id: 100 for column in WORKLOADS}
    assert fitting(WORKLOADS, chosen, widths, 2000) == chosen
    assert fitting(WORKLOADS, chosen, widths, len(chosen) * 100 - 1) == chosen - {"restarts"}
    assert fitting(WORKLOADS, chosen, widths, 300) == {"name", "cpu", "memory"}


def test_the_name_stays_however_little_room_there_is():
    widths = {column.id: 100 for column in WORKLOADS}
    assert fitting(WORKLOADS, frozenset(), widths, 10) == {"name"}
    assert Metric.CPU in {column.metric for column in WORKLOADS}


def told(columns, name):
    return next(column for column in columns if column.id == name)


def guest(estate, **fields):
    facet = GuestFacet(vmid=100, node_name="pve1", instance="lab", **fields)
    return estate.resource("web", ResourceType.VM, facets=(facet,))


@pytest.mark.parametrize(
    ("hours", "shown", "spoken"),
    [(12, "✓ 12h 0m", ""), (30, "⚠ 1d 6h", "more than a day ago"), (99, "✗ 4d 3h", "too long ago")],
)
def test_a_backups_age_is_a_sign_and_a_word(estate, presentation, hours, shown, spoken):
    column = told(WORKLOADS, "backup")
    resource = guest(estate, last_backup=presentation.now() - timedelta(hours=hours))
    assert column.cell(resource, presentation).text == shown
    assert column.explanation(resource, presentation).endswith(spoken)


def test_a_guest_without_a_backup_has_no_age(estate, presentation):
    column = told(WORKLOADS, "backup")
    assert column.cell(guest(estate), presentation).text == MISSING
    assert column.explanation(guest(estate), presentation) == "No backup is known of"


def test_a_disk_that_nobody_measured_says_why_and_what_to_do(estate, presentation):
    column, resource = told(WORKLOADS, "disk"), guest(estate, disk_status_reason="agent-disabled")
    assert column.cell(resource, presentation).text == MISSING
    sentence = "The guest agent is switched off. Switch it on in the guest's options."
    assert column.explanation(resource, presentation) == sentence
    assert column.spoken(resource, presentation) == f"Disk {sentence}"


def test_a_reason_nobody_knows_says_who_does_not_report(estate, presentation):
    column, resource = told(WORKLOADS, "disk"), guest(estate, disk_status_reason="cosmic-rays")
    assert column.explanation(resource, presentation).startswith("Not reported by ")


def test_figures_that_were_kept_say_so(estate):
    resource = guest(estate, disk_status_reason="prev-agent-timeout")
    assert str(disk_reason(resource)).startswith("Last known figures. The guest agent did not")


def test_updates_say_when_they_were_looked_up(estate, presentation):
    checked = presentation.now() - timedelta(hours=3)
    facet = NodeFacet(
        node_name="n", instance="lab", pending_updates=4, pending_updates_checked_at=checked
    )
    node = estate.resource("n", ResourceType.AGENT, facets=(facet,))
    column = told(INFRASTRUCTURE, "updates")
    assert column.cell(node, presentation).text == "4"
    assert column.explanation(node, presentation) == "4 updates, looked up 3 h ago"
