"""Recorded and broken answers as one resource."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.condition import NEEDS_ATTENTION, ONLINE
from pulse_desktop.model.facet import Quarantine, RelayDomain, SpamBucket
from pulse_desktop.model.metric import Metric
from pulse_desktop.platforms.proxmox.boot import Boot
from pulse_desktop.platforms.proxmox.envelope import Unreadable
from pulse_desktop.platforms.proxmox.mail import wire
from pulse_desktop.platforms.proxmox.mail.gateway import observation
from pulse_desktop.platforms.proxmox.mail.queue import QUEUES, Count, counted

DECODERS = (
    wire.version,
    wire.node_status,
    wire.node_names,
    wire.members,
    wire.waiting,
    wire.statistics,
    wire.scores,
    wire.held,
    wire.domains,
    wire.archives,
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["N/A", "-1", "1e400", "9" * 400, "534.0", "2,425", "master", "-"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def body(data):
    return json.dumps({"data": data}).encode()


def seen(found):
    return observation(found, Boot())


@pytest.fixture
def told(answers, payload):
    """Everything that was recorded, as one poll."""
    return answers(
        node="mail1",
        status=wire.node_status(payload("nodes/localhost/status.json")),
        members=wire.members(payload("config/cluster/status.json")).rows,
        statistics=wire.statistics(payload("statistics/mail.json")),
        scores=wire.scores(payload("statistics/spamscores.json")).rows,
        spam=wire.held(payload("quarantine/spamstatus.json")),
        virus=wire.held(payload("quarantine/virusstatus.json")),
        domains=wire.domains(body([{"domain": "b.lan"}, {"domain": "a.lan", "comment": "x"}])).rows,
    )


def test_recorded_statistics_are_told_in_full(told):
    """Check 47: 40 in, 0 out, 8 spam, 2 viruses, 10 of it junk, 0.685 s on the average."""
    stats = seen(told).facet.mail_stats
    assert (stats.count_total, stats.count_in, stats.count_out) == (40, 40, 0)
    assert (stats.spam_in, stats.virus_in, stats.junk_in, stats.bytes_in) == (8, 2, 10, 22109)
    assert stats.average_process_seconds == pytest.approx(0.685, abs=0.001)


def test_the_domain_for_which_mail_waits_is_named(answers, payload):
    """Check 45: all seven go to home.arpa."""
    count = counted(payload("nodes/localhost/postfix/qshape.json"))
    queues = dict.fromkeys(QUEUES, Count(0, None)) | {"deferred": count}
    facts = seen(answers(queues={"mail1": queues})).facts
    assert [(str(fact.label), fact.value) for fact in facts] == [
        ("Most mail waits for", "home.arpa (7)")
    ]


def test_memory_and_disk_are_what_the_gateway_calls_used(told):
    metrics = seen(told).metrics
    assert metrics[Metric.MEMORY].value == 5851820032 / 16285110272
    assert metrics[Metric.DISK].value == 207697952768 / 247212277760
    assert metrics[Metric.LOAD1].value == 0.82


def test_the_cpu_of_a_first_call_is_not_zero_but_unknown(told):
    """X-10: the product counts from one call to the next, and says 0 and 0 at first."""
    assert Metric.CPU not in seen(told).metrics


def test_quarantine_and_scores_are_counted(told):
    facet = seen(told).facet
    assert facet.quarantine == Quarantine(spam=8, virus=2)
    assert facet.spam_distribution == (SpamBucket("0", 40), SpamBucket("10", 10))


def test_scores_stand_in_order_and_those_that_are_none_are_left_out(answers):
    told = [{"level": "10", "count": "3"}, {"level": 2, "count": 1}, {"level": "x", "count": 9}]
    scores = wire.scores(body([*told, {"level": 5, "count": "N/A"}])).rows
    found = seen(answers(scores=scores)).facet.spam_distribution
    assert found == (SpamBucket("2", 1), SpamBucket("10", 3))


def test_a_count_that_was_not_told_is_absent(answers):
    """X-10: an older release that leaves one out does not make it zero."""
    stats = seen(answers(statistics=wire.statistics(body({"count": "7"})))).facet.mail_stats
    told = {name: getattr(stats, name) for name in stats.__dataclass_fields__}
    assert {name: value for name, value in told.items() if value is not None} == {
        "timeframe": "day",
        "count_total": 7,
    }


def test_relay_domains_stand_in_order(told):
    assert seen(told).facet.relay_domains == (
        RelayDomain(domain="a.lan", comment="x"),
        RelayDomain(domain="b.lan"),
    )


def test_a_node_out_of_reach_is_told_without_values(told):
    one, two = seen(told).facet.nodes
    assert (one.name, one.role, one.status) == ("mail1", "master", "online")
    assert (two.name, two.status, two.uptime_seconds) == ("mail2", "offline", None)


def test_a_node_out_of_reach_needs_attention(told):
    found = seen(told)
    assert found.condition is NEEDS_ATTENTION
    (incident,) = found.incidents
    assert incident.summary == "Node mail2 cannot be reached: connection refused"


def test_a_database_that_lags_behind_needs_attention(answers):
    rows = wire.members(body([{"name": "mail1", "type": "node", "insync": "0"}])).rows
    (incident,) = seen(answers(members=rows)).incidents
    assert incident.code == "mail_node_out_of_sync"


def test_a_node_that_does_not_say_whether_it_lags_is_not_said_to(answers):
    rows = wire.members(body([{"name": "mail1", "type": "-"}])).rows
    assert seen(answers(members=rows)).condition is ONLINE


def test_what_nodes_said_of_themselves_before_is_not_told_as_of_now(answers, payload):
    rows = wire.members(payload("config/cluster/status.json")).rows
    found = seen(answers(members=rows, are_members_fresh=False))
    assert found.incidents == ()
    assert [(node.name, node.status) for node in found.facet.nodes] == [
        ("mail1", None),
        ("mail2", None),
    ]


def test_more_than_all_memory_is_all_of_it(answers):
    status = wire.node_status(body({"memory": {"used": 5, "total": 4}, "swap": {"total": 0}}))
    assert {metric: m.value for metric, m in seen(answers(status=status)).metrics.items()} == {
        Metric.MEMORY: 1.0
    }


@pytest.mark.parametrize("told", ["0.5", ["0.5"], ["a", "b", "c"], [1, 2, -3], None])
def test_a_load_that_is_none_is_not_told(answers, told):
    rows = wire.members(body([{"name": "mail1", "loadavg": told}])).rows
    assert seen(answers(members=rows)).facet.nodes[0].load_average is None


def test_nothing_told_is_nothing_claimed(answers):
    """P-06: what could not be read is absent, and none of it is zero."""
    found = seen(answers())
    facet = found.facet
    assert (dict(found.metrics), found.condition, found.started_at) == ({}, ONLINE, None)
    unknown = (facet.queue_total, facet.mail_stats, facet.quarantine, facet.node_count)
    assert unknown == (None, None, None, None)


def test_a_day_without_mail_has_no_average_time(answers):
    stats = seen(answers(statistics=wire.statistics(body({"count": 0, "avptime": ""})))).facet
    assert (stats.mail_count_total, stats.mail_stats.average_process_seconds) == (0, None)


def test_a_host_name_and_an_address_tell_which_machine_it_is(answers, saved):
    by_name = seen(answers(node="mail1")).identity
    by_ip = seen(answers(connection=saved(address="10.0.0.41"))).identity
    assert (by_name.hostnames, by_name.ip_addresses) == (("mail1", "mail.lab"), ())
    assert (by_ip.hostnames, by_ip.ip_addresses) == ((), ("10.0.0.41",))


def test_one_broken_field_costs_only_itself():
    """X-10: a list for an object, NaN for a number."""
    broken = b'{"data":{"cpu":NaN,"memory":[],"uptime":"60","rootfs":{"used":1,"total":4}}}'
    status = wire.node_status(broken)
    assert (status.cpu, status.memory, status.uptime, status.rootfs.total) == (None, None, "60", 4)


@pytest.mark.parametrize("data", [b"", b"[]", b'{"data":[]}', b'{"data":{"cpu":[]}}', b"\xff"])
def test_a_record_of_which_nothing_can_be_read_is_refused(data):
    with pytest.raises(Unreadable):
        wire.node_status(data)


@given(st.binary(max_size=100) | JSON.map(body))
def test_whatever_arrives_is_decoded_or_refused(arrived):
    """X-10."""
    for decode in DECODERS:
        try:
            decode(arrived)
        except Unreadable:
            continue
