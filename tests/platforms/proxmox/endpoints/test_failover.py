"""What becomes of a cluster's readings when the endpoint that the user gave is lost."""

import asyncio

import pytest

from pulse_desktop.model.errors import Category, ProviderError
from simulators.proxmox.certificate import self_signed
from simulators.proxmox.estate import PASSWORD


@pytest.fixture
async def away(cluster):
    """A cluster that is read through its second node, since its first one is lost."""
    await cluster.poll()
    cluster.lose_first()
    cluster.seen = await cluster.poll()
    return cluster


def paths(simulator):
    """What was asked of an endpoint."""
    return [request.path.removeprefix("/api2/json") for request in simulator.requests]


def of_the_way(snapshot):
    """The issues that concern endpoints."""
    return [issue for issue in snapshot.issues if issue.stage == "endpoint"]


async def test_only_the_users_own_endpoint_is_asked_while_it_answers(cluster):
    await cluster.poll()
    await cluster.poll()
    assert paths(cluster.first)
    assert not paths(cluster.second)


async def test_the_poll_that_loses_its_endpoint_goes_on_through_another_member(away):
    """Same resources, and the connection says which way it reads."""
    assert "/cluster/resources" in paths(away.second)
    assert {"pve1", "pve2", "web"} <= {each.name for each in away.seen.observations}
    (issue,) = of_the_way(away.seen)
    assert issue.category is Category.REFUSED
    assert "127.0.0.2" in str(issue.message)


async def test_the_users_own_endpoint_is_used_again_once_it_answers(away):
    with away.regain_first():
        await away.poll()
        await away.looked()
        snapshot = await away.poll()
        assert not of_the_way(snapshot)
        assert "/cluster/resources" in paths(away.first)
        assert not paths(away.second)


async def test_another_certificate_at_the_users_own_endpoint_is_told_and_nothing_is_sent(away):
    """It is the user's to judge: no other member is taken silently."""

    async def polled_until_told():
        # The look may end within the poll that began it.
        await away.poll()
        await away.looked()
        await away.poll()

    with away.regain_first(self_signed()) as first:
        with pytest.raises(ProviderError) as raised:
            await polled_until_told()
        assert raised.value.category is Category.TLS_CHANGED
        assert not first.received
        assert not paths(away.second)


async def test_a_member_with_another_certificate_than_the_cluster_lists_gets_nothing(cluster):
    await cluster.poll()
    cluster.second.renew_certificate()
    cluster.lose_first()
    with pytest.raises(ProviderError):
        await cluster.poll()
    assert not cluster.second.received


async def test_a_member_that_was_left_aside_is_named(cluster):
    await cluster.poll()
    cluster.second.renew_certificate()
    cluster.lose_first()
    with pytest.raises(ProviderError):
        await cluster.poll()
    with cluster.regain_first():
        (issue,) = of_the_way(await cluster.poll())
        assert issue.category is Category.TLS_CHANGED
        assert "pve2" in str(issue.message)


async def test_a_member_is_used_again_when_the_cluster_lists_its_new_certificate(cluster, estate):
    await cluster.poll()
    cluster.second.renew_certificate()
    estate.node("pve2").fingerprint = cluster.second.fingerprint
    await cluster.poll()
    cluster.lose_first()
    await cluster.poll()
    assert "/cluster/resources" in paths(cluster.second)


async def test_a_member_without_a_listed_certificate_is_no_way(cluster, estate):
    """Behind a pin nothing else vouches for it."""
    estate.node("pve2").fingerprint = ""
    await cluster.poll()
    cluster.lose_first()
    with pytest.raises(ProviderError) as raised:
        await cluster.poll()
    assert raised.value.category is Category.REFUSED
    assert not cluster.second.received


async def test_a_ticket_is_good_on_every_member(cluster):
    """The password went to one endpoint, and to no other."""
    await cluster.poll(user="pulse@pve")
    cluster.lose_first()
    await cluster.poll()
    assert "/access/ticket" not in paths(cluster.second)
    assert "/cluster/resources" in paths(cluster.second)
    assert PASSWORD.replace(" ", "+").encode() not in cluster.second.received


@pytest.mark.parametrize("status", [403, 500, 502, 595, 596])
async def test_an_answer_of_whatever_kind_is_no_loss_of_the_endpoint(cluster, status):
    await cluster.poll()
    cluster.first.fault("/cluster/resources", status=status, reason="no")
    with pytest.raises(ProviderError):
        await cluster.poll()
    assert not paths(cluster.second)


async def test_a_lost_endpoint_is_looked_at_every_ten_seconds_at_most(away, estate):
    with away.regain_first() as first:
        first.fault("/version", cut_after=3)
        await away.poll()
        await away.looked()
        await away.opened.collect()
        await away.looked()
        assert paths(first).count("/version") == 1
        await away.poll()
        await away.looked()
        assert paths(first).count("/version") == 1


async def test_closing_ends_the_look_at_a_silent_endpoint_at_once(away):
    with away.regain_first() as first:
        first.fault("/version", hangs=True)
        await away.poll()
        async with asyncio.timeout(1):
            await away.opened.aclose()
