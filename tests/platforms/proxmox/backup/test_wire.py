"""Answers of any kind: what is right is kept, what is wrong is absent, nothing crashes."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.platforms.proxmox.backup import wire
from pulse_desktop.platforms.proxmox.backup.attempts import failed
from pulse_desktop.platforms.proxmox.backup.points import GroupKey, points
from pulse_desktop.platforms.proxmox.backup.snapshot import snapshot
from pulse_desktop.platforms.proxmox.boot import Boot
from pulse_desktop.platforms.proxmox.envelope import Unreadable

NOW = datetime(2026, 9, 28, 12, tzinfo=UTC)
KEY = GroupKey(store="store1", namespace="", type="vm", id="100")

READERS = {
    "pbs4.2/version.json": wire.version,
    "pbs4.2/access/permissions.json": wire.permissions,
    "pbs4.2/admin/datastore.offline.json": wire.stores,
    "pbs4.2/status/datastore-usage.json": wire.usage,
    "literal/pbs4.2.6/status/datastore-usage.json": wire.usage,
    "literal/pbs4.2.6/admin/gc.json": wire.collections,
    "pbs4.2/admin/datastore/store1/gc.json": wire.collection,
    "pbs4.2/admin/sync@sync-direction=all.json": wire.jobs,
    "pbs4.2/admin/datastore/store1/groups.json": wire.groups,
    "pbs4.2/admin/datastore/store1/namespace.json": wire.namespaces,
    "pbs4.2/admin/datastore/store1/snapshots@ns=clusterA.json": wire.backups,
    "literal/nodes/localhost/tasks.json": wire.tasks,
}
NODE = {
    "cpu": 0.1,
    "wait": 0.01,
    "uptime": 5,
    "loadavg": [0.1, 0.2, 0.3],
    "memory": {"total": 10, "used": 4, "free": 6},
    "root": {"total": 10, "used": 4, "avail": 6},
    "cpuinfo": {"cpus": 4, "model": "x"},
}

WRONG = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=6),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.just([]),
    st.just({}),
    st.sampled_from(["N/A", "unknown", "-", "1,5", " 7", str(2**63 - 1)]),
)


@pytest.mark.parametrize("name", READERS)
def test_a_recorded_answer_is_read_whole(payload, name):
    read = READERS[name](payload(name))
    assert not getattr(read, "refused", 0)
    assert getattr(read, "rows", True)


@pytest.mark.parametrize("read", set(READERS.values()), ids=lambda read: read.__name__)
@given(body=st.binary(max_size=60) | WRONG.map(lambda data: json.dumps({"data": data}).encode()))
def test_what_is_no_answer_of_the_product_is_unreadable_at_worst(read, body):
    """X-10: a clear refusal, and never another failure."""
    try:
        read(body)
    except Unreadable:
        return


def test_one_bad_row_costs_itself():
    found = wire.stores(b'{"data":[{"store":"a"},{"store":7},{"comment":"no name"}]}')
    assert [row.store for row in found.rows] == ["a"]
    assert found.refused == 2


def test_what_is_no_json_number_costs_only_what_it_stands_for():
    found = wire.usage(b'{"data":[{"store":"a","total":NaN,"used":5}]}')
    assert found.rows[0].used == 5


def _spoilt(tree, random, wrong):
    """``tree`` with keys dropped and values exchanged, here and there."""
    if random.random() < 0.08:
        return random.choice(wrong)
    if isinstance(tree, dict):
        kept = {key: each for key, each in tree.items() if random.random() > 0.08}
        return {key: _spoilt(each, random, wrong) for key, each in kept.items()}
    if isinstance(tree, list):
        return [_spoilt(each, random, wrong) for each in tree]
    return tree


def _read(read, data):
    try:
        return read(json.dumps({"data": data}).encode())
    except Unreadable:
        return None


def _rows(read, data):
    found = _read(read, data)
    return found.rows if found else ()


@given(random=st.randoms(), wrong=st.lists(WRONG, min_size=1, max_size=5))
def test_spoilt_answers_give_a_picture_without_a_wrong_number(answers, payload, random, wrong):
    """X-10: types swapped, keys dropped, huge, negative, NaN: a base, and never a wrong zero."""
    told = {
        name: _rows(read, _spoilt(json.loads(payload(name))["data"], random, wrong))
        for name, read in READERS.items()
        if name.endswith(("usage.json", "offline.json", "gc.json", "all.json", "tasks.json"))
        and "store1" not in name
    }
    usage = told["pbs4.2/status/datastore-usage.json"]
    jobs = told["pbs4.2/admin/sync@sync-direction=all.json"]
    found = answers(
        status=_read(wire.node_status, _spoilt(NODE, random, wrong)),
        stores=told["pbs4.2/admin/datastore.offline.json"],
        usage={row.store: row for row in usage},
        collections={row.store: row for row in told["literal/pbs4.2.6/admin/gc.json"]},
        sync=jobs,
        verify=jobs,
        prune=jobs,
        tasks=told["literal/nodes/localhost/tasks.json"],
    )
    seen = snapshot("source", found, Boot())
    for each in (m for o in seen.observations for m in o.metrics.values()):
        assert each.value >= 0
        assert each.total is None or each.total > 0
    failed(found.tasks, lambda key: None, ConnectionId("c"))


@given(random=st.randoms(), wrong=st.lists(WRONG, min_size=1, max_size=5))
def test_spoilt_backups_give_points_with_a_time_or_none(payload, random, wrong):
    """X-10: whatever is wrong with a row, its point is whole or absent."""
    name = "pbs4.2/admin/datastore/store1/snapshots@ns=clusterA.json"
    data = _spoilt(json.loads(payload(name))["data"], random, wrong)
    for point in points(KEY, _rows(wire.backups, data), "store", NOW):
        assert point.at is not None
        assert point.size_bytes is None or point.size_bytes > 0
