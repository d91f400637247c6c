"""A session to the simulated product, poll by poll."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from pulse_desktop.model.condition import NEEDS_ATTENTION, ONLINE
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.secret import Secret
from pulse_desktop.platforms.proxmox.mail import PROXMOX_MAIL
from pulse_desktop.provider.platform import Target
from simulators.proxmox.mail.estate import PASSWORD
from simulators.scripted import until

QSHAPE = "/nodes/mail1/postfix/qshape"


def paths(simulator):
    return sorted(request.path.removeprefix("/api2/json") for request in simulator.requests)


def gateway(snapshot):
    (only,) = snapshot.observations
    return only


async def failure_of(collecting):
    with pytest.raises(ProviderError) as caught:
        await collecting
    return caught.value


def said(snapshot):
    return [(issue.stage, str(issue.category)) for issue in snapshot.issues]


async def test_one_poll_sees_the_whole_gateway(session):
    snapshot = await (await session()).collect()
    found = gateway(snapshot)
    assert (found.name, str(found.type), found.native_id) == ("mx", "pmg", "conn-1")
    assert (snapshot.issues, snapshot.counts) == ((), {"nodes": 1, "domains": 2})
    assert (found.facet.hostname, found.facet.version) == ("mail1", "9.1.0")
    assert (found.facet.queue_total, found.facet.oldest_seconds) == (7, 1200)
    assert found.metrics[Metric.CPU].value == 0.04


async def test_a_second_poll_asks_only_what_is_due(session, simulator, estate):
    home = await session()
    await home.collect()
    simulator.requests.clear()
    estate.pass_time(30)
    await home.collect()
    assert paths(simulator) == ["/nodes/localhost/status", "/version"]


async def test_the_queues_are_counted_once_a_minute(session, simulator, estate):
    home = await session()
    await home.collect()
    simulator.requests.clear()
    estate.pass_time(60)
    await home.collect()
    assert paths(simulator).count(QSHAPE) == 4
    assert "/statistics/mail" not in paths(simulator)


@pytest.mark.parametrize(
    ("seconds", "path"),
    [
        (60, "/config/cluster/status"),
        (300, "/statistics/mail"),
        (300, "/quarantine/spamstatus"),
        (21_600, "/config/domains"),
    ],
)
async def test_slow_answers_are_asked_again_when_they_are_old(
    session, simulator, estate, seconds, path
):
    home = await session()
    await home.collect()
    simulator.requests.clear()
    estate.pass_time(seconds)
    await home.collect()
    assert path in paths(simulator)


async def test_statistics_are_of_the_gateways_today_not_of_yesterday(session, estate):
    """The product leaves the last day out: without both ends on one day it tells yesterday's."""
    home = await session()
    assert gateway(await home.collect()).facet.mail_count_total == 40
    estate.pass_time(86_400)
    estate.today().count_in = 3
    assert gateway(await home.collect()).facet.mail_count_total == 3


async def test_today_is_told_by_the_gateways_clock_not_by_ours(connection, surroundings, estate):
    behind = replace(surroundings, now=lambda: estate.now - timedelta(days=1))
    home = await PROXMOX_MAIL.connect(Target(connection(), Secret(PASSWORD)), behind)
    assert gateway(await home.collect()).facet.mail_count_total == 40
    await home.aclose()


async def test_an_hour_of_polls_is_ten_requests_a_minute_and_one_renewal(
    session, simulator, estate
):
    """The gateway is asked gently: four counts of queues a minute are the most of it."""
    home = await session()
    for _ in range(120):
        await home.collect()
        estate.pass_time(30)
    asked = paths(simulator)
    assert asked.count("/access/ticket") == 2
    assert asked.count(QSHAPE) == 240
    assert 590 <= len(asked) <= 612


async def test_at_most_two_calls_are_made_at_once(session, simulator):
    home = await session()
    await home.collect()
    assert simulator.connections == 2


async def test_archives_of_the_configuration_are_recovery_points_of_the_gateway(session, estate):
    """They lie on its own disk, so that they are lost with it."""
    found = (await (await session()).collect()).survey
    assert {(point.subject.native_id, str(point.mode)) for point in found.points} == {
        ("conn-1", "snapshot")
    }
    assert [point.completed_at for point in found.points] == sorted(estate.archives)
    assert found.points[0].id == "pmg-backup_2026_09_08_6A9FF8C0.tgz"


async def test_archives_that_did_not_change_are_the_same_points(session, estate):
    home = await session()
    first = (await home.collect()).survey
    estate.pass_time(3600)
    second = (await home.collect()).survey
    assert (second.points is first.points, second.at > first.at) == (True, True)
    estate.archives.append(estate.now)
    estate.pass_time(3600)
    assert len((await home.collect()).survey.points) == 3


async def test_a_listing_of_archives_that_can_be_read_in_part_is_not_all_of_them(
    session, simulator
):
    simulator.fault("/nodes/localhost/backup", body=b'{"data":[{"filename":"a"},7]}')
    snapshot = await (await session()).collect()
    assert (snapshot.survey, said(snapshot)) == (None, [("backups", "protocol")])


async def test_archives_that_may_not_be_seen_are_not_none(session):
    assert (await (await session(user="keeper@pmg")).collect()).survey is None


async def test_mail_that_goes_out_leaves_the_queue(session, estate):
    home = await session()
    await home.collect()
    estate.local.queues.clear()
    estate.pass_time(60)
    facet = gateway(await home.collect()).facet
    assert (facet.queue_total, facet.oldest_seconds) == (0, None)


async def test_a_cluster_is_one_gateway_with_the_queues_of_all_nodes(session, estate):
    estate.form_cluster()
    snapshot = await (await session()).collect()
    facet = gateway(snapshot).facet
    assert [(node.name, node.role, node.queue_total) for node in facet.nodes] == [
        ("mail1", "master", 7),
        ("mail2", "node", 3),
    ]
    assert (facet.queue_total, facet.oldest_seconds, facet.node_count) == (10, 4800, 2)


async def test_a_node_that_is_lost_and_comes_back(session, estate, simulator):
    """P-06: the rest stands, the gap is told, and its queues are not asked for meanwhile."""
    second = estate.form_cluster()
    home = await session()
    second.is_reachable = False
    snapshot = await home.collect()
    assert (said(snapshot), gateway(snapshot).facet.queue_total) == ([("cluster", "partial")], 7)
    assert gateway(snapshot).condition is NEEDS_ATTENTION
    assert "/nodes/mail2/postfix/qshape" not in paths(simulator)
    second.is_reachable = True
    estate.pass_time(60)
    back = await home.collect()
    assert (back.issues, gateway(back).condition) == ((), ONLINE)


async def test_what_a_role_may_not_read_is_unknown_and_told(session):
    """P-06: a manager of the quarantine sees no queues; they are not empty."""
    snapshot = await (await session(user="keeper@pmg")).collect()
    facet = gateway(snapshot).facet
    assert said(snapshot) == [("queues", "forbidden"), ("backups", "forbidden")]
    assert (facet.queue_total, facet.nodes[0].queue_deferred) == (None, None)
    assert facet.mail_count_total == 40
    assert "queues: not allowed" in str(snapshot.issues[0].message)


async def test_the_same_gap_is_told_in_the_same_words(session, estate):
    """P-07: what does not change is not told anew, so nothing is logged at each poll."""
    home = await session(user="keeper@pmg")
    first = await home.collect()
    estate.pass_time(600)
    assert (await home.collect()).issues == first.issues


async def test_a_role_that_was_given_meanwhile_is_noticed(session, estate):
    home = await session(user="keeper@pmg")
    await home.collect()
    estate.users["keeper@pmg"].role = "audit"
    estate.pass_time(600)
    assert (await home.collect()).issues == ()


async def test_a_refusal_of_what_seldom_changes_is_asked_again_within_ten_minutes(
    session, estate, simulator
):
    home = await session()
    simulator.fault("/config/domains", status=403, reason="Permission check failed", times=1)
    assert gateway(await home.collect()).facet.relay_domains == ()
    estate.pass_time(600)
    assert len(gateway(await home.collect()).facet.relay_domains) == 2


async def test_a_user_who_may_read_nothing_is_forbidden(session):
    error = await failure_of((await session(user="bare@pmg")).collect())
    assert error.category is Category.FORBIDDEN
    assert "Auditor" in str(error)


@pytest.mark.parametrize(
    ("path", "stage"),
    [
        ("/nodes/localhost/status", "node"),
        ("/config/cluster/status", "cluster"),
        ("/statistics/mail", "statistics"),
        ("/statistics/spamscores", "statistics"),
        ("/quarantine/virusstatus", "quarantine"),
        ("/config/domains", "domains"),
        ("/nodes/localhost/backup", "backups"),
        (QSHAPE, "queues"),
    ],
)
@pytest.mark.parametrize(
    "fault", [{"status": 500, "reason": "boom"}, {"body": b"<html>"}, {"status": 501}]
)
async def test_any_one_part_that_fails_leaves_the_others(session, simulator, path, stage, fault):
    """P-06: one issue, and the base stands."""
    simulator.fault(path, **fault)
    snapshot = await (await session()).collect()
    assert [issue.stage for issue in snapshot.issues] == [stage]
    assert gateway(snapshot).facet.version == "9.1.0"


async def test_a_row_that_cannot_be_read_costs_itself_and_is_told(session, simulator):
    """P-06: the other rows stand."""
    simulator.fault("/config/domains", body=b'{"data":[{"domain":"a.lan"},{"domain":7}]}')
    snapshot = await (await session()).collect()
    (domain,) = gateway(snapshot).facet.relay_domains
    assert (domain.domain, said(snapshot)) == ("a.lan", [("domains", "protocol")])


async def test_relay_domains_of_which_none_can_be_read_are_not_none(session, simulator):
    """X-10."""
    simulator.fault("/config/domains", body=b'{"data":[7]}')
    snapshot = await (await session()).collect()
    assert "domains" not in snapshot.counts


async def test_a_part_that_failed_shows_no_old_value(session, simulator, estate):
    home = await session()
    await home.collect()
    simulator.fault("/nodes/localhost/status", status=500, reason="boom")
    estate.pass_time(30)
    found = gateway(await home.collect())
    assert (dict(found.metrics), found.facet.uptime_seconds) == ({}, None)


async def test_a_cluster_that_cannot_tell_keeps_its_nodes_but_not_their_state(
    session, simulator, estate
):
    home = await session()
    await home.collect()
    simulator.fault("/config/cluster/status", status=500, reason="got timeout")
    estate.pass_time(60)
    (node,) = gateway(await home.collect()).facet.nodes
    assert (node.name, node.status, node.queue_total) == ("mail1", None, 7)


async def test_a_cluster_that_never_told_its_nodes_counts_the_queues_of_the_one_asked(
    session, simulator
):
    simulator.fault("/config/cluster/status", status=500, reason="got timeout")
    facet = gateway(await (await session()).collect()).facet
    assert (facet.nodes, facet.node_count, facet.queue_total) == ((), None, 7)


async def test_a_node_whose_name_is_a_path_is_not_asked(session, simulator):
    rows = b'{"data":[{"name":"../../access/users","type":"node"},{"name":"a?b="}]}'
    simulator.fault("/config/cluster/status", body=rows)
    facet = gateway(await (await session()).collect()).facet
    assert facet.queue_total is None
    asked = [path for path in paths(simulator) if path.startswith("/nodes/")]
    assert asked == ["/nodes/localhost/backup", "/nodes/localhost/status"]


async def test_a_hanging_part_holds_up_no_other_one(session, simulator, monkeypatch):
    """P-11: it costs its own deadline, and is told as such."""
    monkeypatch.setattr("pulse_desktop.platforms.proxmox.mail.questions._COUNTING_S", 0.3)
    simulator.fault(QSHAPE, hangs=True)
    snapshot = await (await session()).collect()
    assert said(snapshot) == [("queues", "timeout")]
    assert gateway(snapshot).facet.mail_count_total == 40
    assert paths(simulator).count(QSHAPE) == 1


async def test_a_poll_that_is_given_up_lets_go_of_the_gateway(session, simulator):
    """P-11: the Stop button and a shutdown wait for no server."""
    home = await session()
    simulator.fault("/config/cluster/status", hangs=True)
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        polling = group.create_task(home.collect())
        await until(lambda: "/config/cluster/status" in paths(simulator))
        polling.cancel()
    await home.aclose()
    simulator.stopping.set()
    await until(lambda: not simulator.open)


async def test_an_older_release_that_puts_reasons_in_the_status_line_only(session, estate):
    estate.version = "7.3.2"
    snapshot = await (await session(user="keeper@pmg")).collect()
    assert said(snapshot) == [("queues", "forbidden"), ("backups", "forbidden")]


@pytest.mark.parametrize(
    ("version", "category"), [("5.2", Category.VERSION), ("x", Category.WRONG_PRODUCT)]
)
async def test_a_release_that_cannot_be_read_is_refused(session, simulator, version, category):
    body = f'{{"data":{{"version":"{version}","release":"{version}"}}}}'
    simulator.fault("/version", body=body.encode())
    assert (await failure_of((await session()).collect())).category is category


async def test_closing_twice_is_harmless(session):
    home = await session()
    await home.collect()
    await home.aclose()
    await home.aclose()
