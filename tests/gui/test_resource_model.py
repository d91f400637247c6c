"""The model keeps rows, and says no more than what changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt

from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.ui.models.columns import WORKLOADS
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.models.resource_model import ResourceModel


@pytest.fixture
def model(qapp, presentation, estate):
    made = ResourceModel(WORKLOADS, presentation)
    made.show(estate.read_state().workloads())
    return made


@pytest.fixture
def signals(model):
    heard = []
    model.dataChanged.connect(lambda a, b: heard.append(("data", a.row(), b.row())))
    model.layoutChanged.connect(lambda: heard.append(("layout",)))
    model.rowsInserted.connect(lambda _, a, b: heard.append(("insert", a, b)))
    model.rowsRemoved.connect(lambda _, a, b: heard.append(("remove", a, b)))
    model.modelReset.connect(lambda: heard.append(("reset",)))
    return heard


def names(model):
    return [r.name for section in model.sections for r in section.resources]


def changed(resource, cpu):
    measured = resource.metrics[Metric.CPU]
    newer = replace(measured, measurement=replace(measured.measurement, value=cpu))
    return replace(resource, metrics=MappingProxyType({**resource.metrics, Metric.CPU: newer}))


@pytest.mark.parametrize("grouping", list(Grouping))
def test_the_model_keeps_qts_rules_through_every_change(model, estate, qtmodeltester, grouping):
    model.ask(replace(model.query, grouping=grouping))
    qtmodeltester.check(model)
    workloads = estate.read_state().workloads()
    model.show(workloads[3:])
    model.show(workloads[:-4])
    model.sort(4, Qt.SortOrder.DescendingOrder)
    model.show(())
    model.show(workloads)
    model.ask(replace(model.query, text="web"))
    qtmodeltester.check(model)


def test_new_values_are_told_for_the_rows_that_changed_and_nothing_else(model, estate, signals):
    workloads = list(estate.read_state().workloads())
    model.show(workloads)
    signals.clear()
    for row in (3, 4, 9):
        workloads[row] = changed(workloads[row], 0.01)
    model.show(workloads)
    assert signals == [("data", 3, 4), ("data", 9, 9)]


@pytest.mark.parametrize("grouping", [Grouping.NONE, Grouping.HOST])
def test_at_another_instant_every_row_says_so_and_stays_where_it_is(model, signals, grouping):
    model.ask(replace(model.query, grouping=grouping))
    before = names(model)
    signals.clear()
    model.present(model.presentation.at(datetime(2026, 5, 1, tzinfo=UTC)))
    assert {told[0] for told in signals} == {"data"}
    assert names(model) == before


def test_an_uptime_is_counted_up_to_the_instant_that_is_shown(model, estate):
    began = datetime(2026, 5, 1, tzinfo=UTC)
    row = replace(estate.read_state().workloads()[0], started_at=began)
    model.show([row])
    place = [column.id for column in model.columns].index("uptime")
    for days in (3, 5):
        model.present(model.presentation.at(began + timedelta(days=days)))
        assert model.cells(row)[place].text.startswith(str(days))


def test_in_other_words_the_sections_are_called_anew(model, signals):
    model.ask(replace(model.query, grouping=Grouping.STATUS))
    formats = replace(model.presentation.formats, say=lambda text: str(text).upper())
    signals.clear()
    model.present(replace(model.presentation, formats=formats))
    assert signals == [("reset",)]
    assert all(title.isupper() for _, title in model.headings)


def test_many_scattered_changes_are_one_range(model, estate, signals):
    rows = list(estate.many(200))
    model.show(rows)
    signals.clear()
    rows[::2] = [replace(row) for row in rows[::2]]
    model.show(rows)
    assert signals == [("data", 0, 198)]


def test_an_update_tells_of_the_rows_it_brings_and_looks_at_no_other(model, estate, signals):
    workloads = estate.read_state().workloads()
    signals.clear()
    model.update([changed(workloads[9], 0.01)], ())
    assert signals == [("data", 9, 9)]


def test_rows_that_come_are_told_once(model, estate, signals):
    model.update([estate.guest(999, "aaa", "pve1", 0.1)], ())
    assert signals == [("insert", 0, 0)]


def test_rows_that_come_and_go_at_once_are_told_apart(model, estate, signals):
    (gone,) = (r for r in estate.read_state().workloads() if r.name == "web-1")
    model.update([estate.guest(999, "aaa", "pve1", 0.1)], [gone.id])
    assert [kind for kind, *_ in signals] == ["remove", "insert"]
    assert "web-1" not in names(model)
    assert not model.index_of(gone.id).isValid()


def test_what_the_filter_leaves_out_still_counts_among_all(model):
    total = model.total()
    model.ask(replace(model.query, text="web-1"))
    assert (model.count(), model.total()) == (1, total)


def test_an_unchanged_state_is_silent(model, estate, signals):
    workloads = estate.read_state().workloads()
    model.show(workloads)
    signals.clear()
    model.show(workloads)
    assert signals == []


def test_what_is_gone_is_removed_and_what_is_new_inserted(model, estate, signals):
    workloads = estate.read_state().workloads()
    model.show(workloads)
    signals.clear()
    model.show(workloads[2:5] + workloads[8:])
    assert {signal[0] for signal in signals} == {"remove"}
    model.show(workloads)
    assert "insert" in {signal[0] for signal in signals}
    assert names(model) == [r.name for r in workloads]


def test_a_row_that_is_pointed_at_is_followed_when_the_order_changes(model):
    kept = QPersistentModelIndex(model.index_of("vm-web-1"))
    model.sort(4, Qt.SortOrder.DescendingOrder)
    assert model.resource(kept).name == "web-1"
    assert kept.row() == names(model).index("web-1")


def test_a_row_that_is_pointed_at_is_followed_within_its_section(model):
    model.ask(replace(model.query, grouping=Grouping.HOST))
    kept = QPersistentModelIndex(model.index_of("vm-web-1"))
    model.sort(4, Qt.SortOrder.DescendingOrder)
    assert model.resource(kept).name == "web-1"
    assert kept.parent().isValid()


def test_removing_a_section_leaves_the_rows_of_others_where_they_were(model, estate):
    model.ask(replace(model.query, grouping=Grouping.HOST))
    kept = QPersistentModelIndex(model.index_of("vm-web-2"))
    model.show([r for r in estate.read_state().workloads() if r.parent_name != "desk"])
    assert model.resource(kept).name == "web-2"


def test_filter_and_lens_start_over_and_keep_the_order(model, signals):
    model.sort(4, Qt.SortOrder.DescendingOrder)
    signals.clear()
    model.ask(replace(model.query, lens=PlatformId("engine")))
    assert signals == [("reset",)]
    assert names(model)[0] == "qbittorrent"


def test_cells_of_an_unchanged_row_are_made_once(model, estate):
    resource = estate.read_state().workloads()[0]
    model.show((resource,))
    assert model.cells(resource) is model.cells(resource)
    newer = replace(resource, name="renamed")
    model.show((newer,))
    assert model.cells(newer)[0].text == "renamed"


def test_numbers_are_aligned_right_with_their_titles(model):
    column = [c.id for c in WORKLOADS].index("netin")
    role = Qt.ItemDataRole.TextAlignmentRole
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert model.headerData(column, Qt.Orientation.Horizontal, role) == right
    assert model.index(0, column).data(role) == right


def test_every_cell_is_spoken_in_full(model):
    spoken = model.index_of("vm-immich").siblingAtColumn(5)
    assert (
        spoken.data(Qt.ItemDataRole.AccessibleTextRole)
        == "Memory 92 %, 7.40 GB of 8.00 GB, critical"
    )


def test_a_section_tells_its_title_and_size(model):
    model.ask(replace(model.query, grouping=Grouping.HOST))
    assert model.index(0, 0).data() == "desk · 9"


def test_a_foreign_index_shows_nothing(model):
    assert model.index(999, 0).data() is None
    assert model.headerData(999, Qt.Orientation.Horizontal) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=10), max_size=4))
def test_after_any_sequence_of_states_the_rows_are_those_of_the_last(
    qapp, presentation, estate, sequence
):
    model = ResourceModel(WORKLOADS, presentation)
    model.ask(replace(model.query, grouping=Grouping.HOST, sort_by="cpu", descending=True))
    expected: list[str] = []
    for state in sequence:
        rows = {f"r{i}": host for i, host in state}
        resources = [
            estate.resource(
                name, ResourceType.VM, parent_name=f"h{host}", metrics={Metric.CPU: host / 4}
            )
            for name, host in sorted(rows.items())
        ]
        model.show(resources)
        expected = sorted(rows)
    assert sorted(names(model)) == expected
    assert all(r.parent_name == s.title for s in model.sections for r in s.resources)
