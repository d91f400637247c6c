"""Answers that nobody sends: unreadable, or made into something that can be shown."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.platforms.proxmox.envelope import Unreadable
from pulse_desktop.platforms.proxmox.rounds.findings import Findings, Told
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.ve.area import Area
from pulse_desktop.platforms.proxmox.ve.ceph import questions as of_ceph
from pulse_desktop.platforms.proxmox.ve.ceph.area import CEPH
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.storage import questions as of_storages
from pulse_desktop.platforms.proxmox.ve.storage.area import STORAGE
from pulse_desktop.platforms.proxmox.ve.zfs import questions as of_pools

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

_NAMES = """
storage type content enabled active used total disable shared nodes pool path name health size
alloc frag dedup state children read write cksum msg scan errors status fsid checks summary message
pgmap bytes_used bytes_total osdmap num_osds monmap mons mgrmap standbys quorum_names fsmap up
services daemons pool_name percent_used root value in
"""
KEYS = st.sampled_from(_NAMES.split())
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "a", "tank", "zfspool", "rbd", "osd", "host", "ONLINE", "-1", "1e400"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)
NAMED = st.fixed_dictionaries(
    {"storage": st.just("s"), "name": st.just("tank"), "fsid": st.just("f")},
    optional={"pool_name": st.just("p"), "type": st.sampled_from(["zfspool", "rbd", "dir"])},
).flatmap(lambda row: st.dictionaries(KEYS, JSON, max_size=8).map(lambda more: more | row))

QUESTIONS = (
    (of_storages.DEFINITIONS, ""),
    (of_storages.STANDINGS, "a"),
    (of_pools.POOLS, "a"),
    (of_pools.POOL, "a"),
    (of_ceph.STATUS, ""),
    (of_ceph.POOLS, "a"),
    (of_ceph.DAEMONS, "a"),
    (of_ceph.FLAGS, ""),
)


@pytest.mark.parametrize("area", [STORAGE, CEPH], ids=lambda area: area.name)
@given(data=st.data())
def test_whatever_is_answered_can_be_shown(area: Area, data):
    told = {}
    for question, node in QUESTIONS:
        body = data.draw(NAMED | st.lists(NAMED, max_size=3) | JSON)
        errand = Errand(question, node, ("tank",) if question is of_pools.POOL else ())
        try:
            value = question.decode(json.dumps({"data": body}).encode())
        except Unreadable:
            continue
        told[errand.key] = errand, Told(value, NOON)
    for seen in area.observations(inventory(told)):
        assert all(measured.value >= 0 for measured in seen.metrics.values())
        assert hash(seen.native_id)


def inventory(told):
    return Inventory(
        at=NOON,
        connection_name="home",
        web_url="https://pve1:8006",
        version="9.1.6",
        members=(),
        nodes=(),
        entries=(),
        findings=Findings(told),
    )
