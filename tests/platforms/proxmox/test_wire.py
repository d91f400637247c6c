"""Decoding: typed, row by row where one is bad, and never more than ``Unreadable``."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId, SourceName
from pulse_desktop.model.source import Role, Source
from pulse_desktop.platforms.proxmox import envelope
from pulse_desktop.platforms.proxmox.ve import wire
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.past import Past
from pulse_desktop.platforms.proxmox.ve.snapshot import Answers, snapshot
from pulse_desktop.provider.numbers import number
from simulators.scripted import NOON

SOURCE = Source(SourceName("proxmox"), Role.HYPERVISOR, PlatformId("p"), ConnectionId("c"))
CONNECTION = Connection(
    id=ConnectionId("c"),
    platform=PlatformId("p"),
    name="home",
    address="https://pve1:8006",
    interval_s=15,
)

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["N/A", "-1", "1e400", "9" * 400, "running", "available", "online"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
FIELDS = st.sampled_from(wire.Entry.__struct_fields__)
ROWS = st.fixed_dictionaries(
    {"type": st.sampled_from(["qemu", "lxc", "node", "storage", "pool"])},
    optional={"node": st.sampled_from(["a", "b", ""]), "storage": st.just("s")},
).flatmap(lambda row: st.dictionaries(FIELDS, JSON).map(lambda more: {**more, **row}))


def body(data):
    return json.dumps({"data": data}).encode()


def test_one_bad_row_costs_only_itself():
    rows = wire.entries(body([{"type": "qemu", "vmid": 1}, {"type": []}, {"no": "type"}, 7]))
    assert ([row.vmid for row in rows.rows], rows.refused) == ([1], 3)


def test_more_rows_than_any_cluster_has_are_not_taken(monkeypatch):
    monkeypatch.setattr(envelope, "MOST_ROWS", 2)
    rows = wire.entries(body([{"type": "qemu"}] * 5))
    assert (len(rows.rows), rows.refused) == (2, 3)
    rows = wire.entries(body([{"type": 1}, *[{"type": "qemu"}] * 5]))
    assert (len(rows.rows), rows.refused) == (1, 5)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_costs_only_its_field(value):
    rows = wire.entries(body([{"type": "qemu", "vmid": 1, "cpu": value, "mem": 5}]))
    assert (rows.rows[0].cpu, rows.rows[0].mem) == (None, 5)


def test_a_number_of_other_type_stays_for_a_checked_conversion():
    (row,) = wire.entries(body([{"type": "qemu", "vmid": "106", "cpu": "N/A"}])).rows
    assert (number(row.vmid), number(row.cpu)) == (106, None)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"<html>",
        b"{",
        b"[]",
        b'{"data": null}',
        b'{"data": 5}',
        b'{"data":[{"type":"qemu"',
        b"\xff\xfe",
        b'{"data":' + b"[" * 100_000,
        b'{"data":[' + b"9" * 100_000 + b"]}x",
        b'{"data":[NaN, ' + b"9" * 30 + b', "\\ud800"]}'[:-1],
    ],
)
@pytest.mark.parametrize("decode", [wire.entries, wire.nodes, wire.members])
def test_a_body_that_is_no_listing_is_refused(decode, broken):
    with pytest.raises(envelope.Unreadable):
        decode(broken)


@given(st.binary(max_size=200) | JSON.map(body))
def test_whatever_arrives_is_decoded_or_refused(arrived):
    for decode in (wire.version, wire.permissions, wire.members, wire.nodes, wire.entries):
        try:
            decode(arrived)
        except envelope.Unreadable:
            continue


@given(st.lists(ROWS, min_size=1, max_size=6))
def test_hostile_rows_make_a_snapshot_or_nothing_at_all(rows):
    """Every value of every row may be of any type: values stay finite and absent is absent."""
    entries = wire.entries(body(rows))
    if not entries.rows:
        return
    seen = taken(entries, Past())
    values = [m.value for one in seen.observations for m in one.metrics.values()]
    assert all(math.isfinite(value) and value >= 0 for value in values)


def taken(entries, past):
    found = Inventory(
        at=NOON,
        connection_name="home",
        web_url="https://pve1:8006",
        version="9.1",
        members=(),
        nodes=(),
        entries=entries.rows,
    )
    answers = Answers(inventory=found, refused=entries.refused, issues=(), connection=CONNECTION)
    return snapshot(SOURCE, answers, past)
