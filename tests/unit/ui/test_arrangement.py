"""Which rows a table shows, and in which order."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.facet import StorageFacet
from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.read_state import STORAGE_TYPES
from pulse_desktop.ui.models.arrangement import Query
from pulse_desktop.ui.models.columns import STORAGE, WORKLOADS
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.models.rows import Rows


def arrange(resources, query, columns, presentation):
    """What is shown, by the title of its section."""
    rows = Rows(columns, presentation)
    rows.ask(query)
    rows.take(resources, ())
    return shown_in(rows)


def shown_in(rows):
    """Every resource that is shown, by the title of its section."""
    layout = rows.layout()
    return {
        title: [rows.slots.resources[slot] for slot in layout.of_section(section)]
        for section, (_, title) in enumerate(layout.headings)
    }


@pytest.fixture
def names(estate, presentation):
    def shown(query, resources=None):
        given = estate.read_state().workloads() if resources is None else resources
        sections = arrange(given, query, WORKLOADS, presentation)
        return {title: [r.name for r in found] for title, found in sections.items()}

    return shown


def test_the_filter_finds_part_of_a_name_in_any_case(names):
    assert names(Query(text=" WEB-")) == {"": ["web-1", "web-2"]}


def test_a_lens_keeps_what_its_platform_reports(names, estate):
    shown = names(Query(lens=PlatformId("engine")))[""]
    assert "traefik" in shown
    assert "web-1" not in shown


def test_a_resource_of_two_sources_is_seen_through_both_lenses(estate, presentation):
    hosts = estate.read_state().infrastructure()
    for lens in ("engine", "computer"):
        sections = arrange(hosts, Query(lens=PlatformId(lens)), WORKLOADS, presentation)
        assert "desk" in [r.name for r in sections[""]]


@pytest.mark.parametrize("descending", [False, True])
def test_what_was_not_measured_comes_last_both_ways(names, descending):
    shown = names(Query(sort_by="cpu", descending=descending))[""]
    assert set(shown[-5:]) <= {
        "backup-target",
        "importer",
        "once",
        "restoring",
        "web",
        "windows-11",
    }


def test_numbers_are_ordered_by_value_and_not_by_text(names):
    assert names(Query(sort_by="cpu", descending=True))[""][:3] == [
        "qbittorrent",
        "immich",
        "jellyfin",
    ]


def test_guest_ids_are_ordered_as_numbers(names, estate):
    guests = [estate.guest(id_, f"vm{id_}", "pve1", 0.1) for id_ in (100, 99, 1000)]
    assert names(Query(sort_by="id"), guests) == {"": ["vm99", "vm100", "vm1000"]}


def test_groups_by_host_come_in_order_and_the_rest_last(names):
    assert list(names(Query(grouping=Grouping.HOST))) == [
        "desk",
        "pve1",
        "pve2",
        "pve3",
        "Standalone",
    ]


def test_groups_by_status_begin_with_what_is_broken(names):
    first, *_, last = names(Query(grouping=Grouping.STATUS))
    assert (first, last) == ("Exited (137)", "Stopped")


def test_groups_by_project_put_what_has_none_last(names):
    titles = list(names(Query(grouping=Grouping.PROJECT)))
    assert titles == ["edge", "media", "monitoring", "shop", "No project"]


def test_groups_by_platform_and_type_have_their_titles(names):
    assert list(names(Query(grouping=Grouping.PLATFORM))) == ["Docker", "Proxmox VE"]
    assert list(names(Query(grouping=Grouping.TYPE))) == ["Container", "LXC", "Service", "VM"]


def test_an_unknown_sort_column_falls_back_to_the_name(names):
    shown = names(Query(sort_by="gone"))[""]
    assert shown == sorted(shown, key=str.casefold)


@given(values=st.lists(st.none() | st.floats(0, 1), max_size=30), descending=st.booleans())
def test_sorting_loses_nothing_and_keeps_equals_in_name_order(
    estate, presentation, values, descending
):
    rows = [
        estate.resource(f"r{i:02}", ResourceType.VM, metrics={} if v is None else {Metric.CPU: v})
        for i, v in enumerate(values)
    ]
    query = Query(sort_by="cpu", descending=descending)
    shown = arrange(rows, query, WORKLOADS, presentation)[""]
    known = sorted((v for v in values if v is not None), reverse=descending)
    got = [r.metrics[Metric.CPU].value for r in shown if r.metrics]
    assert got == known
    for one, other in pairwise(shown):
        if one.metrics.keys() == other.metrics.keys() and _cpu(one) == _cpu(other):
            assert one.name < other.name


def _cpu(resource):
    measured = resource.metrics.get(Metric.CPU)
    return None if measured is None else measured.value


def numbered(estate, number, cpu, host="pve1"):
    return estate.guest(number, f"vm{number % 7}", host, cpu)


@given(
    events=st.lists(
        st.tuples(
            st.integers(0, 12),
            st.sampled_from([None, 0.1, 0.1, 0.7, 0.9, "gone"]),
            st.sampled_from(["pve1", "pve2"]),
        ),
        max_size=40,
    ),
    query=st.builds(
        Query,
        text=st.sampled_from(["", "m3"]),
        lens=st.sampled_from([None, PlatformId("engine"), PlatformId("hypervisor")]),
        sort_by=st.sampled_from(["name", "cpu", "status", "tags"]),
        descending=st.booleans(),
        grouping=st.sampled_from([Grouping.NONE, Grouping.HOST, Grouping.STATUS]),
    ),
)
def test_rows_that_are_kept_up_are_those_of_a_new_table(estate, presentation, events, query):
    kept, resources = Rows(WORKLOADS, presentation), {}
    kept.ask(query)
    for number, cpu, host in events:
        guest = numbered(estate, number, None if cpu == "gone" else cpu, host)
        known = resources.pop(guest.id, None)
        if cpu == "gone":
            kept.take((), [guest.id] if known else [])
        else:
            resources[guest.id] = guest
            kept.take([guest], ())
    expected = arrange(list(resources.values()), query, WORKLOADS, presentation)
    assert shown_in(kept) == expected


def test_another_order_is_that_of_a_new_table(estate, presentation):
    rows = Rows(WORKLOADS, presentation)
    rows.take(estate.read_state().workloads(), ())
    for column in WORKLOADS:
        query = Query(sort_by=column.id, descending=True)
        rows.ask(query)
        expected = arrange(estate.read_state().workloads(), query, WORKLOADS, presentation)
        assert shown_in(rows) == expected


def test_an_update_asks_about_no_other_row(estate, presentation):
    asked = []
    counting = replace(
        next(c for c in WORKLOADS if c.id == "cpu"),
        value=lambda resource: asked.append(resource.id) or _cpu(resource),
    )
    rows = Rows((WORKLOADS[0], counting), presentation)
    rows.ask(Query(sort_by="cpu"))
    many = estate.many(2000)
    rows.take(many, ())
    asked.clear()
    rows.take([replace(many[7]), replace(many[1234])], ())
    assert sorted(asked) == sorted([many[7].id, many[1234].id])


def test_a_name_between_two_others_comes_between_them_again_and_again(estate, presentation):
    rows = Rows(WORKLOADS, presentation)
    names = ["a", "b"]
    for _ in range(80):
        names.insert(-1, names[-2] + "a")
    guests = [estate.guest(n, name, "pve1", 0.1) for n, name in enumerate(names)]
    for guest in guests:
        rows.take([guest], ())
    assert [r.name for r in shown_in(rows)[""]] == sorted(names)


def test_a_row_whose_value_changes_comes_to_its_new_place(estate, presentation):
    rows = Rows(WORKLOADS, presentation)
    rows.ask(Query(sort_by="cpu"))
    rows.take([estate.guest(n, f"vm{n}", "pve1", n / 10) for n in range(1, 9)], ())
    rows.take([estate.guest(1, "vm1", "pve1", 0.45)], ())
    assert [r.name for r in shown_in(rows)[""]][:5] == ["vm2", "vm3", "vm4", "vm1", "vm5"]


def test_rows_that_come_and_go_take_no_more_room_each_time(estate, presentation):
    rows, left = Rows(WORKLOADS, presentation), []
    for number in range(20):
        job = estate.guest(number, f"job-{number}", "pve1", 0.1)
        rows.take([job], left)
        left = [job.id]
    assert len(rows.slots.resources) <= 3


def test_storage_begins_with_what_room_comes_from(estate, presentation):
    """Sorting goes on within each section; a dataset is a part of a pool."""
    kinds, part = ResourceType, StorageFacet(type="zfs-dataset", topology="dataset")
    more = (
        estate.resource("sda", kinds.PHYSICAL_DISK, estate.DESK),
        estate.resource("a-dataset", kinds.STORAGE, facets=(part,)),
        estate.resource("Ceph", kinds.CEPH),
    )
    stored = [one for one in (*more, *estate.resources()) if one.type in STORAGE_TYPES]
    found = arrange(stored, Query(grouping=Grouping.TYPE), STORAGE, presentation)
    assert {title: [one.name for one in rows] for title, rows in found.items()} == {
        "Pools and datastores": ["backups", "local", "local-zfs", "tank"],
        "Datasets and file systems": ["/", "/srv/media", "a-dataset"],
        "Disks": ["sda"],
        "Storage clusters": ["Ceph"],
    }
    assert [*found][:3] == ["Pools and datastores", "Datasets and file systems", "Disks"]
